"""What follows from a slip that is told already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sopflow.diagnostics import Diagnostic, Severity
from sopflow.language import Suggestion

from .rules import CURLY_QUOTES


def without_consequences(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """One finding where a curly quotation mark makes a value wrong: what is wrong, and that the mark is to go."""
    told = list(findings)
    curly = {one.span[:2]: one for one in told if one.rule is CURLY_QUOTES}
    wrong = {one.span[:2] for one in told if one.severity is Severity.ERROR} & curly.keys()
    return [
        one
        if one.span[:2] not in wrong or isinstance(one.own_hint, Suggestion) or "fixed" in one.values
        else replace(one, own_hint=CURLY_QUOTES.hint.filled(**curly[one.span[:2]].values))
        for one in told
        if not (one.rule is CURLY_QUOTES and one.span[:2] in wrong)
    ]
