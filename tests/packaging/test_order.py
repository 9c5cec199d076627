"""In which order tests run, and which of them are held to the floor of what is covered: `tests/conftest.py`, in a run of its
own."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = """
import pytest
from hypothesis import given, strategies as st
from tests.share import share

@pytest.fixture(autouse=True)
def said(request):
    print("\\n" + request.node.name, "measured" if request.node.get_closest_marker("no_cover") is None else "left out")

@pytest.mark.parametrize("at", range(2))
def test_each(at): pass

@given(st.booleans())
def test_by_chance(drawn): pass

def test_by_a_share(): assert share(5) == 1

@pytest.mark.long
def test_long(): pass
"""


def test_long_tests_begin_and_they_and_those_by_chance_are_not_measured(pytester, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest("from tests.conftest import *\n")
    pytester.makepyfile(test_any=TESTS, **{"restate/test_cluster": TESTS})
    done = pytester.runpytest_subprocess("-s", "-W", "ignore", "-p", "no:sopflow", "-p", "no:cacheprovider")
    done.assert_outcomes(passed=10)
    told = [line for line in done.outlines if line.endswith(("measured", "left out"))]
    assert told == [
        "test_long measured",
        "test_long left out",
        *("test_each[0] measured", "test_each[1] measured", "test_by_chance left out", "test_by_a_share left out")
        * 2,
    ]
