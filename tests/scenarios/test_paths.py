"""Paths: what was skipped is not what was done, and the rows of a called SOP are its own."""

from __future__ import annotations

import pytest

from sopflow.definition.library import Procedure
from sopflow.scenarios.failure import Place, text_of
from sopflow.scenarios.playing import play
from sopflow.scenarios.rehearsal import compiled
from tests.scenarios.subject import findings, read
from tests.sop import sop

OPTIONAL = sop(
    """
- {id: p, activity: Mulai, actor: a}
- {id: q, activity: Bila perlu, actor: b, optional: true}
- {id: r, activity: Memutuskan, actor: b, optional: true, branches: {Y: s, N: s}}
- {id: s, activity: Akhir, actor: c}
"""
)
INNER = sop(
    "- {id: d, activity: Dalam, actor: a}\n- {id: e, activity: Lagi, actor: b, branches: {Y: end, N: d}}",
    name="dalam",
)
OUTER = sop(
    """
- {id: p, activity: Mulai, actor: a}
- {id: k, activity: Memanggil, call: dalam}
- {id: s, activity: Akhir, actor: c}
""",
    name="luar",
)
SKIPS = "[p, {skip: q, note: x}, {skip: r=Y, note: x}, s]"
DOES = "[p, q, r=Y, s]"


def played(steps, expect, *sops):
    head = f"sopflow: 1\nsop: {sops[0].id}\nscenarios:\n"
    source = f"{head}  - {{name: x, steps: {steps}, expect: {{{expect}}}}}\n"
    (one,) = read(source, *sops)
    return play(one, compiled(Procedure(sops[0], {other.id: other for other in sops[1:]})))


def told(steps, expect, *sops):
    result = played(steps, expect, *sops)
    return text_of(result.failure, Place("x"), result.rehearsal, "en", 200)


@pytest.mark.parametrize(
    ("path", "skips", "does"),
    [
        ("[p, q, r, s]", True, True),
        ("[p, q, r=Y, s]", True, True),
        ("[p, q=skip, r=skip, s]", True, False),
        ("[p, q=done, r=done, s]", False, False),
        ("[p, q=done, ...]", False, True),
        ("[p, q=skip, r=N, s]", False, False),
    ],
)
def test_a_path_may_say_that_a_row_was_skipped_or_done(path, skips, does):
    assert played(SKIPS, f"path: {path}", OPTIONAL).passed == skips
    assert played(DOES, f"path: {path}", OPTIONAL).passed == does


def test_what_was_skipped_is_told_so():
    text = told(SKIPS, "path: [p]", OPTIONAL)
    assert "q=skip" in text
    assert "r=skip" in text
    assert "expected p, actual p, q=skip, r=skip, s" not in text


def test_only_an_optional_row_can_be_skipped_in_a_path():
    head = "sopflow: 1\nsop: uji\nscenarios:\n  - {name: x, steps: [], expect: {path: "
    assert findings(head + "[q=skip, r=done]}}\n", OPTIONAL) == []
    assert any("SOP507" in line for line in findings(head + "[p=skip]}}\n", OPTIONAL))


def test_the_rows_of_a_called_sop_stand_in_order_and_are_named_as_its():
    text = told("[auto]", "status: running", OUTER, INNER)
    places = [text.index(f"{row} (") for row in ("p", "k/d", "k/e=Y", "k", "s")]
    assert places == sorted(places), text


def test_what_is_open_in_a_called_sop_is_told():
    text = told("[p]", "status: completed", OUTER, INNER)
    assert "k/d  by a" in text


def test_the_path_of_a_called_sop_is_held_against_its_own():
    text = told("[p, {step: d, in: k, expect: {path: [d, e]}}]", "status: running", OUTER, INNER)
    rows = text[text.index("its path") : text.index("possible now")]
    assert "d" in rows
    assert "p" not in rows.replace("its path", "").replace("expected", "")
    assert "step: d, in: k" in text or "d, in: k" in text
