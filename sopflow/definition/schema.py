"""The JSON Schema of the format: as it is shipped, and as files are held to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from sopflow.diagnostics import Diagnostic
from sopflow.language import Suggestion

from .breaches import FORMATS, NOT_A_CHOICE, UNKNOWN_KEY, translated
from .reading import Node, as_meant

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

SOP: Final = "sop-1"
"""The name of the schema of definitions."""
_DEEP: Final = 6
"""How often a file is looked at again with the words that were meant: so deep are its parts within parts."""
_UNKNOWN_WORDS: Final = ("unknown", "?", "-", "")


def looked_at(root: Node, name: str = SOP) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The misspelled words that have a meaning, and what is wrong beside them: what follows from such a word says nothing
    more, as the file is looked at, and read from then on, as it was meant; within such a part too."""
    told: list[Diagnostic] = []
    breaches = list(validate(root, name))
    for _ in range(_DEEP):
        slips = [one for one in breaches if one.rule in (UNKNOWN_KEY, NOT_A_CHOICE)]
        meant = {one.span: one.own_hint.word for one in slips if isinstance(one.own_hint, Suggestion)}
        if not meant or not as_meant(root, meant):
            break
        told += [one for one in slips if one.span in meant]
        breaches = list(validate(root, name))
    return told, breaches


def document(name: str = SOP) -> dict[str, Any]:
    """A schema as it is shipped for editors, with its parts in the places where it names them."""
    text = files("sopflow").joinpath(f"schema/{name}.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    parts = schema.pop("$defs", {})
    whole: dict[str, Any] = _filled(schema, parts)
    return whole


def _filled(schema: Any, parts: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_filled(one, parts) for one in schema]
    if not isinstance(schema, dict):
        return schema
    match schema:
        case {"$ref": str(name)} | {"allOf": [{"$ref": str(name)}]}:
            own = {key: one for key, one in schema.items() if key not in ("$ref", "allOf")}
            return {**_filled(parts[name.removeprefix("#/$defs/")], parts), **own}
    return {key: one if key == "examples" else _filled(one, parts) for key, one in schema.items()}


@cache
def _validator(name: str) -> Validator:
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    known = Draft202012Validator.VALIDATORS

    def none_of(validator: Validator, wanted: Any, value: object, schema: Any) -> Iterator[ValidationError]:
        met = _keys_met(wanted, value)
        if met is None:
            yield from known["not"](validator, wanted, value, schema)
        elif met:
            yield ValidationError("these keys stand together")

    def any_of(validator: Validator, wanted: Any, value: object, schema: Any) -> Iterator[ValidationError]:
        if not _keys_met({"anyOf": wanted}, value):
            yield from known["anyOf"](validator, wanted, value, schema)

    formats = FormatChecker(formats=())
    for format_name, (parse, _) in FORMATS.items():
        formats.checks(format_name, raises=ValueError)(partial(_is_written, parse))
    kind: type[Validator] = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {"not": none_of, "anyOf": any_of}
    )
    return kind(document(name), format_checker=formats)


def _keys_met(schema: Any, value: object) -> bool | None:
    """Whether a value has the keys that a schema asks for, where it asks for nothing else; `None` where it does. A row
    is asked a dozen of these, and a new validator for each costs as much as the whole check of the rest."""
    match schema:
        case {"required": keys, **rest} if not rest:
            return not isinstance(value, dict) or all(key in value for key in keys)
        case {"not": inner, **rest} if not rest:
            met = _keys_met(inner, value)
            return None if met is None else not met
        case {"anyOf": several, **rest} if not rest:
            found = [_keys_met(one, value) for one in several]
            return True if True in found else None if None in found else False
        case _:
            return None


def _is_written(parse: Callable[[str], object], value: object) -> bool:
    if isinstance(value, str) and value not in _UNKNOWN_WORDS:
        parse(value)
    return True


def validate(root: Node, name: str = SOP) -> Iterator[Diagnostic]:
    """Every breach of a schema, at its place and in the analyst's words."""
    for problem in _validator(name).iter_errors(root.plain()):
        yield from translated(problem, root)
