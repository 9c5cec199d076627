"""What deciding is handed besides the flow: the time, who somebody is, calendars and fresh ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

from sopflow.errors import UnknownCalendar
from sopflow.frozen import NOTHING
from sopflow.language import did_you_mean
from sopflow.time import AROUND_THE_CLOCK, Calendar

from .record import Record, changed

if TYPE_CHECKING:
    from .flow import Flow
    from .past import Past


class Role(NamedTuple):
    """The capacity in which a person may act for an actor."""

    capacity: str = "definitif"
    """`definitif`, `Plt.`, `Plh.`, or `substitute`."""
    position: str | None = None
    """The directory's name of the position."""
    acting_as: str | None = None
    """Of a substitute: the position that the person holds themselves."""


Roles = Mapping[str, Role]
"""The actors for whom a person may act."""


class ContextValues(TypedDict, total=False):
    """The values of a context, for `_replace`."""

    at: datetime
    roles: Roles | None
    is_known: bool
    units: Collection[str]
    past: Past | None
    zone: tzinfo | None
    target: Flow | None
    people: Mapping[str, tuple[str, ...]]
    formerly: Mapping[str, tuple[str, ...]]


class Context(Record, frozen=True):
    """What the engine has looked up before a command is decided: the time, the people, the calendars."""

    at: datetime
    """Now, aware."""
    roles: Roles | None = None
    """The directory's answer for the person; `None` where there is no directory and people are named like
    actors."""
    is_known: bool = False
    """Whether the directory knows the person at all."""
    calendars: Mapping[str, Calendar] = NOTHING
    fresh_id: Callable[[], str] = str
    called: Callable[[str], Flow | None] = lambda _: None
    """The flow that a `call` would run."""
    roles_of: Callable[[str], Roles | None] = lambda _: None
    """The directory's answer for somebody else; `None` for a person whom it does not know."""
    units: Collection[str] = ()
    """The units of the directory; an instance belongs to one of them. Empty if the directory has no units."""
    past: Past | None = None
    """What no snapshot holds, for the commands that need it: undo, migrate, reschedule."""
    zone: tzinfo | None = None
    """The time zone in which people read times, for refusals of acts that are entered later."""
    target: Flow | None = None
    """The version to which an instance is to go."""
    names: Mapping[str, str] = NOTHING
    """The names of persons by their ids, for refusals, as far as the directory has them."""
    people: Mapping[str, tuple[str, ...]] = NOTHING
    """The persons who are the actors of the instance; they take precedence over the directory."""
    formerly: Mapping[str, tuple[str, ...]] = NOTHING
    """Who was which before."""

    def _replace(self, **values: Unpack[ContextValues]) -> Context:
        """The same with other values."""
        return changed(self, values)

    def as_seen_by(self, person: str) -> Context:
        """The same, for somebody else."""
        if self.roles is None:
            return self
        roles = self.roles_of(person)
        return self._replace(roles=roles or {}, is_known=roles is not None)

    def calendar(self, name: str | None) -> Calendar:
        """A calendar by its name, around the clock for `None`; `UnknownCalendar`."""
        if name is None:
            return AROUND_THE_CLOCK
        try:
            return self.calendars[name]
        except KeyError:
            raise UnknownCalendar(calendar=name, hint=did_you_mean(name, self.calendars)) from None
