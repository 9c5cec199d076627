"""The rules of an SOP as a file in DMN 1.3."""

from __future__ import annotations

from typing import Final

from sopflow.definition.model import Definition
from sopflow.errors import SopflowError
from sopflow.language import Language, Words

from .cases import MOST, TooMany
from .table import Table, table_of
from .writing import dmn_of

ENDING: Final = ".dmn"


class NotInDmn(SopflowError):
    """An SOP whose rules no decision table of DMN says; `step` is empty where there are none."""

    code = "not-in-dmn"
    about = Words(
        "Aturan SOP ini tidak dapat ditulis sebagai tabel keputusan DMN.",
        "The rules of the SOP cannot be written as a decision table of DMN.",
    )
    words = Words("{why}", "{why}")


_NONE: Final = Words(
    "tidak ada langkah yang diputuskan oleh isian; DMN hanya untuk langkah dengan when pada cabangnya, atau decides",
    "fields decide in no step; DMN is for steps with when at their branches, or with decides",
)
_MANY: Final = Words(
    'aturan langkah "{step}" menjadi lebih dari {limit} baris tabel; pakai syarat yang lebih sederhana',
    'the rules of step "{step}" become more than {limit} rows of a table; use simpler conditions',
)


def export_dmn(sop: Definition, *, language: Language = "id") -> bytes:
    """The decision tables of all rows that data decide, in DMN 1.3. `NotInDmn`."""
    tables: list[Table] = []
    for step in sop.steps:
        if step.is_decided:
            try:
                tables.append(table_of(step, sop.fields))
            except TooMany:
                raise NotInDmn(why=_MANY.filled(step=step.id, limit=MOST)) from None
    if not tables:
        raise NotInDmn(why=_NONE)
    return dmn_of(sop, tables, language)
