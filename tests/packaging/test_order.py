"""What the tests' own order and tracing do: `tests/conftest.py`, in a run of its own."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = """
import sys
import threading

import pytest

def traced():
    return sys.gettrace() is not None, threading.gettrace() is not None

@pytest.mark.parametrize("at", range(3))
def test_one_of_many(at):
    assert traced() == (at == 0, at == 0)

def test_alone():
    assert traced() == (True, True)

@pytest.mark.long
def test_long():
    assert traced() == (True, True)
"""


def test_long_tests_begin_and_the_first_case_of_each_is_traced(pytester, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest(
        "import sys, threading\nfrom tests.conftest import *\n"
        "threading.settrace(lambda *_: None)\nsys.settrace(lambda *_: None)\n"
        "def pytest_configure(config):\n    config.pluginmanager.register(object(), '_cov')\n"
    )
    pytester.makepyfile(TESTS)
    done = pytester.runpytest_subprocess("-v", "-p", "no:sopflow", "-p", "no:cacheprovider")
    done.assert_outcomes(passed=5)
    names = [line.split("::")[1].split()[0] for line in done.outlines if "PASSED" in line]
    assert names == ["test_long", *(f"test_one_of_many[{at}]" for at in range(3)), "test_alone"]
