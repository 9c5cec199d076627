"""What somebody sees who prints an event or an instance: the names that they may use."""

from __future__ import annotations

import re

import sopflow

SOP = "sopflow: 1\nid: s\ntitle: S\nactors: {a: A}\nsteps: [{id: p, activity: Kerja, actor: a}]\n"
NAMES = re.compile(r"\b(\w+)=")


def test_an_event_is_shown_by_the_names_that_it_has():
    engine = sopflow.Engine()
    engine.register(sopflow.loads(SOP))
    run = engine.start("s", by="a")
    run = engine.complete(run.id, "p", by="a", note="selesai")
    started, completed = engine.history(run.id)
    assert "type='completed'" in repr(completed)
    assert "step='p'" in repr(completed)
    assert "note='selesai'" in repr(completed)
    for shown in (started, completed, run):
        own = re.sub(r"\w+\([^()]*(\([^()]*\)[^()]*)*\)", "", repr(shown).partition("(")[2])
        assert all(hasattr(shown, name) for name in NAMES.findall(own))
        assert "None" not in repr(shown)
        assert len(repr(shown)) < 600
