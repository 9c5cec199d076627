"""What waits at a join gets what it waits for."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, warning
from sopflow.flow.markings import Marking
from sopflow.language import Words

from ..subject import Subject

NEVER = warning(
    "SOP303",
    "join-that-never-starts",
    id='"{step}" menunggu {awaited}, yang tidak pernah sampai semuanya; misalnya: {way}',
    en='"{step}" waits for {awaited}, which never all arrive; for instance: {way}',
    hint_id="join memerlukan langkah yang berjalan bersamaan; untuk yang dipilih salah satu: join: started, atau tanpa join",
    hint_en="a join needs rows that run at the same time; where one of them is chosen: join: started, or no join",
    page=Words(
        "`join: [a, b]` menunggu keduanya. Bila a dan b adalah dua cabang sebuah keputusan, hanya satu yang pernah "
        "ditempuh, dan langkah ini tidak pernah mulai.",
        "`join: [a, b]` waits for both. Where a and b are two branches of a decision, only one of them is ever taken, and "
        "this row never starts.",
    ),
)
STUCK = warning(
    "SOP304",
    "waits-for-ever",
    id='"{step}" dapat menunggu {awaited} selamanya, misalnya lewat: {way}',
    en='"{step}" can wait for {awaited} forever, for instance by: {way}',
    hint_id="join: started menunggu hanya yang memang sudah dimulai",
    hint_en="join: started waits only for what has been started",
    page=Words(
        "Di jalan yang disebut, tidak ada lagi yang dapat dikerjakan, sedangkan langkah ini masih menunggu. Proses itu "
        "tidak akan pernah selesai.",
        "On the way that is named nothing is left to be done, while this row still waits. Such an instance never ends.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    ways = subject.ways
    reached = subject.reached
    never = set()
    for name, row in subject.flow.rows.items():
        waits = row.join is not None or row.inclusive
        if ways.is_whole and waits and name in reached and name not in ways.passed:
            never.add(name)
            awaited = ", ".join(sorted(row.join or subject.before[name]))
            way = _way_to_waiting(subject, name)
            yield NEVER.at(row.step.place_of("join"), step=row.step.id, awaited=awaited, way=way)
    told = set()
    for at, state in enumerate(ways.states):
        if state.open or state.over or ways.leaves[at]:
            continue
        for name in dict.fromkeys(join for (_, join), _ in state.waiting):
            if name not in never and name not in told and not subject.has_ended(at):
                told.add(name)
                step, awaited = subject.steps[name], missing(subject, state, name)
                yield STUCK.at(step.place_of("join"), step=step.id, awaited=awaited, way=ways.way_to(at))


def _way_to_waiting(subject: Subject, join: str) -> str:
    """The shortest way on which something arrives at a join."""
    ways = subject.ways
    waits = (at for at, state in enumerate(ways.states) if any(place == join for (_, place), _ in state.waiting))
    return next((ways.way_to(at) for at in waits), "-")


def missing(subject: Subject, state: Marking, join: str) -> str:
    """What has not arrived at a join."""
    arrived = {source for (source, place), _ in state.waiting if place == join}
    row = subject.flow.rows[join]
    return ", ".join(sorted((row.join or frozenset(subject.before[join])) - arrived)) or "-"
