"""What a chain may do: each call is one act of a scenario, with everything that such an act may say."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Self

from sopflow.definition import duration, instants
from sopflow.definition.model import Ref
from sopflow.engine.intake import papers_of
from sopflow.scenarios.model import Act

if TYPE_CHECKING:
    from sopflow.flow.command import Paper
    from sopflow.scenarios.model import ActKind

    Papers = Mapping[str, Mapping[str, str] | None] | Iterable[str | Paper]
    When = datetime | str | None
    Rows = str | Iterable[str] | None

__tracebackhide__ = True


class Doing(ABC):
    """The acts of a run. Each does something at once and returns the same object.

    `by` is whoever's turn it is unless given. A row takes its standard time unless `after` (a duration as text) or `at`
    (an instant) says otherwise; `acted_at` is when it was done, if it is recorded later. `inside` names the calling row,
    or those from the outside in, for a called SOP's. `refused` is the code with which a command must be refused.
    """

    @abstractmethod
    def _perform(self, act: Act) -> Self:
        """Let an act happen."""

    def start(
        self, by: str | None = None, *, documents: Papers = (), subject: str | None = None, after: str | None = None,
        at: When = None, acted_at: When = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Start the run; without it the first act does."""
        return self._perform(
            _act("start", by=by, documents=documents, subject=subject, after=after, at=at, acted_at=acted_at, refused=refused)
        )  # fmt: skip

    def complete(
        self, step: str, outcome: str | None = None, *, by: str | None = None, to: str | None = None,
        note: str | None = None, documents: Papers = (), choose: Mapping[str, str] | None = None,
        after: str | None = None, at: When = None, acted_at: When = None, visit: int | None = None, inside: Rows = None,
        refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Complete a row, or sign one that several sign; `to` leads a branch whose target is not known."""
        return self._perform(
            _act(
                "step", step, _answer(outcome, to), by=by, note=note, documents=documents, choose=choose, after=after,
                at=at, acted_at=acted_at, visit=visit, inside=inside, refused=refused,
            )
        )  # fmt: skip

    def skip(
        self, step: str, note: str | None = None, *, outcome: str | None = None, to: str | None = None,
        by: str | None = None, choose: Mapping[str, str] | None = None, after: str | None = None, at: When = None,
        acted_at: When = None, visit: int | None = None, inside: Rows = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Skip an optional row, with a reason."""
        return self._perform(
            _act(
                "skip", step, _answer(outcome, to), by=by, note=note, choose=choose, after=after, at=at,
                acted_at=acted_at, visit=visit, inside=inside, refused=refused,
            )
        )  # fmt: skip

    def withdraw(
        self, step: str, by: str | None = None, *, note: str | None = None, visit: int | None = None,
        after: str | None = None, at: When = None, inside: Rows = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Withdraw one's own signature."""
        return self._perform(
            _act("withdraw", step, by=by, note=note, visit=visit, after=after, at=at, inside=inside, refused=refused)
        )  # fmt: skip

    def receive(
        self, *documents: str | Paper, by: str | None = None, note: str | None = None, after: str | None = None,
        at: When = None, acted_at: When = None, inside: Rows = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Documents arrive."""
        return self._perform(
            _act(
                "receive", by=by, documents=documents, note=note, after=after, at=at, acted_at=acted_at, inside=inside,
                refused=refused,
            )
        )  # fmt: skip

    def extend(
        self, step: str | None, note: str | None = None, *, length: str | None = None, by: str | None = None,
        visit: int | None = None, after: str | None = None, at: When = None, acted_at: When = None,
        inside: Rows = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Extend the due time of a row, or of the whole run (`None`), by whoever may unless given."""
        return self._perform(
            _act(
                "extend", step, by=by, note=note, length=length, visit=visit, after=after, at=at, acted_at=acted_at,
                inside=inside, refused=refused,
            )
        )  # fmt: skip

    def claim(
        self, step: str, by: str | None = None, *, note: str | None = None, visit: int | None = None,
        after: str | None = None, at: When = None, inside: Rows = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Claim a row."""
        return self._perform(
            _act("claim", step, by=by, note=note, visit=visit, after=after, at=at, inside=inside, refused=refused)
        )  # fmt: skip

    def release(
        self, step: str, by: str | None = None, *, note: str | None = None, visit: int | None = None,
        after: str | None = None, at: When = None, inside: Rows = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Release a row, by whoever has claimed it unless given."""
        return self._perform(
            _act("release", step, by=by, note=note, visit=visit, after=after, at=at, inside=inside, refused=refused)
        )  # fmt: skip

    def delegate(
        self, step: str, to: str, note: str | None = None, *, by: str | None = None, visit: int | None = None,
        after: str | None = None, at: When = None, inside: Rows = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Have somebody do a row in one's own name (a.n.), with a reason."""
        return self._perform(
            _act(
                "delegate", step, to=to, by=by, note=note, visit=visit, after=after, at=at, inside=inside, refused=refused
            )
        )  # fmt: skip

    def reassign(
        self, step: str, to: str, *, by: str | None = None, note: str | None = None, visit: int | None = None,
        after: str | None = None, at: When = None, inside: Rows = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Give a row to another person who may do it."""
        return self._perform(
            _act(
                "reassign", step, to=to, by=by, note=note, visit=visit, after=after, at=at, inside=inside, refused=refused
            )
        )  # fmt: skip

    def annotate(
        self, note: str, *, by: str | None = None, after: str | None = None, at: When = None, inside: Rows = None,
        refused: str | None = None,
    ) -> Self:  # fmt: skip
        """A note in the history."""
        return self._perform(
            _act("annotate", by=by, note=note, after=after, at=at, inside=inside, refused=refused)
        )

    def undo(
        self, note: str | None = None, *, by: str | None = None, after: str | None = None, at: When = None,
        inside: Rows = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Withdraw the last completion, by whoever did it unless given."""
        return self._perform(_act("undo", by=by, note=note, after=after, at=at, inside=inside, refused=refused))

    def suspend(
        self, by: str | None = None, *, note: str | None = None, after: str | None = None, at: When = None,
        inside: Rows = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Stop the clock of the run."""
        return self._perform(_act("suspend", by=by, note=note, after=after, at=at, inside=inside, refused=refused))

    def resume(
        self, by: str | None = None, *, note: str | None = None, after: str | None = None, at: When = None,
        inside: Rows = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Go on after a suspension."""
        return self._perform(_act("resume", by=by, note=note, after=after, at=at, inside=inside, refused=refused))

    def cancel(
        self, by: str | None = None, *, note: str | None = None, after: str | None = None, at: When = None,
        inside: Rows = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """End the run for good."""
        return self._perform(_act("cancel", by=by, note=note, after=after, at=at, inside=inside, refused=refused))

    def wait(
        self, length: str, *, after: str | None = None, at: When = None, inside: Rows = None
    ) -> Self:  # fmt: skip
        """Time passes (a duration as text), and waits that are over by then end."""
        return self._perform(_act("wait", length=length, after=after, at=at, inside=inside))

    def wait_for(
        self, step: str, *, visit: int | None = None, after: str | None = None, at: When = None, inside: Rows = None
    ) -> Self:  # fmt: skip
        """A waiting row ends by itself."""
        return self._perform(_act("wait", step, visit=visit, after=after, at=at, inside=inside))

    def auto(
        self, until: str | None = None, *, inside: Rows = None, after: str | None = None, at: When = None,
        refused: str | None = None, answers: Mapping[str, str | Iterable[str]] | None = None,
        **more: str | Iterable[str],
    ) -> Self:  # fmt: skip
        """Go on by given answers and default ones, until a row is open, or to the end. An answer (`verifikasi="N"`; of a
        row that is named like an argument in `answers`) for no row, or that nobody asks for, fails."""
        return self._perform(
            _act(
                "auto", until, inside=inside, after=after, at=at, refused=refused, answers={**(answers or {}), **more}
            )
        )  # fmt: skip


def _act(
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


def _answer(outcome: str | None, to: str | None) -> str | None:
    return f"{outcome or 'done'}@{to}" if to is not None else outcome
