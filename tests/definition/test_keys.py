"""Each key of each file is written down once: named and explained in both languages, with examples that fit, and since when."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest
import yaml

from sopflow._version import __version__
from sopflow.definition import breaches, schema
from sopflow.definition.duration import Duration
from sopflow.definition.format.fields import FIELD
from sopflow.definition.format.key import Key, keys_of
from sopflow.definition.format.shapes import TEXT
from sopflow.definition.format.sop import SOP
from sopflow.definition.reading import compose
from sopflow.definition.stored import KEPT
from sopflow.fields import Field
from sopflow.scenarios.model import AcceptedChange, Doer, Expectation
from tests.generate.format import FILES, parts_of
from tests.generate.reference import document, placed, written

ROOT = Path(__file__).parents[2]
KEYS = [
    pytest.param(key, id=f"{file.name}-{part.name}-{name}")
    for file in FILES
    for part in parts_of(file).values()
    for name, key in part.keys.items()
]


def lacking(key: Key) -> list[str]:
    """What whoever writes the key is not told of it."""
    said = {"title": key.title, "id": key.id, "en": key.en, "examples": key.examples, "since": key.since}
    found = [name for name, value in said.items() if not value]
    found += [name for name in ("id", "en") if said[name] and not said[name].endswith(".")]
    numbers = [
        tuple(map(int, one.split(".")[:2])) for one in (key.since, __version__) if re.match(r"\d+\.\d+", one)
    ]
    return found + ([] if len(numbers) == 2 and numbers[0] <= numbers[1] else ["a version that there is"])


@pytest.mark.parametrize("key", KEYS)
def test_whoever_writes_a_key_is_told_what_it_means_with_an_example_and_since_when(key):
    assert lacking(key) == []


def test_a_key_of_which_nothing_is_said_is_found():
    assert lacking(Key(TEXT, "0.1", "Tempat / Place", "Tempatnya.", "Where it is done.", ("Loket 1",))) == []
    assert lacking(Key(TEXT, "", "", "", "", ())) == [
        "title", "id", "en", "examples", "since", "a version that there is",
    ]  # fmt: skip
    assert lacking(Key(TEXT, "99.1", "Tempat", "Tempatnya", "Where", ("x",))) == [
        "id",
        "en",
        "a version that there is",
    ]


def plain(value):
    """An example as a file has it, where a number is a text."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value if isinstance(value, bool) else str(value)


def described(node):
    """Every key of a schema."""
    if isinstance(node, dict):
        yield from node.get("properties", {}).values()
        for name, value in node.items():
            if name != "examples":
                yield from described(list(value.values()) if name == "properties" else value)
    elif isinstance(node, list):
        for value in node:
            yield from described(value)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_schema_is_one_and_every_example_fits_its_key(file):
    whole = schema.document(f"{file.name}-1")
    jsonschema.Draft202012Validator.check_schema(whole)
    assert "$ref" not in str(whole)
    found = list(described(whole))
    assert len(found) >= sum(len(part.keys) for part in parts_of(file).values())
    for key in [whole, *found]:
        validator = jsonschema.Draft202012Validator({k: v for k, v in key.items() if not k.startswith("x-")})
        for example in key["examples"]:
            validator.validate(plain(example))


@pytest.mark.parametrize("key", KEYS)
def test_every_example_is_read_as_it_is_shown(key):
    for example in key.examples:
        root, findings = compose(f"contoh: {written(example)}\n")
        assert list(findings) == []
        assert root.plain() == {"contoh": plain(example)}


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_key_stands_on_the_page_of_its_file_with_what_is_said_of_it(language):
    text = (ROOT / f"docs/format{'' if language == 'en' else '.id'}.md").read_text("utf-8")
    assert text == document(language)
    for file in FILES:
        for part, places in placed(file):
            assert places or part is file, part.name
            for name, key in part.keys.items():
                required = {"id": " (wajib)", "en": " (required)"}[language] if key.required else ""
                assert f"| `{name}`{required} | {getattr(key, language)} | ".replace("|", "|") in text.replace(
                    "\\|", "|"
                )
        assert {part.name for part, _ in placed(file)} == {*parts_of(file)}


def test_what_is_kept_of_an_sop_comes_from_its_keys():
    """A field that no key says follows from the others, or is the name under which a part stands."""
    without = {
        f"{kind.__name__}.{field.name}"
        for kind, kept in KEPT.items()
        if kind not in (Duration, Field)
        for _, field in kept
        if field not in [one for one, *_ in keys_of(kind)]
    }
    assert without == {
        "Actor.id",
        "Document.id",
        "Branch.name",
        "Definition.digest",
        "Fill.field",
        "Fill.optional",
        "When.said",
    }
    assert {name for name, _ in KEPT[Field]} ^ {*FIELD.keys} == {
        "id",
        "choices",
        "columns",
        "one_of",
        "some_of",
        "list",
    }


@pytest.mark.parametrize(
    ("kind", "without"), [(Expectation, {"versions", "span"}), (Doer, set()), (AcceptedChange, set())]
)
def test_what_a_scenario_expects_comes_from_its_keys(kind, without):
    assert {field.name for field in fields(kind)} - {field.name for field, *_ in keys_of(kind)} == without


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_two_keys_of_a_part_have_one_name(file):
    for part in parts_of(file).values():
        for at in (0, -1):
            titles = [key.title.split(" / ")[at] for key in part.keys.values()]
            assert len(titles) == len(set(titles)), part.name


@pytest.mark.parametrize(
    ("name", "written", "meant"),
    [
        ("sop-1", "identity: {Disahkan_oleh: Camat}", "approved_by"),
        ("sop-1", "identity: {approved_by: {nama: Budi}}", "name"),
        ("sop-1", "steps: [{cara_bertanda_tangan: all}]", "sign_off"),
        ("scenarios-1", "waktu_mulai: 2024-03-12 08:00 WIB", "start"),
        ("calendar-1", "jam kerja: {senin: [08:00-12:00]}", "hours"),
        ("directory-1", "people: {ani: {memegang: []}}", "holds"),
        ("glossary-1", "Sumber: [SK]", "source"),
    ],
)
def test_who_writes_the_name_of_a_key_is_told_the_key(name, written, meant):
    root, _ = compose(f"{written}\n")
    (found,) = [one for one in schema.validate(root, name) if one.rule is breaches.UNKNOWN_KEY]
    assert found.hint("id") == f'maksud Anda "{meant}"?'


def test_every_key_at_which_an_id_stands_says_whose_it_is():
    """In the file with every key: what is the id of an actor, a row or a document stands at a key that offers these."""
    text = (Path(__file__).parent / "every_key.yaml").read_text("utf-8")
    whole = yaml.safe_load(text)
    ids = {
        "actors": {*whole["actors"]},
        "steps": {step["id"] for step in whole["steps"]} - {*whole["actors"]},
        "documents": {*whole["documents"]},
    }
    said = {
        name: {"targets": "steps"}.get(key.more["x-names"], key.more["x-names"])
        for part in parts_of(SOP).values()
        for name, key in part.keys.items()
        if "x-names" in key.more
    }
    others = {"call", "take"}  # another SOP, and an answer
    stands = {
        (key, kind)
        for key, value in texts(whole)
        for kind, own in ids.items()
        if value in own and key not in others
    }
    assert len(stands) > 25
    assert {(key, kind) for key, kind in stands if said.get(key) != kind} == set()
    assert {*said} - {key for key, _ in stands} == {
        "may_start",
        "migrate",
        "annotate",
    }  # these say nobody and anyone


def texts(value, key=""):
    """Every text with the key at which it stands; below a name that the file gives, with the key around it."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name not in ("id", "source", "identity"):
                yield from texts(one, "branches" if key == "branches" and isinstance(one, str) else name)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one, key)
    elif isinstance(value, str):
        yield key, value
