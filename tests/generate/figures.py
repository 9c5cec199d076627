"""The page of figures, `docs/figures.md`, from what `python -m tests.benchmarks.kept` has appended."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HEAD = """# Figures, commit by commit

`python -m tests.benchmarks.kept` measures a commit and appends a line to `docs/figures.jsonl`; `python -m tests.generate` draws this page
from it. Each figure is a median of five rounds on whatever machine measured it: compare lines of one machine only. *Load* is how
busy it was before (`os.getloadavg`); on a busy one nothing is measured. More figures, with their intervals: `nox -s bench`.

"""
COLUMNS = {
    "memory": "completions/s in memory",
    "bare": "transitions/s of the bare state machine",
    "sqlite": "completions/s on SQLite",
    "check": "s to check 1,000 rows",
}
DRAWN = ("memory", "sqlite")
WIDTH, HEIGHT, EDGE = 720, 180, 40


def files(root: Path) -> Iterator[tuple[str, str]]:
    lines = (root / "docs/figures.jsonl").read_text("utf-8").splitlines()
    yield "docs/figures.md", page([json.loads(line) for line in lines])


def page(records: Sequence[dict[str, Any]]) -> str:
    return HEAD + "\n".join([*(drawing(records, name) for name in DRAWN if records), *table(records)]) + "\n"


def table(records: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The newest first."""
    yield f"| commit | date | Python | cores | load | {' | '.join(COLUMNS.values())} |"
    yield "|---|---|---|---|---|" + "---|" * len(COLUMNS)
    for one in reversed(records):
        figures = (f"{one['figures'][name]:,}" for name in COLUMNS)
        yield f"| `{one['commit']}` | {one['date']} | {one['python']} | {one['cores']} | {one['load']} | {' | '.join(figures)} |"


def points(values: Sequence[float]) -> list[tuple[float, float]]:
    """Where each value is drawn: from left to right, 0 at the bottom and the greatest at the top."""
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    most = max(values)
    return [
        (round(EDGE + at * step, 1), round(HEIGHT - EDGE - value / most * (HEIGHT - 2 * EDGE), 1))
        for at, value in enumerate(values)
    ]


def drawing(records: Sequence[dict[str, Any]], name: str) -> str:
    values = [float(one["figures"][name]) for one in records]
    placed = points(values)
    line = " ".join(f"{x},{y}" for x, y in placed)
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="3"><title>{one["commit"]}: {value:,.0f}</title></circle>'
        for (x, y), one, value in zip(placed, records, values, strict=True)
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{COLUMNS[name]}" fill="currentColor">'
        f'<text x="{EDGE}" y="20" font-size="14">{COLUMNS[name]}, at most {max(values):,.0f}</text>'
        f'<line x1="{EDGE}" y1="{HEIGHT - EDGE}" x2="{WIDTH - EDGE}" y2="{HEIGHT - EDGE}" stroke="currentColor"/>'
        f'<polyline points="{line}" fill="none" stroke="currentColor"/>{dots}</svg>\n'
    )
