"""What we run, other engines run: the same rows, in the same lanes, open after each thing that happens."""

from __future__ import annotations

import os
import re
from collections import Counter

import pytest

from sopflow.definition.arcs import arcs_of, graph_of
from sopflow.definition.model import STARTED, Unknown

from . import peers
from .traces import by_chance, case_of, shipped

PLAYED = {
    "spiff": lambda cases: peers.python("play_spiff.py", cases),
    "bpmn-engine": lambda cases: peers.node("play_engine.mjs", cases),
    "camunda8": lambda cases: peers.node("play_zeebe.mjs", cases),
}


def is_on_a_loop(sop, step):
    behind = [arc.place for arc in arcs_of([step])]
    return step.id in graph_of(sop.steps).reached(behind)


def inclusive_on_a_loop(sop, scenario):
    return any(step.join == STARTED and is_on_a_loop(sop, step) for step in sop.steps)


def closed_beside_a_call(sop, scenario):
    """Whether a run is closed while an SOP that it calls is under way."""
    calls = {step.id for step in sop.steps if step.call is not None}
    stands = [scenario["open"], *(step["open"] for step in scenario["steps"])]
    return any(
        {row for row, _ in before} & calls - {step["row"]} and not step["open"]
        for before, step in zip(stands, scenario["steps"], strict=False)
    )


def signed_after_a_timer(sop, scenario):
    """Whether a timer on the border of a row leads straight to a row that several sign."""
    joint = {
        s.id for s in sop.steps if not isinstance(s.actors, Unknown) and len(s.actors) > 1 and s.sign_off != "any"
    }
    late = [step.wait.late for step in sop.steps if step.wait is not None and step.wait.late]
    return any(target in joint for targets in late for target in targets)


_ENGINE = {
    "waits at an inclusive gateway on a loop, which bpmn-engine 25 lets everything pass": inclusive_on_a_loop,
    "is closed while an SOP that it calls runs, which bpmn-engine 25 lets run on": closed_beside_a_call,
}
LIMITS = {
    "spiff": {
        "waits at an inclusive gateway on a loop, which SpiffWorkflow 3.2 passes too early": inclusive_on_a_loop,
        "enters a multi-instance task by an event on a border, which SpiffWorkflow 3.2 cannot": signed_after_a_timer,
    },
    "bpmn-engine": _ENGINE,
    "camunda8": _ENGINE,
}
"""What an engine does otherwise than BPMN says, or not at all."""


def compared(dialect, procedures):
    """What a peer does otherwise; how many runs were played, and which were left out, with the reasons."""
    cases, left = [], []
    for name, flows in procedures:
        case, without = case_of(name, flows, dialect)
        kept = []
        for scenario in case["scenarios"]:
            limits = (why for why, holds in LIMITS[dialect].items() if holds(flows[-1].definition, scenario))
            reason = next(limits, None)
            if reason is None:
                kept.append(scenario)
            else:
                without.append((name, scenario["name"], reason))
        cases.append({**case, "scenarios": kept})
        left += without
    answers = PLAYED[dialect](cases)
    assert len(answers) == sum(len(case["scenarios"]) for case in cases)
    return [answer for answer in answers if answer[2] is not None], len(answers), left


def few(left, played):
    reasons = Counter(reason for _, _, reason in left)
    print(f"{played} played; left out: {dict(reasons)}")
    return len(left) <= (len(left) + played) / 10


@pytest.mark.parametrize("dialect", PLAYED)
def test_every_generated_scenario_of_every_definition_runs_alike(dialect):
    differing, played, left = compared(dialect, [(flows[-1].definition.id, flows) for flows in shipped()])
    assert not differing
    assert played > 100
    assert few(left, played), left


@pytest.mark.no_cover
@pytest.mark.parametrize("dialect", PLAYED)
def test_every_generated_scenario_of_definitions_by_chance_runs_alike(dialect):
    differing, played, left = compared(dialect, [(f"acak {at}", flows) for at, flows in enumerate(by_chance())])
    assert not differing
    assert few(left, played), left


@pytest.mark.parametrize("dialect", PLAYED)
@pytest.mark.parametrize(
    "fault", ["an arrow that leads elsewhere", "a lane of somebody else", "a join that does not wait"]
)
def test_a_fault_in_a_diagram_is_seen(dialect, fault):
    flows = next(flows for flows in shipped() if flows[-1].definition.id == "rekomendasi-izin-keramaian")
    case, _ = case_of("x", flows, dialect)
    text = case["files"]["sop"]
    if fault == "an arrow that leads elsewhere":
        wrong = text.replace(
            'sourceRef="periksa_Decide" targetRef="telaah"', 'sourceRef="periksa_Decide" targetRef="susun"'
        )
    elif fault == "a lane of somebody else":
        wrong = text.replace('name="Sekcam"', 'name="Orang lain"')
    else:
        wrong = text.replace('parallelGateway id="susun_Join"', 'exclusiveGateway id="susun_Join"')
        at = wrong.index('id="susun_Join"')
        wrong = wrong[:at] + wrong[at:].replace("</bpmn:parallelGateway>", "</bpmn:exclusiveGateway>", 1)
    assert wrong != text
    case["files"]["sop"] = wrong
    assert any(said is not None for _, _, said in PLAYED[dialect]([case]))


@pytest.mark.parametrize("dialect", PLAYED)
@pytest.mark.parametrize(
    ("id", "pattern", "instead"),
    [
        (
            "izin-reklame",
            r"<bpmn:multiInstanceLoopCharacteristics>.*?</bpmn:multiInstanceLoopCharacteristics>",
            "",
        ),
        ("pengadaan-langsung", r"&gt; (?=(?:get value\(fields, )?\S*(?:hps|pagu))", "&lt; "),
    ],
    ids=["one call instead of one for each record", "a rule the other way round"],
)
def test_a_fault_in_what_data_decide_is_seen(dialect, id, pattern, instead):
    flows = next(flows for flows in shipped() if flows[-1].definition.id == id)
    case, _ = case_of("x", flows, dialect)
    text = case["files"]["sop"]
    case["files"]["sop"], count = re.subn(pattern, instead, text)
    assert count
    assert any(said is not None for _, _, said in PLAYED[dialect]([case]))


def test_a_peer_that_is_not_there_skips_the_test(tmp_path, monkeypatch):
    (tmp_path / "package.json").write_text('{"dependencies": {"feelin": "1"}}')
    (tmp_path / "node").symlink_to("/bin/false")  # the program itself is there, on a machine without it too
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(peers, "HERE", tmp_path)
    monkeypatch.setattr(peers, "pinned", lambda: ["tidak-ada==1.0"])
    for ask, wanted in (
        (peers.node, f"needs feelin: {peers.MODULES}"),
        (peers.python, f"needs tidak-ada==1.0: {peers.PYTHON}"),
    ):
        with pytest.raises(pytest.skip.Exception, match=re.escape(wanted)):
            ask("x", [])


@pytest.mark.parametrize(
    ("was", "instead"),
    [
        ('target="outcome"', 'target="jawaban"'),
        ('inputCollection="=get value(fields, &quot;titik&quot;)"', 'inputCollection="=[1]"'),
        ('processId="SOP_kunjungan-titik-reklame"', 'processId="SOP_lain"'),
    ],
    ids=["an answer that goes elsewhere", "a list that is another", "a process that is not there"],
)
def test_a_fault_in_what_zeebe_reads_is_seen(was, instead):
    flows = next(flows for flows in shipped() if flows[-1].definition.id == "izin-reklame")
    case, _ = case_of("x", flows, "camunda8")
    text = case["files"]["sop"]
    assert was in text
    assert all(said is None for _, _, said in PLAYED["camunda8"]([case]))
    case["files"]["sop"] = text.replace(was, instead)
    assert any(said is not None for _, _, said in PLAYED["camunda8"]([case]))
