"""A store by its address: a database, or what an installed package brings for addresses of its own.

[project.entry-points."sopflow.stores"]
etcd = "our_package:opened"          # for etcd://…
"""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Final, Protocol, cast, runtime_checkable

from sopflow.errors import StoreError
from sopflow.language import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from importlib.metadata import EntryPoint

    from sopflow.engine.store import Store
    from sopflow.sql import Progress, SealKeys

GROUP: Final = "sopflow.stores"
_SCHEME: Final = re.compile(r"([A-Za-z][\w.-]*)(?:\+\w+)?://")
_DATABASES: Final = ("sqlite", "postgresql", "postgres")


@runtime_checkable
class HasHeads(Protocol):
    """A store that chains the events of an instance."""

    def head(self, instance: str) -> str:
        """The hash of its last event and of all before it."""
        ...


class UnknownStore(StoreError):
    """An address that neither this package nor one that is installed knows how to open."""

    code = "unknown-store"
    words = Words(
        'tidak ada penyimpan untuk "{scheme}://"; yang ada: {known}',
        'there is no store for "{scheme}://"; known: {known}',
    )


def open_store(
    where: str,
    *,
    create: bool | None = None,
    migrate: bool = True,
    on_upgrade: Callable[[Progress], object] | None = None,
    seal_key: SealKeys | bytes | None = None,
) -> Store:
    """The store at an address: a path or `sqlite:///…`, `postgresql://…`, or one whose scheme an entry point of the group
    `sopflow.stores` names; its function is called with the address alone.

    The other arguments are those of `SQLStore`, for a database. `UnknownStore` for any other address, and the `StoreError`s of the store.
    """
    scheme = scheme_of(where)
    if scheme in _DATABASES:
        from sopflow.sql import SQLStore

        return SQLStore(where, create=create, migrate=migrate, on_upgrade=on_upgrade, seal_key=seal_key)
    brought = _brought()
    if scheme not in brought:
        raise UnknownStore(scheme=scheme, known=(*_DATABASES[:2], *brought))
    return cast("Store", brought[scheme].load()(where))


def scheme_of(where: str) -> str:
    """What an address begins with; a path is one of SQLite."""
    found = _SCHEME.match(where)
    return found[1].lower() if found is not None else "sqlite"


def _brought() -> Mapping[str, EntryPoint]:
    return {point.name: point for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)}
