"""Personal values leave a command before it is decided: what stands for them stays, they go to the place for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sopflow.fields import Field, Problem, Withheld
from sopflow.fields.withheld import Sealed, seal
from sopflow.frozen import Frozen

from .forms import thawed

if TYPE_CHECKING:
    from .command import Command
    from .flow import Flow

    Seals = Mapping[str, Sealed]
    """Personal values by their fields."""


def sealed(flow: Flow, command: Command) -> tuple[Command, Seals]:
    """A command with what stands for its personal values, and these. What its field does not take stays as it is, and is
    refused with whatever else is wrong."""
    known, given = flow.definition.fields, command.more.fields
    if not any(name in known and known[name].personal for name in given):
        return command, {}
    seals: dict[str, Sealed] = {}
    fields: dict[str, Any] = {}
    for name, value in given.items():
        own = _of(known[name], value) if name in known and known[name].personal else None
        if own is not None:
            seals[name] = own
            value = own.withheld
        elif isinstance(value, Withheld):  # what stands for a value is nothing that anybody gives
            value = Frozen(value)
        fields[name] = value
    return command._replace(fields=Frozen(fields)), seals


def _of(field: Field, value: object) -> Sealed | None:
    found = field.read(thawed(value)) if value is not None else None
    return None if found is None or isinstance(found, Problem) else seal(found)
