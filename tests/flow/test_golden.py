"""Events and snapshots of version 1 of the wire stay readable: a file written by it guards it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sopflow.errors import UnreadableRecord
from sopflow.flow.evolve import fold
from sopflow.flow.wire import VERSION, event_from_json, event_to_json, instance_from_json, instance_to_json

FILE = Path(__file__).parent / "golden-1.jsonl"
LINES = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]


def test_what_was_written_is_read_and_written_in_the_newest_version():
    events, snapshot = LINES[:-1], LINES[-1]
    assert [event_to_json(event_from_json(e))["v"] for e in events] == [VERSION] * len(events)
    assert instance_from_json(instance_to_json(instance_from_json(snapshot))) == instance_from_json(snapshot)
    assert fold(event_from_json(e) for e in events) == instance_from_json(snapshot)
    types = {e["type"] for e in events}
    assert types == {
        "started",
        "annotated",
        "completed",
        "signed_off",
        "withdrawn",
        "suspended",
        "resumed",
        "skipped",
        "received",
        "wait_ended",
    }


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"v": 2},
        {"v": 1},
        {**LINES[0], "at": "2024-01-01T00:00:00"},
        {**LINES[0], "entah": 1},
        {**LINES[0], "opened": 5},
    ],
)
def test_what_is_no_record_is_refused(broken):
    with pytest.raises(UnreadableRecord):
        event_from_json(broken)
    with pytest.raises(UnreadableRecord):
        instance_from_json(broken)
