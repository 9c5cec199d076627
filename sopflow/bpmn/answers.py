"""The answers of a row whose arrows somebody changed in a diagram: each flow is known by its id, so what the diagram does not
show of an answer (rules, notes, what it makes) stays with it wherever its arrow leads now, and whatever it is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sopflow.definition.patching import flow as flow_of
from sopflow.paper.drafting.naming import unique_label

from . import without

if TYPE_CHECKING:
    from sopflow.language import Words

    from .drafting import Draft, Plain

_TARGET: Final = ("to", "end", "closes", "hand_over")
RULES: Final = ("when", "otherwise")


class Answer(NamedTuple):
    """An answer of the carried definition."""

    row: str
    name: str


class Lost(NamedTuple):
    """Something of a row that cannot stay: what, the id of the element where it was, and why."""

    row: str
    text: str
    element: str
    why: Words


class Asked(NamedTuple):
    """What a row's answers are now."""

    branches: Plain
    names: dict[str, str]
    """By what the diagram calls them."""
    origins: dict[str, Answer]
    """By name: which answers of the carried definition they are."""


class Answers:
    """All answers of a diagram at hand, and those of the definition that it carried."""

    def __init__(self, steps: Mapping[str, Plain], flows: Mapping[str, Answer], base: Draft, now: Draft) -> None:
        self.steps = steps
        self.origin = flows
        self.base, self.now = base, now
        self.was = {flow: (row, name) for row, names in base.answers.items() for name, (flow, _) in names.items()}
        self.before = {row["id"]: row for row in base.whole["steps"]}
        self.here = {flow for names in now.answers.values() for flow, _ in names.values()}

    def of(self, row: Plain) -> Asked:
        """The answers of a row of the diagram at hand."""
        found = self._known(row)
        branches: Plain = {}
        names: dict[str, str] = {}
        origins: dict[str, Answer] = {}
        for shown, to in row["branches"].items():
            flow = found.get(shown)
            if flow is None:
                name, value = shown, to
            else:
                name, value = self._changed(flow, shown, to, said=self.now.answers[row["id"]][shown][1])
            name = unique_label(branches, name) if name in branches else name
            branches[name], names[shown] = value, name
            if flow is not None:
                origins[name] = self.origin[flow]
        own = list(self.steps.get(row["id"], {}).get("branches", ()))
        places = {name: own.index(one.name) for name, one in origins.items() if one.row == row["id"]}
        order = sorted(branches, key=lambda name: places.get(name, len(own)))
        return Asked({name: branches[name] for name in order}, names, origins)

    def gone(self, row: str, kept: Mapping[str, Answer]) -> Iterator[Lost]:
        """What the diagram did not show of the answers that are no more; `kept` are those of all rows."""
        branches = self.steps.get(row, {}).get("branches")
        ids = {answer: flow for flow, answer in self.origin.items()}
        for name, value in branches.items() if isinstance(branches, dict) else ():
            answer = Answer(row, name)
            unseen = unseen_in(value)
            if answer not in kept.values() and unseen:
                yield Lost(row, f"{name}: {flow_of(unseen)}", ids.get(answer, row), without.NO_ANSWER)

    def _known(self, row: Plain) -> dict[str, str]:
        """Which answers of the carried definition a row's are: by the ids of their flows, and of arrows that were drawn again by
        what is alike."""
        own = self.now.answers.get(row["id"], {})
        found = {name: flow for name, (flow, _) in own.items() if flow in self.origin}
        homes = {row["id"], *(self.origin[flow].row for flow in found.values())}
        left = [flow for flow, answer in self.origin.items() if answer.row in homes and flow not in self.here]
        new = [name for name in row["branches"] if name not in found and name in own]
        for alike in (
            lambda name, flow: self.was[flow][1] == name,
            lambda name, flow: self._led(flow) == row["branches"][name],
            lambda name, flow: len(new) == len(left) == 1,
        ):
            for name in new[:]:
                flow = next((flow for flow in left if flow in self.was and alike(name, flow)), None)
                if flow is not None:
                    found[name] = flow
                    left.remove(flow)
                    new.remove(name)
        return found

    def _led(self, flow: str) -> Any:
        """Where a flow led in the diagram as it was."""
        row, name = self.was.get(flow, ("", ""))
        return self.before.get(row, {}).get("branches", {}).get(name)

    def _changed(self, flow: str, shown: str, to: Any, *, said: str) -> tuple[str, Any]:
        """The name of an answer now and what it says."""
        answer = self.origin[flow]
        value = self.steps[answer.row]["branches"][answer.name]
        _, was = self.was.get(flow, (answer.row, answer.name))
        if to != self._led(flow):
            value = led(value, to)
        if shown == was or not said:
            return answer.name, value
        name, opened, label = shown.removesuffix(")").rpartition(" (")
        if opened and label and shown.endswith(")") and isinstance(value, dict) and value.get("label"):
            return name, {**value, "label": label}
        if isinstance(value, dict):
            value = {key: one for key, one in value.items() if key != "label"}
        return shown, value


def led(value: Any, to: Any) -> Any:
    """What a branch says, with another target."""
    rest = unseen_in(value)
    if isinstance(value, dict) and "label" in value:
        rest["label"] = value["label"]
    if not rest:
        return to
    return {**(to if isinstance(to, dict) else {"to": to}), **rest}


def unseen_in(value: Any) -> Plain:
    """What no diagram shows of a branch."""
    seen = (*_TARGET, "label")
    return {key: one for key, one in value.items() if key not in seen} if isinstance(value, dict) else {}
