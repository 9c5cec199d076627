"""The checks of a definition, one file each; a new one is a file here and a line in `CHECKS`."""

from typing import Final

from . import (
    actors,
    calendars,
    calls,
    conditions,
    documents,
    each,
    extensions,
    fields,
    lateness,
    logos,
    people,
    steps,
    unknowns,
    ways,
)
from .check import Check, Subject

CHECKS: Final[tuple[Check, ...]] = (
    actors.check,
    documents.check,
    fields.check,
    conditions.check,
    steps.check,
    ways.check,
    calls.check,
    each.check,
    calendars.check,
    lateness.check,
    extensions.check,
    people.check,
    logos.check,
    unknowns.check,
)

__all__ = ["CHECKS", "Check", "Subject"]
