"""What is skipped for want of something fails in CI, in whatever way it is skipped: `tests/conftest.py`, in a run of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services import DOES_NOT_APPLY

ROOT = Path(__file__).parents[2]
LACKING = """
import unittest, pytest
from tests.services import lacking, program

@pytest.fixture(scope="module")
def server(): lacking("a server", "a-manager add a-server")

def test_a_fixture(server): pass

def test_a_fixture_again(server): pass

def test_a_program(): program("tidak-ada", command="a-manager add tidak-ada")

def test_a_module(): pytest.importorskip("tidak_ada")

def test_in_words(): pytest.skip("no fork here")

@pytest.mark.skip
def test_a_mark(): pass

@pytest.mark.skipif(True, reason="no fork here")
def test_a_mark_that_asks(): pass

@pytest.mark.parametrize("one", [])
def test_nothing_to_go_through(one): pass

class TestOld(unittest.TestCase):
    @unittest.skip("no fork here")
    def test_of_unittest(self): pass
"""
OTHERS = f"""
import pytest

def test_that_does_not_apply(): pytest.skip("{DOES_NOT_APPLY}rows of others are in nobody's way")

@pytest.mark.xfail(reason="known")
def test_known(): assert False
"""


@pytest.fixture
def run(pytester, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest("from tests.conftest import *\n")
    return lambda: pytester.runpytest_subprocess(
        "-rsf", "-W", "ignore", "-p", "no:sopflow", "-p", "no:cacheprovider"
    )


def test_what_is_missing_is_skipped_here_and_fails_in_ci(run, pytester, monkeypatch):
    pytester.makepyfile(test_lacking=LACKING, test_whole='import pytest\npytest.importorskip("tidak_ada")\n')
    monkeypatch.delenv("CI", raising=False)
    here = run()
    here.assert_outcomes(skipped=10)
    here.stdout.fnmatch_lines("SKIPPED*needs a server: a-manager add a-server")
    monkeypatch.setenv("CI", "true")
    there = run()
    there.assert_outcomes(errors=1)  # a module that skips itself is not collected
    there.stdout.fnmatch_lines("Skipped in CI: could not import 'tidak_ada'*")
    (pytester.path / "test_whole.py").unlink()
    there = run()
    there.assert_outcomes(failed=4, errors=5)  # five are skipped before they are called
    there.stdout.fnmatch_lines("Skipped in CI: needs a server: a-manager add a-server")


def test_what_does_not_apply_is_skipped_in_ci_too(run, pytester, monkeypatch):
    pytester.makepyfile(OTHERS)
    monkeypatch.setenv("CI", "true")
    run().assert_outcomes(skipped=1, xfailed=1)
