"""Where personal values live, and how whoever may read them has them: joined to what stands for them everywhere else.

A store that has a place for them has `private(instances)`, which gives those of some instances. Its `append` keeps those of a
change before the change itself, in the same transaction, and removes those that an event `redacted` means (`removes`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec import structs

from sopflow.errors import HandlerFailed
from sopflow.fields import Withheld
from sopflow.fields.withheld import Sealed, commitment_of, is_of
from sopflow.flow.forms import frozen, thawed
from sopflow.flow.sealing import sealed
from sopflow.frozen import NOTHING, Frozen

if TYPE_CHECKING:
    from sopflow.flow.command import Command
    from sopflow.flow.event import Event
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance

    from .store import Change, Recorded

REDACTED: Final = "redacted"
"""The event with which a store removes personal values that an instance has."""


def removes(event: Event, field: str) -> bool:
    """Whether an event removes the values that a field has had before."""
    if event.type != REDACTED:
        return False
    named = event.details.erased if event.details is not None else ()
    return not named or field in named


class PrivateValue(NamedTuple):
    """A personal value: of which event it is, and what shows that it is what was given."""

    instance: str
    revision: int
    field: str
    salt: str
    text: str
    """The value as JSON."""

    def __repr__(self) -> str:
        return f"PrivateValue({self.instance!r}, {self.revision}, {self.field!r}, …)"

    @property
    def commitment(self) -> str:
        """What its event must say in its place."""
        return commitment_of(self.salt, self.text)


def with_private(change: Change, seals: Mapping[str, Sealed]) -> Change:
    """A change with the personal values of its command."""
    if not seals:
        return change
    name, revision = change.event.instance, change.event.revision
    own = tuple(PrivateValue(name, revision, field, one.salt, one.text) for field, one in seals.items())
    return structs.replace(change, private=own)


class Joining:
    """Joins personal values to what is read. What has none costs nothing."""

    def __init__(self, store: Any) -> None:
        self._read = getattr(store, "private", None)

    def seal(
        self, flow: Flow, command: Command, instance: Instance | None = None
    ) -> tuple[Command, Mapping[str, Sealed]]:
        """A command with what stands for its personal values; where there is no place for them, as it is: it is refused.
        Where somebody has signed in the instance, what is given again is what was signed."""
        if self._read is None or not command.more.fields:
            return command, NOTHING
        own, seals = sealed(flow, command)
        if not seals or instance is None or not any(row.signed for row in instance.active):
            return own, seals
        salts = {one.commitment: one.salt for one in self._each((instance.id,))}
        known = {n: v for n, v in instance.rare.fields.items() if n in seals and isinstance(v, Withheld)}
        same = {n: v for n, v in known.items() if _is_again(seals[n], salts.get(v.commitment), v)}
        others = {name: one for name, one in seals.items() if name not in same}
        return own._replace(fields=Frozen({**own.more.fields, **same})), others

    def instance(self, one: Instance) -> Instance:
        fields = one.rare.fields
        if not fields or not _has(fields):
            return one
        return next(self.instances((one,)))

    def instances(self, some: Sequence[Instance]) -> Iterator[Instance]:
        known = self._values(dict.fromkeys(one.id for one in some if _has(one.rare.fields)))
        for one in some:
            own = known.get(one.id)
            yield one._replace(fields=_joined(one.rare.fields, own)) if own else one

    def events(self, some: Iterable[Event]) -> Iterator[Event]:
        """The events of one instance after the other; their values are asked for once for each."""
        for name, together in groupby(some, key=attrgetter("instance")):
            own: Mapping[tuple[str, str], Any] | None = None
            for event in together:
                if says(event):
                    own = self._values((name,)).get(name, {}) if own is None else own
                    yield _told(event, own) if own else event
                else:
                    yield event

    def recorded(self, some: Sequence[Recorded]) -> list[Recorded]:
        """Events of any instances, their values asked for together."""
        known = self._values(dict.fromkeys(one.event.instance for one in some if says(one.event)))
        return [
            one._replace(event=_told(one.event, known[one.event.instance])) if one.event.instance in known else one
            for one in some
        ]

    def handing(self, handler: Callable[[Event], object]) -> Callable[[Event], object]:
        """A handler that is handed events with the personal values that are there then. What goes wrong with such an event
        is kept and logged without its message, which might say them."""

        def hand(event: Event) -> None:
            if not says(event):
                handler(event)
                return
            try:
                handler(next(self.events((event,))))
            except Exception as problem:
                raise HandlerFailed(kind=type(problem).__name__, where=_place_of(problem)) from None

        return hand

    def is_same(self, flow: Flow, command: Command, event: Event) -> bool:
        """Whether a command gives again the personal values of an event's; one that was removed cannot be told from any
        other."""
        kept = event.command.more.fields
        salts = {one.commitment: one.salt for one in self._each((event.instance,))}
        fields: dict[str, Any] = {}
        for name, value in command.more.fields.items():
            there, field = kept.get(name), flow.definition.fields.get(name)
            if isinstance(there, Withheld) and field is not None and _may_be(value, there, salts):
                value = there
            fields[name] = value
        return event.command == command._replace(fields=Frozen(fields))

    def _each(self, names: Iterable[str]) -> Iterable[PrivateValue]:
        names = tuple(names)
        return self._read(names) if names and self._read is not None else ()

    def _values(self, names: Iterable[str]) -> dict[str, dict[tuple[str, str], Any]]:
        """What stands behind each commitment, by instance, field and commitment: what was altered is behind none."""
        found: dict[str, dict[tuple[str, str], Any]] = {}
        for one in self._each(names):
            value = frozen(json.loads(one.text))
            found.setdefault(one.instance, {})[one.field, one.commitment] = value
        return found


def _place_of(problem: Exception) -> str:
    """The line of the program that it came from."""
    frames = [*walk_tb(problem.__traceback__)]
    return f"{frames[-1][0].f_code.co_filename}:{frames[-1][1]}" if frames else "?"


def _may_be(value: Any, there: Withheld, salts: Mapping[str, str]) -> bool:
    salt = salts.get(there.commitment)
    return value is not None if salt is None else is_of(thawed(value), salt, there)


def _is_again(one: Sealed, salt: str | None, there: Withheld) -> bool:
    return salt is not None and commitment_of(salt, one.text) == there.commitment


def _has(values: Mapping[str, Any]) -> bool:
    return any(isinstance(value, Withheld) for value in values.values())


def _joined(values: Mapping[str, Any], known: Mapping[tuple[str, str], Any]) -> Mapping[str, Any]:
    return Frozen({
        name: known.get((name, value.commitment), value) if isinstance(value, Withheld) else value
        for name, value in values.items()
    })  # fmt: skip


def says(event: Event) -> bool:
    """Whether an event says something that stands for a personal value."""
    details = event.details
    return (details is not None and _has(details.fields)) or _has(event.effects.case)


def _told(event: Event, known: Mapping[tuple[str, str], Any]) -> Event:
    details, effects = event.details, event.effects
    if details is not None:
        details = details._replace(fields=_joined(details.fields, known))
    return structs.replace(event, details=details, effects=effects._replace(case=_joined(effects.case, known)))
