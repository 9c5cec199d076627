"""Of keys of calendars, directories, glossaries and scenarios that were written down in their classes alone: each is read, checked,
completed and documented."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from importlib.resources import files
from pathlib import Path

import pytest

from sopflow.definition import glossary
from sopflow.definition.format.glossary import WrittenGlossary
from sopflow.definition.format.reader import read
from sopflow.definition.reading import compose
from sopflow.people import loading as people
from sopflow.people.format import WrittenDirectory
from sopflow.scenarios import loading as scenarios
from sopflow.scenarios.writing import written
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
SCENARIOS = """sopflow: 1
sop: uji
phone_k: Loket  1
scenarios:
  - name: satu
    phone_g: Loket  1
    phone_h: Loket  1
    steps:
      - a: satu
        phone_i: Loket  1
    expect:
      status: completed
      phone_j: Loket  1
"""


def check_scenarios(data, name):
    return scenarios.check_bytes(data, str(ROOT / "beside" / name))


def read_by(kind, text):
    if kind == "scenarios":
        return check_scenarios(text.encode(), "a.scenarios.yaml").file
    return read(WHOLE[kind], compose(text)[0])


WHOLE = {"calendar": WrittenCalendar, "directory": WrittenDirectory, "glossary": WrittenGlossary}
KINDS = {
    "calendar": (CALENDAR, time.check_bytes),
    "directory": (DIRECTORY, people.check_bytes),
    "glossary": (GLOSSARY, glossary.check_bytes),
    "scenarios": (SCENARIOS, check_scenarios),
}
KEYS = [
    (kind, f"phone_{name}")
    for kind, names in zip(KINDS, ("ab", "cde", "f", "ghijk"), strict=True)
    for name in names
]
SHARED = ("phone_g",)
"""Of a file and of each of its scenarios."""
NO_KEY = ("SOP101", 'there is no key "{key}" here')
NO_ACTOR = ("SOP503", '"{key}" is neither an actor of this SOP nor a command')


def parts(one):
    """Every part of what was read, itself first."""
    yield one
    for own in fields(one):
        found = getattr(one, own.name)
        for inner in found if isinstance(found, tuple) else [found]:
            if is_dataclass(inner):
                yield from parts(inner)


@pytest.mark.parametrize(("kind", "key"), KEYS)
def test_it_is_read(kind, key):
    text, check = KINDS[kind]
    assert check(text.encode(), f"a.{kind}.yaml").findings == ()
    assert [getattr(one, key) for one in parts(read_by(kind, text)) if hasattr(one, key)] == ["Loket 1"]


def test_a_scenario_says_it_for_itself_or_has_that_of_the_file():
    text = SCENARIOS.replace("    phone_g: Loket  1\n", "").replace("phone_k", "phone_g: Loket 2\nphone_k")
    (one,) = read_by("scenarios", text).scenarios
    assert one.phone_g == "Loket 2"


def test_it_is_written_with_the_scenario():
    (one,) = read_by("scenarios", SCENARIOS).scenarios
    text = written("uji", [one])
    assert [line.count("Loket 1") for line in text.splitlines() if "phone" in line] == [1] * 4
    assert read_by("scenarios", text).scenarios == (one,)


def test_it_is_there_where_the_directory_is_used():
    office = people.check_bytes(DIRECTORY.encode(), "a.directory.yaml").required()
    assert (office.people["ani"].phone_d, office.people["ani"].holds[0].phone_e) == ("Loket 1", "Loket 1")


@pytest.mark.parametrize(("kind", "key"), KEYS)
def test_it_is_checked_at_its_place_in_the_words_of_whoever_wrote_it(kind, key):
    text, check = KINDS[kind]
    code, message = NO_ACTOR if key == "phone_i" else NO_KEY
    at = next(number for number, line in enumerate(text.splitlines(), start=1) if key in line)
    for other, expected, says in (
        (f"{key}: [b]", "SOP103", "a list does not fit here; expected: a text"),
        (f"{key}x: b", code, message.format(key=f"{key}x")),
    ):
        (found,) = check(text.replace(f"{key}: Loket  1", other).encode(), f"a.{kind}.yaml").findings
        assert (found.code, found.message("en"), found.span.line) == (expected, says, at)
    assert found.hint("en") == f'did you mean "{key}"?'


@pytest.mark.parametrize(("kind", "key"), KEYS)
def test_the_editor_completes_and_explains_it(kind, key):
    text = files("sopflow").joinpath(f"schema/{kind}-1.schema.json").read_text("utf-8")
    assert list(named(json.loads(text), key)) == (1 + (key in SHARED)) * [
        (f"Telepon {key} / Phone {key}", "Nomor teleponnya.\n\nHow to call it.")
    ]


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
    assert [says in row for row in rows] == (1 + (key in SHARED)) * [True]
