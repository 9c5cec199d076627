"""What a picture says in words because no symbol says it: in the symbol of a row that nobody performs, and in lines of the
remarks. A line that a key says is kept in `source`, so that the next picture does not say it twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sopflow.definition.model import STARTED

from ..cells import time_of
from ..draft import UNKNOWN, Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..draft import DraftStep
    from ..drawing.model import Symbol
    from ..rows import PaperRow

_WAIT: Final = re.compile(r"(?:tunggu|menunggu)\s+(.+)", re.IGNORECASE)
_TOGETHER: Final = re.compile(r"bersama(?:-sama)?")
_ONE_OF: Final = re.compile(r"salah satu")
_IN_ORDER: Final = re.compile(r"berurutan")
_OPTIONAL: Final = re.compile(r"(?:bila|jika) perlu|(?:bila|jika|apabila) diperlukan")
_JOINS_STARTED: Final = re.compile(r"menunggu yang sudah dimulai")
_JOINS: Final = re.compile(r"menunggu (?:langkah |baris )?(\S+(?: dan \S+)+)")


_WAITS: Final = "simbolnya menunggu; tidak ada yang mengerjakan"
_UNTIL: Final = "simbolnya menunggu, dan beberapa panah keluar; tulis wait dengan until, at_most dan late"


def waits(step: DraftStep, row: PaperRow, symbols: Iterable[Symbol]) -> None:
    """A row whose only symbol besides ends says `Tunggu 3 hari`, as its cell of the time does, waits so long; nobody
    performs it."""
    texts = [symbol.text for symbol in symbols if symbol.kind != "terminal"]
    said = _WAIT.fullmatch(" ".join(texts[0].split())) if len(texts) == 1 else None
    if said is None or step.time is None or time_of(said[1]) != (step.time, True):
        return
    if step.branches:
        step.actors = [UNKNOWN]
        step.sources.append(Note("actor", texts[0], "open", _UNTIL, row.page))
        return
    step.wait, step.actors = True, []
    step.sources = [note for note in step.sources if note.text != texts[0] or note.reading == "open"]
    step.sources.append(Note("actor", texts[0], "probable", _WAITS, row.page))


def remarked(steps: Sequence[DraftStep], rows: Sequence[PaperRow]) -> None:
    """What the remarks of rows say of who acts, whether it must be done, and what it waits for."""
    leading = _Leading(steps)
    for step, row in zip(steps, rows, strict=True):
        lines = [" ".join(line.split()) for line in row.cells.get("remarks", "").split("\n")]
        said = [
            line
            for line in lines
            if line and (_says_how(step, line.casefold()) or leading.says_join(step, line.casefold()))
        ]
        if said:
            step.cell_of_remarks = step.remarks
            step.remarks = " ".join(line for line in lines if line not in said)
            step.sources.append(Note("remarks", " ".join(said), "certain", "", row.page))


def _says_how(step: DraftStep, line: str) -> bool:
    """Whether a line says who of several acts, or that a row may be left out; then a key does."""
    is_joint, is_in_order = _TOGETHER.fullmatch(line) is not None, _IN_ORDER.fullmatch(line) is not None
    if len(step.actors) > 1 and (is_joint or is_in_order or _ONE_OF.fullmatch(line)):
        step.joint, step.in_order = is_joint, is_in_order
        return True
    if _OPTIONAL.fullmatch(line):
        step.optional = True
        return True
    return False


class _Leading:
    """The rows that lead to each row."""

    def __init__(self, steps: Sequence[DraftStep]) -> None:
        self.by_number = {step.number: step.id for step in steps if step.number}
        self.into: dict[str, set[str]] = {}
        for step, following in zip(steps, [*(step.id for step in steps[1:]), "end"], strict=True):
            said = [target for targets in step.branches.values() or (step.next,) for target in targets]
            for target in said or [following]:
                self.into.setdefault(target, set()).add(step.id)

    def says_join(self, step: DraftStep, line: str) -> bool:
        """Whether a line says for which of these rows a row waits; then `join` does."""
        into = self.into.get(step.id, set())
        if _JOINS_STARTED.fullmatch(line) and len(into) > 1:
            step.join = [STARTED]
            return True
        found = _JOINS.fullmatch(line)
        waited = [self.by_number.get(number, "") for number in found[1].split(" dan ")] if found else []
        if waited and into.issuperset(waited):
            step.join = waited
            return True
        return False
