"""Every member of an instance, a work item and an event says what it is."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.app.meanings import MEANINGS
from sopflow.app.views import SCHEMAS
from sopflow.flow.event import Claim, OpenRow


@pytest.mark.parametrize("name", sorted(MEANINGS))
def test_every_member_has_a_meaning_and_no_meaning_is_left_over(name):
    assert SCHEMAS[name]["properties"].keys() == MEANINGS[name].keys()
    assert all(one["description"] for one in SCHEMAS[name]["properties"].values())


@pytest.mark.parametrize(
    "kind", [sopflow.Instance, sopflow.Event, sopflow.WorkItem, OpenRow, Claim, sopflow.Offer]
)
def test_in_python_the_same_names_are_attributes(kind):
    """As `docs/events.md` says; the record of an event is the event."""
    assert {name for name in MEANINGS[kind.__name__] if not hasattr(kind, name)} <= {"record"}
