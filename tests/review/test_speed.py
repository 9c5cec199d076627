"""How long the checks of the procedure take; not run with coverage, which would time itself."""

from __future__ import annotations

import time
import tracemalloc

from sopflow.flow.flow import Flow
from sopflow.review.checking import findings
from sopflow.review.exploring import Exploration
from tests.sop import sop


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


def test_two_hundred_rows_with_parallel_parts_take_less_than_a_second():
    definition = sop(long_sop(200))
    assert 190 < len(definition.steps) < 260
    best = 9.0
    for _ in range(3):
        begun = time.perf_counter()
        said = list(findings(definition))
        best = min(best, time.perf_counter() - begun)
    assert not any(d.code == "SOP300" for d in said)
    assert best < 1.0


def test_where_markings_explode_an_answer_comes_in_bounded_time_and_memory():
    rows = long_sop(180, parallel=12, width=12)
    definition = sop(rows)
    begun = time.perf_counter()
    said = [d.code for d in findings(definition)]
    assert time.perf_counter() - begun < 5
    assert "SOP300" in said
    tracemalloc.start()
    Exploration(Flow(definition))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 500_000_000


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
    assert said["SOP344"] == 'the way by "l0" always waits for the way by "r0" at "j"'
    assert "at most 3002 jam" in said["SOP342"]
