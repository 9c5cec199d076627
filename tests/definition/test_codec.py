"""A definition survives JSON, and its digest with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

import sopflow
from sopflow.definition.codec import definition_from_json, definition_to_json
from sopflow.definition.digest import digest
from sopflow.errors import UnreadableRecord
from sopflow.testing import definitions

ROOT = Path(__file__).parents[2]
FILES = [p for p in (ROOT / "definitions").glob("*.yaml") if ".scenarios" not in p.name]


def again(definition):
    return definition_from_json(json.loads(json.dumps(definition_to_json(definition))))


@pytest.mark.parametrize("path", [*FILES, Path(__file__).parent / "every_key.yaml"], ids=lambda p: p.stem)
def test_every_shipped_definition_and_every_key_survives(path):
    definition = sopflow.load(path)
    assert again(definition) == definition
    assert digest(again(definition)) == definition.digest


@given(definitions())
@settings(deadline=None)
def test_any_definition_survives_and_runs_the_same(definition):
    assert again(definition) == definition
    assert digest(again(definition)) == definition.digest


@pytest.mark.parametrize(
    "broken", [{}, {"v": 2}, {"v": 1, "is": "Nothing"}, {"v": 1, "is": "Definition", "id": "x"}]
)
def test_what_is_none_is_refused(broken):
    with pytest.raises(UnreadableRecord):
        definition_from_json(broken)
