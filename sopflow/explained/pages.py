"""The pages of all rules, gathered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sopflow.diagnostics import Rule
    from sopflow.language import Words

    from .example import Example


def examples() -> Mapping[str, Example]:
    """By code."""
    from . import beside, deciding, files, flow, meaning, paper

    return {
        code: one
        for part in (files, meaning, flow, deciding, paper, beside)
        for code, one in part.EXAMPLES.items()
    }


def about(rule: Rule) -> Words:
    """What a rule finds and why it matters: its own page, or the one written here."""
    from .words import ABOUT

    return rule.page if rule.page.en else ABOUT.get(rule.code, rule.page)
