"""An event says no more than `carried` says of its type, and each of these is said by some event that was kept."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopflow.flow.commands import COMMANDS, EVENTS, carried
from sopflow.flow.wire import event_to_json
from sopflow.testing import definitions, legal_runs
from tests.share import share

HISTORY = Path(__file__).parents[1] / "history"
ALWAYS = {"v", "instance", "revision", "at", "type", "by", "step", "visit", "asked", "effects", "hash", "more"}
"""What any event may say: `hash` is the chain's; `more` was written by version 1 for `asked`."""
UNSAID = {
    "ended",
    "people",
    "case",
    "compared",
    "acting_as",
    "stuck",
    "missing",
    "provisional",
    "is_held",
    "hand_over",
    "kept",
}
"""What no event that was kept says."""


def said(record):
    return {*record, *record.get("effects", {})} - ALWAYS


def kept():
    """Every event that an older sopflow kept, as these files have them."""
    files = (*sorted(HISTORY.rglob("events.jsonl")), HISTORY / "proses.dump.jsonl", HISTORY / "proses.journal")
    todo = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.startswith("{")]  # fmt: skip
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            if one.get("type") in EVENTS and "revision" in one:
                yield one
            todo += one.values()
        elif isinstance(one, list):
            todo += one
        elif isinstance(one, str) and re.match(r'[\[{]"', one):
            todo.append(json.loads(one))


def test_what_was_kept_says_no_more_than_its_type_may_and_all_of_that():
    seen = {}
    for record in kept():
        seen.setdefault(record["type"], set()).update(said(record))
    assert EVENTS.keys() == seen.keys()
    for name, keys in seen.items():
        assert keys <= {*carried(name)}, (name, keys - {*carried(name)})
    assert {key for name in seen for key in carried(name)} - set().union(*seen.values()) <= UNSAID


@given(data=st.data(), sop=definitions())
@settings(max_examples=share(40), deadline=None, suppress_health_check=list(HealthCheck))
def test_what_happens_says_no_more_than_its_type_may(data, sop):
    for event in data.draw(legal_runs(sop)).history:
        assert said(event_to_json(event)) <= {*carried(event.type)}, event.type


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_what_an_event_may_say_is_a_field_of_it(name):
    from sopflow.flow.wire.shapes import EFFECTS, EVENT

    assert {*carried(name)} <= EVENT.names | EFFECTS.names
    assert EVENTS[name].command in {"start", *COMMANDS}
