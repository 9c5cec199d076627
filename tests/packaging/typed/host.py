"""What an embedder writes, each result with the type that the docs give it; read by type checkers, and not run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import assert_type

from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import create_async_engine
from starlette.applications import Starlette

import sopflow
from sopflow.errors import Refusal, UnknownInstance
from sopflow.service import service
from sopflow.sql import SQLStore


def in_a_thread() -> None:
    engine = sopflow.Engine(SQLStore(create_engine("sqlite:///a.db"), create=True))
    assert_type(engine.register(sopflow.load("a.yaml")), sopflow.Flow)
    run = engine.start("surat", "camat", subject="x", fields={"nilai": 3})
    assert_type(run, sopflow.Instance)
    for row in run.active:
        assert_type(row, sopflow.OpenRow)
        assert_type(row.due, datetime | None)
        for claim in row.claims:
            assert_type(claim.person, str)
    try:
        assert_type(engine.complete(run.id, "a", "camat", "Y", note="x"), sopflow.Instance)
    except UnknownInstance as problem:
        assert_type(problem.code, str)
    except Refusal as problem:
        assert_type(problem.message("id"), str)
        assert_type(problem.values, dict[str, object])
    except sopflow.DefinitionError as problem:
        assert_type(problem.findings, tuple[sopflow.Diagnostic, ...])
    assert_type(engine.worklist_page("camat").items, tuple[sopflow.WorkItem, ...])
    assert_type(engine.worklist("camat"), Iterator[sopflow.WorkItem])
    found = engine.find(sop="surat", started_from=datetime.now(UTC) - timedelta(days=3))
    assert_type(found, sopflow.Page[sopflow.Instance])
    assert_type(engine.history(run.id), Iterator[sopflow.Event])
    assert_type(engine.may(run.id, "camat"), tuple[sopflow.Offer, ...])
    assert_type(engine.timeline(run.id), tuple[sopflow.TimelineEntry, ...])
    assert_type(engine.migrate("surat", to="2", by="admin"), Iterator[sopflow.Migration])
    assert_type(engine.as_person("dewi"), sopflow.PersonsEngine)
    assert_type(engine.subscribe("arsip", told), sopflow.Subscription)
    assert_type(service(engine, token="x"), Starlette)
    assert_type(sopflow.open_store("a.db"), sopflow.Store)


def told(event: sopflow.Event) -> None:
    assert_type(event.at, datetime)
    assert_type(event.documents, tuple[str, ...])


async def in_a_loop() -> None:
    engine = sopflow.AsyncEngine(SQLStore(create_async_engine("postgresql+asyncpg://kantor/sop")))
    run = await engine.start("surat", "camat", unit="kecamatan")
    assert_type(run, sopflow.Instance)
    assert_type(await engine.sign_off(run.id, "paraf", "lurah"), sopflow.Instance)
    assert_type(await engine.find(sop="surat"), sopflow.Page[sopflow.Instance])
    assert_type(engine.history(run.id), AsyncIterator[sopflow.Event])
    assert_type(await engine.may(run.id, "camat"), tuple[sopflow.Offer, ...])
    assert_type(engine.as_person("dewi"), sopflow.AsyncPersonsEngine)
    await engine.close()
