"""Findings: a rule with its code and texts, and the place where it was broken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Final, NamedTuple, Protocol

from sopflow.frozen import freeze
from sopflow.language import Language, Words


class Severity(StrEnum):
    """How serious a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(NamedTuple):
    """A place in a file; lines and columns count from 1, and the end is just after the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


NOWHERE = Span(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a finding says: one code, one severity, a message and a hint in both languages."""

    code: str
    name: str
    severity: Severity
    message: Words
    hint: Words = Words("", "")
    page: Words = Words("", "")
    """The explanation that `sopflow explain` prints."""

    def at(
        self, span: Span, *, step: str | None = None, hint: Words | None = None, **values: object
    ) -> Diagnostic:
        """A finding of this rule at `span`; `values` fill the message, `hint` replaces the rule's own."""
        return Diagnostic(self, span, values, step=step, own_hint=hint)


RULES: dict[str, Rule] = {}
"""Every rule by its code."""


_NO_PAGE: Final = Words("", "")


def rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    id: str,
    en: str,
    hint_id: str = "",
    hint_en: str = "",
    page: Words = _NO_PAGE,
) -> Rule:
    """Declare a rule; a code is used once."""
    if code in RULES:
        raise ValueError(f"{code} is declared twice")
    RULES[code] = Rule(code, name, severity, Words(id, en), Words(hint_id, hint_en), page)
    return RULES[code]


class _Declaring(Protocol):
    def __call__(
        self,
        code: str,
        name: str,
        *,
        id: str,
        en: str,
        hint_id: str = "",
        hint_en: str = "",
        page: Words = ...,
    ) -> Rule: ...


error: Final[_Declaring] = partial(rule, severity=Severity.ERROR)
"""Declare a rule whose breach keeps a definition from being loaded."""
warning: Final[_Declaring] = partial(rule, severity=Severity.WARNING)
"""Declare a rule whose breach is probably a mistake; the definition loads."""
info: Final[_Declaring] = partial(rule, severity=Severity.INFO)
"""Declare a rule that only points something out; it fails no check."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding at one place."""

    rule: Rule
    span: Span
    values: Mapping[str, object] = field(default_factory=dict)
    step: str | None = None
    own_hint: Words | None = None
    file: str = ""
    accepted: str | None = None
    """The author's reason, where the definition accepts this finding."""

    def __post_init__(self) -> None:
        freeze(self, "values")

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def fails(self) -> bool:
        """Whether a check with this finding fails: an error or a warning that nobody accepted."""
        return self.severity is Severity.ERROR or (self.severity is Severity.WARNING and self.accepted is None)

    def message(self, language: Language = "en") -> str:
        return self.rule.message.within(language, **{"step": self.step, **self.values})

    def hint(self, language: Language = "en") -> str:
        """What would work; empty if the message already says it."""
        if self.own_hint is not None:
            return self.own_hint.within(language)
        return self.rule.hint.within(language, **{"step": self.step, **self.values})

    def text(self, lines: Sequence[str], language: Language = "en") -> str:
        """The finding for people: place, message, the line with a caret below it, the hint."""
        line, column, end_line, end_column = self.span
        severity = _SEVERITIES[self.severity].within(language)
        head = f"{self.file}:{line}:{column}: {severity} {self.code}: {self.message(language)} [{self.rule.name}]"
        out = [head]
        if 1 <= line <= len(lines):
            shown = lines[line - 1].replace("\t", " ")
            start = max(0, column - 61)
            last = end_column if end_line == line else len(shown) + 1
            width = max(1, min(last, len(shown) + 1, start + 121) - column)
            out.append(f"{line:5d} | {'…' if start else ''}{shown[start : start + 120]}")
            out.append(f"      | {' ' * (column - 1 - start + bool(start))}{'^' * width}")
        hint = self.hint(language)
        if hint:
            out.append(f"      = {hint}")
        if self.accepted is not None:
            out.append(f"      = {_ACCEPTED.within(language, reason=self.accepted)}")
        return "\n".join(out)


_SEVERITIES = {
    Severity.ERROR: Words("kesalahan", "error"),
    Severity.WARNING: Words("peringatan", "warning"),
    Severity.INFO: Words("catatan", "note"),
}
_ACCEPTED = Words("diterima penulis: {reason}", "accepted by the author: {reason}")


def in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings in order of position, each once."""
    unique = {(d.span[:2], d.code, d.message()): d for d in findings}
    return tuple(sorted(unique.values(), key=lambda d: (d.span, d.code)))
