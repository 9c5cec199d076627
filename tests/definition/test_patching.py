"""Other values in a file's text, with everything else as it was."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopflow.definition.patching import Unpatchable, patched
from sopflow.definition.reading import compose
from sopflow.testing.strategies import drafts
from tests.share import share

ROOT = Path(__file__).parents[2]
TEXTS = [f.read_text("utf-8") for f in sorted((ROOT / "definitions").glob("*.yaml")) if "." not in f.stem]

FILE = """\
# kepala
title: Lama   # judul
source:
  why: |
    Dua baris
    teks.
actors:
  a: {title: A, external: true}  # luar
  b: B
steps:
  # yang pertama
  - id: satu     # id
    actor: a
    inputs: [x, "y", z]   # tiga
    remarks: >-
      Panjang
      sekali.
    outputs:
      - Surat   # satu
      - Draf

  # yang kedua
  - id: dua
    actor: [a, b]
    branches: {Y: tiga, N: satu}
    note:

  - {id: tiga, actor: b, list: []}
"""


def plain(text):
    return compose(text)[0].plain()


def told(change, text=FILE):
    """The text after a change of its content."""
    wanted = plain(text)
    change(wanted)
    return patched(text, wanted)


def row(at):
    return lambda whole: whole["steps"][at]


@pytest.mark.parametrize(
    ("change", "was", "now"),
    [
        (lambda w: w.update(title="Baru: satu"), "title: Lama ", 'title: "Baru: satu" '),
        (lambda w: w["actors"].update(b="B, C"), "  b: B", '  b: "B, C"'),
        (lambda w: w["actors"].update(c="C"), "  b: B\n", "  b: B\n  c: C\n"),
        (lambda w: w["actors"].pop("a"), "  a: {title: A, external: true}  # luar\n", ""),
        (lambda w: row(0)(w)["inputs"].pop(1), '[x, "y", z]', "[x, z]"),
        (lambda w: row(0)(w)["inputs"].pop(), '[x, "y", z]', '[x, "y"]'),
        (lambda w: row(0)(w)["inputs"].insert(0, "w"), '[x, "y", z]', '[w, x, "y", z]'),
        (lambda w: row(0)(w)["inputs"].__setitem__(1, "q"), '"y"', '"q"'),
        (lambda w: row(0)(w).update(inputs=None), '[x, "y", z]', "null"),
        (lambda w: row(0)(w).update(remarks="Pendek"), ">-\n      Panjang\n      sekali.", "Pendek"),
        (lambda w: row(0)(w).pop("remarks"), "    remarks: >-\n      Panjang\n      sekali.\n", ""),
        (lambda w: row(0)(w).update(outputs="unknown"), "\n      - Surat   # satu\n      - Draf", " unknown"),
        (lambda w: row(0)(w)["outputs"].append("Arsip"), "      - Draf\n", "      - Draf\n      - Arsip\n"),
        (lambda w: row(0)(w)["outputs"].pop(0), "      - Surat   # satu\n", ""),
        (lambda w: row(1)(w).update(note="ada"), "note:", "note: ada"),
        (lambda w: row(1)(w).update(branches={"Ya": "tiga", "N": "satu"}), "{Y:", "{Ya:"),
        (lambda w: row(2)(w).update(list=["a"]), "[]", "[a]"),
        (lambda w: w.update(source=[w["source"], {"text": "t"}]),
         "  why: |\n    Dua baris\n    teks.\n", "  - why: |\n      Dua baris\n      teks.\n  - text: t\n"),
        (lambda w: w["steps"].pop(1), "  - id: dua\n    actor: [a, b]\n    branches: {Y: tiga, N: satu}\n    note:\n", ""),
        (lambda w: w["steps"].insert(1, {"id": "baru", "actor": "a"}), "      - Draf\n", "      - Draf\n\n  - id: baru\n    actor: a\n"),
    ],
)  # fmt: skip
def test_only_what_differs_is_written(change, was, now):
    assert FILE.count(was) == 1
    assert told(change) == FILE.replace(was, now)


def test_a_row_that_moves_keeps_its_text():
    def swap(whole):
        whole["steps"].append(whole["steps"].pop(0))
        whole["steps"][-1]["actor"] = "b"

    after = told(swap)
    assert [step["id"] for step in plain(after)["steps"]] == ["dua", "tiga", "satu"]
    assert '  - id: satu     # id\n    actor: b\n    inputs: [x, "y", z]   # tiga\n    remarks: >-\n' in after
    assert sorted(line for line in after.splitlines() if "#" in line) == sorted(
        line for line in FILE.splitlines() if "#" in line
    )


def test_a_value_that_stands_in_two_places_is_not_changed_in_one():
    with pytest.raises(Unpatchable):
        told(lambda w: w["a"].update(x="z"), "a: &one\n  x: y\nb: *one\n")


def _changed(draw, value, depth=0):
    """A value with some of its parts changed."""
    if isinstance(value, dict):
        keys = [key for key in value if depth != 1 or key == "id" or draw(st.integers(0, 9)) > 0]
        made = {key: _changed(draw, value[key], depth + 1) if key != "id" else value[key] for key in keys}
        return made | ({"tambahan": draw(_VALUES)} if keys and draw(st.integers(0, 9)) == 0 else {})
    if isinstance(value, list):
        kept = [_changed(draw, item, depth + 1) for item in value if draw(st.integers(0, 9)) > 0]
        if len(kept) > 1 and draw(st.integers(0, 3)) == 0:
            kept.insert(draw(st.integers(0, len(kept) - 1)), kept.pop(draw(st.integers(0, len(kept) - 1))))
        if draw(st.integers(0, 5)) == 0 and (not kept or not isinstance(kept[0], dict)):
            kept.insert(draw(st.integers(0, len(kept))), draw(_VALUES))
        return kept
    return draw(_VALUES) if draw(st.integers(0, 9)) == 0 else value


_VALUES = st.sampled_from(
    ["kata", "dua kata: ya", "#1", "", None, True, ["a", "b"], {"k": "v"}, "true", "- x", "Ya, tidak"]
)


@given(st.data())
@settings(max_examples=share(150), deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_written_reads_back(data):
    text = data.draw(st.sampled_from(TEXTS) | drafts().map(json.dumps))
    wanted = _changed(data.draw, plain(text))
    try:
        after = patched(text, wanted)
    except Unpatchable:
        return
    assert plain(after) == wanted
    lines = set(text.splitlines())
    assert text == after or wanted != plain(text)
    if wanted == plain(text):
        assert set(after.splitlines()) == lines


def test_changes_that_a_table_can_make_are_always_written():
    for text in TEXTS:
        whole = plain(text)
        for at, step in enumerate(whole["steps"]):
            for key, value in {
                "duration": "7 menit",
                "activity": "Lain: ini",
                "remarks": "x",
                "outputs": ["Z"],
            }.items():
                wanted = copy.deepcopy(whole)
                wanted["steps"][at][key] = value
                assert plain(patched(text, wanted)) == wanted, (step["id"], key)
            wanted = copy.deepcopy(whole)
            del wanted["steps"][at]
            assert not wanted["steps"] or plain(patched(text, wanted)) == wanted
            wanted["steps"].append(step)
            assert plain(patched(text, wanted)) == wanted
