"""A store by its address: a database, or what an installed package brings for addresses of its own.

[project.entry-points."sopflow.stores"]
etcd = "our_package:opened"          # for etcd://…
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol, cast, runtime_checkable

from sopflow.errors import StoreError
from sopflow.language import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from importlib.metadata import EntryPoint

    from sopflow.engine.store import Store
    from sopflow.flow.event import Event
    from sopflow.sql import Audited, Noted, Progress, Receiving, SealKeys

    from .by_contract import ByContract

__all__ = ["Audits", "Closes", "Dumps", "FindsByBeginning", "HasHeads", "HasHistories", "NoSeals", "UnknownStore"]

GROUP: Final = "sopflow.stores"
_SCHEME: Final = re.compile(r"([A-Za-z][\w.-]*)(?:\+\w+)?://")
_SECRET: Final = re.compile(r"://[^/@]*@")
_DATABASES: Final = ("sqlite", "postgresql", "postgres")


@runtime_checkable
class HasHeads(Protocol):
    """A store that chains the events of an instance."""

    def head(self, instance: str) -> str:
        """The hash of its last event and of all before it."""
        ...


@runtime_checkable
class Dumps(Protocol):
    """A store that can dump its content as of one instant."""

    def dump(self, *, personal: bool = False) -> Iterator[str]:
        """The lines of a dump; with the values of personal fields only if `personal`."""
        ...


@runtime_checkable
class HasHistories(Protocol):
    """A store that can return all histories as of one instant."""

    def histories(self) -> Iterator[tuple[str, Iterator[Event]]]:
        """Every instance with its events in their order; to be read one after the other."""
        ...


@runtime_checkable
class Audits(Protocol):
    """A store that can check whether its history was rewritten."""

    def audit(
        self,
        instance: str | None = None,
        *,
        decide: bool = False,
        progress: Callable[[str, int], object] | None = None,
    ) -> Iterator[Audited]:
        """Return every instance, or one, with its problems."""
        ...

    def compare(self, noted: Iterable[Noted]) -> Iterator[Audited]:
        """Return heads that were noted earlier, with a problem for each that is missing."""
        ...


@runtime_checkable
class FindsByBeginning(Protocol):
    """A store that has an index of ids."""

    def beginning(self, text: str, limit: int) -> Sequence[str]:
        """The ids that begin with a text and have no slash behind it."""
        ...

    def beginning_called(self, text: str, limit: int) -> Sequence[str]:
        """The ids of called instances that begin with a text after their caller's id and its slash."""
        ...


@runtime_checkable
class Closes(Protocol):
    """A store that has to be closed."""

    def close(self) -> object: ...


class NoSeals(StoreError):
    """Raised for a seal key with a store that does not seal events."""

    code = "no-seals"
    words = Words(
        "{store}: penyimpanan ini tidak menyegel kejadian; buka tanpa --seal-key dan SOPFLOW_SEAL_KEY",
        "{store}: this store does not seal events; open it without --seal-key and SOPFLOW_SEAL_KEY",
    )


class UnknownStore(StoreError):
    """Raised for an address that neither sopflow nor an installed package can open."""

    code = "unknown-store"
    words = Words(
        'tidak ada penyimpanan untuk "{scheme}://"; yang ada: {known}',
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
    """Open the store at an address: a path or `sqlite:///…`, `postgresql://…`, or an address whose scheme an entry
    point of the group `sopflow.stores` names; that function is called with the address alone.

    The other arguments are those of `SQLStore`, for a database. Raise `UnknownStore` for any other address, `NoSeals`
    for a seal key with a store that does not seal, and the `StoreError`s of the store.
    """
    scheme = scheme_of(where)
    if scheme in _DATABASES:
        from sopflow.sql import SQLStore

        return SQLStore(where, create=create, migrate=migrate, on_upgrade=on_upgrade, seal_key=seal_key)
    brought = _brought()
    if scheme not in brought:
        raise UnknownStore(scheme=scheme, known=(*_DATABASES[:2], *brought))
    if seal_key is not None:
        raise NoSeals(store=without_password(where))
    return cast("Store", brought[scheme].load()(where))


def dumping(store: Store) -> Dumps:
    """The store as one that can be dumped."""
    return store if isinstance(store, Dumps) else _by_contract(store)


def historical(store: Store) -> HasHistories:
    """The store as one that hands out all that happened."""
    return store if isinstance(store, HasHistories) else _by_contract(store)


def receiving(store: Store) -> Receiving:
    """The store as one into which a dump can be restored."""
    from sopflow.sql.dumping import Receiving

    return store if isinstance(store, Receiving) else _by_contract(store)


def auditing(store: Store) -> Audits:
    """The store as one that can be audited."""
    return store if isinstance(store, Audits) else _by_contract(store)


def _by_contract(store: Store) -> ByContract:
    from .by_contract import ByContract

    return ByContract(store)


def without_password(where: str) -> str:
    """An address as people may see it."""
    return _SECRET.sub("://***@", where)


def scheme_of(where: str) -> str:
    """What an address begins with; a path is one of SQLite."""
    found = _SCHEME.match(where)
    return found[1].lower() if found is not None else "sqlite"


def _brought() -> Mapping[str, EntryPoint]:
    from importlib.metadata import entry_points  # twenty modules, which no database needs

    return {point.name: point for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)}
