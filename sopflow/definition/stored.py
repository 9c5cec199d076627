"""The names under which parts of a definition are stored. They are forever; those of the code may change.

A class that is renamed keeps its name here. A field that is renamed says `metadata={"stored": "old name"}`.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from typing import Any, Final

from sopflow.fields import Field as CaseField

from . import model
from .duration import Duration

PARTS: Final[dict[str, type[Any]]] = {
    "Acceptance": model.Acceptance,
    "Actor": model.Actor,
    "Approval": model.Approval,
    "Branch": model.Branch,
    "DecisionRule": model.DecisionRule,
    "Decides": model.Decides,
    "Definition": model.Definition,
    "Document": model.Document,
    "Duration": Duration,
    "End": model.End,
    "Extension": model.Extension,
    "Field": CaseField,
    "Fill": model.Fill,
    "FreeDuration": model.FreeDuration,
    "Identity": model.Identity,
    "Input": model.Input,
    "OnLate": model.OnLate,
    "SourceNote": model.SourceNote,
    "Step": model.Step,
    "Wait": model.Wait,
    "When": model.When,
}
NAMES: Final = {kind: name for name, kind in PARTS.items()}
KEPT: Final = {
    kind: tuple((str(f.metadata.get("stored", f.name)), f) for f in fields(kind) if f.compare and f.init)
    for kind in NAMES
}
"""The fields of each part, with their stored names: all but places in the file."""


def default_of(field: Field[Any]) -> object:
    """What a field is where nothing is said; `MISSING` where something must be."""
    return field.default_factory() if field.default_factory is not MISSING else field.default


def is_default(value: object, field: Field[Any]) -> bool:
    """Whether a value is what the field is where nothing is said: `0`, `False` and `None` are three things."""
    default = default_of(field)
    return value == default and (type(value) is type(default) or isinstance(value, str | dict))
