"""The projection from nothing: every definition and every instance of the cluster, read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import httpx2

from sopflow.engine.sops import Sops
from sopflow.errors import StoreUnavailable

from .ingress import PATIENCE, Ingress
from .names import DEFAULT, Names
from .projection import Projection
from .store import RestateStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sopflow.sql import SQLStore
    from sopflow.time import Calendar


class Rebuilt(NamedTuple):
    """An instance of which events were missing in the projection."""

    instance: str
    events: int


def rebuild(
    admin: str,
    ingress: str | Sequence[str],
    projection: SQLStore,
    *,
    name: str = DEFAULT,
    calendars: Mapping[str, Calendar] | None = None,
) -> Iterator[Rebuilt]:
    """Bring into a projection what it lacks, instance by instance as they are asked for; while others work.

    `admin` is the address of the cluster's admin API, which lists its objects. Interrupted, it is begun again.
    """
    names = Names.of(name)
    cluster = RestateStore(Ingress(ingress, PATIENCE), None, name)
    sops = Sops(cluster, calendars if calendars is not None else {})
    writer = Projection(cluster, projection, sops)
    instances = _keys(admin, names.instance, "now")
    for version in cluster.versions():
        projection.keep(sops.by_digest(version.digest))
    for instance in instances:
        count = writer.take(instance, cluster.texts(instance, 0))
        if count:
            yield Rebuilt(instance, count)


def _keys(admin: str, service: str, state: str) -> list[str]:
    """The keys of all objects of a kind that hold something."""
    query = f"SELECT service_key FROM state WHERE service_name = '{service}' AND key = '{state}'"
    headers = {"accept": "application/json"}
    try:
        answer = httpx2.post(f"{admin}/query", json={"query": query}, headers=headers, timeout=600)
        answer.raise_for_status()
    except httpx2.HTTPError as problem:
        raise StoreUnavailable(store=admin, why=f"{type(problem).__name__} {problem}") from None
    return sorted(row["service_key"] for row in answer.json()["rows"])
