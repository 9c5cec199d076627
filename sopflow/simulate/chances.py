"""What is drawn: answers, what is filled in, priorities; each from a stream of its own, so that a change in one leaves the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import TYPE_CHECKING, Any

from sopflow.conditions import Taken, decide, looking

from .office import of_row
from .values import drawn, initial

if TYPE_CHECKING:
    from datetime import date

    from sopflow.flow.flow import Flow, Row

    from .office import Office

Visit = tuple[str, str, int]
"""An instance, a row, and which opening of it."""


class Chances:
    """The draws of one simulation."""

    def __init__(self, office: Office, seed: int, names: Mapping[tuple[str, str], str]) -> None:
        """`names` are those of rows, by SOP and row."""
        self._names = names
        self._office = office
        self._seed = seed
        self._streams: dict[str, Random] = {}
        self._answers: dict[Visit, str] = {}
        self._ranks = range(len(office.priorities))
        self._weights = [*office.priorities.values()]

    def stream(self, name: str) -> Random:
        """Where draws of one kind come from."""
        found = self._streams.get(name)
        if found is None:
            found = self._streams[name] = Random(f"{self._seed} {name}")
        return found

    def rank(self) -> int:
        """The priority of the next case, from 0: the place of its name."""
        (rank,) = self.stream("priorities").choices(self._ranks, self._weights)
        return rank

    def filled(self, flow: Flow, row: Row, today: date) -> Mapping[str, Any]:
        """What is filled in at a row."""
        sop = str(flow.definition.id)
        return drawn(self._office.fields, sop, row, self.stream(f"fields {self._names[sop, row.id]}"), today)

    def answer(
        self, flow: Flow, row: Row, visit: Visit, known: Mapping[str, Any], today: Callable[[Flow], date]
    ) -> str:
        """What is answered at a row, the same by all who sign it; where data decide, what they take."""
        if row.sole is not None:
            return row.sole.outcome
        if row.decision is not None:
            values = {**initial(row), **known}
            taken = decide(*row.decision, looking(flow.definition.fields, values, today(flow)))
            # the engine refuses what cannot be decided, and says why
            return taken.branch if isinstance(taken, Taken) else row.outcomes[0]
        found = self._answers.get(visit)
        if found is None:
            sop = str(flow.definition.id)
            weights = of_row(self._office.answers, sop, row.id)
            outcomes = list(row.ways)
            parts = [weights.get(one, 0.0) for one in outcomes] if weights is not None else []
            if not any(parts):  # nothing is said of it, or of a row with its id in another SOP
                parts = [1.0] * len(outcomes)
            (found,) = self.stream(f"answers {self._names[sop, row.id]}").choices(outcomes, parts)
            self._answers[visit] = found
        return found

    def forget(self, visit: Visit) -> None:
        """A row is over."""
        self._answers.pop(visit, None)
