"""An act of a scenario from plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sopflow.definition.model import Ref
from sopflow.engine.intake import erased_of, fields_of, papers_of, people_of
from sopflow.flow.command import Paper
from sopflow.scenarios.model import Act, ActKind

from . import given

__tracebackhide__ = True
Papers = Mapping[str, Mapping[str, str] | None] | Iterable[str | Paper]
When = datetime | str | None
Rows = str | Iterable[str] | None


def act_of(
    kind: ActKind, step: str | None = None, outcome: str | None = None, *, by: str | None = None, to: str | None = None,
    note: str | None = None, documents: Papers = (), choose: Mapping[str, str] | None = None, after: str | None = None,
    at: When = None, acted_at: When = None, length: str | None = None, visit: int | None = None, inside: Rows = None,
    answers: Mapping[str, str | Iterable[str]] | None = None, subject: str | None = None, refused: str | None = None,
    people: Mapping[str, str | Iterable[str]] | None = None, fields: Mapping[str, Any] | None = None,
    only: str | Iterable[str] | None = None,
) -> Act:  # fmt: skip
    """An act from plain values: texts for durations and instants."""
    said = {
        "step": step, "outcome": outcome, "by": by, "to": to, "note": note, "subject": subject, "refused": refused,
    }  # fmt: skip
    for name, value in said.items():
        given.text(name, value)
    return Act(
        kind,
        _ref(step),
        outcome,
        _ref(by),
        after=given.length("after", after),
        at=given.instant("at", at),
        acted_at=given.instant("acted_at", acted_at),
        lasts=given.length("length", length),
        note=note,
        papers=papers_of(documents),
        choose=given.pairs("choose", choose) if choose else {},
        visit=given.count("visit", visit),
        inside=tuple(map(Ref, given.names("inside", inside))) if inside is not None else (),
        answers={
            row: given.names(row, answered) for row, answered in given.pairs("answers", answers or {}).items()
        },
        subject=subject,
        to=_ref(to),
        refused=_ref(refused),
        people=dict(people_of(people)) if people else {},
        fields=dict(fields_of(fields)) if fields else {},
        only=tuple(map(Ref, erased_of(only, "only"))) if only is not None else (),
    )


def _ref(text: str | None) -> Ref | None:
    return Ref(text) if text is not None else None


def answer(outcome: str | None, to: str | None) -> str | None:
    given.text("outcome", outcome)
    return f"{outcome or 'done'}@{given.text('to', to)}" if to is not None else outcome
