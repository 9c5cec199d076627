"""The coverage of scenarios: which rows and arrows no scenario takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopflow.flow.markings import FlowArc
from sopflow.language import Words
from sopflow.render.chart import Arc
from sopflow.render.overlay import Mark, Overlay
from sopflow.scenarios.coverage import arc_text

if TYPE_CHECKING:
    from sopflow.language import Language
    from sopflow.render.overlay import Tone
    from sopflow.scenarios.coverage import Coverage

_TAKEN: Final = Words("diuji skenario", "taken by a scenario")
_MISSED: Final = Words("belum diuji", "taken by none")
_TITLE: Final = Words("cakupan {percent} %, {count} skenario", "coverage {percent} %, {count} scenario(s)")


def coverage_overlay(coverage: Coverage, language: Language) -> Overlay:
    """What scenarios have taken of an SOP."""
    rows = coverage.hit["rows"]
    steps = {
        step: Mark("done") if step in rows else Mark("missed", (_MISSED.within(language),))
        for step in coverage.all["rows"]
    }
    arcs: dict[Arc, Tone] = {}
    for step in coverage.flow.definition.steps:
        for outcome, way in coverage.flow.rows[str(step.id)].ways.items():
            for place in way.targets:
                hit = arc_text(FlowArc(str(step.id), outcome, place)) in coverage.hit["arcs"]
                arcs[Arc(str(step.id), outcome, place)] = "done" if hit else "missed"
    title = _TITLE.within(language, percent=f"{coverage.percent:.0f}", count=coverage.scenarios)
    return Overlay(title, steps, arcs, (("done", _TAKEN.within(language)), ("missed", _MISSED.within(language))))
