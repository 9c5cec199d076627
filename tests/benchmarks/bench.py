"""Figures beside the bare shared `transitions` machine, in one run: `python -m tests.benchmarks.bench [--short]`.

The work: an 11-row SOP with one return at row 4, 13 completions an instance, every check, document, due time and
event of a real run. Prints; never fails on a time.
"""

from __future__ import annotations

import gc
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from transitions import Machine

import sopflow
from sopflow.definition.loading import check_bytes

ROOT = Path(__file__).parents[2]
SHORT = "--short" in sys.argv
ROUNDS = 3 if SHORT else 9
PAIRS = 5 if SHORT else 21
RUNS = 100 if SHORT else 500
SOP = sopflow.load(ROOT / "definitions/pengawalan.yaml")
STEPS = [str(s.id) for s in SOP.steps]
ACTOR = {str(s.id): str(s.actors[0]) for s in SOP.steps}
PATH = [
    (step, outcome)
    for step, outcome in [
        *((s, None) for s in STEPS[:3]), (STEPS[3], "N"), (STEPS[2], None), (STEPS[3], "Y"), *((s, None) for s in STEPS[4:])
    ]
]  # fmt: skip


def sopflow_run():
    engine = sopflow.Engine()
    engine.register(SOP)

    def full(path=PATH):
        run = engine.start("pengawalan", "camat")
        for step, outcome in path:
            run = engine.complete(run.id, step, ACTOR[step], outcome)
        return run

    assert full().status == "completed"
    return full


class Token:
    __slots__ = ("audit", "state")

    def __init__(self):
        self.state, self.audit = STEPS[0], []


def bare_run():
    moves = [
        {"trigger": "done", "source": a, "dest": b}
        for a, b in zip(STEPS, [*STEPS[1:], "end"], strict=True)
        if a != STEPS[3]
    ]
    moves += [
        {"trigger": "Y", "source": STEPS[3], "dest": STEPS[4]},
        {"trigger": "N", "source": STEPS[3], "dest": STEPS[2]},
    ]
    machine = Machine(
        model=None, states=[*STEPS, "end"], initial=STEPS[0], transitions=moves, auto_transitions=False
    )

    def full():
        token = Token()
        for step, outcome in PATH:
            machine.events[outcome or "done"].trigger(token)
            token.audit.append((step, ACTOR[step], outcome, time.time()))
        assert token.state == "end"

    return full


def rate(full) -> float:
    start = time.perf_counter()
    for _ in range(RUNS):
        full()
    return RUNS * len(PATH) / (time.perf_counter() - start)


def beside(ours, bare) -> str:
    """The ratio of two ways, taken in turn, with the interval in which its median is by 95 of 100 draws."""
    pairs = []
    for turn in range(PAIRS):
        first, second = (ours, bare) if turn % 2 else (bare, ours)
        rates = {first: rate(first), second: rate(second)}
        pairs.append((rates[ours], rates[bare]))
    ratios = [a / b for a, b in pairs]
    chance = random.Random(7)
    drawn = sorted(statistics.median(chance.choices(ratios, k=PAIRS)) for _ in range(2000))
    return (
        f"sopflow {statistics.median(a for a, _ in pairs):,.0f}/s, "
        f"bare shared transitions {statistics.median(b for _, b in pairs):,.0f}/s, "
        f"ratio {statistics.median(ratios):.2f} ({drawn[50]:.2f} to {drawn[1950]:.2f}, {PAIRS} pairs)"
    )


def resident() -> int:
    with open("/proc/self/statm") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * 4096


def parked(count: int) -> float:
    """Bytes of a parked instance with three completed rows in its history."""
    full = sopflow_run()
    gc.collect()
    before = resident()
    for _ in range(count):
        full(PATH[:3])
    return (resident() - before) / count


def thousand_steps() -> str:
    rows = "".join(
        f"  - id: s{i}\n    activity: Memeriksa berkas dan mencatatnya dalam buku {i}.\n    actor: {'a' if i % 2 else '[a, b]'}\n"
        f"    inputs: [Surat {i}, Fotokopi KTP]\n    duration: 30 menit\n    outputs: [Surat {i + 1}]\n"
        + (f"    question: Lengkap?\n    branches: {{Y: s{i + 1}, N: s{max(i - 1, 0)}}}\n" if i % 5 == 1 else "")
        for i in range(999)
    )
    return f"sopflow: 1\nid: besar\ntitle: Besar\nactors: {{a: A, b: B}}\nsteps:\n{rows}  - {{id: s999, activity: x, actor: a}}\n"


def scenarios() -> str:
    """Scenarios a second: every one of the shipped definitions, read once and played again and again."""
    from sopflow.scenarios.suite import Suite

    suite = Suite([ROOT / "definitions"])
    rounds = 3 if SHORT else 20
    start = time.perf_counter()
    for _ in range(rounds):
        assert all(one.status == "passed" for one in suite.play())
    seconds = time.perf_counter() - start
    return f"scenarios: {rounds * len(suite.cases) / seconds:,.0f}/s played and counted ({len(suite.cases)} scenarios)"


def replayed() -> str:
    """Events a second: a journal's events decided again and compared."""
    from sopflow.flow.replay import replay

    engine = sopflow.Engine()
    engine.register(SOP)
    runs = RUNS // 5
    events = []
    for _ in range(runs):
        run = engine.start("pengawalan", "camat")
        for step, outcome in PATH:
            engine.complete(run.id, step, ACTOR[step], outcome)
        events += engine.history(run.id)
    flow = engine.flow("pengawalan")
    start = time.perf_counter()
    assert not any(replay(events, lambda _: flow))
    return f"replay: {len(events) / (time.perf_counter() - start):,.0f} events/s ({len(events):,} events)"


def conformed() -> str:
    """A log of many cases, one in five of which leaves the SOP, through the command itself."""
    cases = 2_000 if SHORT else 100_000
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        count = 0
        with path.open("w", encoding="utf-8") as file:
            file.write("case,activity,actor,time\n")
            for case in range(cases):
                way = [step for step, _ in PATH]
                if chance.random() < 0.2:
                    way.insert(chance.randrange(len(way)), chance.choice(way))
                    del way[chance.randrange(len(way))]
                for minute, step in enumerate(way):
                    file.write(f"K{case},{step},{ACTOR[step]},2024-03-12 08:{minute:02d}\n")
                count += len(way)
        command = [
            "conform",
            str(path),
            "--against",
            str(ROOT / "definitions/pengawalan.yaml"),
            "--format",
            "json",
        ]
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "sopflow", *command], check=False, capture_output=True, cwd=ROOT)
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return f"conform: {count:,} events in {seconds:.1f} s ({count / seconds:,.0f}/s), at most {peak} MB"


def cold(code: str) -> float:
    times = []
    for _ in range(3 if SHORT else 9):
        start = time.perf_counter()
        subprocess.run([sys.executable, *code.split("\x1f")], check=True, capture_output=True, cwd=ROOT)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main() -> None:
    ours, bare = sopflow_run(), bare_run()
    bare()
    ours()
    print(f"in memory: {beside(ours, bare)}")
    count = 2000 if SHORT else 50_000
    print(f"parked instance: {parked(count):,.0f} bytes ({count} instances)")
    text = thousand_steps().encode()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        checked = check_bytes(text, "besar.yaml")
        times.append(time.perf_counter() - start)
    assert checked.definition is not None
    print(f"check of 1,000 rows ({len(text) // 1024} KB): {statistics.median(times):.2f} s")
    print(scenarios())
    print(replayed())
    print(conformed())
    print(
        f"cold starts: python {cold('-c' + chr(31) + 'pass'):.0f} ms, "
        f"import transitions+yaml {cold('-c' + chr(31) + 'import transitions, yaml'):.0f} ms, "
        f"import sopflow {cold('-c' + chr(31) + 'import sopflow'):.0f} ms, "
        f"with load and Engine {cold('-c' + chr(31) + 'import sopflow; sopflow.Engine; sopflow.load'):.0f} ms, "
        f"sopflow --version {cold('-m' + chr(31) + 'sopflow' + chr(31) + '--version'):.0f} ms"
    )


if __name__ == "__main__":
    main()
