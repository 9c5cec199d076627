"""What an instance is from its start on, no event changes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sopflow.flow.commands import EVENTS
from sopflow.flow.instance import STAYS
from sopflow.sql.statements import _FIXED
from tests.sop import engine_for, sop

SOP = "- {id: tulis, activity: Menulis, actor: a}"


@pytest.mark.parametrize("name", sorted(STAYS))
def test_a_command_that_would_change_it_fails_and_records_nothing(monkeypatch, name):
    engine = engine_for(sop(SOP))
    run = engine.start("uji", "a")
    kind = replace(EVENTS["annotated"], changes=lambda instance, event: {name: "Baru"})
    monkeypatch.setitem(EVENTS, "annotated", kind)
    with pytest.raises(TypeError, match=name):
        engine.annotate(run.id, "a", "catatan")
    assert [event.type for event in engine.history(run.id)] == ["started"]


def test_it_is_what_stores_write_once():
    assert set(_FIXED) - {"subject"} == STAYS
