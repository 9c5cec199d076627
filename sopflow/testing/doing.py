"""What a chain may do: each call is one act of a scenario, with everything that such an act may say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from .acts import Papers, Rows, When, act_of
from .given import pairs
from .giving import Giving

__tracebackhide__ = True


class Doing(Giving):
    """The acts of a run. Each does something at once and returns the same object.

    `by` is whoever's turn it is unless given. A row takes its standard time unless `after` (a duration as text) or `at`
    (an instant) says otherwise; `acted_at` is when it was done, if it is recorded later. `inside` names the calling row,
    or those from the outside in, for a called SOP's. `refused` is the code with which a command must be refused.
    """

    def start(
        self, by: str | None = None, *, documents: Papers = (), subject: str | None = None,
        people: Mapping[str, str | Iterable[str]] | None = None, fields: Mapping[str, Any] | None = None,
        after: str | None = None, at: When = None, acted_at: When = None, refused: str | None = None,
    ) -> Self:  # fmt: skip
        """Start the run; without it the first act does. `people` says who an actor of the run is: `{"pemohon": "ani"}`;
        `fields` are some of the first row's form, as values or as people write them (`{"nilai": "50 juta"}`)."""
        return self._perform(
            act_of(
                "start", by=by, documents=documents, subject=subject, people=people, fields=fields, after=after, at=at, acted_at=acted_at,
                refused=refused,
            )
        )  # fmt: skip

    def wait(
        self, length: str, *, after: str | None = None, at: When = None, inside: Rows = None
    ) -> Self:  # fmt: skip
        """Time passes (a duration as text), and waits that are over by then end."""
        return self._perform(act_of("wait", length=length, after=after, at=at, inside=inside))

    def wait_for(
        self, step: str, *, visit: int | None = None, after: str | None = None, at: When = None, inside: Rows = None
    ) -> Self:  # fmt: skip
        """A waiting row ends by itself."""
        return self._perform(act_of("wait", step, visit=visit, after=after, at=at, inside=inside))

    def auto(
        self, until: str | None = None, *, inside: Rows = None, after: str | None = None, at: When = None,
        refused: str | None = None, answers: Mapping[str, str | Iterable[str]] | None = None,
        fields: Mapping[str, Any] | None = None, **more: str | Iterable[str],
    ) -> Self:  # fmt: skip
        """Go on by given answers and default ones, until a row is open, or to the end. An answer (`verifikasi="N"`; of a
        row that is named like an argument in `answers`) for no row, or that nobody asks for, fails. `fields` are filled in
        wherever a row asks for them."""
        return self._perform(
            act_of(
                "auto", until, inside=inside, after=after, at=at, refused=refused, answers={**pairs("answers", answers or {}), **more},
                fields=fields,
            )
        )  # fmt: skip
