"""Where a case leaves its SOP, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sopflow.conformance.conform import Conformance, Verdict, said
from sopflow.language import Words

from .times import Times

if TYPE_CHECKING:
    from datetime import tzinfo

    from sopflow.conformance.alignment import Deviation, Taken
    from sopflow.conformance.log import Case, Label

_SKIPPED = Words("terlewati: {row}", "skipped: {row}")
_SKIPPED_AFTER = Words(
    "terlewati: {row}, yang seharusnya ada sesudah {before}", "skipped: {row}, which comes after {before}"
)
_EXTRA = Words(
    '"{text}" tidak pada tempatnya; sesudah {before} seharusnya {open}',
    '"{text}" is out of place; after {before} comes {open}',
)
_FIRST = Words(
    '"{text}" tidak pada tempatnya; yang pertama seharusnya {open}',
    '"{text}" is out of place; {open} comes first',
)
_STRANGE = Words(
    '"{text}" bukan langkah SOP ini; yang terbuka: {open}', '"{text}" is not a step of this SOP; open: {open}'
)
_NO_OUTCOME = Words(
    '"{outcome}" bukan jawaban {row}; yang ada: {known}', '"{outcome}" is not an outcome of {row}; known: {known}'
)
_EMPTY_OUTCOME = Words(
    "jawaban {row} tidak disebutkan; yang ada: {known}", "the outcome of {row} is not given; known: {known}"
)
_ASKS_NOTHING = Words(
    '"{outcome}" bukan jawaban {row}: langkah itu tidak bercabang',
    '"{outcome}" is not an outcome of {row}: that step has no branches',
)
_END = Words("selesai", "the end")
_LATE = Words("{row} terlambat: batas waktunya {due}, dikerjakan {at}", "{row} was late: due {due}, done {at}")
_SAME = Words(
    '{row} dikerjakan "{person}", yang juga mengerjakan {other}; seharusnya orang lain',
    '{row} was done by "{person}", who did {other} too; it must be somebody else',
)
_OTHER = Words(
    '{row} dikerjakan "{person}"; seharusnya orang yang mengerjakan {other}',
    '{row} was done by "{person}"; it must be the person who did {other}',
)
_ACTOR = Words('{row} dikerjakan "{text}"; yang boleh: {open}', '{row} was done by "{text}"; who may: {open}')
_UNFINISHED = Words("tidak sampai akhir; yang terbuka: {open}", "does not reach an end; open: {open}")
_WRONG = Words('{row} dikerjakan "{text}"', '{row} was done by "{text}"')
_OUT = Words('"{text}" tidak pada tempatnya', '"{text}" is out of place')
_UNFINISHED_SHORT = Words("tidak sampai akhir", "does not reach an end")
_LATE_SHORT = Words("{row} terlambat", "{row} was late")
_SAME_SHORT = Words("{row} oleh orang yang mengerjakan {text}", "{row} by the person who did {text}")
_OTHER_SHORT = Words("{row} oleh orang lain daripada {text}", "{row} by another person than {text}")
SHORT: Final = {
    "skipped": _SKIPPED, "actor": _WRONG, "extra": _OUT, "unfinished": _UNFINISHED_SHORT, "late": _LATE_SHORT,
    "apart": _SAME_SHORT, "same": _OTHER_SHORT,
}  # fmt: skip


def line_of(deviation: Deviation, case: Case) -> int:
    """The line of the log at which a deviation shows: of a skipped row, that of the event after it."""
    return case.lines[min(deviation.event, len(case.lines) - 1)]


def beside(verdict: Verdict, zone: tzinfo) -> Iterator[tuple[int, Words]]:
    """What the people and the times of a case say beside its way, with the lines."""
    lines = verdict.case.lines
    for unseen in verdict.unseen:
        words = _OTHER if unseen.same else _SAME
        yield lines[unseen.event], words.filled(row=unseen.row, person=unseen.person, other=unseen.other)
    for late in verdict.late:
        due, at = map(Times(zone).minute, (late.due, late.at))
        yield lines[late.event], _LATE.filled(row=late.row, due=due, at=at)


def text_of(deviation: Deviation, verdict: Verdict, conformance: Conformance) -> Words:
    labels: list[Label] = conformance.labels
    case = verdict.case
    text = said(deviation, case, labels)
    path = verdict.alignment.path
    if deviation.kind == "skipped":
        at = next((n for n, one in enumerate(path) if one.event is None and one.row == deviation.row), 0)
        words = _SKIPPED_AFTER if at else _SKIPPED
        return words.filled(row=deviation.row, before=_way(path[at - 1], conformance) if at else "")
    if deviation.kind == "actor":
        known = conformance.net.flow.definition.actors
        titles = tuple(known[actor].title if actor in known else actor for actor in deviation.expected)
        return _ACTOR.filled(row=deviation.row, text=text, open=titles)
    if deviation.kind == "unfinished":
        return _UNFINISHED.filled(open=deviation.expected)
    label = labels[case.labels[deviation.event]]
    meant = conformance.net.means(label)
    if not meant.outcomes:
        return _STRANGE.filled(text=text, open=deviation.expected)
    rows = {name: conformance.net.flow.rows[name] for name in meant.outcomes}
    every, first = ", ".join(conformance.net.outcomes(rows)), min(rows)
    if "" in meant.outcomes.values():
        return _EMPTY_OUTCOME.filled(row=first, known=every)
    if all(said is not None and said not in rows[name].outcomes for name, said in meant.outcomes.items()):
        if all(row.sole is not None for row in rows.values()):
            return _ASKS_NOTHING.filled(outcome=label.outcome, row=first)
        return _NO_OUTCOME.filled(outcome=label.outcome, row=first, known=every)
    before = [one for one in path if one.event is not None and one.event < deviation.event]
    open_rows: str | Words = ", ".join(deviation.expected) or _END
    if not before:
        return _FIRST.filled(text=text, open=open_rows)
    return _EXTRA.filled(text=text, before=_way(before[-1], conformance), open=open_rows)


def _way(taken: Taken, conformance: Conformance) -> str:
    is_decision = conformance.net.flow.rows[taken.row].step.is_decision
    return f"{taken.row}={taken.outcome}" if is_decision else taken.row
