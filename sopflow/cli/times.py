"""Times in what commands print for people: all of one output in one zone, which the heads of the columns name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import UnknownCalendar, UnknownDefinition
from sopflow.time import read_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from sopflow.engine.engine import Engine


class Times:
    """Says times in a zone (`None` for that of this machine), and then its name."""

    def __init__(self, zone: tzinfo | None) -> None:
        self.zone = zone
        self._names: dict[str, None] = {}

    def minute(self, at: datetime | None) -> str:
        """An instant to the minute, or a dash."""
        if at is None:
            return "-"
        there = read_in(at, self.zone)
        self._names[there.tzname() or there.strftime("%z")] = None
        return there.strftime("%Y-%m-%d %H:%M")

    def heads(self, heads: tuple[str, ...], *timed: int) -> tuple[str, ...]:
        """Heads of columns, some of them with the zone of the times below; said last, when those are known."""
        name = f" ({'/'.join(self._names)})" if self._names else ""
        return tuple(head + name if at in timed else head for at, head in enumerate(heads))


def zone_for(engine: Engine, sop: str, version: str | None = None) -> tzinfo | None:
    """The time zone in which people read the times of an SOP; the directory's, or the machine's, where its calendar is
    not to be had here."""
    try:
        return engine.zone(engine.flow(sop, version))
    except (UnknownCalendar, UnknownDefinition):
        return zone_of(engine)


def zone_of(engine: Engine, sops: Iterable[str] = ()) -> tzinfo | None:
    """The zone of a list that several SOPs may stand in: theirs where it is the same, else the directory's or the machine's."""
    zones = {zone_for(engine, sop) for sop in dict.fromkeys(sops)}
    found: tzinfo | None = zones.pop() if len(zones) == 1 else getattr(engine.directory, "zone", None)
    return found
