"""An act of a scenario from plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sopflow.definition import duration, instants
from sopflow.definition.model import Ref
from sopflow.engine.intake import papers_of
from sopflow.flow.command import Paper
from sopflow.scenarios.model import Act

if TYPE_CHECKING:
    from sopflow.scenarios.model import ActKind

__tracebackhide__ = True
Papers = Mapping[str, Mapping[str, str] | None] | Iterable[str | Paper]
When = datetime | str | None
Rows = str | Iterable[str] | None


def act_of(
    kind: ActKind, step: str | None = None, outcome: str | None = None, *, by: str | None = None, to: str | None = None,
    note: str | None = None, documents: Papers = (), choose: Mapping[str, str] | None = None, after: str | None = None,
    at: When = None, acted_at: When = None, length: str | None = None, visit: int | None = None, inside: Rows = None,
    answers: Mapping[str, str | Iterable[str]] | None = None, subject: str | None = None, refused: str | None = None,
) -> Act:  # fmt: skip
    """An act from plain values: texts for durations and instants."""
    return Act(
        kind,
        _ref(step),
        outcome,
        _ref(by),
        _duration(after),
        instant_of(at),
        instant_of(acted_at),
        _duration(length),
        note,
        papers_of(documents),
        choose or {},
        visit,
        tuple(map(Ref, _several(inside))) if inside is not None else (),
        {row: tuple(_several(given)) for row, given in (answers or {}).items()},
        subject,
        _ref(to),
        _ref(refused),
    )


def instant_of(when: When) -> datetime | None:
    """An instant, from itself or from a text such as `2024-03-12 08:00 WIB`."""
    return instants.parse(when) if isinstance(when, str) else when


def _several(one: str | Iterable[str]) -> Iterable[str]:
    return (one,) if isinstance(one, str) else one


def _ref(text: str | None) -> Ref | None:
    return Ref(text) if text is not None else None


def _duration(text: str | None) -> duration.Duration | None:
    return duration.parse(text) if text is not None else None


def answer(outcome: str | None, to: str | None) -> str | None:
    return f"{outcome or 'done'}@{to}" if to is not None else outcome
