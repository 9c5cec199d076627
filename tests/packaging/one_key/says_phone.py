"""Of keys of calendars, directories and glossaries that were written down in their classes alone: each is read, checked,
completed and documented."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from sopflow.definition import glossary
from sopflow.definition.format.glossary import WrittenGlossary
from sopflow.definition.format.reader import read
from sopflow.definition.reading import compose
from sopflow.people import loading as people
from sopflow.people.format import WrittenDirectory
from sopflow.time import loading as time
from sopflow.time.format import WrittenCalendar

ROOT = Path(__file__).parents[1]
CALENDAR = """sopflow: 1
calendar: a
title: A
time_zone: Asia/Jakarta
hours: {senin: [08:00-12:00]}
phone_a: Loket  1
periods:
  - title: P
    from: 2026-03-01
    to: 2026-03-02
    hours: {senin: [08:00-10:00]}
    phone_b: Loket  1
"""
DIRECTORY = """sopflow: 1
directory: a
title: A
time_zone: Asia/Jakarta
phone_c: Loket  1
positions: {camat: Camat}
people:
  ani:
    name: Ani
    phone_d: Loket  1
    holds:
      - position: camat
        phone_e: Loket  1
"""
GLOSSARY = """sopflow: 1
glossary: a
phone_f: Loket  1
positions: {Komandan: Danru}
"""
KINDS = {
    "calendar": (CALENDAR, WrittenCalendar, time.check_bytes),
    "directory": (DIRECTORY, WrittenDirectory, people.check_bytes),
    "glossary": (GLOSSARY, WrittenGlossary, glossary.check_bytes),
}
KEYS = [(kind, f"phone_{name}") for kind, names in zip(KINDS, ("ab", "cde", "f"), strict=True) for name in names]


def parts(one):
    """Every part of what was read, itself first."""
    yield one
    for name in getattr(type(one), "__slots__", ()):
        found = getattr(one, name)
        for inner in found if isinstance(found, tuple) else [found]:
            if hasattr(type(inner), "__dataclass_fields__"):
                yield from parts(inner)


@pytest.mark.parametrize(("kind", "key"), KEYS)
def test_it_is_read(kind, key):
    text, whole, check = KINDS[kind]
    assert check(text.encode(), f"a.{kind}.yaml").findings == ()
    read_as = read(whole, compose(text)[0])
    assert [getattr(one, key) for one in parts(read_as) if hasattr(one, key)] == ["Loket 1"]


def test_it_is_there_where_the_directory_is_used():
    office = people.check_bytes(DIRECTORY.encode(), "a.directory.yaml").required()
    assert (office.people["ani"].phone_d, office.people["ani"].holds[0].phone_e) == ("Loket 1", "Loket 1")


@pytest.mark.parametrize(("kind", "key"), KEYS)
def test_it_is_checked_at_its_place_in_the_words_of_whoever_wrote_it(kind, key):
    text, _, check = KINDS[kind]
    at = next(number for number, line in enumerate(text.splitlines(), start=1) if key in line)
    for other, code, message in (
        (f"{key}: [b]", "SOP103", "a list does not fit here; expected: a text"),
        (f"{key}x: b", "SOP101", f'there is no key "{key}x" here'),
    ):
        (found,) = check(text.replace(f"{key}: Loket  1", other).encode(), f"a.{kind}.yaml").findings
        assert (found.code, found.message("en"), found.span.line) == (code, message, at)
    assert found.hint("en") == f'did you mean "{key}"?'


@pytest.mark.parametrize(("kind", "key"), KEYS)
def test_the_editor_completes_and_explains_it(kind, key):
    text = files("sopflow").joinpath(f"schema/{kind}-1.schema.json").read_text("utf-8")
    assert list(named(json.loads(text), key)) == [("Telepon / Phone", "Nomor teleponnya.\n\nHow to call it.")]


def named(schema, key):
    """The title and the description of a key, wherever it stands."""
    for name, one in schema.items() if isinstance(schema, dict) else ():
        if name == "properties" and key in one:
            yield one[key]["title"], one[key]["description"]
        yield from named(one, key)
    for one in schema if isinstance(schema, list) else ():
        yield from named(one, key)


@pytest.mark.parametrize(("kind", "key"), KEYS)
@pytest.mark.parametrize(
    ("page", "says"), [("format.md", "How to call it."), ("format.id.md", "Nomor teleponnya.")]
)
def test_it_is_documented(page, says, kind, key):
    rows = [
        line for line in (ROOT / "docs" / page).read_text("utf-8").splitlines() if line.startswith(f"| `{key}` |")
    ]
    assert len(rows) == 1
    assert says in rows[0]
