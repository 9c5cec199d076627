"""There is a way to an end, and no circle of rows that pass by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic, error

from ..arcs import graph_of
from .check import Subject

NO_WAY_OUT = error(
    "SOP209",
    "no-way-to-an-end",
    id="SOP ini tidak pernah selesai: dari langkah pertama tidak ada jalan ke end",
    en="this SOP never ends: no way leads from the first step to end",
    hint_id='biarkan sebuah langkah menuju end, misalnya {key}: end pada langkah "{last}" (baris {line})',
    hint_en='let a step lead to end, such as {key}: end at step "{last}" (line {line})',
)
PASSES_FOR_EVER = error(
    "SOP215",
    "passes-for-ever",
    id='"{names}" lewat dengan sendirinya dan kembali ke awal: tidak akan berhenti',
    en='"{names}" pass by themselves and lead back to the first: that never stops',
    hint_id="salah satunya harus dikerjakan seseorang, atau menunggu",
    hint_en="one of them must be somebody's work, or wait",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    steps, graph = subject.steps, subject.graph
    # a target that does not exist is reported elsewhere
    reached = list(graph.reached([subject.sop.steps[0].id])) if subject.sop.steps else []
    if reached and all(place in steps for place in reached):
        last = max((steps[place] for place in reached), key=lambda step: step.span)
        key = last.branches[0].name if last.branches else "next"
        yield NO_WAY_OUT.at(subject.sop.steps[0].span, key=key, last=last.id, line=last.span.line)
    passing = [
        step
        for step in subject.sop.steps
        if step.terminator or (step.wait and step.wait.lasts is not None and step.wait.lasts.is_zero)
    ]
    circle = graph_of(passing).circle()
    if circle:
        step = steps[circle[0]]
        yield PASSES_FOR_EVER.at(step.span, step=step.id, names='", "'.join(circle))
