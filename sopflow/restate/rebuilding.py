"""Compare the projection with the cluster: every definition and every instance, repaired where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, Literal, NamedTuple

import httpx2

from sopflow.engine.sops import Sops, activation_of
from sopflow.errors import StoreUnavailable, UnknownInstance, UnreadableRecord
from sopflow.flow.command import SYSTEM
from sopflow.reasons import reason_of
from sopflow.sql.mending import Rows, ids, replace, replace_definition, revision_in, rows_of
from sopflow.sql.store import SQLStore
from sopflow.sql.viewing import viewing
from sopflow.time import Calendar

from .ingress import PATIENCE, Ingress
from .names import DEFAULT, Names
from .problems import ProjectionDiffers
from .projection import Projection
from .store import RestateStore

_ATTEMPTS: Final = 5


class Rebuilt(NamedTuple):
    """An instance whose rows in the projection differed from the cluster."""

    instance: str
    events: int
    how: Literal["added", "mended", "stray"] = "added"
    """Events were missing at its end; its rows differed, and it was rewritten; the cluster does not have it, and it was
    left alone."""


def rebuild(
    admin: str,
    ingress: str | Sequence[str],
    projection: SQLStore,
    *,
    name: str = DEFAULT,
    calendars: Mapping[str, Calendar] | None = None,
) -> Iterator[Rebuilt]:
    """Make a projection equal to the cluster, instance by instance as the caller iterates, while others work.

    Each instance is written into an empty database, and its rows there are compared with those of the projection: events,
    hashes, snapshot, columns, work items, keys and words. `admin` is the address of the cluster's admin API, which lists
    its objects. If interrupted, run it again.
    """
    names = Names.of(name)
    cluster = RestateStore(Ingress(ingress, PATIENCE), None, name)
    sops = Sops(cluster, calendars if calendars is not None else {})
    one = _Rebuilding(cluster, projection, sops)
    instances = _keys(admin, names.instance, "now")
    for version in cluster.versions():
        one.keep(version.digest, is_current=version.is_current)
    for instance in instances:
        found = one.rebuilt(instance)
        if found is not None:
            yield found
    yield from one.strays(set(instances))


class _Rebuilding:
    def __init__(self, cluster: RestateStore, sql: SQLStore, sops: Sops) -> None:
        self._cluster = cluster
        self._sql = sql
        self._sops = sops
        self._writer = Projection(cluster, sql, sops)
        self._empty = SQLStore(":memory:", synchronous="OFF")

    def keep(self, digest: str, *, is_current: bool) -> None:
        """Have a definition as the cluster has it."""
        flow = self._sops.by_digest(digest)
        try:
            if self._sql.definition(digest) is None:
                self._sql.keep(flow)
            if is_current:
                self._sql.keep(flow, activation_of(flow, datetime.now(UTC), SYSTEM), "always")
        except UnreadableRecord:
            replace_definition(self._sql, flow.definition)

    def rebuilt(self, instance: str) -> Rebuilt | None:
        """Have an instance as the cluster has it; what that took."""
        for _ in range(_ATTEMPTS):
            with viewing(self._sql.engine) as connection:
                found = rows_of(connection, instance)
            texts = self._cluster.texts(instance, 0)  # after the rows, so that it has all that they have
            have = revision_in(found)
            if not found or (have <= len(texts) and found == self._expected(instance, texts[:have])):
                count = self._writer.take(instance, texts[have:])
                return Rebuilt(instance, count) if count else None
            if replace(self._sql, instance, found, self._writer.changes(None, texts)):
                return Rebuilt(instance, len(texts), "mended")
        raise ProjectionDiffers(instance=instance, store=str(self._sql.engine.url), why=f"{_ATTEMPTS} x")

    def strays(self, known: set[str]) -> Iterator[Rebuilt]:
        """What the projection has and the cluster has not."""
        with viewing(self._sql.engine) as connection:
            others = [one for one in ids(connection) if one not in known]
        for instance in others:
            try:
                self._cluster.head(instance)  # it may have been started since
            except UnknownInstance:
                yield Rebuilt(instance, 0, "stray")

    def _expected(self, instance: str, texts: Sequence[str]) -> Rows:
        """The rows that these events make in an empty database."""
        if not texts:
            return {}
        with self._empty.engine.connect() as connection:
            self._empty.within(connection).append_exactly(self._writer.changes(None, texts))
            rows = rows_of(connection, instance)
            connection.rollback()
        return rows


def require_answering(admin: str) -> None:
    """`StoreUnavailable` where no cluster answers: looked at before a database is made for what it holds."""
    try:
        httpx2.get(f"{admin}/health", timeout=30).raise_for_status()
    except (httpx2.HTTPError, httpx2.InvalidURL) as problem:
        raise StoreUnavailable(store=admin, why=reason_of(problem)) from None


def _keys(admin: str, service: str, state: str) -> list[str]:
    """The keys of all objects of a kind that hold something."""
    query = f"SELECT service_key FROM state WHERE service_name = '{service}' AND key = '{state}'"
    headers = {"accept": "application/json"}
    try:
        answer = httpx2.post(f"{admin}/query", json={"query": query}, headers=headers, timeout=600)
        answer.raise_for_status()
    except httpx2.HTTPError as problem:
        raise StoreUnavailable(store=admin, why=reason_of(problem)) from None
    return sorted(row["service_key"] for row in answer.json()["rows"])
