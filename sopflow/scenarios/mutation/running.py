"""Playing an SOP's scenarios on its mutants: which of them nobody notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sopflow.flow.flow import Flow

from ..playing import play
from . import OPERATORS, mutants_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopflow.definition.library import Procedure
    from sopflow.language import Language

    from ..model import Scenario
    from . import Mutant


class Tried(NamedTuple):
    """A mutant, and the scenario that noticed it."""

    mutant: Mutant
    noticed_by: str | None


class Mutation(NamedTuple):
    """What came of all mutants of one SOP."""

    path: str
    tried: tuple[Tried, ...]

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        return tuple(t.mutant for t in self.tried if t.noticed_by is None)

    @property
    def percent(self) -> float:
        """How many of the mutants were noticed."""
        return 100.0 * (len(self.tried) - len(self.survivors)) / len(self.tried) if self.tried else 100.0

    def record(self, language: Language) -> dict[str, object]:
        """As JSON values."""
        return {
            "mutants": len(self.tried),
            "noticed": len(self.tried) - len(self.survivors),
            "percent": round(self.percent, 1),
            "survivors": [
                {
                    "change": one.change.within(language),
                    "line": one.line,
                    "file": self.path,
                    "missing": one.missing.within(language),
                }
                for one in self.survivors
            ],
        }


def mutants_of(procedure: Procedure) -> tuple[Mutant, ...]:
    """Every mutant of an SOP."""
    return tuple(mutants_by(OPERATORS, procedure.sop, procedure.called))


def tried(mutants: Sequence[Mutant], procedure: Procedure, scenarios: Sequence[Scenario]) -> Iterator[Tried]:
    """Play scenarios (which pass on the SOP itself) on its mutants, one after the other as they are asked for."""
    called = [Flow(sop) for sop in procedure.called.values() if sop.id != procedure.sop.id]
    order = list(scenarios)
    for mutant in mutants:
        flows = (*called, Flow(mutant.sop))
        found = next((s for s in order if not play(s, flows).passed), None)
        if found is not None:
            # whoever noticed the last one often notices the next
            order.remove(found)
            order.insert(0, found)
        yield Tried(mutant, found.name if found is not None else None)
