"""How much work the checks of the procedure are, in steps."""

from __future__ import annotations

import pytest

from sopflow.budget import CHECKING, Budget
from sopflow.flow.flow import Flow
from sopflow.review.checking import findings
from sopflow.review.exploring import Exploration
from tests.sop import sop

pytestmark = pytest.mark.long


def long_sop(rows, parallel=3, width=8):
    """A long SOP with parts that run at the same time, documents, and a return here and there."""
    lines, at = [], 0
    while at < rows:
        names = [f"s{at}", *(f"s{at}_{n}_{k}" for n in range(parallel) for k in range(width)), f"j{at}"]
        lines.append(
            f"- {{id: s{at}, activity: Menyusun, actor: a, duration: 1 jam, outputs: [D{at}], next: [{', '.join(f's{at}_{n}_0' for n in range(parallel))}]}}"
        )
        for n in range(parallel):
            for k in range(width):
                after = f"s{at}_{n}_{k + 1}" if k + 1 < width else f"j{at}"
                lines.append(
                    f"- {{id: s{at}_{n}_{k}, activity: Memeriksa, actor: b, duration: 1 jam, inputs: [D{at}], outputs: [E{at}_{n}_{k}], next: {after}}}"
                )
        join = ", ".join(f"s{at}_{n}_{width - 1}" for n in range(parallel))
        follow = f"s{at + len(names)}" if at + len(names) < rows else "end"
        lines.append(
            f"- {{id: j{at}, activity: Memutuskan, actor: c, duration: 1 hari, join: [{join}], branches: {{Y: {follow}, N: j{at}}}}}"
        )
        at += len(names)
    return "\n".join(lines)


def decisions_into_joins(count):
    """Decisions, each of which leads to every join; the joins wait for whatever can arrive, and stand in a circle."""
    numbers = range(count)
    lines = [f"- {{id: mulai, activity: Memulai, actor: a, next: [{', '.join(f'd{i}' for i in numbers)}]}}"]
    answers = ", ".join(f"b{i}: j{i}" for i in numbers)
    lines += [f"- {{id: d{i}, activity: Memutuskan, actor: a, branches: {{{answers}}}}}" for i in numbers]
    lines += [
        f"- {{id: j{i}, activity: Memeriksa, actor: b, join: started, branches: {{Y: j{(i + 1) % count}, N: end}}}}"
        for i in numbers
    ]
    return "\n".join(lines)


def parallel_loops(count):
    numbers = range(count)
    lines = [f"- {{id: mulai, activity: Memulai, actor: a, next: [{', '.join(f'd{i}' for i in numbers)}]}}"]
    for i in numbers:
        lines.append(f"- {{id: d{i}, activity: Menyusun, actor: a, next: e{i}}}")
        lines.append(f"- {{id: e{i}, activity: Memeriksa, actor: b, branches: {{Y: z, N: d{i}}}}}")
    lines.append(f"- {{id: z, activity: Menyusun, actor: a, join: [{', '.join(f'e{i}' for i in numbers)}]}}")
    return "\n".join(lines)


def wide(count):
    numbers = range(count)
    lines = [f"- {{id: mulai, activity: Memulai, actor: a, next: [{', '.join(f'd{i}' for i in numbers)}]}}"]
    lines += [f"- {{id: d{i}, activity: Menyusun, actor: a, duration: 1 jam, next: z}}" for i in numbers]
    lines.append(f"- {{id: z, activity: Menyusun, actor: a, join: [{', '.join(f'd{i}' for i in numbers)}]}}")
    return "\n".join(lines)


EXPLODING = {
    "parts of twelve arms": lambda: long_sop(180, parallel=12, width=12),
    "decisions into joins in a circle": lambda: decisions_into_joins(40),
    "parallel loops": lambda: parallel_loops(24),
    "one wide split": lambda: wide(300),
}


def test_two_hundred_rows_with_parallel_parts_are_decided_with_steps_to_spare():
    definition = sop(long_sop(200))
    assert 190 < len(definition.steps) < 260
    budget = Budget()
    assert Exploration(Flow(definition), budget).is_whole
    assert budget.spent < CHECKING / 4
    assert not any(d.code == "SOP300" for d in findings(definition))


@pytest.mark.parametrize("rows", EXPLODING)
def test_where_markings_explode_an_answer_comes_after_bounded_work(rows):
    definition = sop(EXPLODING[rows]())
    budget = Budget(CHECKING)
    ways = Exploration(Flow(definition), budget)
    assert not ways.is_whole
    assert budget.spent < CHECKING * 1.1
    assert sum(len(state.open) for state in ways.states) < CHECKING
    assert "SOP300" in [d.code for d in findings(definition)]


def test_ways_of_any_length_are_compared():
    """Arms longer than Python follows calls."""
    rows = ["- {id: p, activity: Memulai, actor: a, duration: 1 jam, next: [l0, r0]}"]
    for side, hours in (("l", 1), ("r", 2)):
        for at in range(1500):
            following = f"{side}{at + 1}" if at < 1499 else "j"
            rows.append(
                f"- {{id: {side}{at}, activity: Memeriksa, actor: b, duration: {hours} jam, next: {following}}}"
            )
    rows.append("- {id: j, activity: Menyusun, actor: c, duration: 1 jam, join: [l1499, r1499]}")
    said = {d.code: d.message("en") for d in findings(sop("\n".join(rows)))}
    assert (
        said["SOP344"]
        == 'the way by "2. Memeriksa" always waits for the way by "1502. Memeriksa" at "3002. Menyusun"'
    )
    assert "at most 3002 hours" in said["SOP342"]
