"""A real cluster of three nodes: the example, and what is lost when parts of it are killed; `python -m tests.benchmarks.kills`
does the same a hundred times."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ..postgres import binaries
from ..service.conftest import ROOT
from ..services import lacking
from .served import COMMAND, server

pytestmark = pytest.mark.long


def run(*words: str) -> str:
    if server() is None:
        lacking("restate-server", COMMAND)
    if binaries() is None:
        lacking("PostgreSQL", "apt-get install postgresql")
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_example_runs_by_one_command():
    assert "completed after 14 events; 1 found" in run("examples/restate/three_nodes.py")


def test_nothing_is_lost_and_nothing_doubled():
    said = run("-m", "tests.benchmarks.kills", "--times", "4")
    assert "{'node': 1, 'endpoint': 1, 'service': 1, 'database': 1}" in said
    assert "nothing lost, nothing doubled" in said
