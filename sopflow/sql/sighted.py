"""Lists for somebody: what they may see is found first, and then what of it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from sopflow.engine.store import Query, WorkQuery
from sopflow.flow.audience import Seer

from . import finding, searching
from .sighting import sight_of, with_subject


def instances(connection: Connection, query: Query, seer: Seer, after: str | None, limit: int) -> Sequence[Any]:
    """The rows of a page of instances, and one more."""
    if query.id is not None:
        sight = sight_of(connection, seer, query, counted=False)
        return connection.execute(searching.by_id(query.id, sight)).fetchall()
    if _is_plain(query):
        sight = sight_of(connection, seer, query, counted=False)
        wanted = searching.seen(query, after, limit, sight)
        if wanted is not None:
            return connection.execute(wanted).fetchall()
    sight = sight_of(connection, seer, query, counted=True)
    if _is_by_more(query):
        return finding.page(connection, query, after, limit, sight)
    terms: tuple[str, ...] = ()
    if sight.few is None:
        terms = searching.rarest_first(connection, query.subject)
    elif query.subject is not None:
        sight = with_subject(connection, sight, query.subject)
    return connection.execute(searching.instances(query, terms, after, limit, sight)).fetchall()


def _is_plain(query: Query) -> bool:
    """Whether it is a stretch of all that somebody may see, in its order."""
    others = (query.subject, query.key, query.step, query.due_before, query.is_provisional)
    return all(one is None for one in others) and not _is_by_more(query)


def _is_by_more(query: Query) -> bool:
    """Whether it asks for more than what stands in an order of its own."""
    return query != query._replace(
        fields=(), order=None, started_by=None, parent=None, ended_from=None, ended_before=None
    )


def count(connection: Connection, query: Query, seer: Seer) -> int:
    """How many instances a query has."""
    return finding.count(connection, query, sight_of(connection, seer, query, counted=True))


def work(connection: Connection, query: WorkQuery, seer: Seer, after: str | None, limit: int) -> Sequence[Any]:
    """The rows of a page of work items, and one more."""
    sight = sight_of(connection, seer, query, counted=True)
    return connection.execute(searching.work(query, after, limit, sight)).fetchall()
