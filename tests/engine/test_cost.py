"""What a plain completion passes through: nothing of what its SOP does not have, and no function with slow variables."""

from __future__ import annotations

import sys

import pytest

from tests.sop import engine_for, sop

SOP = """
- {id: tulis, activity: Menulis, actor: a}
- {id: baca, activity: Membaca, actor: a, branches: {Y: simpan, N: tulis}}
- {id: simpan, activity: Menyimpan, actor: a, duration: 2 jam}
"""
NOT_HERE = {
    "each",
    "data",
    "forms",
    "private",
    "sealing",
    "people",
    "consequences",
    "agenda",
    "schema",
    "withheld",
}
"""Lists, decisions by data, fields, personal values, certain persons, calls, waits."""


@pytest.fixture(scope="module")
def entered():
    """The functions of the package that completions enter, once the caches know them."""
    engine = engine_for(sop(SOP))
    path = (("tulis", None), ("baca", "Y"), ("simpan", None))
    for _ in range(2):
        run, found = engine.start("uji", "a"), []
        for step, outcome in path:
            sys.setprofile(
                lambda frame, event, _, found=found: found.append(frame.f_code) if event == "call" else None
            )
            try:
                run = engine.complete(run.id, step, "a", outcome)
            finally:
                sys.setprofile(None)
    assert run.status == "completed"
    own = [code for code in found if "sopflow" in code.co_filename and "/tests/" not in code.co_filename]
    assert {"decide", "evolve", "append"} <= {code.co_name for code in own}
    return own


def test_a_completion_does_not_pass_through_what_its_sop_does_not_have(entered):
    names = {code.co_filename.replace("\\", "/").rpartition("/")[2].removesuffix(".py") for code in entered}
    assert names & NOT_HERE == set()
    assert "_require_seen" not in {code.co_name for code in entered}  # what was decided on other instances


def test_no_function_on_the_way_shares_variables_with_functions_inside_it(entered):
    # such a variable (a cell) is read more slowly in the whole function, also where the inner one is not reached
    assert [code.co_qualname for code in entered if code.co_cellvars] == []
