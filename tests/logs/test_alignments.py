"""Alignments cost what those of pm4py cost, on a net that is worked out apart: on a public log, and on changed cases."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from sopflow.conformance.alignment import align
from sopflow.conformance.log import Label, Log
from sopflow.conformance.net import Net
from sopflow.flow.flow import Flow
from tests.services import lacking
from tests.sop import sop

from .asking import asked
from .petri import net_of

PUBLIC = Path(__file__).parent / "public/node_modules/pm4js/examples/input_data/receipt.xes"
"""Of a municipality; the same file as in pm4py's repository."""
RECEIPT = sop(
    """
- {id: terima, activity: Confirmation of receipt, actor: a, branches: {Y: [t02, t06], N: end}}
- {id: t02, activity: T02 Check confirmation of receipt, actor: b}
- {id: t04, activity: T04 Determine confirmation of receipt, actor: b, branches: {Y: t05, N: t03}}
- {id: t03, activity: T03 Adjust confirmation of receipt, actor: a, next: t02}
- {id: t05, activity: T05 Print and send confirmation of receipt, actor: a, next: laporan}
- {id: t06, activity: T06 Determine necessity of stop advice, actor: c, branches: {Y: t08, N: t10}}
- {id: t08, activity: T08 Draft and send request for advice, actor: c}
- {id: t10, activity: T10 Determine necessity to stop indication, actor: c, next: laporan}
- {id: laporan, activity: T16 Report reasons to hold request, actor: c, join: [t05, t10]}
- {id: t11, activity: T11 Create document X request unlicensed, actor: a, optional: true}
- {id: arsip, activity: T20 Print report Y to stop indication, actor: a}
"""
)
"""A procedure that the public log nearly follows: parallel rows, a loop, ways out, an optional row."""
DONE = [step.activity for step in RECEIPT.steps]


def costs(traces):
    net = Net(Flow(RECEIPT), with_actors=False)
    return [align(net, [net.means(Label(one)) for one in trace]).cost for trace in traces]


def theirs(traces, folder):
    path = folder / "asked.json"
    path.write_text(json.dumps({**net_of(RECEIPT), "traces": traces}), "utf-8")
    return asked("align", path)


def drawn(chance):
    """A run through the procedure, with the parallel rows in any order, now and then something else in place of it."""
    if chance.random() < 0.1:
        return DONE[:1]
    left = ["t02", "t04", *["t03", "t02", "t04"] * chance.randrange(3), "t05"]
    right = ["t06", *["t08"] * chance.randrange(2), "t10"]
    mixed = []
    while left or right:
        mixed.append((left if left and (not right or chance.random() < 0.5) else right).pop(0))
    ids = ["terima", *mixed, "laporan", *["t11"] * chance.randrange(2), "arsip"]
    return [next(s.activity for s in RECEIPT.steps if s.id == one) for one in ids]


def changed(trace, chance):
    trace = list(trace)
    for _ in range(chance.randrange(1, 5)):
        kind, at = chance.randrange(4), chance.randrange(len(trace) + 1)
        if kind == 0 and at < len(trace):
            del trace[at]
        elif kind == 1:
            trace.insert(at, chance.choice([*DONE, "makan siang"]))
        elif kind == 2 and at + 1 < len(trace):
            trace[at], trace[at + 1] = trace[at + 1], trace[at]
        elif at < len(trace):
            trace[at] = chance.choice(DONE)
    return trace


@pytest.mark.long
def test_five_hundred_changed_cases_cost_what_they_cost_there(tmp_path):
    chance = random.Random(23)
    whole = [drawn(chance) for _ in range(50)]
    traces = whole + [changed(drawn(chance), chance) for _ in range(500)]
    ours = costs(traces)
    assert set(ours[:50]) == {0}
    assert len(set(ours)) > 4
    assert ours == theirs(traces, tmp_path)


@pytest.mark.long
def test_a_public_log_costs_what_it_costs_there(tmp_path):
    if not PUBLIC.exists():
        lacking(PUBLIC.name, "npm ci --prefix tests/logs/public --ignore-scripts")
    with Log() as log:
        for _ in log.read(str(PUBLIC)):
            pass
        cases = [[log.labels[label].activity for label in case.labels] for case in log.cases()]
        assert (log.events, log.left_out, len(cases)) == (8577, 0, 1434)
    ours = costs(cases)
    assert ours == theirs(cases, tmp_path)
    assert sum(ours) > len(cases)
