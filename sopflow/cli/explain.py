"""`sopflow explain`: what a finding is about, and how to fix it."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

from sopflow.definition.diagnostics import Severity
from sopflow.language import Words, did_you_mean
from sopflow.review.rules import all_rules

from .output import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sopflow.definition.diagnostics import Rule
    from sopflow.language import Language

NAME = "explain"
HELP = "jelaskan sebuah temuan / explain a finding"

_NO_CODE = Words('tidak ada temuan berkode "{code}"; {hint}', 'there is no finding "{code}"; {hint}')
_SEVERITIES = {
    Severity.ERROR: Words(
        "kesalahan: SOP tidak dimuat sampai diperbaiki", "error: the SOP is not loaded until it is fixed"
    ),
    Severity.WARNING: Words(
        "peringatan: perbaiki, atau terima dengan alasan:", "warning: fix it, or accept it with a reason:"
    ),
    Severity.INFO: Words("catatan: hanya memberi tahu", "note: only points something out"),
}
_ACCEPT = "  accept:\n    - {{code: {code}, step: …, reason: …}}"
_MEND = Words("Perbaikannya: {hint}", "How to fix it: {hint}")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "codes", nargs="*", metavar="CODE", help="misalnya SOP312; tanpa ini: semuanya / all without it"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")


def execute(arguments: Namespace) -> int:
    language: Language = arguments.lang
    rules = all_rules()
    codes = [code.upper() for code in arguments.codes]
    by_name = {rule.name.upper(): rule.code for rule in rules.values()}
    found = [rules.get(by_name.get(code, code)) for code in codes] if codes else [rules[c] for c in sorted(rules)]
    for code, rule in zip(codes, found, strict=False):
        if rule is None:
            say(_NO_CODE.within(language, code=code, hint=did_you_mean(code, rules)), file=sys.stderr)
            return 2
    known = [rule for rule in found if rule is not None]
    if arguments.format == "json":
        say(json.dumps([_record(rule, language) for rule in known], ensure_ascii=False, indent=2))
    elif codes:
        say("\n\n".join(_page(rule, language) for rule in known))
    else:
        for rule in known:
            say(f"{rule.code}  {rule.name:28}  {plain(rule.message, language)}")
    return 0


def plain(words: Words, language: Language) -> str:
    """A text in which no value has been filled in: each shows as an ellipsis."""
    text = (words.id if language == "id" else words.en).replace("{{", "\x00").replace("}}", "\x01")
    return re.sub(r"\{[^{}]*\}", "…", text).replace("\x00", "{").replace("\x01", "}")


def _page(rule: Rule, language: Language) -> str:
    parts = [f"{rule.code} {rule.name}\n{plain(rule.message, language)}"]
    parts += [text for text in [plain(rule.page, language)] if text]
    hint = plain(rule.hint, language)
    if hint:
        parts.append(_MEND.within(language, hint=hint))
    last = _SEVERITIES[rule.severity].within(language)
    parts.append(last + ("\n" + _ACCEPT.format(code=rule.code) if rule.severity is Severity.WARNING else ""))
    return "\n\n".join(parts)


def _record(rule: Rule, language: Language) -> dict[str, str]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "message": plain(rule.message, language),
        "hint": plain(rule.hint, language),
        "page": plain(rule.page, language),
    }
