"""From the cases of an event log to scenarios: each way that cases went and that fits the SOP, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.conformance.conform import Conformance
from sopflow.definition.model import DONE, Ref
from sopflow.errors import NotRecordable
from sopflow.language import Words, joined

from .acting import observed_in
from .model import DEFAULT_START, Act, Scenario
from .readable import readable
from .recording import Recorded
from .rehearsal import Failed, Rehearsal

if TYPE_CHECKING:
    from sopflow.conformance.alignment import Taken
    from sopflow.conformance.log import Case, Log
    from sopflow.conformance.net import Net
    from sopflow.flow.flow import Flow, Row
    from sopflow.time import Calendar

MOST: Final = 50
"""Scenarios of one log: the ways that most cases went."""
NOTE: Final = "menurut log"
"""What is said where a note is needed, and why a row was skipped."""


class NotInALog(NotRecordable):
    """A case of a log that no scenario can say."""

    code = "not-in-a-log"
    words = Words(
        'kasus "{case}" tidak dapat menjadi skenario: {why}', 'the case "{case}" cannot become a scenario: {why}'
    )


class FieldsNotInLog(NotInALog):
    """Rows must be filled in, and the log does not say with what."""

    code = "fields-not-in-log"
    words = Words(
        "log ini tidak memuat isian yang wajib: {said}; tulis log dengan sopflow log --fields (dan --personal untuk isian yang tidak terlihat semua orang), beri kolom bernama isian itu, atau rekam dari basis data: sopflow record PROSES --db DB",
        "the log does not say what was filled in: {said}; write the log with sopflow log --fields (and --personal for fields that not everybody sees), add a column of the field's name, or record from the database: sopflow record INSTANCE --db DB",
    )


_LACKING: Final = Words('"{title}" ({field}) di langkah "{row}"', '"{title}" ({field}) at the row "{row}"')
_UNSAID: Final = Words('tidak ada kejadian yang menyebut langkah "{row}"', 'no event tells of the row "{row}"')


class Told(NamedTuple):
    """What was made of a log."""

    recorded: tuple[Recorded, ...]
    refused: tuple[NotInALog, ...]
    """Of ways that fit, and that no scenario can say."""
    other: int
    """Cases that do not fit the SOP."""
    left: int
    """Ways that fit beyond `MOST`."""


def told(log: Log, net: Net, flows: Sequence[Flow], calendars: Mapping[str, Calendar]) -> Told:
    """A scenario for each way that cases went, those first that most did; its times are those of the first case.

    `flows` are the SOPs that are called, and at the end the log's own. Cases are done as actors, whoever the persons were.
    """
    conformance = Conformance(net, log.labels)
    ways: dict[tuple[bool, tuple[int, ...]], tuple[Case, tuple[Taken, ...]]] = {}
    times: Counter[tuple[bool, tuple[int, ...]]] = Counter()
    other = 0
    for case in log.cases():
        way = case.is_partial, case.labels
        if way in ways:
            times[way] += 1
            continue
        alignment = conformance.aligned(case)
        if alignment.cost:
            other += 1
        else:
            ways[way] = case, alignment.path
            times[way] += 1
    recorded: list[Recorded] = []
    refused: list[NotInALog] = []
    for way, _ in times.most_common(MOST):
        try:
            recorded.append(_recorded(*ways[way], log, net, flows, calendars))
        except NotInALog as problem:
            if problem.message("en") not in [one.message("en") for one in refused]:
                refused.append(problem)
    return Told(tuple(recorded), tuple(refused), other, max(0, len(times) - MOST))


def _recorded(
    case: Case, path: Iterable[Taken], log: Log, net: Net, flows: Sequence[Flow], calendars: Mapping[str, Calendar]
) -> Recorded:
    starts = datetime.fromtimestamp(case.times[0], UTC) if case.times else DEFAULT_START
    rehearsal = Rehearsal(flows, start=starts, calendars=calendars)
    acts: list[Act] = []
    try:
        for act in _acts(case, path, log, net, rehearsal):
            rehearsal.perform(act)
            acts.append(act)
        expected = observed_in(rehearsal)
    except Failed as problem:
        raise NotInALog(case=case.name, why=problem.why) from None
    scenario = readable(Scenario(name=case.name, acts=tuple(acts), start=starts, expect=expected))
    return Recorded(str(flows[-1].definition.id), scenario)


def _acts(case: Case, path: Iterable[Taken], log: Log, net: Net, rehearsal: Rehearsal) -> Iterator[Act]:
    flow = rehearsal.flows[-1]
    for taken in path:
        row = flow.rows[taken.row]
        step = Ref(taken.row)
        at = (
            datetime.fromtimestamp(case.times[taken.event], UTC)
            if taken.event is not None and case.times
            else None
        )
        if row.step.wait is not None:
            yield Act("wait", step)
        elif row.step.call is not None:
            yield Act("auto", inside=(step,))
        elif taken.event is None and row.when is not None and _is_passed(rehearsal, taken.row):
            continue  # the data of the case did not need it
        elif taken.event is None and row.step.optional:
            yield Act("skip", step, note=NOTE)
        elif taken.event is None:
            raise NotInALog(case=case.name, why=_UNSAID.filled(row=taken.row))
        else:
            actors = net.means(log.labels[case.labels[taken.event]]).actors or frozenset()
            by = Ref(min(actors)) if len(actors) == 1 else None
            is_asked = row.sole is None and taken.outcome != DONE
            note = NOTE if row.ways[taken.outcome].note_required else None
            yield Act(
                "step", step, taken.outcome if is_asked else None, by, at=at, note=note,
                fields=_filled(case, taken.event, flow, row, rehearsal),
            )  # fmt: skip


def _is_passed(rehearsal: Rehearsal, row: str) -> bool:
    run = rehearsal.run
    return run is not None and run.open_row(row) is None


def _filled(case: Case, event: int, flow: Flow, row: Row, rehearsal: Rehearsal) -> Mapping[str, object]:
    """What the log says was filled in at a row; `FieldsNotInLog` where that is not enough."""
    said = case.fields[event] if case.fields else {}
    known = rehearsal.run.fields if rehearsal.run is not None else {}
    lacking = [
        _LACKING.filled(title=one.field.title, field=one.field.id, row=flow.title(row.id))
        for one in row.form
        if not one.is_optional
        and one.field.default is None
        and one.field.id not in said
        and one.field.id not in known
    ]
    if lacking:
        raise FieldsNotInLog(case=case.name, said=joined(lacking, "; "))
    asked = {one.field.id: one.field for one in row.form}
    return {name: asked[name].to_plain(value) for name, value in said.items() if name in asked}
