"""The machine of a flow is an ordinary one: whatever a host hangs on it, however it does, runs."""

from __future__ import annotations

import pickle
from copy import deepcopy

import pytest

import sopflow
from tests.sop import engine_for, sop

SOP = """
- {id: tulis, activity: Menulis, actor: a}
- {id: baca, activity: Membaca, actor: a, branches: {Y: simpan, N: tulis}}
- {id: simpan, activity: Menyimpan, actor: a}
"""


def way(machine, trigger="Y", source="baca"):
    return machine.events[trigger].transitions[source][0]


HUNG = {
    "on a row that is entered": lambda m, f: m.get_state("simpan").add_callback("enter", f),
    "on a row that is entered, assigned": lambda m, f: setattr(m.get_state("simpan"), "on_enter", [f]),
    "on a row that is left": lambda m, f: m.get_state("baca").add_callback("exit", f),
    "on a row that is left, assigned": lambda m, f: setattr(m.get_state("baca"), "on_exit", f),
    "before a way": lambda m, f: m.events["Y"].add_callback("before", f),
    "before a way, assigned": lambda m, f: setattr(way(m), "before", [f]),
    "after a way": lambda m, f: way(m).after.append(f),
    "after a way, with others": lambda m, f: way(m).after.extend([f]),
    "after a way, first": lambda m, f: way(m).after.insert(0, f),
    "after a way, added": lambda m, f: way(m).after.__iadd__([f]),
    "while a way is prepared": lambda m, f: way(m).prepare.append(f),
    "before every way": lambda m, f: m.before_state_change.append(f),
    "before every way, assigned": lambda m, f: setattr(m, "before_state_change", f),
    "after every way, assigned": lambda m, f: setattr(m, "after_state_change", [f]),
    "while every way is prepared, assigned": lambda m, f: setattr(m, "prepare_event", f),
    "at the end of every way, assigned": lambda m, f: setattr(m, "finalize_event", f),
}


@pytest.mark.parametrize("how", HUNG)
def test_a_callback_that_is_hung_on_the_machine_runs_once_for_its_way(how):
    engine = engine_for(sop(SOP))
    run = engine.start("uji", "a")
    run = engine.complete(run.id, "tulis", "a")
    seen = []
    HUNG[how](engine.flow("uji").machine, lambda data: seen.append(data.event.name))
    run = engine.complete(run.id, "baca", "a", "Y")
    assert [row.step for row in run.active] == ["simpan"]
    assert seen == ["Y"]


def test_a_condition_on_a_way_refuses_the_outcome():
    engine = engine_for(sop(SOP))
    run = engine.start("uji", "a")
    run = engine.complete(run.id, "tulis", "a")
    machine = engine.flow("uji").machine
    machine.add_transition("Y", "simpan", "tulis", conditions=lambda data: False)
    way(machine).conditions.append(machine.events["Y"].transitions["simpan"][0].conditions[0])
    with pytest.raises(sopflow.Refusal):
        engine.complete(run.id, "baca", "a", "Y")
    assert engine.complete(run.id, "baca", "a", "N").active[0].step == "tulis"


def test_a_way_that_the_host_takes_out_of_the_machine_is_gone():
    engine = engine_for(sop(SOP))
    run = engine.start("uji", "a")
    run = engine.complete(run.id, "tulis", "a")
    machine = engine.flow("uji").machine
    machine.remove_transition("done", source="simpan")
    run = engine.complete(run.id, "baca", "a", "Y")
    with pytest.raises(Exception, match="simpan"):
        engine.complete(run.id, "simpan", "a")
    assert engine.instance(run.id) == run


def noticed(event):
    """A callback that can be pickled, as one of a module can."""


@pytest.mark.parametrize(
    "copied", [deepcopy, lambda flow: pickle.loads(pickle.dumps(flow))], ids=["copy", "pickle"]
)
def test_a_copy_of_a_flow_has_its_callbacks_and_hooks_of_its_own(copied):
    flow = engine_for(sop(SOP)).flow("uji")
    assert not flow.machine.hooks.are_there
    assert not copied(flow).machine.hooks.are_there
    flow.machine.get_state("baca").add_callback("enter", noticed)
    again = copied(flow).machine
    assert again.get_state("baca").on_enter == [noticed]
    assert again.hooks.are_there
    assert again.hooks is not flow.machine.hooks
