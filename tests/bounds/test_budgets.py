"""Every search stops after so many steps of work, and says that it did."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.budget import ALIGNING, Budget, Spent, TooManyStates
from sopflow.cli import main
from sopflow.conformance.conform import Conformance
from sopflow.conformance.log import Case, Label
from sopflow.conformance.net import Net
from sopflow.definition.library import Procedure
from sopflow.flow.flow import Flow
from sopflow.graph import Numbered
from sopflow.scenarios.generate import generate
from sopflow.scenarios.rehearsal import compiled
from tests.review.test_speed import EXPLODING, decisions_into_joins, parallel_loops
from tests.sop import engine_for, sop

from .growth import steepness, work


def test_a_budget_that_is_spent_says_how_much_it_was():
    budget = Budget(10)
    budget.spend(10)
    assert not budget.is_spent
    with pytest.raises(Spent) as caught:
        budget.spend()
    assert budget.is_spent
    assert caught.value.message("id") == (
        "pencarian dihentikan setelah 10 langkah kerja; bagi SOP ini menjadi bagian yang lebih kecil (call)"
    )
    assert Budget().limit is None


@pytest.mark.parametrize("rows", EXPLODING)
def test_scenarios_are_made_as_far_as_the_work_may_go(rows):
    """Each of the five things that are to be done has a fifth; a move that is begun is done."""
    flows = compiled(Procedure(sop(EXPLODING[rows]())))
    made = generate(flows, limit=20_000)
    assert made.scenarios
    assert not made.is_fewest or made.is_whole
    assert not made.unreachable or not made.is_whole


@pytest.mark.parametrize("count", [8, 10])
def test_an_arrow_behind_thousands_of_markings_is_not_called_unreachable(count):
    """The join starts only after one answer of all: 6,561 or 59,049 markings, most of them without it."""
    numbers = range(count)
    lines = [f"- {{id: mulai, activity: Memulai, actor: a, next: [{', '.join(f'd{i}' for i in numbers)}]}}"]
    lines += [f"- {{id: d{i}, activity: Memutuskan, actor: a, branches: {{Y: z, N: end}}}}" for i in numbers]
    lines.append(f"- {{id: z, activity: Menyusun, actor: a, join: [{', '.join(f'd{i}' for i in numbers)}]}}")
    made = generate(compiled(Procedure(sop("\n".join(lines)))))
    assert (made.unreachable, made.is_whole) == ((), True)


def test_a_part_of_a_budget_is_spent_with_the_whole_of_it():
    whole = Budget(100)
    part = whole.part(10)
    with pytest.raises(Spent):
        part.spend(11)
    assert part.is_spent
    assert (whole.spent, whole.is_spent) == (11, False)
    with pytest.raises(Spent) as caught:
        whole.part(1).spend(90)
    assert whole.is_spent
    assert caught.value.limit == 100


def test_states_that_are_kept_take_room_and_are_refused_when_there_is_none():
    budget = Budget(states=3)
    numbered = Numbered(budget, len)
    assert [numbered.number(state) for state in ("a", "bb", "a")] == [0, 1, 0]
    assert not budget.is_spent
    with pytest.raises(TooManyStates, match="after 3 states"):
        numbered.number("c")
    assert budget.is_spent
    assert [*numbered.states] == ["a", "bb"]


def test_who_generates_scenarios_is_told_that_the_work_was_given_up(tmp_path, capsys, monkeypatch):
    path = tmp_path / "uji.yaml"
    rows = "\n".join("  " + line for line in decisions_into_joins(12).splitlines())
    path.write_text(f"sopflow: 1\nid: uji\ntitle: Uji\nactors: {{a: A, b: B}}\nsteps:\n{rows}\n", "utf-8")
    monkeypatch.setattr("sopflow.cli.scenarios.GENERATING", 20_000)
    assert main(["scenarios", "generate", str(path), "--lang", "en"]) == 1
    told = capsys.readouterr()
    assert "sop: uji" in told.out
    assert "budget-spent: the search was stopped after 20,000 steps of work" in told.err


def test_mutants_are_tried_as_far_as_the_work_may_go(tmp_path, capsys, monkeypatch):
    (tmp_path / "uji.yaml").write_text(
        "sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A, b: B}\nsteps:\n"
        "  - {id: p, activity: Menyusun, actor: a}\n  - {id: q, activity: Memeriksa, actor: b}\n",
        "utf-8",
    )
    (tmp_path / "uji.scenarios.yaml").write_text(
        "sopflow: 1\nsop: uji\nscenarios:\n  - name: lurus\n    steps: [p, q]\n    expect: {status: completed}\n",
        "utf-8",
    )
    assert main(["test", str(tmp_path), "--mutate", "--lang", "en"]) == 0
    monkeypatch.setattr("sopflow.cli.test.MUTATING", 1_000)
    assert main(["test", str(tmp_path), "--mutate", "--lang", "en"]) == 1
    assert "budget-spent" in capsys.readouterr().err


def test_a_log_of_hard_cases_is_read_to_its_end():
    flow = Flow(sop(parallel_loops(6)))
    labels = [Label(f"{kind}{number}", "A") for kind in "de" for number in range(6)]
    budget = Budget(2_000)
    conformance = Conformance(Net(flow, budget=budget), labels)
    cases = [Case(str(n), tuple((n + k) % 12 for k in range(8)), tuple(range(8))) for n in range(12)]
    found = list(conformance.verdicts(cases))
    assert len(found) == 12
    assert budget.is_spent
    assert budget.spent < 2_000 + 12 * 600
    assert Net(flow).budget.limit == ALIGNING


def test_who_checks_a_log_is_told_that_the_states_were_given_up(tmp_path, capsys, monkeypatch):
    (tmp_path / "uji.yaml").write_text(
        "sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A, b: B}\nsteps:\n"
        "  - {id: p, activity: Mulai, actor: a, next: [q, p]}\n  - {id: q, activity: Akhir, actor: b}\n",
        "utf-8",
    )
    (tmp_path / "log.csv").write_text("case,activity,actor\nK1,q,B\n", "utf-8")
    asked = ["conform", str(tmp_path / "log.csv"), "--against", str(tmp_path / "uji.yaml"), "--lang", "en"]
    monkeypatch.setattr("sopflow.conformance.net.ALIGNING_STATES", 2_000)
    assert main(asked) == 1
    assert "budget-spent: the search was stopped after 2,000 states" in capsys.readouterr().err


@pytest.mark.parametrize("count", [40])
def test_forty_decisions_into_forty_joins_run_with_bounded_work_a_command(count):
    engine = engine_for(sop(decisions_into_joins(count)))
    run = engine.complete(engine.start("uji", by="a").id, "mulai", by="a")
    run = engine.complete(run.id, "d0", by="a", outcome="b0")  # what is looked up once

    def complete(number):
        nonlocal run
        run = engine.complete(run.id, f"d{number}", by="a", outcome=f"b{number}")

    assert max(work(lambda n=number: complete(n)) for number in range(1, count)) < 80_000


def test_a_flow_compiles_with_work_like_its_branches():
    def made(count):
        answers = ", ".join(f"b{i}: z" for i in range(count))
        return sop(
            f"- {{id: d, activity: D, actor: a, branches: {{{answers}}}}}\n- {{id: z, activity: Z, actor: b}}"
        )

    assert steepness(lambda definition: Flow(definition), made, (200, 400, 800)) < 2.5
    assert isinstance(made(3), sopflow.Definition)
