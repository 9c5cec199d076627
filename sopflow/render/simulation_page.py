"""A page for heads of office: what a simulation found, in charts and tables and on the official picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sopflow.language import Language, Words
from sopflow.simulate.telling import actor_titles, compared, length, named, named_steps, percent, summary, tables

from .charts import STYLE, Bar, Line, bars, columns, data_table
from .formats.html import REPORT, document, pages_html
from .formats.marks import clean
from .layout import picture_of
from .overlays.simulated import simulated_overlay

if TYPE_CHECKING:
    from sopflow.definition.model import Definition
    from sopflow.flow.flow import Flow
    from sopflow.simulate.result import Simulated

_TITLE: Final = Words("Simulasi: {title}", "Simulation: {title}")
_SEED: Final = Words("Benih {seed}.", "Seed {seed}.")
_HOW: Final = Words(
    "Rata-rata sebenarnya dari simulasi seperti ini 95 dari 100 kali berada di antara kedua bilangan dalam kurung.",
    "The mean of such simulations is between the two numbers in brackets 95 times of 100.",
)
_LEAD: Final = Words("Lama kasus: banyaknya kasus menurut lamanya", "Lead time: how many cases take how long")
_EACH: Final = Words("Waktu rata-rata per langkah", "Mean time of each row")
_KINDS: Final = (Words("dikerjakan", "working"), Words("menunggu", "waiting"))
_BUSY: Final = Words("Beban: bagian waktu kerja yang terpakai", "Utilisation: part of the working time")
_HALF: Final = Words("separuh dalam {length}", "half within {length}")
_MOST: Final = Words("95 % dalam {length}", "95 % within {length}")
_BEYOND: Final = Words("{length} atau lebih", "{length} or more")
_CAPTIONS: Final = (
    Words("Langkah", "Rows"), Words("Pelaksana", "Actors"), Words("Prioritas", "Priorities"),
)  # fmt: skip
_EXPERIMENTS: Final = Words("Percobaan", "Experiments")
_WITHIN: Final = Words("95 % kasus selesai dalam", "95 % of the cases are done within")
_BINS: Final = 30


def simulation_page(found: Simulated, flows: Sequence[Flow], language: Language, *, seed: int) -> bytes:
    """HTML that stands alone: one simulation, on the picture of its SOP, the last of `flows`."""
    sop = flows[-1].definition
    parts = [f"<p>{clean(text)}</p>" for text in summary(found, flows, language)]
    parts += [
        f"<p>{_HOW.within(language)} {_SEED.within(language, seed=seed)}</p>",
        *_charts(found, flows, language),
    ]
    for caption, table in zip(_CAPTIONS, tables(found, flows, language), strict=False):
        figures = 2 if caption is _CAPTIONS[0] else 1
        parts.append(data_table(caption.within(language), table.heads, table.rows, figures=figures))
    titles = {str(flow.definition.id): flow.definition.title for flow in flows}
    overlay = simulated_overlay(found, sop, language)
    picture = picture_of(sop, language, overlay=overlay, identity=False, endless=True, titles=titles)
    return _document(sop, language, parts, pages_html(picture))


def experiments_page(
    tried: Sequence[tuple[Mapping[str, int], Simulated]], sop: Definition, language: Language, *, seed: int
) -> bytes:
    """The same of experiments, beside each other."""
    shown = []
    for numbers, found in tried:
        seconds = found.lead_time.found()["p95"]
        label = ", ".join(f"{_actor(sop, actor)} {count}" for actor, count in numbers.items())
        shown.append(Bar(label, (seconds,), length(seconds, language)))
    table = compared(tried, sop, language)
    heads = tuple(_actor(sop, head) for head in table.heads)
    parts = [
        f"<p>{_SEED.within(language, seed=seed)}</p>",
        bars(_WITHIN.within(language), shown),
        data_table(_EXPERIMENTS.within(language), heads, table.rows),
    ]
    return _document(sop, language, parts, "")


def _actor(sop: Definition, name: str) -> str:
    return next((actor.title for own, actor in sop.actors.items() if own == name), name)


def _document(sop: Definition, language: Language, parts: Sequence[str], pages: str) -> bytes:
    title = _TITLE.within(language, title=sop.title)
    body = f"<div class='sop-report'><h1>{clean(title)}</h1>{''.join(parts)}</div>{pages}"
    return document(title, language, body, style=STYLE + REPORT)


def _charts(found: Simulated, flows: Sequence[Flow], language: Language) -> Iterator[str]:
    if found.lead_time.seconds:
        yield _lead_times(found, language)
    sop, steps = flows[-1].definition, named_steps(flows)
    shown = []
    for step, row in found.rows.items():
        if row.count:
            working, waiting = row.working.found()["mean"], max(0.0, row.waiting.found()["mean"])
            said = f"{length(working, language)} + {length(waiting, language)}"
            label = ". ".join(named(*steps[step], sop, language))
            shown.append(Bar(label, (working, waiting), said))
    yield bars(_EACH.within(language), shown, kinds=[one.within(language) for one in _KINDS])
    titles = actor_titles(flows)
    people = [Bar(titles.get(a, a), (part,), percent(part)) for a, part in found.utilisation.items()]
    if people:
        yield bars(_BUSY.within(language), people, most=max(1.0, *found.utilisation.values()))


def _lead_times(found: Simulated, language: Language) -> str:
    lead: dict[str, Any] = found.lead_time.found()
    ordered = sorted(found.lead_time.seconds)
    most = ordered[int(0.99 * (len(ordered) - 1))] or 1.0
    width = most / (_BINS - 1)
    counts = [0] * _BINS
    for seconds in ordered:
        counts[min(_BINS - 1, int(seconds / width))] += 1
    lines = [
        Line(words.within(language, length=length(lead[name], language)), lead[name])
        for words, name in ((_HALF, "p50"), (_MOST, "p95"))
    ]
    ends = (length(0, language), _BEYOND.within(language, length=length(most, language)))
    return columns(_LEAD.within(language), counts, ends, width, lines)
