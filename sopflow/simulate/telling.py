"""What a simulation found, in words and tables: for the terminal and for pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sopflow.definition.duration import Duration
from sopflow.language import Language, Words, number

from .naming import row_names

if TYPE_CHECKING:
    from sopflow.definition.model import Definition, Step
    from sopflow.flow.flow import Flow

    from .result import Simulated

_SUMMARY: Final = Words(
    "{title}: {cases} kasus, {events} kejadian; lama rata-rata {mean} ({low} sampai {high}), separuh dalam {p50}, 95 % dalam {p95}{late}",
    "{title}: {cases} case(s), {events} event(s); lead time {mean} on average ({low} to {high}), half within {p50}, 95 % within {p95}{late}",
)
_LATE: Final = Words("; {count} kasus terlambat", "; {count} case(s) late")
_OF: Final = Words("{activity} (SOP {sop})", "{activity} (SOP {sop})")
_UNFINISHED: Final = Words("{count} kasus tidak selesai", "{count} case(s) did not finish")
_NARROW: Final = Words(
    "angka dalam kurung masih terlalu sempit: {actor} bekerja {busy} dari waktunya, sehingga antreannya lambat berubah; untuk itu perlu"
    " sedikitnya {needed} kasus (--cases)",
    "the interval is still too narrow: {actor} is busy for {busy} of the time, and such a queue changes slowly; it takes at least {needed}"
    " cases (--cases)",
)
_FULL: Final = Words(
    "{actor} bekerja {busy} dari waktunya: antreannya terus bertambah selama kasus datang, dan rata-ratanya bergantung pada banyaknya kasus",
    "{actor} is busy for {busy} of the time: the queue grows as long as cases come, and the mean depends on how many come",
)
_ROWS: Final = {
    "id": ("No", "Langkah", "Kali", "Menunggu", "95 % dalam", "Dikerjakan", "Terlambat"),
    "en": ("No", "Step", "Times", "Waiting", "95 % within", "Working", "Late"),
}
_PEOPLE: Final = {
    "id": ("Pelaksana", "Beban", "Antrean rata-rata", "Terpanjang", "Terlambat"),
    "en": ("Actor", "Utilisation", "Queue, mean", "Longest", "Late"),
}
_PRIORITIES: Final = {
    "id": ("Prioritas", "Kasus", "Rata-rata", "95 % dalam"),
    "en": ("Priority", "Cases", "Mean", "95 % within"),
}
_COMPARED: Final = {
    "id": ("Rata-rata", "95 % dalam", "Kasus terlambat", "Beban"),
    "en": ("Mean", "95 % within", "Cases late", "Utilisation"),
}


NOTHING_TO_SAY: Final = "-"
"""Where nothing can be late, or nobody works."""


class Table(NamedTuple):
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def summary(found: Simulated, flows: Sequence[Flow], language: Language) -> Iterator[str]:
    """The whole in one sentence, how far it can be relied on, and what did not come to an end."""
    sop = flows[-1].definition
    lead: dict[str, Any] = found.lead_time.found()
    lengths = {name: length(lead[name], language) for name in ("mean", "low", "high", "p50", "p95")}
    late = _LATE.filled(count=found.late_cases) if sop.time_limit is not None else ""
    yield _SUMMARY.within(
        language, title=sop.title, cases=len(found.lead_time.seconds), events=found.events, late=late, **lengths,
    )  # fmt: skip
    actor, part = found.busiest
    busy = {"actor": actor_titles(flows).get(actor, actor), "busy": percent(part)}
    needed = found.cases_needed
    if needed is None:
        yield _FULL.within(language, **busy)
    elif found.cases < needed and actor:
        yield _NARROW.within(language, needed=number(needed, language, ","), **busy)
    if found.unfinished:
        yield _UNFINISHED.within(language, count=found.unfinished)


def tables(found: Simulated, flows: Sequence[Flow], language: Language) -> Iterator[Table]:
    """Of the rows (of the SOPs that are called too), of the people, and of the priorities where there are any."""
    sop = flows[-1].definition
    steps = named_steps(flows)
    rows = []
    for step, row in found.rows.items():
        waiting, working = row.waiting.found(), row.working.found()
        if row.count:
            rows.append((
                *named(*steps[step], sop, language), str(row.count), length(waiting["mean"], language),
                length(waiting["p95"], language), NOTHING_TO_SAY if row.ends_itself else length(working["mean"], language),
                str(row.late) if isinstance(steps[step][0].duration, Duration) else NOTHING_TO_SAY,
            ))  # fmt: skip
    yield Table(_ROWS[language], tuple(rows))
    titles = actor_titles(flows)
    people = [
        (
            titles.get(actor, actor), percent(part), number(found.queues[actor].mean, language, ".1f"),
            str(found.queues[actor].longest), str(found.late_people.get(actor, 0)),
        )
        for actor, part in found.utilisation.items()
    ]  # fmt: skip
    yield Table(_PEOPLE[language], tuple(people))
    if found.priorities:
        each = [(name, len(spans.seconds), spans.found()) for name, spans in found.priorities.items()]
        said = [(n, str(c), length(one["mean"], language), length(one["p95"], language)) for n, c, one in each]
        yield Table(_PRIORITIES[language], tuple(said))


def actor_titles(flows: Sequence[Flow]) -> Mapping[str, str]:
    """Of the SOP and of those that it calls."""
    return {str(name): actor.title for one in flows for name, actor in one.definition.actors.items()}


def named_steps(flows: Sequence[Flow]) -> Mapping[str, tuple[Step, Definition]]:
    """The steps behind the names of rows in a result, with their SOPs."""
    names = row_names(flows)
    return {
        names[str(one.definition.id), str(step.id)]: (step, one.definition)
        for one in flows
        for step in one.definition.steps
    }


def named(step: Step, own: Definition, sop: Definition, language: Language) -> tuple[str, str]:
    """The number and the activity of a row; of a called SOP with its title."""
    if own is sop:
        return step.number or "-", step.activity
    return step.number or "-", _OF.within(language, activity=step.activity, sop=own.title)


def compared(tried: Sequence[tuple[Mapping[str, int], Simulated]], sop: Definition, language: Language) -> Table:
    rows = []
    for numbers, found in tried:
        lead: dict[str, Any] = found.lead_time.found()
        busy = "; ".join(f"{actor} {percent(found.utilisation.get(actor, 0.0))}" for actor in numbers)
        rows.append((
            *map(str, numbers.values()), length(lead["mean"], language), length(lead["p95"], language),
            str(found.late_cases) if sop.time_limit is not None else NOTHING_TO_SAY, busy,
        ))  # fmt: skip
    return Table((*tried[0][0], *_COMPARED[language]), tuple(rows))


def length(seconds: float, language: Language) -> str:
    """A length as people read it: hours and minutes, or minutes and seconds."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    units = ("jam", "menit", "detik") if language == "id" else ("h", "min", "s")
    if hours:
        return f"{number(hours, language, ',')} {units[0]} {minutes} {units[1]}"
    return f"{minutes} {units[1]} {rest} {units[2]}"


def percent(part: float) -> str:
    """A part of one, as all that sopflow prints has it."""
    return f"{100 * part:.0f} %"
