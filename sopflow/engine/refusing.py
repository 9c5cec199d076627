"""Errors as JSON and back: what a refusal says survives the way from one process to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sopflow.errors import Refusal, SopflowError
from sopflow.language import Suggestion, TwoWays, Words


def refusal_to_json(error: SopflowError) -> dict[str, Any]:
    """Its code and its values; texts that exist in both languages stay so."""
    record = {"code": error.code, "values": {name: _plain(value) for name, value in error.values.items()}}
    shown = {name: _plain(value) for name, value in error.shown.items()} if isinstance(error, Refusal) else {}
    return {**record, "shown": shown} if shown else record


def refusal_from_json(record: Mapping[str, Any]) -> SopflowError:
    """The error again, of its own class; a plain `SopflowError` for a code of another version."""
    values = {str(name): _value(value) for name, value in record["values"].items()}
    kind = _kinds().get(record["code"])
    error = kind(**values) if kind is not None else SopflowError(what=record["code"])
    if isinstance(error, Refusal):
        error.showing({str(name): _value(value) for name, value in record.get("shown", {}).items()})
    return error


@cache
def _kinds() -> dict[str, type[SopflowError]]:
    """By their codes, those that their values make."""
    kinds = reversed(list(_below(SopflowError)))
    return {kind.code: kind for kind in kinds if "__init__" not in vars(kind) or kind is SopflowError}


def _below(kind: type[SopflowError]) -> Iterator[type[SopflowError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _below(one)


def _plain(value: object) -> Any:
    if isinstance(value, Words):
        word = {"word": value.word} if isinstance(value, Suggestion) else {}
        written = {"written": _plain(value.written)} if isinstance(value, TwoWays) else {}
        return {"id": value.id, "en": value.en, **word, **written}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return [_plain(item) for item in sorted(value)]
    return value if isinstance(value, str | int | float | None) else str(value)


def _value(value: Any) -> object:
    if isinstance(value, dict):
        if "written" in value:
            return TwoWays(value["id"], value["en"], Words(**value["written"]))
        return Suggestion(**value) if "word" in value else Words(**value)
    return tuple(_value(item) for item in value) if isinstance(value, list) else value
