"""What scenarios have taken, counted by hand on small SOPs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopflow.definition.library import Library, Procedure
from sopflow.scenarios.coverage import Coverage
from sopflow.scenarios.generate import generate
from sopflow.scenarios.mutation.running import mutants_of, tried
from sopflow.scenarios.playing import play
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.suite import Suite
from tests.scenarios.subject import read
from tests.sop import sop

ROOT = Path(__file__).parents[2]
SPLIT = sop(
    """
- {id: p, activity: Mulai, actor: a, next: [q, r]}
- {id: q, activity: Kiri, actor: b, next: s}
- {id: r, activity: Kanan, actor: c, branches: {Y: s, N: p, batal: {end: batal, closes: all}}}
- {id: s, activity: Gabung, actor: a, join: [q, r]}
"""
)


def scenarios(*steps):
    body = "\n".join(f"  - name: s{n}\n    steps: {line}" for n, line in enumerate(steps))
    return read(f"sopflow: 1\nsop: {SPLIT.id}\nscenarios:\n{body}\n", SPLIT)


def coverage_of(*steps):
    flows = compiled(Procedure(SPLIT))
    coverage = Coverage(flows[-1])
    for one in scenarios(*steps):
        result = play(one, flows)
        assert result.passed, result.failure
        coverage.add(result.rehearsal)
    return coverage.record()


def test_nothing_is_covered_by_a_start_alone():
    record = coverage_of("[{start: a}]")
    assert (record["rows"], record["branches"], record["arcs"], record["ends"]) == ([0, 4], [0, 3], [0, 7], [0, 2])


def test_a_straight_run_covers_its_own_way():
    record = coverage_of("[p, q, r=Y, s]")
    assert (record["rows"], record["branches"], record["arcs"]) == ([4, 4], [1, 3], [5, 7])
    assert (record["joins"], record["ends"], record["refusals"]) == ([1, 1], [1, 2], [0, 3])
    assert record["missed"] == [
        "branch r=N",
        "branch r=batal",
        "arc r=N -> p",
        "arc r=batal -> end:batal!",
        "end batal",
    ]
    # p leads to q and to r (three answers), q and r=Y to s, r=N to p
    assert record["pairs"] == [4, 7]
    assert set(record["missed_pairs"]) == {"p -> r=N", "p -> r=batal", "r=N -> p"}


def test_refusals_count_by_the_actor_who_was_refused():
    record = coverage_of("[{b: p, refused: not-authorized}, {c: r=Y, refused: not-active}]")
    assert record["refusals"] == [1, 3]
    assert set(record["missed_refusals"]) == {"a", "c"}


def survivors(*steps, of=SPLIT):
    procedure = Procedure(of)
    return {
        one.mutant.change.en
        for one in tried(mutants_of(procedure), procedure, scenarios(*steps))
        if one.noticed_by is None
    }


def test_a_change_that_no_scenario_notices_survives_and_one_that_is_expected_away_does_not():
    weak = survivors("[auto]")
    strong = survivors("[p, q, {c: r=Y}, {a: s, expect: {path: [p, q, r=Y, s]}}]")
    assert strong < weak
    assert any("does not wait" in change for change in weak), weak


def shipped():
    suite = Suite([ROOT / "definitions"])
    assert not suite.broken
    return suite


@pytest.mark.parametrize("name", sorted(shipped().procedures))
@pytest.mark.long
def test_the_shipped_scenarios_take_everything_and_notice_changes(name):
    suite = shipped()
    cases = [case for case in suite.cases if case.sop == name]
    coverage = Coverage(compiled(suite.procedures[name])[-1])
    for case in cases:
        one = case.play()
        assert one.status == "passed"
        coverage.add(one.result.rehearsal)
    assert coverage.record()["missed"] == []
    procedure = suite.procedures[name]
    shipped_ones = [case.scenario for case in cases]
    done = list(tried(mutants_of(procedure), procedure, shipped_ones))
    assert len(done) >= 20
    assert sum(one.noticed_by is not None for one in done) / len(done) >= 0.75
    made = generate(compiled(procedure))
    survivors = [one.mutant for one in done if one.noticed_by is None]
    left = [one for one in tried(survivors, procedure, (*made.scenarios, *made.rules)) if one.noticed_by is None]
    assert [one.mutant.key for one in left] == []


def test_every_definition_has_scenarios():
    known = {str(name) for name in Library().known(ROOT / "definitions")}
    assert known == {case.sop for case in shipped().cases}
