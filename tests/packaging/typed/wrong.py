"""What an embedder may get wrong; each line says what is reported there."""

from __future__ import annotations

import sopflow


def told(change: sopflow.Change) -> None: ...


def wrong(engine: sopflow.Engine, run: sopflow.Instance) -> None:
    engine.complete(run.id, "a")  # reportCallIssue
    engine.complete(run.id, "a", 3)  # reportArgumentType
    engine.complete(run.id, "a", "b", fields=["nilai"])  # reportArgumentType
    engine.find(sopp="x")  # reportCallIssue
    engine.subscribe("arsip", told)  # reportArgumentType
    engine.complet(run.id, "a", "b")  # reportAttributeAccessIssue
    run.active.append(run)  # reportAttributeAccessIssue
    run.subject = "x"  # reportAttributeAccessIssue


async def awaited(engine: sopflow.AsyncEngine, run: sopflow.Instance) -> None:
    await engine.complete(run.id, "a")  # reportCallIssue
    await engine.find(sopp="x")  # reportCallIssue
    await engine.complete(run.id, "a", by=3)  # reportArgumentType
