"""The row below the table: what its times add up to, and what is to be known of that sum."""

from __future__ import annotations

from typing import Final, NamedTuple

from sopflow.definition.duration import Duration
from sopflow.definition.model import Definition
from sopflow.definition.totals import is_same, parts_text, sum_of, time_of
from sopflow.language import Language, Words

from . import words
from .naming import row_names

_NAMED: Final = 12
_WITHOUT: Final = Words(
    "tanpa baris {rows}, yang lama waktunya tidak disebut", "without row {rows}, which says no length of time"
)
_SUM: Final = Words("menurut baris-barisnya: {sum}", "its rows add up to {sum}")


class TotalRow(NamedTuple):
    """Its Waktu cell and its remarks."""

    time: str
    remarks: str


def total_row(sop: Definition, language: Language) -> TotalRow | None:
    """What stands below the rows: what the paper states, and what the rows add up to where that differs or nothing is
    stated; `None` where there is no time to add and none stated."""
    found = sum_of(map(time_of, sop.steps))
    stated = sop.stated_total
    if stated is None and found.text is None:
        return None
    is_other = stated is not None and not found.equals(stated)
    is_rest = stated is not None and bool(found.unsaid) and is_same(found.least, dict(stated.parts))
    time = _stated(stated) if stated is not None and is_other else found.text or "-"
    notes = [_SUM.within(language, sum=found.text or "-")] if is_other and not is_rest else []
    if found.unsaid:
        names = [*row_names(sop).values()]
        rows = [names[at] for at in found.unsaid[:_NAMED]]
        rows += ["…"] if len(found.unsaid) > _NAMED else []
        last = words.AND.within(language).join(rows[-2:])
        notes.append(_WITHOUT.within(language, rows=", ".join([*rows[:-2], last])))
    return TotalRow(time, "; ".join(notes))


def _stated(total: Duration) -> str:
    return str(total) if total.at_most or total.at_least is not None else parts_text(total.parts)
