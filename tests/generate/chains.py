"""The acts of `sopflow.testing.play`: a method for each verb that gives a command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sopflow.flow.commands import CommandType
from sopflow.scenarios.names import Form
from sopflow.scenarios.uses import USES
from sopflow.scenarios.verbs import COMMAND_OF, NO_OUTCOME, WORK

from .text import call, docstring, head, sentence

TYPES = {
    "step": "str", "by": "str | None = None", "note": "str | None = None", "to": "str", "length": "str | None = None",
    "documents": "Papers = ()", "choose": "Mapping[str, str] | None = None", "visit": "int | None = None",
    "after": "str | None = None", "at": "When = None", "acted_at": "When = None", "inside": "Rows = None",
    "refused": "str | None = None", "outcome": "str | None = None",
    "people": "Mapping[str, str | Iterable[str]] | None = None", "fields": "Mapping[str, Any] | None = None",
    "only": "str | Iterable[str] | None = None",
}  # fmt: skip
ORDER = (
    "by", "note", "documents", "choose", "length", "visit", "after", "at", "acted_at", "inside", "people", "fields", "only", "refused",
)  # fmt: skip

HEADER = '''from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Self

from .acts import Papers, Rows, When, act_of, answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sopflow.flow.command import Paper
    from sopflow.scenarios.model import Act

__tracebackhide__ = True


class Giving(ABC):
    """The acts of a run that give a command."""

    @abstractmethod
    def _perform(self, act: Act) -> Self:
        """Let an act happen."""
'''


def files(_: Path) -> Iterator[tuple[str, str]]:
    methods = "".join(f"\n{method(verb, command)}\n" for verb, command in reversed(COMMAND_OF.items()))
    yield "sopflow/testing/giving.py", head("What a chain may do: a call for each command.") + HEADER + methods


def method(verb: Form, command: CommandType) -> str:
    assert command.summary is not None
    keys = {"inside" if key == "in" else key for key in USES[verb]} - {"expect"}
    first: list[str] = []
    passed: list[str] = [json.dumps(verb)]
    if command.target != "instance":
        is_whole = "step" in command.optional
        first.append("step: str | None" if is_whole else "step: str")
        passed.append("step")
    later = []
    if verb in WORK and verb not in NO_OUTCOME:
        (first if verb == "step" else later).append(f"outcome: {TYPES['outcome']}")
        later.append("to: str | None = None")
        passed.append("answer(outcome, to)")
    if "to" in keys:
        first.append(f"to: {TYPES['to']}")
        passed.append("to=to")
    if "documents" in command.required:
        first, keys = ["*documents: str | Paper"], keys - {"documents"}
        passed.append("documents=documents")
    if {"note", "reason"} & {*command.required}:
        first.append("note: str" if "note" in command.required else f"note: {TYPES['note']}")
        keys.discard("note")
        passed.append("note=note")
    by_is_first = verb != "step" and not any(
        name.partition(":")[0] in ("to", "note", "*documents") for name in first
    )
    if by_is_first:
        first.append(f"by: {TYPES['by']}")
        passed.append("by=by")
        keys.discard("by")
    named = [name for name in ORDER if name in keys or (name == "by" and not by_is_first)]
    star = [] if "documents" in command.required else ["*"]
    parts = ["self", *first, *star, *later, *(f"{name}: {TYPES[name]}" for name in named)]
    passed += [f"{name}={name}" for name in named]
    name = command.kind
    return "\n".join(
        [
            call(f"def {name}", parts, " -> Self:", 4),
            docstring(sentence(command.summary.en), "", (), 8),
            call("act = act_of", passed, "", 8),
            "        return self._perform(act)",
        ]
    )
