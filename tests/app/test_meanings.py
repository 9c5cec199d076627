"""Every member of an instance, a work item and an event says what it is."""

from __future__ import annotations

import pytest

from sopflow.app.meanings import MEANINGS
from sopflow.app.views import SCHEMAS


@pytest.mark.parametrize("name", sorted(MEANINGS))
def test_every_member_has_a_meaning_and_no_meaning_is_left_over(name):
    assert SCHEMAS[name]["properties"].keys() == MEANINGS[name].keys()
    assert all(one["description"] for one in SCHEMAS[name]["properties"].values())
