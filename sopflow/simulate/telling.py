"""What a simulation found, in words and tables: for the terminal and for pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sopflow.language import Language, Words, number

if TYPE_CHECKING:
    from sopflow.definition.model import Definition

    from .result import Simulated

_SUMMARY: Final = Words(
    "{title}: {cases} kasus, {events} kejadian; lama rata-rata {mean} ({low} sampai {high}), separuh dalam {p50}, 95 % dalam {p95}; {late} kasus terlambat",
    "{title}: {cases} case(s), {events} event(s); lead time {mean} on average ({low} to {high}), half within {p50}, 95 % within {p95}; {late} case(s) late",
)
_UNFINISHED: Final = Words("{count} kasus tidak selesai", "{count} case(s) did not finish")
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


class Table(NamedTuple):
    """Heads, and rows of texts."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def summary(found: Simulated, sop: Definition, language: Language) -> Iterator[str]:
    """The whole in one sentence, and what did not come to an end."""
    lead: dict[str, Any] = found.lead_time.found()
    lengths = {name: length(lead[name], language) for name in ("mean", "low", "high", "p50", "p95")}
    yield _SUMMARY.within(
        language, title=sop.title, cases=len(found.lead_time.seconds), events=found.events, late=found.late_cases,
        **lengths,
    )  # fmt: skip
    if found.unfinished:
        yield _UNFINISHED.within(language, count=found.unfinished)


def tables(found: Simulated, sop: Definition, language: Language) -> Iterator[Table]:
    """Of the rows, of the people, and of the priorities where there are any."""
    numbers = {str(step.id): (step.number or "-", step.activity) for step in sop.steps}
    rows = []
    for step, row in found.rows.items():
        waiting, working = row.waiting.found(), row.working.found()
        if row.working.seconds:
            rows.append((
                *numbers.get(step, ("-", step)), str(len(row.working.seconds)), length(waiting["mean"], language),
                length(waiting["p95"], language), length(working["mean"], language), str(row.late),
            ))  # fmt: skip
    yield Table(_ROWS[language], tuple(rows))
    titles = {str(name): actor.title for name, actor in sop.actors.items()}
    people = [
        (
            titles.get(actor, actor), f"{part:.0%}", number(found.queues[actor].mean, language, ".1f"),
            str(found.queues[actor].longest), str(found.late_people.get(actor, 0)),
        )
        for actor, part in found.utilisation.items()
    ]  # fmt: skip
    yield Table(_PEOPLE[language], tuple(people))
    if found.priorities:
        each = [(name, len(spans.seconds), spans.found()) for name, spans in found.priorities.items()]
        said = [(n, str(c), length(one["mean"], language), length(one["p95"], language)) for n, c, one in each]
        yield Table(_PRIORITIES[language], tuple(said))


def compared(tried: Sequence[tuple[Mapping[str, int], Simulated]], language: Language) -> Table:
    """Experiments beside each other."""
    rows = []
    for numbers, found in tried:
        lead: dict[str, Any] = found.lead_time.found()
        busy = "; ".join(f"{actor} {found.utilisation.get(actor, 0.0):.0%}" for actor in numbers)
        rows.append((
            *map(str, numbers.values()), length(lead["mean"], language), length(lead["p95"], language),
            str(found.late_cases), busy,
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
