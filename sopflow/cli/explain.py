"""`sopflow explain`: what a finding is about, and how to fix it."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from importlib import import_module
from textwrap import indent

from sopflow.diagnostics import Rule, Severity
from sopflow.errors import Refusal, SopflowError
from sopflow.errors.packages import needing
from sopflow.language import Language, Words, did_you_mean
from sopflow.review.rules import all_rules

from .output import say, say_json
from .refused import REFUSED
from .usage import FORMAT, BadOption

NAME = "explain"
HELP = "jelaskan sebuah temuan atau penolakan / explain a finding or a refusal"

_NO_CODE = Words(
    'tidak ada temuan atau penolakan "{code}"; {hint}', 'there is no finding and no refusal "{code}"; {hint}'
)
_ALL = Words("sopflow explain menampilkan semuanya", "sopflow explain lists them all")
_NUMBERED = re.compile(r"[A-Z]+[0-9]+")
_FILES = {
    "SOP0": Words("berkas ini tidak dimuat", "the file is not loaded"),
    "SOP1": Words("berkas ini tidak dimuat", "the file is not loaded"),
    "SOP5": Words("skenario di berkas ini tidak dimainkan", "the scenarios of the file are not played"),
    "SOP6": Words("kalender ini tidak dimuat", "the calendar is not loaded"),
    "SOP7": Words("direktori ini tidak dimuat", "the directory is not loaded"),
    "SOP8": Words("glosarium ini tidak dibaca", "the glossary is not read"),
    "SOP9": Words("kantor ini tidak disimulasikan", "the office is not simulated"),
}
"""What an error keeps from happening, by the beginning of its code; of any other code it is the SOP."""
_SOP = Words("SOP tidak dimuat", "the SOP is not loaded")
_ERROR = Words("kesalahan: {what} sampai diperbaiki", "error: {what} until it is fixed")
_WARNING = Words(
    "peringatan: perbaiki, atau terima dengan alasan:", "warning: fix it, or accept it with a reason:"
)
_ELSEWHERE = Words("peringatan: perbaiki", "warning: fix it")
_INFO = Words("catatan: hanya memberi tahu", "note: only points something out")
_ACCEPT = "  accept:\n    - {{code: {code}, step: …, reason: …}}"
_MEND = Words("Perbaikannya: {hint}", "How to fix it: {hint}")
_REFUSED = Words(
    "penolakan: perintahnya tidak dijalankan, dan tidak ada yang berubah",
    "refusal: the command is not carried out, and nothing changed",
)
_FAILED = Words("galat: yang diminta tidak dikerjakan", "error: what was asked for is not done")
_FOR_PROGRAMS = Words("Dalam program: {name}", "In programs: {name}")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "codes",
        nargs="*",
        metavar="CODE",
        help="misalnya SOP312 atau not-authorized; tanpa ini: semua temuan / such as SOP312 or not-authorized; default: all findings",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help=FORMAT)


def execute(arguments: Namespace) -> None:
    language: Language = arguments.lang
    rules = all_rules()
    codes = list(arguments.codes) or sorted(rules)
    by_name = {rule.name: rule.code for rule in rules.values()}
    found: list[Rule | type[SopflowError]] = []
    for code in codes:
        rule = rules.get(by_name.get(code.casefold(), code.upper()))
        if rule is None and code.casefold() not in REFUSED:
            is_number = _NUMBERED.fullmatch(code.upper()) is not None
            hint = _ALL if is_number else did_you_mean(code, (*by_name, *REFUSED))
            raise BadOption(why=_NO_CODE.filled(code=code, hint=hint))
        found += [rule] if rule is not None else ()
        found += map(_class_at, REFUSED.get(code.casefold(), ()))
    if arguments.format == "json":
        say_json([_record(one, language) for one in found])
    elif arguments.codes:
        say(
            "\n\n".join(
                _page(one, language) if isinstance(one, Rule) else _refusal(one, language) for one in found
            )
        )
    else:
        for code in codes:
            rule = rules[code]
            say(f"{rule.code}  {rule.name:28}  {plain(rule.message, language)}")


def _class_at(place: str) -> type[SopflowError]:
    """The class of a refusal; `MissingPackage` where it stands beside what is not installed: an extra has the name of its
    part of sopflow."""
    module, _, name = place.partition(":")
    with needing(module.split(".")[1]):
        found: type[SopflowError] = getattr(import_module(module), name)
    return found


def plain(words: Words, language: Language) -> str:
    """A text in which no value has been filled in: each shows as an ellipsis."""
    text = (words.id if language == "id" else words.en).replace("{{", "\x00").replace("}}", "\x01")
    return re.sub(r"\{[^{}]*\}", "…", text).replace("\x00", "{").replace("\x01", "}")


def _page(rule: Rule, language: Language) -> str:
    from sopflow.explained import about, cure_of

    parts = [f"{rule.code} {rule.name}\n{plain(rule.message, language)}"]
    parts += [text for text in [plain(about(rule), language)] if text]
    hint = plain(cure_of(rule), language)
    if hint:
        parts.append(_MEND.within(language, hint=hint))
    return "\n\n".join([*parts, _gravity(rule, language), *_example(rule, language)])


def _example(rule: Rule, language: Language) -> list[str]:
    """A file that has the finding, what a check says of it, and the file corrected; none of another package's rule."""
    from sopflow.explained.showing import FAILS, PASSES, SAYS

    one = _fields(rule, language)
    parts = ((FAILS, one["fails"]), (SAYS, one["says"]), (PASSES, one["passes"])) if one else ()
    texts = [
        f"{title.within(language, file=one['file'])}:\n{indent(text.rstrip(), '  ')}" for title, text in parts
    ]
    return [one["note"], *texts] if one.get("note") else texts


def _gravity(rule: Rule, language: Language) -> str:
    if rule.severity is Severity.ERROR:
        return _ERROR.within(language, what=_FILES.get(rule.code[:4], _SOP))
    if rule.severity is Severity.INFO:
        return _INFO.within(language)
    if rule.code[:4] in ("SOP5", "SOP6", "SOP7", "SOP8"):  # only an SOP accepts
        return _ELSEWHERE.within(language)
    return _WARNING.within(language) + "\n" + _ACCEPT.format(code=rule.code)


def _refusal(kind: type[SopflowError], language: Language) -> str:
    """The page of a refusal, or of another error: what it says, and what it means."""
    words = _REFUSED if issubclass(kind, Refusal) else _FAILED
    places = (place.split(":") for place in REFUSED[kind.code])
    module = next(where for where, name in places if name == kind.__name__ and kind.__module__.startswith(where))
    name = _FOR_PROGRAMS.within(language, name=f"{module}.{kind.__name__}")
    own = vars(kind).get("about")
    about = f"\n\n{own.within(language)}" if own is not None else ""
    return f"{kind.code}\n{plain(kind.words, language)}{about}\n\n{words.within(language)}\n{name}"


def _record(one: Rule | type[SopflowError], language: Language) -> dict[str, str]:
    from sopflow.explained import about, cure_of

    if not isinstance(one, Rule):
        own = vars(one).get("about")
        return {
            "code": one.code, "name": one.__name__, "severity": "error", "message": plain(one.words, language),
            "page": own.within(language) if own is not None else "",
        }  # fmt: skip
    return {
        "code": one.code,
        "name": one.name,
        "severity": str(one.severity),
        "message": plain(one.message, language),
        "hint": plain(cure_of(one), language),
        "page": plain(about(one), language),
    } | _fields(one, language)


def _fields(rule: Rule, language: Language) -> dict[str, str]:
    from sopflow.explained import examples, shown

    example = examples().get(rule.code)
    if example is None:
        return {}
    one = shown(example, rule.code, language)
    return {"file": one.name, "fails": one.fails, "says": one.says, "passes": one.passes, "note": one.note}
