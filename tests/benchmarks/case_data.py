"""What a completion without fields costs in a case of much data, as a ratio of one in an empty case.

python -m tests.benchmarks.case_data [sqlite|postgresql] [ROUNDS]
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter_ns

import sopflow
from sopflow.sql import SQLStore
from tests.sop import sop

PARTS = 14
SOP = sop(
    "- {id: isi, activity: Mengisi, actor: a, fills: ["
    + ", ".join(f"{{f{n}: optional}}" for n in range(PARTS))
    + "]}\n- {id: kerja, activity: Bekerja, actor: b, next: lagi}\n- {id: lagi, activity: Lagi, actor: c, branches: {Y: kerja, N: end}}",
    head="fields: {"
    + ", ".join(f"f{n}: {{type: long_text}}" for n in range(PARTS))
    + "}\nactors: {a: A, b: B, c: C}",
)
FULL = {f"f{n}": "x" * 18_700 for n in range(PARTS)}
"""256 KB."""


def ratio(store: SQLStore, rounds: int = 200) -> float:
    """The median of one by the median of the other, taken in turn."""
    engine = sopflow.Engine(store)
    engine.register(SOP)
    runs = [engine.start("uji", "a").id for _ in range(2)]
    for run, fields in zip(runs, (FULL, {}), strict=True):
        engine.complete(run, "isi", "a", fields=fields)
    assert sum(map(len, engine.instance(runs[0]).fields.values())) > 255_000
    times: tuple[list[int], list[int]] = ([], [])
    for turn in range(rounds):
        step, by, outcome = ("kerja", "b", None) if turn % 2 == 0 else ("lagi", "c", "Y")
        for at in (0, 1) if turn % 4 < 2 else (1, 0):
            begin = perf_counter_ns()
            engine.complete(runs[at], step, by, outcome)
            times[at].append(perf_counter_ns() - begin)
    full, empty = map(median, times)
    return full / empty


@contextmanager
def stores(kind: str):
    if kind == "sqlite":
        with TemporaryDirectory() as folder:
            yield SQLStore(Path(folder) / "kasus.db", synchronous="NORMAL")
        return
    from tests.postgres import Cluster, binaries

    folder = binaries()
    assert folder is not None
    cluster = Cluster(folder)
    try:
        yield SQLStore(cluster.url)
    finally:
        cluster.remove()


if __name__ == "__main__":
    kind = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    with stores(kind) as store:
        print(f"{kind}: {ratio(store, int(sys.argv[2]) if len(sys.argv) > 2 else 200):.2f}")
