"""What a store that keeps no texts and no chain can be asked all the same, by what every store must do: `StoreContract`.

Its events are taken as this sopflow writes them, and the chain is calculated from them: heads that are noted today say
tomorrow whether anything is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final

from sopflow.definition.digest import is_digest_of
from sopflow.engine.chain import ROOT, link
from sopflow.engine.private import PrivateValue
from sopflow.engine.queries import over_pages
from sopflow.engine.store import Activation, Change, Query, Store, When
from sopflow.errors import StoreError, UnknownInstance
from sopflow.flow.event import Event
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.flow.flows import Flows
from sopflow.flow.instance import Instance
from sopflow.language import Words
from sopflow.reasons import reason_of
from sopflow.sql.audited import DEFINITION, GONE, UNREADABLE, Audited, Noted
from sopflow.sql.columns import micros
from sopflow.sql.dumping import Dumped, written
from sopflow.sql.records import definition_text, event_text, snapshot_text
from sopflow.sql.redeciding import Redeciding

_PAGE: Final = 200
_OUT_OF_PLACE: Final = Words(
    "di tempatnya ada kejadian {revision} dari {instance}", "event {revision} of {instance} is in its place"
)
_OTHER: Final = Words(
    "keadaan yang disimpan bukan yang dihasilkan kejadiannya",
    "the stored state does not follow from its events",
)
_BROKEN: Final = (KeyError, TypeError, ValueError, AttributeError, LookupError, OverflowError)


class NotKeptExactly(StoreError):
    """An event of a dump as another sopflow wrote it, for a store that keeps events and not their texts."""

    code = "not-kept-exactly"
    words = Words(
        "{instance}, kejadian {revision}: ditulis oleh versi sopflow yang lain, dan penyimpanan ini tidak menyimpan teksnya; pulihkan ke SQLite atau PostgreSQL",
        "{instance}, event {revision}: another version of sopflow wrote it, and this store does not keep its text; restore it into SQLite or PostgreSQL",
    )


class ByContract:
    """A store, with what dumps, restores and audits ask besides."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, flow: Flow, activation: Activation | None = None, when: When = "new") -> None:
        self._store.keep(flow, activation, when)

    def activations(self, sop: str) -> list[Activation]:
        return self._store.activations(sop)

    def texts(self, instance: str) -> Iterator[str]:
        """The events of an instance as this sopflow writes them; `UnknownInstance`."""
        return map(event_text, self._store.history(instance))

    def head(self, instance: str) -> str:
        """The hash of an instance's last event and of all before it; `UnknownInstance`."""
        return _links(self.texts(instance))[-1][1]

    def append_exactly(self, records: Sequence[tuple[Change, str]]) -> None:
        """Keep all changes or none; `NotKeptExactly` where their texts would not be those that they had elsewhere."""
        for change, text in records:
            if event_text(change.event) != text:
                raise NotKeptExactly(instance=change.event.instance, revision=change.event.revision)
        self._store.append([change for change, _ in records])

    def dump(self, *, personal: bool = False) -> Iterator[str]:
        """Instance by instance as each is when it is reached; such a store has no view of one instant."""
        definitions = ((digest, definition_text(flow.definition)) for digest, flow in self._flows())

        def private(name: str) -> Iterable[PrivateValue]:
            return self.private([name])

        def withheld() -> int:
            return 0 if personal else sum(len(list(private(name))) for name in self._instances())

        own, dumped = private if personal else None, map(self._dumped, self._instances())
        return written(definitions, self._activations(), dumped, private=own, withheld=withheld)

    def private(self, instances: Sequence[str]) -> Iterable[PrivateValue]:
        """The personal values of instances; none from a store that has no place for them."""
        read: Callable[[Sequence[str]], Iterable[PrivateValue]] | None = getattr(self._store, "private", None)
        return read(instances) if read is not None else ()

    def histories(self) -> Iterator[tuple[str, Iterator[Event]]]:
        """Instance by instance as each is when it is reached."""
        return ((name, self._store.history(name)) for name in self._instances())

    def audit(
        self,
        instance: str | None = None,
        *,
        decide: bool = False,
        progress: Callable[[str, int], object] | None = None,
    ) -> Iterator[Audited]:
        """Whether what is kept fits together; with `decide` every event is decided again. `UnknownInstance`."""
        flows = Flows()
        for digest, flow in self._flows():
            flows.add(flow)
            if not is_digest_of(digest, flow.definition):
                yield Audited("", 0, "", DEFINITION.filled(digest=digest), is_loose=True)
        for name in [instance] if instance is not None else self._instances():
            yield self._audited(name, Redeciding(flows) if decide else None)

    def compare(self, noted: Iterable[Noted]) -> Iterator[Audited]:
        """Heads that were noted earlier: those that are no longer there with their problem, the others without."""
        for one in noted:
            found = ""
            with suppress(UnknownInstance):
                links = _links(self.texts(one.instance))
                found = links[one.revision - 1][1] if 0 < one.revision <= len(links) else ""
            yield Audited(*one, None if found == one.head else GONE)

    def _audited(self, name: str, deciding: Redeciding | None) -> Audited:
        state: Instance | None = None
        head, revision = ROOT, 0
        try:
            for event in self._store.history(name):
                problem = _misplaced(event, name, revision + 1)
                problem = problem or (deciding.differs(state, event) if deciding is not None else None)
                if problem is not None:
                    return Audited(name, revision + 1, head, problem)
                state, head = evolve(state, event), link(head, event_text(event).encode())
                revision += 1
            kept = self._store.load(name)
        except _BROKEN as problem:
            return Audited(name, revision + 1, head, UNREADABLE.filled(why=reason_of(problem)))
        is_same = state is not None and snapshot_text(state) == snapshot_text(kept)
        return Audited(name, revision, head, None if is_same else _OTHER)

    def _flows(self) -> Iterator[tuple[str, Flow]]:
        for one in self._store.versions():
            definition = self._store.definition(one.digest)
            if definition is not None:
                yield one.digest, Flow(definition)

    def _activations(self) -> Iterator[dict[str, str | int]]:
        for sop in dict.fromkeys(one.sop for one in self._store.versions()):
            for act in self._store.activations(sop):
                what = {"sop": act.sop, "version": act.version, "digest": act.digest}
                yield {**what, "activated_at": micros(act.at), "person": act.by}

    def _instances(self) -> Iterator[str]:
        return (run.id for run in over_pages(lambda after: self._store.find(Query(), after, _PAGE)))

    def _dumped(self, name: str) -> Dumped:
        return name, ((at, text, hash_) for at, (text, hash_) in enumerate(_links(self.texts(name)), start=1))


def _links(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Each text with the hash of it and of all before it."""
    found, head = [], ROOT
    for text in texts:
        head = link(head, text.encode())
        found.append((text, head))
    return found


def _misplaced(event: Event, name: str, revision: int) -> Words | None:
    if (event.instance, event.revision) == (name, revision):
        return None
    return _OUT_OF_PLACE.filled(revision=event.revision, instance=event.instance)
