"""Measures a few figures of this commit and appends them to docs/figures.jsonl: `python -m tests.benchmarks.kept`.

Then `python -m tests.generate` draws the page. Only a commit has figures, and only of a quiet machine: with changes that are
not committed it refuses, and where others use half of the processors.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sopflow.definition.loading import check_bytes

from . import bench, durable

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs/figures.jsonl"
ROUNDS = 5
QUIET = 0.5
"""Of each processor, how much others may use."""


def git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def measured() -> dict[str, float]:
    """Medians of some rounds: completions a second in memory and on SQLite, and seconds for a check of 1,000 rows."""
    bench.RUNS = 100
    in_memory = bench.sopflow_run()
    in_memory()
    bare = bench.bare_run()
    bare()
    with tempfile.TemporaryDirectory() as folder:
        on_disk = durable.ours(str(Path(folder, "p.db")))
        on_disk()
        rates = [(bench.rate(in_memory), bench.rate(bare), durable.rate(on_disk, 20)) for _ in range(ROUNDS)]
    text = bench.thousand_steps().encode()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        assert check_bytes(text, "besar.yaml").definition is not None
        times.append(time.perf_counter() - start)
    return {
        "memory": round(statistics.median(a for a, _, _ in rates)),
        "bare": round(statistics.median(b for _, b, _ in rates)),
        "sqlite": round(statistics.median(c for _, _, c in rates)),
        "check": round(statistics.median(times), 3),
    }


def main() -> int:
    if git(
        "status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs/figures.jsonl", ":!docs/figures.md"
    ):
        print("commit first: figures belong to a commit")
        return 1
    load = os.getloadavg()[0]
    if load > QUIET * (os.cpu_count() or 1):
        print(f"others use this machine (load {load:.1f}): wait until it is quiet, for a minute")
        return 1
    record = {
        "commit": git("rev-parse", "--short=10", "HEAD"),
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": round(load, 1),
        "figures": measured(),
    }
    with FILE.open("a", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")
    print(json.dumps(record))
    return 0


if __name__ == "__main__":
    sys.exit(main())
