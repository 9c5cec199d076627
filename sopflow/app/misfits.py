"""Where a value is not as its JSON Schema wants it, in the reader's words.

Of JSON Schema it knows what bodies and parameters are described with, and needs no package for it: a command at the terminal
would wait for one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from sopflow.fields.limits import END
from sopflow.language import Words, did_you_mean, joined

Json = dict[str, Any]
_MISSING: Final = Words('kurang: "{name}"', 'missing: "{name}"')
_UNKNOWN: Final = Words('"{name}" tidak dikenal di sini; {hint}', 'there is no "{name}" here; {hint}')
_NO_CHOICE: Final = Words("{shown} tidak berlaku di sini; {hint}", "{shown} is not valid here; {hint}")
_NOT_OF_TYPE: Final = Words("{shown} bukan {kind}", "{shown} is not {kind}")
_WRITE_LIST: Final = Words('{told}; tulis ["…"]', '{told}; write ["…"]')
_NO_FORM: Final = Words("{shown} tidak sesuai dengan bentuk {wanted}", "{shown} does not match {wanted}")
_AT_LEAST: Final = {
    "minimum": Words("paling kecil {wanted}", "at least {wanted}"),
    "minLength": Words("paling sedikit {wanted} karakter", "a length of at least {wanted}"),
}
_AT_MOST: Final = {
    "maximum": Words("paling besar {wanted}", "at most {wanted}"),
    "maxLength": Words("paling banyak {wanted} karakter", "a length of at most {wanted}"),
    "maxItems": Words("paling banyak {wanted} butir", "at most {wanted} items"),
    "maxProperties": Words("paling banyak {wanted} butir", "at most {wanted} members"),
}
_OF: Final[dict[str, Any]] = {
    "minimum": int, "maximum": int, "minLength": str, "maxLength": str, "maxItems": list, "maxProperties": dict,
}  # fmt: skip
"""What each bound is of."""
_TYPES: Final[dict[str, tuple[type, Words]]] = {
    "string": (str, Words("teks", "a text")),
    "integer": (int, Words("bilangan bulat", "a whole number")),
    "boolean": (bool, Words("true atau false", "true or false")),
    "object": (dict, Words("objek", "an object")),
    "array": (list, Words("daftar", "a list")),
    "null": (type(None), Words("null", "null")),
}
_KINDS: Final = {
    dict: Words("sebuah objek", "an object"), list: Words("sebuah daftar", "a list"), str: Words("sebuah teks", "a text"),
    type(None): Words("kosong", "null"), bool: Words("ya atau tidak", "true or false"),
}  # fmt: skip
_NUMBER: Final = Words("sebuah angka", "a number")
_OR: Final = Words(" atau ", " or ")
_SHOWN: Final = 60
_MOST: Final = 20


def misfits(value: Any, schema: Json) -> Iterator[tuple[str, Words]]:
    """Each as the JSON Pointer of the member, and what is wrong with it; of very many the first, so that a body of a
    megabyte costs no more than its reading."""
    return islice(_all(value, schema, ""), _MOST)


def _all(value: Any, schema: Json, here: str) -> Iterator[tuple[str, Words]]:
    yield from ((here, words) for words in _itself(value, schema))
    if isinstance(value, dict):
        yield from _members(value, schema, here)
    elif isinstance(value, list) and "items" in schema:
        for at, one in enumerate(value):
            yield from _all(one, schema["items"], f"{here}/{at}")


def _itself(value: Any, schema: Json) -> Iterator[Words]:
    wanted = schema.get("type", [])
    names = [wanted] if isinstance(wanted, str) else wanted
    if names and type(value) not in [_TYPES[name][0] for name in names]:
        kind = joined((_TYPES[name][1] for name in names), _OR)
        told = _NOT_OF_TYPE.filled(shown=_said(value, names), kind=kind)
        is_alone = "array" in names and isinstance(value, str) and schema.get("items", {}).get("type") == "string"
        yield _WRITE_LIST.filled(told=told) if is_alone else told
    if "enum" in schema and value not in schema["enum"]:
        choices = [str(one) for one in schema["enum"]]
        yield _NO_CHOICE.filled(shown=_shown(value), hint=did_you_mean(str(value), choices))
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        yield _NO_FORM.filled(shown=_shown(value), wanted=schema["pattern"].replace(END, "$"))
    for bound in _OF.keys() & schema.keys():
        if type(value) is _OF[bound]:
            size, limit = value if _OF[bound] is int else len(value), schema[bound]
            if bound in _AT_LEAST and size < limit:
                yield _AT_LEAST[bound].filled(wanted=limit)
            elif bound in _AT_MOST and size > limit:
                yield _AT_MOST[bound].filled(wanted=limit)


def _members(value: Json, schema: Json, here: str) -> Iterator[tuple[str, Words]]:
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{here}/{_escaped(name)}", _MISSING.filled(name=name)
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    for name, one in value.items():
        where = f"{here}/{_escaped(name)}"
        if name in known:
            yield from _all(one, known[name], where)
        elif others is False:
            yield where, _UNKNOWN.filled(name=name[:_SHOWN], hint=did_you_mean(name, list(known)))
        elif others is not True:
            yield from _all(one, others, where)


def _escaped(part: object) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def kind_of(value: Any) -> Words:
    """What a value is in JSON."""
    return _KINDS.get(type(value), _NUMBER)


def _said(value: Any, wanted: list[str]) -> Words | str:
    """What does not fit; where either is of parts, which may be somebody's personal values, only what it is."""
    is_of_parts = isinstance(value, dict | list) or "object" in wanted or "array" in wanted
    return kind_of(value) if is_of_parts else _shown(value)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
