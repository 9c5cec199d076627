"""Chains take everything that a scenario's acts may say, with typed arguments; what is drawn prints as a scenario."""

from __future__ import annotations

import inspect
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.library import Procedure
from sopflow.people.loading import check_bytes as check_directory
from sopflow.scenarios.model import Expectation
from sopflow.scenarios.playing import play as played
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.uses import FORMS, used
from sopflow.testing import Play, ScenarioFailed, definitions, legal_runs, play
from sopflow.testing.assertions import Expected
from sopflow.time.loading import check_bytes
from tests.scenarios.subject import read
from tests.share import share

SOP = sopflow.loads("""
sopflow: 1
id: surat
title: Surat
actors: {a: A, b: B, c: C}
documents: {balasan: {title: Balasan, external: true}}
time_limit: 9 hari
extension: {by: c, at_most: 2 hari, times: 2}
steps:
  - {id: p, activity: P, actor: a, duration: 1 jam, extension: {by: b, times: 3}}
  - {id: q, activity: Q, actor: [a, b], sign_off: all}
  - {id: r, activity: R, actor: b, optional: true, branches: {Y: s, N: p}}
  - {id: s, activity: S, actor: c}
""")
OFFICE = b"""
sopflow: 1
directory: kantor
title: Kantor
time_zone: Asia/Jakarta
positions: {a: A, b: B, c: C}
people:
  ani: {name: Ani, holds: {position: a}}
  budi: {name: Budi, holds: [{position: b}, {position: c, as: Plh.}]}
  citra: {name: Citra, holds: {position: b, to: 2023-12-31}}
"""
CALENDAR = (
    b"sopflow: 1\ncalendar: kantor\ntitle: K\ntime_zone: Asia/Jakarta\nhours: {senin-jumat: [08:00-16:00]}\n"
)
METHODS = {
    "actor": "complete", "step": "complete", "wait-for": "wait_for", "extend-all": "extend",
}  # fmt: skip
NAMES = {"in": "inside"}


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.mark.parametrize("form", FORMS)
def test_a_call_takes_what_its_act_takes(form):
    method = getattr(Play, METHODS.get(form, form))
    parameters = inspect.signature(method).parameters
    told = {NAMES.get(key, key) for key in used(form)} - {"expect"}
    if form in ("wait", "wait-for", "expect"):
        told -= {"refused"}
    if form == "expect":
        told -= {"at", "after"}  # `Play.at` and `Play.wait` move the clock
    assert told <= set(parameters)


def test_everything_that_can_be_expected_has_a_type():
    assert set(get_type_hints(Expected)) == {f for f in Expectation.__slots__ if f not in ("span", "versions")}


def test_no_argument_is_of_any_type():
    methods = [m for name, m in inspect.getmembers(Play, inspect.isfunction) if not name.startswith("_")]
    untyped = [
        f"{method.__name__}({name})"
        for method in (*methods, play)
        for name, parameter in inspect.signature(method).parameters.items()
        if name != "self" and parameter.annotation in (Any, "Any", inspect.Parameter.empty)
    ]
    assert untyped == []


def test_a_chain_is_played_in_an_office(tmp_path):
    (tmp_path / "kantor.directory.yaml").write_bytes(OFFICE)
    for directory in (
        check_directory(OFFICE, "kantor.directory.yaml").required(),
        tmp_path / "kantor.directory.yaml",
    ):
        run = play(SOP, directory=directory).claim("p", "ani", note="saya").release("p")
        run.delegate("p", "budi", "cuti", by="ani").complete("p", by="budi")
        run.expect(
            done_by={"p": {"by": "budi", "as": "a.n.", "for": "ani"}}, worklist={"ani": ["q"], "budi": ["q"]}
        )
        run.complete("q", by="ani").complete("q").skip("r", "tidak perlu", outcome="Y", at="2024-01-03 08:00 WIB")
        run.complete("s", acted_at="2024-01-03 07:30 WIB", refused="bad-command").complete(
            "s", by="c", note="selesai"
        )
        run.expect(
            status="completed", path=["p", "q", "r=skip", "s"], done_by={"s": {"as": "Plh."}, "q": ["ani", "budi"]}
        )
    with pytest.raises(ScenarioFailed, match='did you mean "budi"'):
        play(SOP, directory=directory).expect(worklist={"bud": []})
    with pytest.raises(TypeError, match="not used with a directory"):
        play(SOP, directory=directory).with_people({"x": "a"})
    with pytest.raises(TypeError, match='nothing called "oleh"'):
        play(SOP).expect(done_by={"p": {"oleh": "ani"}})


def test_a_chain_takes_calendars_and_when_something_was_done():
    sop = sopflow.loads("""
sopflow: 1
id: surat
title: Surat
calendar: kantor
actors: {a: A}
steps: [{id: p, activity: P, actor: a, duration: 2 jam}, {id: q, activity: Q, actor: a}]
""")
    calendars = {"kantor": check_bytes(CALENDAR, "kantor.calendar.yaml").required()}
    run = play(sop, calendars=calendars).at("2024-01-02 15:00 WIB").expect(due={"p": "2024-01-03 09:00 WIB"})
    run.complete("p", at="2024-01-03 10:00 WIB", acted_at="2024-01-03 08:30 WIB").expect(late=[])


@given(st.data())
@settings(max_examples=share(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_runs_with_detours_are_scenarios_that_pass_as_they_print(data):
    run = data.draw(legal_runs(SOP, max_moves=12))
    printed = repr(run).removeprefix("LegalRun(\n").removesuffix(")")
    (scenario,) = read(printed, SOP)
    assert scenario == run.scenario
    assert played(scenario, compiled(Procedure(SOP))).passed


QUIET = settings(
    max_examples=150, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
BESIDE = {"skipped", "withdrawn", "undone", "extended"}


@pytest.mark.parametrize(("detours", "expected"), [(True, BESIDE), (False, set())])
def test_somebody_skips_withdraws_undoes_and_extends(detours, expected):
    kinds = set()

    @settings(QUIET, max_examples=600)  # of 150 one in twelve seeds meets no undo or no skip
    @given(legal_runs(SOP, max_moves=10, detours=detours))
    def draw(run):
        kinds.update(event.type for event in run.history)

    draw()
    assert kinds & BESIDE == expected


@pytest.mark.parametrize(
    ("drawn", "holds", "shown"),
    [
        (legal_runs(SOP, max_moves=5), lambda run: run.run.revision < 2, "  - name: acak"),
        (definitions(), lambda definition: len(definition.steps) < 3, '"steps": [{"id": "s0"'),
    ],
    ids=["runs", "definitions"],
)
def test_a_property_that_does_not_hold_prints_a_scenario_and_no_fields(drawn, holds, shown):
    @settings(QUIET, phases=[Phase.generate])
    @given(st.data())
    def check(data):
        assert holds(data.draw(drawn))

    with pytest.raises(AssertionError) as failed:
        check()
    told = "\n".join(failed.value.__notes__).split("Explanation:")[0]
    assert shown in told
    assert "Span(" not in told
    assert len(told.splitlines()) < 40
