"""What a picture says in words because no symbol says it: in the symbol of a row that nobody performs, and in the column of
remarks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sopflow.definition.model import STARTED

from ..cells import time_of
from ..draft import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..draft import DraftStep
    from ..rows import PaperRow

_WAIT: Final = re.compile(r"(?:tunggu|menunggu)\s+(.+)", re.IGNORECASE)
_ONE_OF: Final = frozenset({"salah satu"})
_OPTIONAL: Final = frozenset({"bila perlu", "jika perlu", "bila diperlukan", "jika diperlukan", "apabila diperlukan"})
_JOINS: Final = re.compile(r"menunggu ((?:langkah|baris) )?(\S+(?:(?:, | dan |, dan )\S+)+)", re.IGNORECASE)
_JOINS_STARTED: Final = "menunggu yang sudah dimulai"


def waits(step: DraftStep, row: PaperRow, symbols: Iterable[str]) -> None:
    """A row whose only symbol says `Tunggu 3 hari`, as its cell of the time does, waits so long; nobody performs it."""
    texts = list(symbols)
    said = _WAIT.fullmatch(" ".join(texts[0].split())) if len(texts) == 1 else None
    if said is None or step.inputs or step.outputs or step.time_is_text:
        return
    if step.time is not None and time_of(said[1]) == (step.time, True):
        step.wait, step.actors = True, []
        step.sources.append(Note("actor", texts[0], "probable", "simbolnya menunggu; tidak ada yang mengerjakan", row.page))


def remarked(step: DraftStep, row: PaperRow) -> None:
    """What the remarks of a row say of who acts, and whether it must be done."""
    for line in _lines(row):
        if line in _ONE_OF and step.joint:
            step.joint = False
        elif line in _OPTIONAL:
            step.optional = True


def joined(steps: Sequence[DraftStep], rows: Sequence[PaperRow]) -> None:
    """What the remarks of rows say of the rows that they wait for."""
    by_number = {step.number: step for step in steps if step.number}
    for step, row in zip(steps, rows, strict=True):
        for line in _lines(row):
            if line == _JOINS_STARTED:
                step.join = [STARTED]
            elif said := _JOINS.fullmatch(line):
                waited = [by_number.get(number) for number in re.split(r", dan |, | dan ", said[2])]
                if all(one is not None and step.id in _targets(one, steps) for one in waited):
                    step.join = [one.id for one in waited if one is not None]


def _targets(step: DraftStep, steps: Sequence[DraftStep]) -> set[str]:
    said = {target for targets in step.branches.values() or (step.next,) for target in targets}
    at = steps.index(step) + 1
    return said or {steps[at].id if at < len(steps) else "end"}


def _lines(row: PaperRow) -> list[str]:
    return [" ".join(line.casefold().split()) for line in row.cells.get("remarks", "").split("\n")]
