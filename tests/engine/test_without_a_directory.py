"""Without a directory: what is open to every name, and what the SOP names somebody for."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest

import sopflow
from sopflow import errors
from sopflow.flow.commands import COMMANDS
from tests.engine.office import NOW, definition
from tests.sop import engine_for, sop


def test_without_a_directory_is_open_to_every_name_what_the_documentation_lists():
    text = (Path(__file__).parents[2] / "docs/engine.md").read_text("utf-8")
    said = re.search(r"open to every name, unless[^:]*`may`:([^.]*)\.", text)
    listed = set(re.findall(r"`(\w+)`", said[1]))
    steps = """
- {id: p, activity: Menulis, actor: a, optional: true, extension: {by: a, at_most: 1 hari}, duration: 1 hari, outputs: [d]}
- {id: q, activity: Memaraf, actor: [a, b], sign_off: all}
- {id: r, activity: Menunggu, wait: {until: d}}
"""
    head = "documents: {d: {title: D, external: true}}\nactors: {a: A, b: B}\nfields: {n: N, r: {title: R, personal: true}}\n"
    first = sop(steps, head=f"{head}version: '1'")
    engine = engine_for(first, sop(steps, head=f"{head}version: '2'"), clock=sopflow.ManualClock(NOW))

    def begun(*acts):
        run = engine.start("uji", "a", version="1").id
        for name, *more in acts:
            getattr(engine, name)(run, *more)
        return run

    done, signed = ("complete", "p", "a"), ("sign_off", "q", "a")
    who = "orang"
    calls = {
        "start": lambda: engine.start("uji", who),
        "complete": lambda: engine.complete(begun(), "p", who),
        "sign_off": lambda: engine.sign_off(begun(done), "q", who),
        "withdraw": lambda: engine.withdraw(begun(done, signed), "q", who),
        "skip": lambda: engine.skip(begun(), "p", who, "x"),
        "claim": lambda: engine.claim(begun(), "p", who),
        "release": lambda: engine.release(begun(("claim", "p", "a")), "p", who),
        "reassign": lambda: engine.reassign(begun(), "p", who, "a"),
        "delegate": lambda: engine.delegate(begun(), "p", who, "a", "x"),
        "extend": lambda: engine.extend(begun(), "p", who, "x"),
        "receive": lambda: engine.receive(begun(done, signed, ("sign_off", "q", "b")), ["d"], who),
        "annotate": lambda: engine.annotate(begun(), who, "x"),
        "suspend": lambda: engine.suspend(begun(), who),
        "resume": lambda: engine.resume(begun(("suspend", "a")), who),
        "cancel": lambda: engine.cancel(begun(), who),
        "rebind": lambda: engine.rebind(begun(), who, {"a": "b"}, "x"),
        "correct": lambda: engine.correct(begun(), who, {"n": "x"}, "x"),
        "redact": lambda: engine.redact(begun(), who, "x"),
        "undo": lambda: engine.undo_last(begun(done), who, "x"),
        "migrate": lambda: next(iter(engine.migrate("uji", to="2", by=who, instances=[begun()]))).after.version,
        "activate": lambda: engine.activate("uji", "2", who),
    }
    people = {kind for kind, one in COMMANDS.items() if one.target is not None}
    assert people <= set(calls)
    open_to_all = set()
    for name, call in calls.items():
        with contextlib.suppress(errors.NotAuthorized, errors.NotClaimed, errors.NotSigned):
            call()
            open_to_all.add(name)
    assert listed == open_to_all


def test_without_a_directory_what_the_sop_does_not_name_is_open_to_everybody():
    engine = engine_for(definition("may: {suspend: [camat]}"), clock=sopflow.ManualClock(NOW))
    run = engine.start("uji", "siapa saja").id
    with pytest.raises(errors.NotAuthorized, match='may not suspend this instance; who may: "Camat"'):
        engine.suspend(run, "siapa saja")
    engine.suspend(run, "camat")
    engine.resume(run, "siapa saja")
    assert engine.cancel(run, "siapa saja").status == "cancelled"


def test_without_a_directory_anybody_makes_a_version_current_unless_it_is_named_who():
    engine = engine_for(definition(), definition(version=2))
    assert engine.activate("uji", "1", "admin").version == "1"
    named = engine_for(definition("may: {migrate: [camat]}"), definition(version=2))
    with pytest.raises(errors.NotAuthorized, match='who may: "Camat"'):
        named.activate("uji", "1", "admin")
    assert named.activate("uji", "1", "camat").by == "camat"
