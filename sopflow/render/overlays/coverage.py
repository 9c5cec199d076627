"""The coverage of scenarios: which rows and arrows no scenario takes."""

from __future__ import annotations

from typing import Final

from sopflow.definition.arcs import FlowArc, arcs_of, place_of
from sopflow.definition.model import DONE, END, UNKNOWN, End, Target, Unknown
from sopflow.definition.titles import spelled
from sopflow.language import Language, Words
from sopflow.render import words
from sopflow.render.naming import row_names
from sopflow.render.overlay import Mark, Overlay, Tone
from sopflow.scenarios.coverage import Coverage, arc_text, floored, way_text
from sopflow.terms import OUTCOMES, said

_TAKEN: Final = Words("diuji skenario", "taken by a scenario")
_MISSED: Final = Words("belum diuji", "taken by none")
_TITLE: Final = Words("cakupan {percent:g} %, {count} skenario", "coverage {percent:g} %, {count} scenario(s)")


def missed_texts(coverage: Coverage, language: Language) -> list[str]:
    """Return what no scenario takes, by numbers and titles: rows, their answers, arrows and ends."""
    sop = coverage.flow.definition
    rows = {name: words.ROW.within(language, row=row) for name, row in row_names(sop).items()}
    found = [rows[name] for name in coverage.missed("rows")]
    missed = {kind: set(coverage.missed(kind)) for kind in ("branches", "arcs")}
    ways = [(str(step.id), str(name), targets) for step in sop.steps for name, targets in step.ways]
    found += [
        _way(rows[row], name, language) for row, name, _ in ways if way_text(row, name) in missed["branches"]
    ]
    for row, name, targets in ways:
        for target in (UNKNOWN,) if isinstance(targets, Unknown) else targets:
            if arc_text(FlowArc(row, name, place_of(target))) in missed["arcs"]:
                found.append(f"{_way(rows[row], name, language)} → {_target(target, rows, language)}")
    return [*dict.fromkeys(found), *(_end(name, language) for name in coverage.missed("ends"))]


def _way(row: str, name: str, language: Language) -> str:
    return row if name == DONE else f"{row} {said(name, OUTCOMES, language)}"


def _target(target: Target | Unknown, rows: dict[str, str], language: Language) -> str:
    if isinstance(target, Unknown):
        return words.UNKNOWN.within(language)
    return _end(target.name, language) if isinstance(target, End) else rows[str(target)]


def _end(name: str, language: Language) -> str:
    end = words.END.within(language).casefold()
    return end if name == END else f"{end}: {spelled(name)}"


def coverage_overlay(coverage: Coverage, language: Language) -> Overlay:
    """Return an overlay of the rows and arrows that scenarios have taken."""
    rows = coverage.hit["rows"]
    steps = {
        step: Mark("done") if step in rows else Mark("missed", (_MISSED.within(language),))
        for step in coverage.all["rows"]
    }
    arcs: dict[FlowArc, Tone] = {}
    for arc in arcs_of(coverage.flow.definition.steps):
        arcs[arc] = "done" if arc_text(arc) in coverage.hit["arcs"] else "missed"
    title = _TITLE.within(language, percent=floored(coverage.percent), count=coverage.scenarios)
    return Overlay(title, steps, arcs, (("done", _TAKEN.within(language)), ("missed", _MISSED.within(language))))
