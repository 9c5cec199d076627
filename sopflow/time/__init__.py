"""Business calendars: they compute when a duration is over."""

from .calendar import AROUND_THE_CLOCK, AroundTheClock, Calendar, read_in, zone_of

__all__ = ["AROUND_THE_CLOCK", "AroundTheClock", "Calendar", "read_in", "zone_of"]
