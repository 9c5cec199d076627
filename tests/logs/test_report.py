"""What `sopflow report` says of a store is what pm4py finds in the log of that store: procedures and cases by chance."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from sopflow.cli import main
from sopflow.engine.evaluating import evaluated
from sopflow.sql import SQLStore
from tests.share import share
from tests.sop import engine_for, sop

from .asking import asked

ACTORS = "abc"


def procedure(chance):
    """Rows one after the other, some of which send back; and which of them are claimed before they are done."""
    names = [f"r{at}" for at in range(chance.randrange(3, 7))]
    lines = []
    for at, name in enumerate(names):
        following = names[at + 1] if at + 1 < len(names) else "end"
        back = chance.choice(names[: at + 1])
        branches = f", branches: {{Y: {following}, N: {back}}}" if at and chance.random() < 0.5 else ""
        lines.append(f"- {{id: {name}, activity: Langkah {name}, actor: {chance.choice(ACTORS)}{branches}}}")
    return sop("\n".join(lines)), {name for name in names if chance.random() < 0.6}


class Clock:
    def __init__(self):
        self.at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def now(self):
        return self.at


def happened(definition, claimed, chance, path):
    """Cases side by side: some completed, some cancelled, some under way; now and then something is undone."""
    clock = Clock()
    engine = engine_for(definition, store=SQLStore(path), clock=clock, new_id=map(str, range(10_000)).__next__)
    running = []
    for _ in range(700):
        clock.at += timedelta(minutes=chance.randrange(1, 50), milliseconds=chance.randrange(1000))
        if len(running) < 5:
            running.append(engine.start("uji", "a").id)
            continue
        run = engine.instance(chance.choice(running))
        (row,) = run.active
        (actor,) = row.actors
        if chance.random() < 0.01:
            run = engine.cancel(run.id, actor)
        elif row.step in claimed and not row.claims:
            run = engine.claim(run.id, row.step, actor)
        else:
            ways = definition.step(row.step).branches
            run = engine.complete(run.id, row.step, actor, chance.choice("YYN") if ways else None)
            if not run.is_over and chance.random() < 0.05:
                run = engine.undo_last(run.id, actor, "keliru")
        if run.is_over:
            running.remove(run.id)
    return engine


def ours(engine, claimed):
    (found,) = evaluated(engine.instances(), engine.history, engine.flow, engine.calendar, lambda flow: UTC)
    ways = Counter()
    for way, times in found.ways.items():
        ways[tuple(one.partition("=")[0] for one in way)] += times.count
    rows = found.measure.rows
    seconds = lambda times: pytest.approx(times.mean.total_seconds(), abs=0.002)  # noqa: E731
    return {
        "ways": sorted([[list(way), count] for way, count in ways.items()]),
        "counts": {name: row.times.count for name, row in rows.items() if row.times.count},
        "reworked": found.reworked,
        "hand_overs": sorted([*pair, one.count, seconds(one)] for pair, one in found.hand_overs.items()),
        "lasted": (found.measure.times.count, seconds(found.measure.times)),
        "longest": pytest.approx(found.measure.times.longest.total_seconds(), abs=0.002),
        "working": {n: seconds(one.working) for n, one in found.splits.items() if n in claimed},
        "waiting": {n: seconds(one.waiting) for n, one in found.splits.items() if n in claimed},
        "whole": {n: seconds(row.times) for n, row in rows.items() if row.times.count},
    }


def theirs(said, claimed):
    lasted = said.pop("durations")
    return said | {
        "ways": sorted(said["ways"]),
        "hand_overs": sorted(one for one in said["hand_overs"] if one[0] != one[1]),
        "lasted": (len(lasted), sum(lasted) / len(lasted)),
        "longest": max(lasted),
        "working": {n: one for n, one in said["working"].items() if n in claimed},
        "waiting": {n: one for n, one in said["waiting"].items() if n in claimed},
    }


def test_pm4py_finds_in_the_log_what_the_report_says(tmp_path):
    found, paths, taken = [], [], []
    for seed in range(share(25)):
        chance = Random(seed)
        definition, claimed = procedure(chance)
        database, log = tmp_path / f"{seed}.db", tmp_path / f"{seed}.xes"
        engine = happened(definition, claimed, chance, str(database))
        found.append(ours(engine, claimed))
        engine.store.close()
        assert main(["log", "--db", str(database), "-o", str(log), "--lifecycle"]) == 0
        paths.append(str(log))
        taken.append(claimed)
    (tmp_path / "asked.json").write_text(json.dumps(paths))
    said = asked("report", tmp_path / "asked.json")
    for own, other, claimed in zip(found, said, taken, strict=True):
        assert theirs(other, claimed) == own
    assert sum(one["reworked"] for one in found) > 5 * len(found)
    assert sum(len(one["ways"]) for one in found) > 5 * len(found)
