"""No test fails because the machine is slow: none asserts how long something took, none has a deadline."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
CLOCKS = {
    "perf_counter",
    "perf_counter_ns",
    "process_time",
    "thread_time",
    "monotonic",
    "monotonic_ns",
    "timeit",
    "default_timer",
}
LOOK_AT_CLOCKS = {
    "waiting.py": "gives up waiting in the end",
}  # fmt: skip


def looks_at_a_clock(text: str) -> list[str]:
    """The clocks that a test asks, and the deadlines that it sets for hypothesis."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            if name in CLOCKS:
                found.append(f"{node.lineno}: {name}")
        elif isinstance(node, ast.keyword) and node.arg == "deadline" and ast.unparse(node.value) != "None":
            found.append(f"{node.value.lineno}: deadline")
    return found


@pytest.mark.parametrize(
    "text",
    [
        "import time\nbegin = time.monotonic()",
        "from time import perf_counter\nperf_counter()",
        "settings(deadline=200)",
    ],
)
def test_a_look_at_a_clock_is_seen(text):
    assert looks_at_a_clock(text)


def test_no_test_looks_at_a_clock():
    found = {}
    for path in sorted(TESTS.rglob("*.py")):
        name = path.relative_to(TESTS).as_posix()
        if name.startswith("benchmarks/") or name in LOOK_AT_CLOCKS or name == "packaging/test_no_clocks.py":
            continue
        if "node_modules" not in name and (places := looks_at_a_clock(path.read_text("utf-8"))):
            found[name] = places
    assert found == {}


def test_hypothesis_has_no_deadline_and_does_not_mind_slow_machines():
    from hypothesis import HealthCheck, settings

    assert settings().deadline is None
    assert HealthCheck.too_slow in settings().suppress_health_check
