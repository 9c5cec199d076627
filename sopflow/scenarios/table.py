"""Coverage as the SOP's own table, with what no scenario took marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sopflow.definition.arcs import arcs_of
from sopflow.definition.model import DONE, Step
from sopflow.definition.refs import known_in
from sopflow.definition.titles import row_names
from sopflow.language import Language, Words
from sopflow.tables import fitted, natural, table

from .coverage import COUNTED, KINDS, Coverage, Kind, arc_text, floored

_HIT: Final = "✓"
_MISSED: Final = "✗"
_HEADS: Final = (Words("", ""), Words("No", "No"), Words("Langkah", "Step"), Words("Pelaksana", "Actor"), Words("Alur", "Flow"))  # fmt: skip
_TITLE: Final = Words(
    "{title}  ({sop}): {scenarios} skenario, cakupan {percent:g} %",
    "{title}  ({sop}): {scenarios} scenario(s), coverage {percent:g} %",
)
_NAMES: Final = {
    "rows": Words("baris", "rows"),
    "branches": Words("cabang", "branches"),
    "arcs": Words("panah", "arrows"),
    "pairs": Words("pasangan panah", "pairs of arrows"),
    "joins": Words("gabungan", "joins"),
    "ends": Words("akhir", "ends"),
    "refusals": Words("pelaksana yang pernah ditolak", "actors that were refused"),
}
_ONE: Final[dict[Kind, Words]] = {
    "rows": Words("baris", "row"),
    "branches": Words("cabang", "branch"),
    "arcs": Words("panah", "arrow"),
    "ends": Words("akhir", "end"),
}
_BESIDE: Final[tuple[Kind, ...]] = ("pairs", "joins", "ends", "refusals")
_NEVER: Final = Words("belum pernah", "never taken")
_MORE: Final = Words("{shown}; ... dan {count} lagi", "{shown}; ... and {count} more")
_LISTED: Final = 6
_UNTRIED: Final = Words(
    "{title}  ({sop}): belum ada skenario; buat dengan: sopflow scenarios generate {path}",
    "{title}  ({sop}): no scenarios yet; make some: sopflow scenarios generate {path}",
)


def never_taken(coverage: Coverage, language: Language) -> list[str]:
    """What no scenario took, each with what it is."""
    return [f"{_ONE[kind].within(language)} {item}" for kind in COUNTED for item in coverage.missed(kind)]


def coverage_table(coverage: Coverage, language: Language, width: int) -> str:
    """The table with ✓ and ✗, the counts, and what is missing of what the table does not show."""
    sop = coverage.flow.definition
    if not coverage.scenarios and not coverage.hit["rows"]:
        return _UNTRIED.within(language, title=sop.title, sop=sop.id, path=sop.path)
    heads = [words.within(language) for words in _HEADS]
    names = row_names(sop)
    rows = [_row(step, coverage, names) for step in sop.steps]
    counts = []
    for kind in KINDS:
        hit, whole = coverage.counts(kind)
        if whole:
            counts.append(f"{_NAMES[kind].within(language)} {hit}/{whole}")
    title = _TITLE.within(
        language, title=sop.title, sop=sop.id, scenarios=coverage.scenarios, percent=floored(coverage.percent)
    )
    parts = [title, "", table(heads, rows, fitted(natural(heads, rows), (1, 3, 12, 9, 12), width), ruled=False)]
    parts += ["", ", ".join(counts)]
    for kind in _BESIDE:
        missed = coverage.missed(kind)
        if missed:
            parts.append(
                f"{_NEVER.within(language)}, {_NAMES[kind].within(language)}: {_listed(missed, language)}"
            )
    return "\n".join(parts)


def _listed(items: Sequence[str], language: Language) -> str:
    shown = "; ".join(items[:_LISTED])
    return _MORE.within(language, shown=shown, count=len(items) - _LISTED) if len(items) > _LISTED else shown


def _row(step: Step, coverage: Coverage, names: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    numbers = {str(s.id): s.number or str(s.id) for s in coverage.flow.definition.steps}
    ends = coverage.flow.ends

    def where(place: str) -> str:
        if place not in ends:
            return numbers.get(place, place)
        return "end" if ends[place].name == "end" else f"end: {ends[place].name}"

    lines = []
    for arc in arcs_of([step]):
        said = f"{arc.outcome} " if arc.outcome != DONE else ""
        lines.append(f"{_mark(arc_text(arc) in coverage.hit['arcs'])} {said}→ {where(arc.place)}")
    actors = coverage.flow.definition.actors
    named = "\n".join(_with_id(actors[a].title, str(a)) for a in known_in(step.actors))
    return (
        _mark(str(step.id) in coverage.hit["rows"]),
        step.number or "-",
        _with_id(names[str(step.id)][1], str(step.id)),
        named or "-",
        "\n".join(lines),
    )


def _with_id(title: str, name: str) -> str:
    """What people read, and what a scenario writes."""
    return title if title == name or title.endswith(f"({name})") else f"{title} ({name})"


def _mark(hit: bool) -> str:
    return _HIT if hit else _MISSED
