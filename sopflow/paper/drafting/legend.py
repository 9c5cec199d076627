"""What a picture says in words because no symbol says it: in the symbol of a row that nobody performs, and in lines of the
remarks. A line that a key says is kept in `source`, so that the next picture does not say it twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from sopflow.definition.model import STARTED

from ..cells import same_time, time_of
from ..draft import UNKNOWN, DraftStep, Note
from ..drawing.model import Symbol
from ..rows import PaperRow

_WAIT: Final = re.compile(r"(?:tunggu|menunggu)\s+(.+)", re.IGNORECASE)
_TOGETHER: Final = re.compile(r"bersama(?:-sama)?")
_ONE_OF: Final = re.compile(r"salah satu")
_IN_ORDER: Final = re.compile(r"berurutan")
_OPTIONAL: Final = re.compile(r"(?:bila|jika) perlu|(?:bila|jika|apabila) diperlukan")
_SKIPPED: Final = re.compile(r"(?:bila|jika|apabila) .{1,500}; selain itu dilewati")
"""What we print of a row that data may leave out. The condition stays in the remarks: a draft has no fields for it."""
_JOINS_STARTED: Final = re.compile(r"menunggu yang sudah dimulai")
_JOINS: Final = re.compile(r"menunggu (?:langkah |baris )?(\S+(?: dan \S+)+)")
_WAITS: Final = "simbolnya menunggu; tidak ada yang mengerjakan"
_NO_TIME: Final = (None, "-", UNKNOWN)
_UNTIL: Final = "simbolnya menunggu, dan beberapa panah keluar; tulis wait dengan until, at_most dan late"
OTHER_TIME: Final = "simbolnya menunggu selama waktu lain; mana yang berlaku?"
"""What is said of the time of a row whose symbol waits for another one."""


def waits(step: DraftStep, row: PaperRow, symbols: Iterable[Symbol]) -> None:
    """A row whose only symbol besides ends says `Tunggu 3 hari` waits, and nobody performs it; for how long, its cell of the
    time says, or else the symbol."""
    texts = [symbol.text for symbol in symbols if symbol.kind != "terminal"]
    said = _WAIT.fullmatch(" ".join(texts[0].split())) if len(texts) == 1 else None
    lasts, is_duration = time_of(said[1]) if said is not None else (None, False)
    if lasts in _NO_TIME or not is_duration:
        return
    if same_time(step.time) != same_time(lasts):
        step.sources.append(Note("duration", row.cells.get("time", ""), "open", OTHER_TIME, row.page))
    if step.branches:
        step.actors = [UNKNOWN]
        step.sources.append(Note("actor", texts[0], "open", _UNTIL, row.page))
        return
    if step.time in _NO_TIME or step.time_is_text:
        step.time, step.time_is_text = lasts, False
    step.wait, step.actors = True, []
    step.sources = [note for note in step.sources if note.text != texts[0] or note.reading == "open"]
    step.sources.append(Note("actor", texts[0], "probable", _WAITS, row.page))


_CONTRADICTING: Final = "keterangannya saling bertentangan; mana yang berlaku?"
_NOT_INTO: Final = "baris yang ditunggu tidak menuju baris ini"
_HOW: Final = (("all", _TOGETHER), ("in_order", _IN_ORDER), ("any", _ONE_OF))

Meant = tuple[str, object]
"""A key of a row, and its value."""


def remarked(steps: Sequence[DraftStep], rows: Sequence[PaperRow]) -> None:
    """What the remarks of rows say of who acts, whether it must be done, and what it waits for. Where two lines say
    different things of one key, none of them counts."""
    leading = _Leading(steps)
    for step, row in zip(steps, rows, strict=True):
        lines = [" ".join(line.split()) for line in row.cells.get("remarks", "").split("\n")]
        said = [(line, meant) for line in lines if (meant := _how(step, line) or leading.join(step, line))]
        counts = Counter(key for key, _ in {meant for _, meant in said})
        against = [line for line, (key, _) in said if counts[key] > 1]
        sure = [(line, meant) for line, meant in said if counts[meant[0]] == 1]
        if against:
            step.sources.append(Note("remarks", "; ".join(against), "open", _CONTRADICTING, row.page))
        step.sources += (
            Note("remarks", line, "open", _NOT_INTO, row.page) for line in lines if leading.is_astray(step, line)
        )
        if sure:
            step.cell_of_remarks, step.said = step.remarks, dict(meant for _, meant in sure)
            _take(step)
            taken = [line for line, _ in sure if not _SKIPPED.fullmatch(line.casefold())]
            step.remarks = " ".join(line for line in lines if line not in taken)
            if taken:
                step.sources.append(Note("remarks", " ".join(taken), "certain", "", row.page))


def _how(step: DraftStep, line: str) -> Meant | None:
    """What a line says of who of several acts, or that a row may be left out."""
    folded = line.casefold()
    if _OPTIONAL.fullmatch(folded) or _SKIPPED.fullmatch(folded):
        return "optional", True
    how = next((how for how, pattern in _HOW if pattern.fullmatch(folded)), None)
    return ("sign_off", how) if how is not None and len(step.actors) > 1 else None


def _take(step: DraftStep) -> None:
    """Let the keys of a row say what its remarks say."""
    how = step.said.get("sign_off")
    if how is not None:
        step.joint, step.in_order = how == "all", how == "in_order"
    step.optional = step.optional or "optional" in step.said
    waited = step.said.get("join")
    if isinstance(waited, tuple):
        step.join = [*waited]


class _Leading:
    """The rows that lead to each row."""

    def __init__(self, steps: Sequence[DraftStep]) -> None:
        self.by_number = {step.number: step.id for step in steps if step.number}
        self.into: dict[str, set[str]] = {}
        for step, following in zip(steps, [*(step.id for step in steps[1:]), "end"], strict=True):
            for target in step.targets or [following]:
                self.into.setdefault(target, set()).add(step.id)

    def join(self, step: DraftStep, line: str) -> Meant | None:
        """For which of these rows a line says that a row waits."""
        into = self.into.get(step.id, set())
        if _JOINS_STARTED.fullmatch(line.casefold()) and len(into) > 1:
            return "join", (STARTED,)
        waited = self._named(line)
        return ("join", waited) if waited and into.issuperset(waited) else None

    def is_astray(self, step: DraftStep, line: str) -> bool:
        """Whether a line says that a row waits for rows of which one does not lead there."""
        waited = self._named(line)
        return all(waited) and not self.into.get(step.id, set()).issuperset(waited)

    def _named(self, line: str) -> tuple[str, ...]:
        """The rows that a line says are waited for; "" for one that is not in the table."""
        found = _JOINS.fullmatch(line.casefold())
        return tuple(self.by_number.get(number, "") for number in found[1].split(" dan ")) if found else ()
