"""What is done with a store, and what comes of it where a database refuses."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

import sopflow
from sopflow.errors import (
    StoreError,
)
from sopflow.sql import SQLStore, audit, dump, restore
from tests.sop import engine_for, sop

psycopg = pytest.importorskip("psycopg")
SOP = sop("- {id: s, activity: x, actor: a}\n- {id: t, activity: y, actor: b}")


def opened(target, **options):
    store = SQLStore(target, patience=0, **options)
    return store, sopflow.Engine(store)


def with_a_case(target):
    """A database with a case; its id."""
    store = SQLStore(target)
    run = engine_for(SOP, store=store).start("uji", "a", subject="Mei")
    store.close()
    return run


def as_host(url):
    return sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))


def doing(engine, run, lines=()):
    """What a person or a program does with a store, each by its name."""
    store = engine.store
    return {
        "open": lambda: SQLStore(store.engine),
        "register": lambda: engine.register(sop("- {id: s, activity: lain, actor: a}", name="lain")),
        "start": lambda: engine.start("uji", "a"),
        "complete": lambda: engine.complete(run.id, "s", "a"),
        "annotate": lambda: engine.annotate(run.id, "a", "catatan"),
        "load": lambda: store.load(run.id),
        "history": lambda: list(store.history(run.id)),
        "find": lambda: engine.find(sop="uji"),
        "worklist": lambda: list(engine.worklist("a")),
        "overdue": engine.overdue,
        "advance": engine.advance,
        "audit": lambda: list(audit(store)),
        "dump": lambda: list(dump(store)),
        "restore": lambda: list(restore(store, lines)),
        "deliver": lambda: engine.subscribe("surat", lambda *_: None).deliver(),
        "subscribers": engine.subscribers,
    }


WRITES = ("start", "complete", "annotate", "advance", "restore", "deliver")
NAMES = tuple(doing(sopflow.Engine(), None))


def outcomes(engine, run, lines=()):
    """What comes of each, all that is not an error of ours being raised."""
    found = {}
    for name, what in doing(engine, run, lines).items():
        try:
            what()
        except StoreError as problem:
            found[name] = type(problem)
    return found


def rows(url):
    """All that is stored."""
    engine = as_host(url)
    with engine.connect() as connection:
        tables = sorted(sa.inspect(connection).get_table_names())
        found = {name: connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall() for name in tables}
    engine.dispose()
    return found
