"""Where a value is not as its JSON Schema wants it, in the reader's words."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from jsonschema import Draft202012Validator

from sopflow.language import Words, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError

Json = dict[str, Any]
_MISSING: Final = Words('kurang: "{name}"', 'missing: "{name}"')
_UNKNOWN: Final = Words('"{name}" tidak dikenal di sini; {hint}', 'there is no "{name}" here; {hint}')
_NO_CHOICE: Final = Words("{shown} tidak berlaku di sini; {hint}", "{shown} is not valid here; {hint}")
_NOT_OF_TYPE: Final = Words("{shown} bukan {kind}", "{shown} is not {kind}")
_BOUNDS: Final = {
    "minimum": Words("paling kecil {wanted}", "at least {wanted}"),
    "maximum": Words("paling besar {wanted}", "at most {wanted}"),
    "minLength": Words("paling sedikit {wanted} karakter", "a length of at least {wanted}"),
    "maxLength": Words("paling banyak {wanted} karakter", "a length of at most {wanted}"),
    "maxItems": Words("paling banyak {wanted} butir", "at most {wanted} items"),
    "maxProperties": Words("paling banyak {wanted} butir", "at most {wanted} members"),
}
_KINDS: Final = {
    "string": Words("teks", "a text"),
    "integer": Words("bilangan bulat", "a whole number"),
    "boolean": Words("true atau false", "true or false"),
    "object": Words("objek", "an object"),
    "array": Words("daftar", "a list"),
    "null": Words("null", "null"),
}
_OR: Final = Words(" atau ", " or ")
_SHOWN: Final = 60
_MOST: Final = 20


def misfits(value: Any, schema: Json) -> Iterator[tuple[str, Words]]:
    """Each as the JSON Pointer of the member, and what is wrong with it; of very many the first, so that a body of a
    megabyte costs no more than its reading."""
    return islice(_all(value, schema), _MOST)


def _all(value: Any, schema: Json) -> Iterator[tuple[str, Words]]:
    for error in Draft202012Validator(schema).iter_errors(value):
        here = "".join(f"/{_escaped(part)}" for part in error.absolute_path)
        yield from _of(error, here)


def _of(error: ValidationError, here: str) -> Iterator[tuple[str, Words]]:
    wanted: Any = error.validator_value
    value: Any = error.instance
    keyword = str(error.validator)
    if keyword == "required":
        for name in wanted:
            if name not in value:
                yield here, _MISSING.filled(name=name)
    elif keyword == "additionalProperties" and not wanted:
        known = list(error.schema.get("properties", ())) if isinstance(error.schema, dict) else []
        for name in value:
            if name not in known:
                where = f"{here}/{_escaped(name)}"
                yield where, _UNKNOWN.filled(name=name[:_SHOWN], hint=did_you_mean(name, known))
    elif keyword == "enum":
        choices = [str(one) for one in wanted]
        yield here, _NO_CHOICE.filled(shown=_shown(value), hint=did_you_mean(str(value), choices))
    elif keyword == "type":
        names = [wanted] if isinstance(wanted, str) else wanted
        kind = Words(*(getattr(_OR, n).join(getattr(_KINDS[k], n) for k in names) for n in ("id", "en")))
        yield here, _NOT_OF_TYPE.filled(shown=_shown(value), kind=kind)
    elif keyword in _BOUNDS:
        yield here, _BOUNDS[keyword].filled(wanted=wanted)
    else:
        yield here, Words(error.message[:300], error.message[:300])


def _escaped(part: object) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
