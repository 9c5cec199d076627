"""What follows from changes of a table: what `sopflow check` finds in the definition now and did not before, and what the
reader of the table doubts that it did not doubt before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from sopflow.diagnostics import Diagnostic
from sopflow.language import Words
from sopflow.reasons import reason_of

from ..draft import DraftStep, Note
from ..drafting.drawn import IN_SYMBOL
from ..drafting.legend import OTHER_TIME
from ..drafting.marks import IN_COLUMN
from ..drafting.placing import end_said, is_end_word
from ..listed import BETWEEN
from ..reasons import reason_in
from ..taking import AS_ABOVE
from .difference import NOTED, Difference
from .planning import Plan
from .said import Said

_ELSEWHERE: Final = frozenset({"SOP220", "SOP221", "SOP342"})
"""That something is open, which is told as such; and the time that all takes, which is said of every procedure."""
_NOT_MADE: Final = "SOP332"
_OTHERWISE: Final = frozenset({"way", "where", "line", "count", "time", "sum", "longest", "filed"})
"""What may differ in a finding that was there before: the way that is its example, where else something stands, and what
it measures."""
_NAMES: Final = frozenset({"title", "activity", "column-renamed"})
"""Changes of what findings call something by."""
_KIND_OF: Final = {cell: kind for kind, cells in NOTED.items() for cell in cells}
"""Which change a note on a cell is about."""
_MARK: Final = re.compile(r"(?<!\w)(?:\d{1,2}|[a-z])[.)]")
_FOUND: Final = Words("{message} ({code})", "{message} ({code})")


def found(
    before: Sequence[Diagnostic], after: Sequence[Diagnostic], rows: Mapping[str, str], told: Sequence[Difference]
) -> Iterator[Difference]:
    """New findings that nobody accepted; `rows` are the printed numbers. What is wrong with a row is to be decided, and
    what it takes and nobody makes any more, unless a change of that row was `told`."""
    touched = {one.step for one in told}
    names = {now: was for was, now in (one.texts for one in told if one.kind in _NAMES) if now}
    known = {_key(one, {}) for one in before}
    for one in after:
        if (
            one.code in _ELSEWHERE
            or one.accepted is not None
            or not known.isdisjoint((_key(one, {}), _key(one, names)))
        ):
            continue
        step = str(one.step or "")
        message = _FOUND.filled(message=reason_of(one), code=one.code)
        is_open = step != "" and (one.fails or (one.code == _NOT_MADE and step not in touched))
        yield Difference("finding", rows.get(step, ""), step, now=message, open=message if is_open else None)


def _key(one: Diagnostic, names: Mapping[str, str]) -> tuple[object, ...]:
    """What a finding was called before: with the texts that somebody changed, `names`, as they were."""
    said = {name: str(value) for name, value in one.values.items() if name not in _OTHERWISE}
    return one.code, str(one.step), *sorted((name, _renamed(value, names)) for name, value in said.items())


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """A text in which everything is called what it was called."""
    for now, was in names.items():
        text = text.replace(now, was)
    return text


def doubted(plan: Plan, told: Collection[Difference]) -> Iterator[Difference]:
    """What is read with a doubt now, unless a change of that cell is open already, and what stands in a cell that none of its
    documents says."""
    known = {(one.step, one.kind) for one in told if one.open is not None}
    timed = {one.step for one in told if one.kind == "time"}
    before = {row.id: step for row, step in zip(plan.was.rows, plan.was.draft.steps, strict=True)}
    for at, step in enumerate(plan.now.draft.steps):
        old = plan.pairs.get(at)
        own = before[plan.was.rows[old].id].sources if old is not None else []
        name = plan.ids[plan.rows[at].id]
        for note in _more(own, step.sources):
            is_told = (name, _KIND_OF.get(note.cell)) in known or (note.why == OTHER_TIME and name in timed)
            if not is_told:
                yield doubt(note, plan.rows[at].number, name)
        calls = old is not None and plan.sop.steps[old].call is not None  # its symbol has a title of elsewhere
        for note in _unsaid(own, step, plan.rows[at]):
            if not (calls and note.cell == "actor"):
                yield doubt(note, plan.rows[at].number, name)


def doubt(note: Note, row: str, step: str) -> Difference:
    """A doubt of the reader."""
    why = _bare(note.why)
    return Difference(
        "doubt", row, step, now=note.text, open=Words(why, reason_in(why, "en")), applied=False, cell=note.cell
    )


def _more(before: Sequence[Note], now: Sequence[Note]) -> Iterator[Note]:
    """The open notes of a row that it did not have, whatever numbers they name."""
    left = Counter((note.cell, _bare(note.why)) for note in before if note.reading == "open")
    for note in now:
        key = note.cell, _bare(note.why)
        if note.reading == "open" and left[key] <= 0:
            yield note
        left[key] -= note.reading == "open"


def _unsaid(before: Sequence[Note], step: DraftStep, row: Said) -> Iterator[Note]:
    """The notes of a row that hold words which its documents and its actors do not, and did not stand there before."""
    known = {(note.cell, note.text) for note in before}
    cells = {"inputs": row.inputs, "outputs": row.outputs, "actor": (row.activity, *row.actors)}
    for note in step.sources:
        if note.cell not in cells or note.reading == "open" or (note.cell, note.text) in known:
            continue
        if note.cell == "actor" and _bare(note.why).startswith(IN_COLUMN):
            yield note
        elif note.why.endswith(AS_ABOVE) or (note.cell == "actor" and not _is_apart(note, step)):
            continue
        elif not _words(note.text) <= _words(" ".join(cells[note.cell])):
            yield note


def _is_apart(note: Note, step: DraftStep) -> bool:
    """Whether words in a symbol are none of those that the reader knows."""
    return note.why == IN_SYMBOL and not step.wait and not is_end_word(end_said(note.text).word)


def _words(text: str) -> set[str]:
    """The words of a list, without what numbers its items or stands between them."""
    return {*re.findall(r"\w+", _MARK.sub(" ", text.casefold()))} - {*BETWEEN}


def _bare(why: str) -> str:
    """A reason without the place in the file."""
    place, colon, rest = why.partition(": ")
    return rest if colon and place.startswith(("halaman ", "tabel ")) else why
