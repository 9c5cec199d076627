"""The calendars that an SOP and its actors name are there."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import NOWHERE, Diagnostic, error
from sopflow.language import did_you_mean

from ..model import Ref
from .check import Subject

UNKNOWN_CALENDAR = error(
    "SOP230",
    "unknown-calendar",
    id='kalender "{name}" tidak ada; buat {name}.calendar.yaml di samping SOP ini atau di map calendars',
    en='there is no calendar "{name}"; put {name}.calendar.yaml beside this SOP or in the folder calendars',
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    known = subject.calendars
    if known is None:
        return
    for name in (subject.sop.calendar, *(actor.calendar for actor in subject.sop.actors.values())):
        if name is not None and name not in known:
            span = name.span if isinstance(name, Ref) else NOWHERE
            yield UNKNOWN_CALENDAR.at(span, name=name, hint=did_you_mean(name, known))
