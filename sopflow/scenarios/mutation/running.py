"""Playing an SOP's scenarios on its mutants: which of them nobody notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.budget import Budget
from sopflow.flow.flow import Flow
from sopflow.frozen import NOTHING

from ..coverage import floored
from ..playing import play
from . import OPERATORS, Mutant, mutants_by

if TYPE_CHECKING:
    from sopflow.definition.library import Procedure
    from sopflow.language import Language

    from ..model import Scenario


_ROW: Final = 30
"""Steps of work for each row of a mutant: it is checked and compiled."""
_ACT: Final = 100
"""Steps of work for each act that is played."""


class Tried(NamedTuple):
    """A mutant, and the scenario that noticed it."""

    mutant: Mutant
    noticed_by: str | None


class Mutation(NamedTuple):
    """What came of all mutants of one SOP."""

    path: str
    tried: tuple[Tried, ...]
    accepted: Mapping[str, str] = NOTHING
    """By their keys, the changes that no scenario can notice, and why: as `accept` of the scenario files says."""
    is_whole: bool = True
    """`False` where the work was given up: then there are more mutants than were tried."""

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        return tuple(t.mutant for t in self.tried if t.noticed_by is None and t.mutant.key not in self.accepted)

    @property
    def noticed(self) -> int:
        return sum(t.noticed_by is not None for t in self.tried)

    @property
    def noticeable(self) -> int:
        """How many could be: all but those that are accepted."""
        return self.noticed + len(self.survivors)

    @property
    def percent(self) -> float:
        """How many of those that could be noticed were."""
        return 100.0 * self.noticed / self.noticeable if self.noticeable else 100.0

    @property
    def wrongly_accepted(self) -> Mapping[str, str | None]:
        """The accepted changes that a scenario noticed, and by which; `None` where there is no such change."""
        seen = {t.mutant.key: t.noticed_by for t in self.tried}
        known = {key: seen.get(key) for key in self.accepted if key not in seen or seen[key] is not None}
        return known if self.is_whole else {key: by for key, by in known.items() if by is not None}

    def record(self, language: Language) -> dict[str, object]:
        return {
            "mutants": len(self.tried),
            "whole": self.is_whole,
            "noticed": self.noticed,
            "accepted": dict(self.accepted),
            "percent": floored(self.percent),
            "survivors": [
                {
                    "key": one.key,
                    "change": one.change.within(language),
                    "line": one.line,
                    "file": self.path,
                    "missing": one.missing.within(language),
                }
                for one in self.survivors
            ],
        }


def mutants_of(procedure: Procedure) -> Iterator[Mutant]:
    return mutants_by(OPERATORS, procedure.sop, procedure.called)


def tried(
    mutants: Iterable[Mutant], procedure: Procedure, scenarios: Sequence[Scenario], budget: Budget | None = None
) -> Iterator[Tried]:
    """Play scenarios (which pass on the SOP itself) on its mutants, one after the other as they are asked for; `Spent`."""
    budget = budget if budget is not None else Budget()
    called = [Flow(sop) for sop in procedure.called.values() if sop.id != procedure.sop.id]
    order = list(scenarios)
    for mutant in mutants:
        budget.spend(_ROW * len(mutant.sop.steps))
        flows = (*called, Flow(mutant.sop))
        found = next((s for s in order if not _passes(s, flows, budget)), None)
        if found is not None:
            # whoever noticed the last one often notices the next
            order.remove(found)
            order.insert(0, found)
        yield Tried(mutant, found.name if found is not None else None)


def _passes(scenario: Scenario, flows: Sequence[Flow], budget: Budget) -> bool:
    budget.spend(_ACT * (1 + len(scenario.acts)))
    return play(scenario, flows).passed
