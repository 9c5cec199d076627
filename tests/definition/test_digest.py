"""A digest is over what a definition means: each key counts, names of the code do not, and old digests stay valid."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

import sopflow
from sopflow.definition import canonical_1, duration, model, stored
from sopflow.definition.codec import definition_from_json, definition_to_json
from sopflow.definition.digest import digest, is_digest_of
from sopflow.flow.flow import Flow
from sopflow.testing import definitions
from tests.share import share

HERE = Path(__file__).parent
EVERY_KEY = sopflow.load(HERE / "every_key.yaml")
STORED = [json.loads(line) for line in (HERE / "stored-form-1.jsonl").read_text("utf-8").splitlines()]
"""What stores held when digests were of form 1. Never made again."""
FORM_2 = [
    "sha256-2:1e55ca18c3d9c9fe1b663d3796766ab839e236ea28609d2aa74c1504d340b4f2",
    "sha256-2:c4761ffbc574b160002faee7c1d1353c2a8d93308905144414c8aa9beb836fb1",
    "sha256-2:8d5bb2e8b177215902bdf9ed952ec06a2f4f43b9fe54e26fab81190a4a7f2b6e",
    "sha256-2:0172b62f9f0fd52cfb8dab91cc393f894860c55ef8e7ea1944fc6dcc9984d8f9",
    "sha256-2:6e9ca7f2132837b79388b066070cfc932c123e305fe20e4d333dc2d04485bb23",
    "sha256-2:3c2c553ef9361ee441470609594e3093f57b31d79df5aa2d83eb99a65d1d1c99",
    "sha256-2:823837df5858568838ac3193c6eacb02f8c36e57c30f428cf07b26067bb33012",
    "sha256-2:838b5ded1c0a07d25b29360f0437991f60014aef77e25337f5d55c1f74396d5e",
    "sha256-2:a868078fd2b3bde255d5a2a94530f3ffeaf3b69c50a83d4d1724622654cee8f4",
    "sha256-2:54dd04332a687d4ba7d73afed2630f40eda92245cf49d04e18081389e4576067",
    "sha256-2:d48a1502642f72a28933831b2f16f8090ff6a58140ef1570e6a612649a0407b8",
    "sha256-2:ccbb317ed8ae13d0eca3083b9900706c8dc0be61622c61931600c47f7a75cf1a",
    "sha256-2:59675665ff5e711d142e1f56b4ab5c2580c6a739fa143555ea0431328df1358d",
    "sha256-2:db5c4e93a1a387e21969955f78f6e408982123c699debd83c78917648408c727",
]
"""The digests of form 2 of the same: a default or a stored name that changes changes them."""
NOTES = {"accept", "source", "digest", "path", "identity_at", "span", "body", "keys", "misread", "places"}
DECISION = """
sopflow: 1
id: surat
title: Surat
actors: {a: A}
steps:
  - {id: susun, activity: Menyusun, actor: a, outputs: [Surat], branches: {Y: end, N: OTHER}}
"""
EMPTY = (None, False, (), model.UNKNOWN)
OTHERS = (
    *EMPTY, 0, 1, "", "lain", ("lain",), {}, model.End(), Decimal(0), date(2020, 1, 1),
    *map(duration.parse, ("7 jam", "maks. 7 jam", "1-7 jam")),
)  # fmt: skip


def again(definition):
    return definition_from_json(json.loads(json.dumps(definition_to_json(definition))))


def parts(value):
    """Every part of a definition, each with how to put another in its place."""
    if is_dataclass(value) and not isinstance(value, duration.Duration):
        yield value, lambda other: other
        for field in fields(value):
            if field.init and field.name not in NOTES:
                for part, put in parts(getattr(value, field.name)):
                    yield part, lambda other, n=field.name, put=put: replace(value, **{n: put(other)})
    elif isinstance(value, dict):
        for key, item in value.items():
            for part, put in parts(item):
                yield part, lambda other, k=key, put=put: {**value, k: put(other)}
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            for part, put in parts(item):
                yield part, lambda other, i=at, put=put: (*value[:i], put(other), *value[i + 1 :])


def mutants(definition, others, done):
    """The definition with one value another, for each field of each kind of part that is not done, and what it was."""
    for part, put in parts(definition):
        for field in fields(part):
            place = type(part).__name__, field.name
            if field.init and field.name not in NOTES and place not in done:
                done.add(place)
                was = getattr(part, field.name)
                for other in others:
                    if other != was or not (isinstance(other, dict) or type(other) is type(was)):
                        yield (*place, other), put(replace(part, **{field.name: other}))


def assert_told_apart(definition, others):
    done = set()
    for step in definition.steps:
        alone = replace(definition, steps=(step,))
        seen = {digest(alone): "as it is"}
        for what, mutant in mutants(alone, others, done):
            own = digest(mutant)
            assert own not in seen, f"{what} is as {seen[own]}"
            assert what[-1] not in EMPTY or digest(again(mutant)) == own, f"{what} is not kept"
            seen[own] = what


def test_every_value_of_every_key_counts_and_is_kept():
    assert_told_apart(EVERY_KEY, OTHERS)


@given(definitions())
@settings(deadline=None, max_examples=share(5))
def test_any_definition_is_told_apart_from_those_with_one_value_changed(definition):
    assert_told_apart(definition, EMPTY)


def test_a_branch_that_makes_nothing_differs_from_one_that_makes_what_its_row_makes():
    silent, empty = (sopflow.loads(DECISION.replace("OTHER", o)) for o in ("{to: end}", "{to: end, outputs: []}"))
    made = [Flow(again(sop)).rows["susun"].ways["N"].outputs for sop in (silent, empty)]
    assert made == [("Surat",), ()]
    assert silent.digest != empty.digest
    assert canonical_1.digest(silent) == canonical_1.digest(empty)


@pytest.mark.parametrize(("record", "new"), list(zip(STORED, FORM_2, strict=True)))
def test_what_was_stored_under_form_1_is_read_and_verified(record, new):
    definition = definition_from_json(record["body"])
    assert definition.digest == record["digest"]
    assert is_digest_of(record["digest"], definition)
    assert not is_digest_of(record["digest"], replace(definition, title="Lain"))
    assert digest(definition) == new
    assert is_digest_of(new, definition)


def test_classes_can_be_renamed_without_changing_a_digest_or_what_is_stored():
    before = canonical_1.digest(EVERY_KEY), digest(EVERY_KEY), definition_to_json(EVERY_KEY)
    names = {part: part.__name__ for part in stored.PARTS.values()}
    try:
        for number, part in enumerate(names):
            part.__name__ = f"Renamed{number}"
        assert (canonical_1.digest(EVERY_KEY), digest(EVERY_KEY), definition_to_json(EVERY_KEY)) == before
    finally:
        for part, name in names.items():
            part.__name__ = name


def test_a_key_that_is_new_counts_in_form_2_where_it_is_said_and_has_no_form_1(monkeypatch):
    @dataclass(frozen=True)
    class Newer(model.Branch):
        colour: str | None = None

    kept = tuple((f.name, f) for f in fields(Newer) if f.compare and f.init)
    monkeypatch.setitem(stored.KEPT, Newer, kept)
    monkeypatch.setitem(stored.NAMES, Newer, "Branch")
    monkeypatch.setitem(canonical_1._NAMES, Newer, canonical_1._NAMES[model.Branch])
    sop = sopflow.loads(DECISION.replace("OTHER", "end"))

    def coloured(**said):
        (step,) = sop.steps
        branches = tuple(Newer(b.name, b.targets, **said) for b in step.branches)
        return replace(sop, steps=(replace(step, branches=branches),))

    assert digest(coloured()) == digest(sop)
    assert canonical_1.digest(coloured()) == canonical_1.digest(sop)
    assert digest(coloured(colour="merah")) not in (digest(sop), digest(coloured(colour="")))
    assert canonical_1.digest(coloured(colour="merah")) is None


def test_a_stored_key_that_this_sopflow_does_not_know_is_refused():
    record = definition_to_json(EVERY_KEY)
    with pytest.raises(sopflow.errors.UnreadableRecord):
        definition_from_json({**record, "colour": "merah"})


def test_equal_definitions_have_equal_digests():
    rows = DECISION.replace("OTHER", "end")
    one, other = (
        sopflow.loads(rows.replace("actor: a", f'actor: a, duration: "{d}"')) for d in ("1,5 jam", "1,50 jam")
    )
    assert one == replace(other, digest=one.digest)
    assert one.digest == other.digest


def test_how_a_number_or_the_first_version_is_written_does_not_count():
    def of(time, version=""):
        text = f"sopflow: 1\nid: uji\ntitle: Uji\n{version}actors: {{a: A}}\n"
        return sopflow.loads(f"{text}steps: [{{id: p, activity: X, actor: a, duration: '{time}'}}]\n")

    usual = of("1,5 jam")
    assert usual.version == "1"
    for other in (of("1,50 jam"), of("1.5 jam"), of("1,5 jam", "version: 1\n")):
        assert (other, digest(other), repr(other.steps[0])) == (usual, digest(usual), repr(usual.steps[0]))
