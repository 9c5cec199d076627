"""Scenarios for what an SOP says beside its arrows: who may, by when, what is refused.

One kind of rule a file; a new one is a file here and a name in `_KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.budget import Spent

from ..rehearsal import Failed
from . import apart, borders, choosing, commands, deadlines, ends, forms, optional, signing, substituting
from .refusing import refusals
from .trial import Ground, NoWay, RuleTrial, Trial

if TYPE_CHECKING:
    from sopflow.flow.flow import Flow
    from sopflow.language import Language

    from ..model import Scenario
    from ..ways import Explorer, Way

_KINDS: Final = (
    signing, substituting, choosing, apart, optional, borders, forms, deadlines, ends, commands,
)  # fmt: skip
RULES: Final[tuple[Callable[[Ground], Iterator[RuleTrial]], ...]] = tuple(kind.rules for kind in _KINDS)


class Ruled(NamedTuple):
    """The scenarios of an SOP's rules, and the rules for which none could be made."""

    scenarios: tuple[Scenario, ...]
    unmade: tuple[str, ...]
    is_whole: bool


def ruled(explorer: Explorer, flows: Sequence[Flow], ways: Sequence[tuple[str, Way]], language: Language) -> Ruled:
    """Scenarios for the rules of the last flow, named in `language`; `ways` are those already played, by name: they come
    past every row."""
    budget = explorer.markings.budget = explorer.begun()
    ground = Ground(explorer, flows, ways, language)
    made: list[Scenario] = []
    unmade: list[str] = []
    try:
        made += refusals(ground, budget, unmade)
        for rule in RULES:
            for wanted in rule(ground):
                trial = Trial(ground, wanted.people, budget)
                try:
                    wanted.make(trial)
                except (Failed, NoWay):
                    unmade.append(wanted.name.within(language))
                else:
                    made.append(trial.scenario(wanted.name))
    except Spent:
        return Ruled(tuple(made), tuple(unmade), False)
    return Ruled(tuple(made), tuple(unmade), True)
