"""Everything that somebody's own engine can be asked, found by itself: a method that is new is asked too, or the test says
that nobody has thought of it."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, nullcontext
from functools import partial

import pytest

import sopflow
from sopflow import errors
from sopflow.engine.asynchronous import AsyncPersonsEngine
from sopflow.engine.personal import PersonsEngine
from sopflow.engine.seeing import Seen
from sopflow.engine.store import Query, Store, WorkQuery
from sopflow.flow.commands import COMMANDS
from sopflow.sql import SQLStore
from tests.engine.test_sight import HEAD, NOW, PEOPLE, ROWS, SOP
from tests.sop import engine_for, sop

NEWER = sop(ROWS, head=f"version: 2\n{HEAD}".replace("undo: [petugas]", "undo: [petugas], migrate: [kasi]"))
FIELD = ("7777777112", "7777777113", "7.777.777.112", "7.777.777.113")
CASE = ("Rumah kaca", "catatan-rahasia", "budi")
OF_ALL = {"register", "advance", "reschedule", "close", "subscribers", "retry_failed", "skip_failed", "as_person"}
OF_NO_CASE = {
    "calendar",
    "directory",
    "epoch",
    "flow",
    "now",
    "seer",
    "versions",
    "zone",
    "activations",
    "over",
    "searched",
}
"""What is asked of no instance, and tells nothing of one."""


def told(engine, name):
    """A subscription has told what it was told once it has delivered; `deliver` may have to be awaited."""
    heard = []
    subscription = engine.subscribe(name, heard.append)
    delivered = subscription.deliver()
    return (delivered, heard)


COMMAND = {
    "step": "putus", "reason": "sebab", "note": "x", "to": "sari", "fields": {"pagu": 1}, "people": {"pemohon": ["joko"]},
    "documents": ["surat"],
}  # fmt: skip


def given(command, engine, run, person):
    """A command with what it must say."""
    wants = inspect.signature(getattr(sopflow.Engine, command)).parameters.values()
    said = {one.name: COMMAND[one.name] for one in wants if one.default is one.empty and one.name in COMMAND}
    return getattr(engine, command)(run, by=person, **said)


ASKED = {
    "instance": lambda e, run, p: e.instance(run),
    "instances": lambda e, run, p: e.instances(),
    "find": lambda e, run, p: e.find(),
    "count": lambda e, run, p: e.count(),
    "history": lambda e, run, p: e.history(run),
    "timeline": lambda e, run, p: e.timeline(run),
    "decided_on": lambda e, run, p: e.decided_on(run),
    "possible": lambda e, run, p: e.possible(run),
    "may": lambda e, run, p: e.may(run, p),
    "worklist": lambda e, run, p: e.worklist(),
    "worklist_page": lambda e, run, p: e.worklist_page(),
    "overdue": lambda e, run, p: e.overdue(),
    "recorded": lambda e, run, p: e.recorded(0, 50),
    "looked": lambda e, run, p: e.looked(0, 50),
    "position_of": lambda e, run, p: e.position_of("1"),
    "subscribe": lambda e, run, p: told(e, "surat"),
    "using": lambda e, run, p: e.using(object()),
    "start": lambda e, run, p: e.start("uji", p),
    "activate": lambda e, run, p: e.activate("uji", SOP.version, p),
    "migrate": lambda e, run, p: e.migrate("uji", to="2", by=p, dry_run=True, instances=[run]),
    **{
        name: partial(given, name)
        for name in (kind.call for kind in COMMANDS.values())
        if name not in {"start", "advance", "reschedule", "migrate"} and hasattr(sopflow.Engine, name)
    },
}  # fmt: skip
STORED = {
    "load": lambda s, run: s.load(run),
    "recent": lambda s, run: s.recent(run),
    "history": lambda s, run: s.history(run),
    "head": lambda s, run: s.head(run),
    "keyed": lambda s, run: [s.keyed(scope, key) for scope in (run, "start uji") for key in ("awal", "pagu")],
    "find": lambda s, run: s.find(Query(), None, 50),
    "count": lambda s, run: s.count(Query()),
    "open_items": lambda s, run: s.open_items(WorkQuery(), None, 50),
    "recorded": lambda s, run: s.recorded(0, 50),
    "looked": lambda s, run: s.looked(0, 50),
    "fields_seen": lambda s, run: s.fields_seen(s.load(run)),
}
OF_NO_STORED = {
    "activations", "awaited", "begin", "current", "definition", "end", "epoch", "lease", "move", "set_aside", "version",
    "versions",
}  # fmt: skip


def public(kind):
    return {name for name in dir(kind) if not name.startswith("_")}


def shown(ask, *given):
    """What an answer tells, a refusal and its values too, as text."""

    async def every(found):
        found = await found if inspect.isawaitable(found) else found
        if isinstance(found, AsyncIterator):
            return [one async for one in found]
        if isinstance(found, tuple) and any(map(inspect.isawaitable, found)):
            return [await one if inspect.isawaitable(one) else one for one in found]
        return list(found) if isinstance(found, Iterator) else found

    async def asked():
        return await every(ask(*given))

    try:
        found = asyncio.run(asked())
    except errors.SopflowError as refused:
        return repr([type(refused), refused.message("id"), refused.message("en"), refused.values])
    return repr(found)


@pytest.fixture(params=["memory", "sqlite"])
def office(request, tmp_path):
    kept = request.param == "sqlite"
    with closing(SQLStore(tmp_path / "p.db", synchronous="OFF")) if kept else nullcontext() as store:
        engine = engine_for(
            SOP, store=store, clock=sopflow.ManualClock(NOW), directory=sopflow.FixedDirectory(PEOPLE)
        )
        engine.register(NEWER, activate=False)
        run = engine.start("uji", "budi", key="awal", subject="Rumah kaca").id
        engine.complete(run, "ajukan", "budi", fields={"nama": "Budi", "nilai": 5}, note="catatan-rahasia")
        engine.complete(run, "taksir", "sari", fields={"pagu": 7777777112}, key="pagu")
        engine.correct(run, "sari", {"pagu": 7777777113}, "salah tulis")
        yield engine, run


def test_everything_that_can_be_asked_is_asked_here():
    assert public(PersonsEngine) | public(AsyncPersonsEngine) == set(ASKED) | OF_ALL | OF_NO_CASE
    assert public(Seen) == set(STORED)


@pytest.mark.parametrize("awaited", [False, True], ids=["called", "awaited"])
@pytest.mark.parametrize("name", sorted(OF_ALL))
def test_what_concerns_every_instance_is_refused(office, awaited, name):
    own = office[0].as_person("sari") if not awaited else sopflow.AsyncEngine.over(office[0]).as_person("sari")
    given = {"register": (SOP,), "retry_failed": ("x",), "skip_failed": ("x", "y"), "as_person": ("budi",)}
    assert "NotForAPerson" in shown(lambda: getattr(own, name)(*given.get(name, ())))


@pytest.mark.parametrize("awaited", [False, True], ids=["called", "awaited"])
@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_field_that_somebody_does_not_see_is_in_no_answer(office, awaited, name):
    engine, run = office
    whole = sopflow.AsyncEngine.over(engine) if awaited else engine
    told = shown(ASKED[name], whole.as_person("joko"), run, "joko")
    assert not any(secret in told for secret in FIELD), told


@pytest.mark.parametrize("awaited", [False, True], ids=["called", "awaited"])
@pytest.mark.parametrize("name", sorted(ASKED))
def test_of_what_somebody_does_not_see_nothing_is_told_but_that_it_is_not_there(office, awaited, name):
    engine, run = office
    whole = sopflow.AsyncEngine.over(engine) if awaited else engine
    own, before = whole.as_person("warga"), engine.instance(run)
    told = shown(ASKED[name], own, run, "warga")
    assert not any(secret in told for secret in FIELD + CASE), told
    if name != "start":
        assert told.replace(run, "tidak-ada") == shown(ASKED[name], own, "tidak-ada", "warga")
    assert engine.instance(run) == before


GIVEN = sorted({kind.call for kind in COMMANDS.values()} & {*ASKED} | {"start", "activate", "migrate"})


@pytest.mark.parametrize("awaited", [False, True], ids=["called", "awaited"])
@pytest.mark.parametrize("name", GIVEN)
def test_nobody_gives_a_command_in_the_name_of_somebody_else(office, awaited, name):
    """Not of somebody who might give it either: sari holds the position that may correct and undo."""
    engine, run = office
    own = (sopflow.AsyncEngine.over(engine) if awaited else engine).as_person("joko")
    before, there = engine.instance(run), engine.count()
    assert "BadArgument" in (told := shown(ASKED[name], own, run, "sari"))
    assert "this engine is for that person only" in told
    assert (engine.instance(run), engine.count()) == (before, there)


@pytest.mark.parametrize("person", ["joko", "warga"])
@pytest.mark.parametrize("name", sorted(STORED))
def test_its_store_tells_no_more(office, person, name):
    engine, run = office
    told = shown(STORED[name], engine.as_person(person).store, run)
    assert not any(secret in told for secret in (FIELD if person == "joko" else FIELD + CASE)), told


def test_what_a_store_can_do_besides_is_not_there_for_somebody(office):
    engine, _ = office
    store = engine.as_person("joko").store
    more = {name for name in public(engine.store) | public(Store) if hasattr(store, name)}
    assert more - set(STORED) <= OF_NO_STORED
