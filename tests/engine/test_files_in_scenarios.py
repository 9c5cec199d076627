"""Scenarios bring files: those that are written, recorded and generated."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given

import sopflow
from sopflow.definition.library import Procedure
from sopflow.scenarios.generate import generate
from sopflow.scenarios.mutation.running import mutants_of, tried
from sopflow.scenarios.playing import play
from sopflow.scenarios.recording import recorded
from sopflow.scenarios.rehearsal import Rehearsal, compiled
from sopflow.scenarios.writing import written
from sopflow.testing.strategies import drafts
from tests.engine.filed import HASH, SOP, with_files
from tests.scenarios.subject import read
from tests.scenarios.test_properties import RELAXED

SCENARIO = f"""sopflow: 1
sop: uji
scenarios:
  - name: berkas
    steps:
      - {{a: ajukan, documents: [surat], refused: files-required}}
      - {{a: ajukan, documents: {{surat: {{name: a.pdf, sha256: {HASH}, media_type: application/pdf, size: 0}}}}}}
      - {{auto: end, answers: {{putus: [Y]}}}}
    expect: {{status: completed}}
"""


def test_a_scenario_brings_files_and_a_recorded_one_brings_the_same():
    (scenario,) = read(SCENARIO, SOP)
    rehearsal = Rehearsal([sopflow.Flow(SOP)], start=datetime(2026, 3, 12, 9, tzinfo=UTC))
    for act in scenario.acts:
        rehearsal.perform(act)
    assert rehearsal.run.documents["surat"].paper.size == 0
    case = rehearsal.run.id
    (took,) = recorded(rehearsal.engine.history(case), lambda _: rehearsal.engine.flow("uji"))
    text = written("uji", [took.scenario])
    (again,) = read(text, SOP)
    played = Rehearsal([sopflow.Flow(SOP)], start=again.start)
    for act in again.acts:
        played.perform(act)
    assert played.run.documents == rehearsal.run.documents


def test_generated_scenarios_bring_files_and_notice_where_none_is_asked_for():
    made = generate([sopflow.Flow(SOP)])
    both = (*made.scenarios, *made.rules)
    assert made.unmade == ()
    assert "refused: files-required" in written("uji", both)
    results = tried(mutants_of(Procedure(SOP)), Procedure(SOP), both)
    told = {one.mutant.key: one.noticed_by for one in results if one.mutant.key.endswith(".file")}
    assert sorted(told) == ["bukti.file", "izin.file", "lampiran.file", "surat.file", "tolak.file"]
    assert [key for key, by in told.items() if by is None] == []


@given(drafts())
@RELAXED
def test_any_sop_with_files_is_generated_and_played(whole):
    flows = compiled(Procedure(with_files(whole)))
    made = generate(flows)
    for scenario in (*made.scenarios, *made.rules):
        result = play(scenario, flows)
        assert result.passed, (scenario.name, result.failure and result.failure.problem.why.en)
