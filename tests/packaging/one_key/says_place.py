"""Of a key of rows that was written down in its class alone: it is read, checked, completed, digested and documented."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

import sopflow
from sopflow.definition import canonical_1
from sopflow.definition.codec import definition_from_json, definition_to_json
from sopflow.definition.comparing import changes
from sopflow.definition.loading import check_bytes

ROOT = Path(__file__).parents[1]
BEFORE = json.loads((ROOT / "before.json").read_text("utf-8"))
"""An SOP that does not say the key, with its digests from before there was one."""
PLAIN = BEFORE["text"]
LINE = "    place: Loket  1\n"


def test_it_is_read():
    assert sopflow.loads(PLAIN).steps[0].place is None
    row = sopflow.loads(PLAIN + LINE).steps[0]
    assert row.place == "Loket 1"
    assert row.place_of("place")[:2] == (9, 5)


@pytest.mark.parametrize(
    ("line", "code", "message", "hint", "at"),
    [
        ("    place: [a, b]\n", "SOP103", "a list does not fit here; expected: a text", 'a text that begins with [ goes in quotes: "[a, b]"', (9, 13)),
        ("    palce: Loket\n", "SOP101", 'there is no key "palce" here', 'did you mean "place"?', (9, 5)),
        ("    tempat: Loket 1\n", "SOP101", 'there is no key "tempat" here', 'did you mean "place"?', (9, 5)),
        ("    place: {a}\n", "SOP103", "a mapping (key: value) does not fit here; expected: a text", "write it without braces: a", (9, 13)),
    ],
)  # fmt: skip
def test_it_is_checked_in_the_words_of_whoever_wrote_it_at_its_place(line, code, message, hint, at):
    (found,) = check_bytes((PLAIN + line).encode(), "uji.yaml").findings
    assert (found.code, found.message("en"), found.hint("en"), found.span[:2]) == (code, message, hint, at)


def test_the_editor_completes_and_explains_it():
    whole = json.loads(files("sopflow").joinpath("schema/sop-1.schema.json").read_text("utf-8"))
    (row,) = reached(whole, whole["properties"]["steps"]["items"])
    assert row["properties"]["place"] == {
        "title": "Tempat / Place",
        "description": "Tempat kegiatan.\n\nWhere it is done.",
        "examples": ["Loket 1"],
        **{name: row["properties"]["activity"][name] for name in ("type", "minLength", "pattern", "x-expected")},
    }


def reached(whole, schema):
    """What a schema may be, its references followed as the page does."""
    while "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    return [schema]


def test_it_counts_in_the_digest_where_it_is_said_and_nowhere_else():
    plain, said, other = (sopflow.loads(PLAIN + line) for line in ("", LINE, "    place: Loket 2\n"))
    assert (plain.digest, canonical_1.digest(plain)) == (BEFORE["digest"], BEFORE["form 1"])
    assert len({plain.digest, said.digest, other.digest}) == 3
    assert canonical_1.digest(said) is None
    assert definition_to_json(plain) == BEFORE["stored"]


def test_it_is_stored_and_compared():
    plain, said = sopflow.loads(PLAIN), sopflow.loads(PLAIN + LINE)
    again = definition_from_json(json.loads(json.dumps(definition_to_json(said))))
    assert (again.steps[0].place, again) == ("Loket 1", said)
    (change,) = changes(plain, said)
    assert change.step == "satu"
    assert "tempat" in change.words.id
    assert "place" in change.words.en
    assert "Loket 1" in change.words.en


@pytest.mark.parametrize(
    ("page", "row"),
    [
        ("format.md", "| `place` | Where it is done. | a text | `Loket 1` | 0.1 |"),
        ("format.id.md", "| `place` | Tempat kegiatan. | sebuah teks | `Loket 1` | 0.1 |"),
    ],
)
def test_it_is_documented_among_the_keys_of_a_row(page, row):
    text = (ROOT / "docs" / page).read_text("utf-8")
    (part,) = [one for one in text.split("\n### ") if one.startswith(("In `steps`\n", "Di dalam `steps`\n"))]
    assert row in part.splitlines()
