"""Business calendars: when a duration that begins now is over."""

from .calendar import AROUND_THE_CLOCK, AroundTheClock, Calendar

__all__ = ["AROUND_THE_CLOCK", "AroundTheClock", "Calendar"]
