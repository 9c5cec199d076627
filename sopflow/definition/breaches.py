"""What breaks the schema of a file, in the words of the person who wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sopflow import dates
from sopflow.diagnostics import RULES, Diagnostic, Rule, Span, error
from sopflow.language import Suggestion, Words, did_you_mean, nearest

from . import duration, hours, instants
from .cures import another_branch, as_list, braced, choice_of, cure_of, id_of
from .kinds_meant import key_meant
from .reading import List, Map, Node, Text, find
from .waited import instead_of_duration

if TYPE_CHECKING:
    from datetime import datetime

    from jsonschema.exceptions import ValidationError

_NOT_SAID = "unknown"

UNKNOWN_KEY = error(
    "SOP101", "unknown-key", id='kunci "{key}" tidak dikenal di sini', en='there is no key "{key}" here'
)
MISSING_KEY = error(
    "SOP102",
    "missing-key",
    id="kurang: {keys}",
    en="missing: {keys}",
    hint_id="tulis misalnya {example}",
    hint_en="write, for example, {example}",
)
UNEXPECTED = error(
    "SOP103",
    "unexpected",
    id="{shown} tidak cocok di sini; yang diharapkan: {expected}",
    en="{shown} does not fit here; expected: {expected}",
)
NOT_A_CHOICE = error(
    "SOP104",
    "not-a-choice",
    id="{shown} bukan pilihan; pilih salah satu: {choices}",
    en="{shown} is not valid here; choose one of: {choices}",
)
NOT_A_DURATION = error(
    "SOP106",
    "not-a-duration",
    id="{shown} bukan lama waktu",
    en="{shown} is not a duration",
    hint_id="tulis misalnya 30 menit, 1,5 jam, 2 hari, 1-2 hari; unknown bila tidak disebutkan",
    hint_en="write, for example, 30 menit, 1,5 jam, 2 hari, 1-2 hari; unknown where the paper does not say",
)
NOT_A_DATE = error(
    "SOP107",
    "not-a-date",
    id="{shown} bukan tanggal",
    en="{shown} is not a date",
    hint_id="tulis 2022-01-07 atau 7 Januari 2022; unknown bila tidak disebutkan",
    hint_en="write 2022-01-07 or 7 Januari 2022; unknown where the paper does not say",
)
NO_SUCH_DAY = error(
    "SOP108",
    "no-such-day",
    id="tanggal {shown} tidak ada di kalender",
    en="there is no such day as {shown}",
    hint_id="periksa hari, bulan, dan tahunnya pada kertas; unknown bila tidak disebutkan",
    hint_en="check its day, month and year on the paper; unknown where it does not say",
)
NOT_A_LIST = error(
    "SOP109",
    "not-a-list",
    id="{shown} bukan daftar",
    en="{shown} is not a list",
    hint_id="tulis dalam kurung siku, dipisah koma: {fixed}",
    hint_en="write it in square brackets, separated by commas: {fixed}",
)
NOT_AN_INSTANT = error(
    "SOP112",
    "not-an-instant",
    id="{shown} bukan waktu",
    en="{shown} is not a point in time",
    hint_id="tulis dengan zonanya: 2024-03-12 08:00 WIB",
    hint_en="write it with its zone: 2024-03-12 08:00 WIB",
)
NOT_DUE = error(
    "SOP114",
    "not-due",
    id="{shown} bukan lama waktu, dan bukan tanggal dan jam",
    en="{shown} is neither a duration nor a date and time",
    hint_id="tulis misalnya 2 jam, atau dengan zonanya: 2024-03-12 10:00 WIB",
    hint_en="write 2 jam, for example, or with its zone: 2024-03-12 10:00 WIB",
)
NOT_HOURS = error(
    "SOP113",
    "not-hours",
    id="{shown} bukan jam kerja",
    en="{shown} is not a time range",
    hint_id="tulis dari-sampai, misalnya 07:30-12:00; lewat tengah malam 22:00-06:00; sehari penuh 00:00-24:00",
    hint_en="write from-to, such as 07:30-12:00; over midnight 22:00-06:00; a whole day 00:00-24:00",
)
EXCLUSIVE = error("SOP111", "exclusive", id="yang diharapkan: {expected}", en="expected: {expected}")
NOBODY = error(
    "SOP208",
    "nobody-performs",
    id="baris ini tidak menyebut siapa yang mengerjakannya",
    en="this row does not say who does it",
    hint_id="tulis actor dan pelaksananya, misalnya actor: lurah; bila kertasnya tidak menyebut siapa, tulis actor: unknown",
    hint_en="write actor and who it is, such as actor: lurah; where the paper does not say who, write actor: unknown",
)
_WRITE: Final = Words("tulis {fixed}", "write {fixed}")
_WITH_ZONE: Final = Words(
    "tulis dengan zonanya (WIB, WITA, WIT atau UTC): {fixed}",
    "write it with its zone (WIB, WITA, WIT or UTC): {fixed}",
)
_KINDS: Final = {
    dict: Words("sebuah bagian (kunci: isi)", "a mapping (key: value)"),
    list: Words("sebuah daftar", "a list"),
    bool: Words("{shown}", "{shown}"),
    type(None): Words("kosong", "nothing"),
}
_SHAPES: Final = {"object": _KINDS[dict], "array": _KINDS[list]}
_NUMBER: Final = re.compile(r"\s*[0-9]{1,6}(?:[.,][0-9]{1,6})?\s*")
_NO_SCHEMA: Final[Mapping[str, Any]] = {}
_THERE: Final = Words(
    '"{key}" sudah ada di sini; bila itu yang dimaksud, hapus salah satunya',
    '"{key}" is here already; if that is what you mean, delete one of the two',
)


def duration_or_instant(text: str) -> duration.Duration | datetime | None:
    """A length of time, or a point in time; `None` for a dash, which says that there is no due time. Raises `NotAnInstant`."""
    if text.strip() == "-":
        return None
    try:
        return duration.parse(text)
    except ValueError:
        return instants.parse(text)


_LENGTH: Final = "sopflow-duration"
FORMATS: Final[dict[str, tuple[Callable[[str], object], Rule]]] = {
    _LENGTH: (duration.parse, NOT_A_DURATION),
    "sopflow-date": (dates.parse, NOT_A_DATE),
    "sopflow-instant": (instants.parse, NOT_AN_INSTANT),
    "sopflow-hours": (hours.parse, NOT_HOURS),
    "sopflow-due": (duration_or_instant, NOT_DUE),
}


def translated(problem: ValidationError, root: Node) -> Iterator[Diagnostic]:
    path = list(problem.absolute_path)
    node, key_span = find(root, path)
    keyword: Any = problem.validator
    value: Any = problem.instance
    wanted: Any = problem.validator_value
    schema: dict[str, Any] = problem.schema if isinstance(problem.schema, dict) else {}
    shape = _SHAPES.get(wanted) if keyword == "type" and isinstance(wanted, str) else None
    expected = _words(schema.get("x-expected")) or shape or Words(*_title(schema))
    if "x-code" in schema:
        spans = [s for k in schema.get("x-key", "").split() if (s := _key_span(node, k))]
        span = spans[-1] if spans else _first_line(node)
        yield RULES[schema["x-code"]].at(span, expected=expected)
    elif keyword == "additionalProperties":
        known = schema.get("properties", _NO_SCHEMA)
        needed = schema.get("required", ())
        offered = sorted(known, key=lambda key: (key in value, key not in needed))
        for key in value:
            if key not in known:
                meant = _titled(key, known)
                used = [one for one in offered if one in value]
                free = [one for one in offered if one not in used]
                said = {"key": key[:60]} if meant is None or meant in used else {"key": key[:60], "meant": meant}
                there = _there_already(meant or key, free, used) if all(one in value for one in needed) else None
                told = there or did_you_mean(meant or key, free, used=used)
                yield UNKNOWN_KEY.at(_key_span(node, key) or node.span, hint=told, **said)
    elif keyword == "required":
        missing = [k for k in wanted if k not in value]
        known = schema.get("properties", _NO_SCHEMA)
        example = ", ".join(f"{key}: {_example(known.get(key, _NO_SCHEMA))}" for key in missing)
        yield MISSING_KEY.at(_first_line(node), keys=tuple(missing), example=example)
    elif keyword in ("anyOf", "oneOf"):
        chosen = _nearest_alternative(problem)
        if braced(node, schema):
            yield _unexpected(node, key_span, value, expected, schema)
        elif "x-list" in schema and isinstance(value, str):
            hint = did_you_mean(_NOT_SAID, (_NOT_SAID,)) if value.strip(" “”„") == _NOT_SAID else None
            yield NOT_A_LIST.at(_tight(node), hint=hint, shown=_shown(value), fixed=as_list(value))
        elif chosen:
            for inner in chosen:
                yield from translated(inner, root)
        else:
            yield _unexpected(node, key_span, value, expected, schema, path[-1] if path else None)
    elif keyword == "format":
        around: Any = problem.parent.schema if problem.parent is not None else schema
        instead = instead_of_duration(str(value), around, root) if wanted == _LENGTH else None
        yield _format(node, str(value), str(wanted), instead)
    elif keyword in ("enum", "const"):
        choices = wanted if keyword == "enum" else [wanted]
        texts = tuple(dict.fromkeys(str(c) for c in choices))
        cure = key_meant(root, path, value, texts) or choice_of(str(value), texts)
        yield NOT_A_CHOICE.at(_tight(node), shown=_shown(value), choices=", ".join(texts), hint=cure)
    elif keyword in ("minItems", "minProperties") and value:
        yield UNEXPECTED.at(
            _first_line(node), shown=_few(len(value)), expected=expected, hint=another_branch(node, path[-1:])
        )
    elif keyword == "uniqueItems" and isinstance(node, List):
        plain = [item.plain() for item in node.items]
        twice = next(item for at, item in enumerate(node.items) if plain[at] in plain[:at])
        yield _unexpected(twice, twice.span, twice.plain(), Words("setiap nama satu kali", "each name once"))
    elif problem.absolute_schema_path and "propertyNames" in problem.absolute_schema_path:
        span = _key_span(node, str(value)) or node.span
        yield UNEXPECTED.at(span, shown=_shown(value), expected=expected, hint=id_of(value, schema))
    else:
        yield _unexpected(node, key_span, value, expected, schema, path[-1] if path else None)


def _titled(word: str, keys: Mapping[str, Any]) -> str | None:
    """The key that has a word for its title, or that people call so: `tanggal_efektif` is `effective`."""
    plain = word.casefold().replace("_", " ")
    for key, schema in keys.items():
        if plain in (*str(schema.get("title", "")).casefold().split(" / "), *schema.get("x-also", ())):
            return key
    return None


def _there_already(word: str, free: Sequence[str], used: Sequence[str]) -> Suggestion | None:
    """That the key which somebody seems to mean stands there already, as far as no other one may be meant."""
    own = nearest(word, used) if word in used or nearest(word, free) is None else None
    if own is None:
        return None
    told = _THERE.filled(key=own)
    return Suggestion(told.id, told.en, own)


def _unexpected(
    node: Node,
    key_span: Span,
    value: object,
    expected: Words,
    schema: Mapping[str, Any] = _NO_SCHEMA,
    part: object = None,
) -> Diagnostic:
    span = key_span if isinstance(node, Text) and node.value is None else _tight(node)
    return UNEXPECTED.at(span, shown=_shown(value), expected=expected, hint=cure_of(node, schema, part))


def _nearest_alternative(problem: ValidationError) -> list[ValidationError]:
    """The errors of the alternative whose shape the value has, if they say more than the whole does."""
    alternatives: dict[Any, list[ValidationError]] = {}
    for inner in problem.context or ():
        alternatives.setdefault(inner.relative_schema_path[0], []).append(inner)
    of_shape = [
        errors
        for errors in alternatives.values()
        if all(e.validator != "type" or len(e.relative_path) for e in errors)
    ]
    if of_shape and isinstance(problem.instance, dict | list):
        return min(of_shape, key=_strangeness)
    return next((one for one in of_shape if len(one) == 1 and one[0].validator == "format"), [])


def _strangeness(errors: list[ValidationError]) -> tuple[int, int, int]:
    """How little a value looks like an alternative: keys that it does not know, and resembles no known one; other errors."""
    unknown, strange = 0, 0
    for one in errors:
        if one.validator == "additionalProperties" and isinstance(one.instance, dict):
            known: Any = one.schema.get("properties", _NO_SCHEMA) if isinstance(one.schema, dict) else _NO_SCHEMA
            names = [key for key in one.instance if key not in known]
            unknown += len(names)
            strange += sum(_titled(key, known) is None and nearest(key, known) is None for key in names)
    return unknown, strange, len(errors)


def _example(schema: Mapping[str, Any]) -> str:
    """What a key may hold, as it is written on one line."""
    shown = json.dumps(next(iter(schema.get("examples", ())), "…"), ensure_ascii=False)
    return re.sub(r'"(\w+)":', r"\1:", shown).strip('"')


def _format(node: Node, value: str, name: str, instead: Words | None = None) -> Diagnostic:
    parse, rule = FORMATS[name]
    try:
        parse(value)
    except ValueError as problem:
        rule = NO_SUCH_DAY if getattr(problem, "no_such_day", False) else rule
    bare = name == _LENGTH and _NUMBER.fullmatch(value)
    hint = Words(
        "tulis satuannya: {0} menit, {0} jam atau {0} hari", "write its unit: {0} menit, {0} jam or {0} hari"
    )
    number = value.strip()
    return rule.at(
        _tight(node),
        shown=_shown(value),
        hint=Words(hint.id.format(number), hint.en.format(number)) if bare else instead or _moment(rule, value),
    )


def _moment(rule: Rule, value: str) -> Words | None:
    """How the day or the point in time that somebody wrote is written here, where it can be read."""
    if rule is NOT_A_DATE and (days := dates.meant(value)):
        return _WRITE.filled(fixed=dates.offered(days))
    if rule in (NOT_AN_INSTANT, NOT_DUE) and (moments := instants.meant(value)):
        return _WITH_ZONE.filled(fixed=Words(" atau ".join(moments), " or ".join(moments)))
    return None


def _words(pair: dict[str, str] | None) -> Words | None:
    return Words(pair["id"], pair["en"]) if pair else None


def _title(schema: dict[str, Any]) -> tuple[str, str]:
    parts = str(schema.get("title", "isi yang lain / something else")).split(" / ")
    return parts[0], parts[-1]


def _shown(value: object) -> Words | str:
    if type(value) in _KINDS:
        return Words(
            *(t.format(shown=str(value).lower()) for t in (_KINDS[type(value)].id, _KINDS[type(value)].en))
        )
    text = " ".join(str(value).split())
    return f'"{text[:60]}{"…" if len(text) > 60 else ""}"'


def _few(count: int) -> Words:
    return (
        Words("satu isi saja", "one entry alone") if count == 1 else Words(f"{count} isi saja", f"{count} entries")
    )


def _key_span(node: Node, key: str) -> Span | None:
    return node.keys.get(key) if isinstance(node, Map) else None


def _tight(node: Node) -> Span:
    return node.span if isinstance(node, Text) and node.span.line == node.span.end_line else _first_line(node)


def _first_line(node: Node) -> Span:
    """Where a part begins: the place of its first key or item."""
    if isinstance(node, Map) and node.keys:
        return next(iter(node.keys.values()))
    if isinstance(node, List) and node.items:
        return _first_line(node.items[0])
    line, column = node.span[:2]
    return Span(line, column, line, column + 1)
