"""Every finding that sopflow knows: a rule is known once the module that finds it is imported."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from sopflow.diagnostics import RULES, Rule

from .plugins import own_checks

_FINDERS: Final = (
    "sopflow.definition.glossary", "sopflow.review.checking", "sopflow.people.loading", "sopflow.scenarios.loading", "sopflow.simulate.loading",
    "sopflow.time.loading",
)  # fmt: skip


def all_rules() -> Mapping[str, Rule]:
    """By code, those of other packages included."""
    for module in _FINDERS:
        import_module(module)
    own_checks()
    return RULES
