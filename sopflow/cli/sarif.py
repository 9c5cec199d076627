"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show at their lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sopflow._version import __version__
from sopflow.diagnostics import RULES, Diagnostic, Rule, Severity

from .explain import plain

if TYPE_CHECKING:
    from sopflow.language import Language

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_PAGES: Final = {
    "id": "https://github.com/sopflow/sopflow/blob/main/docs/checks.id.md",
    "en": "https://github.com/sopflow/sopflow/blob/main/docs/checks.md",
}
"""Where our findings are explained; those of others' checks have no page there."""
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(findings: Sequence[Diagnostic], language: Language) -> dict[str, Any]:
    """One run with all findings; those that the author accepts are suppressed, with the reason."""
    codes = sorted({found.code for found in findings})
    rules = [_rule(RULES[code], language) for code in codes]
    driver = {"name": "sopflow", "version": __version__, "rules": rules}
    results = [_result(found, codes.index(found.code), language) for found in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule, language: Language) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": plain(rule.message, language)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if rule.code.startswith("SOP"):
        record["helpUri"] = f"{_PAGES[language]}#{rule.code.lower()}"
    page = plain(rule.page, language)
    return record | ({"help": {"text": page}} if page else {})


def _result(found: Diagnostic, rule: int, language: Language) -> dict[str, Any]:
    hint = found.hint(language)
    line, column, end_line, end_column = found.span
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _LEVELS[found.severity],
        "message": {"text": found.message(language) + (f" ({hint})" if hint else "")},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": Path(found.file).as_posix()}, "region": region}}
        ],
    }
    if found.accepted is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": found.accepted}]
    return result
