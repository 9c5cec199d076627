"""Events, snapshots and definitions as the text that stands in a column."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import msgspec

from sopflow.definition.codec import definition_from_json, definition_to_json
from sopflow.definition.digest import is_digest_of
from sopflow.definition.model import Definition
from sopflow.errors import UnreadableRecord
from sopflow.flow.event import Event
from sopflow.flow.forms import frozen, thawed
from sopflow.flow.instance import Instance
from sopflow.flow.wire import event_from_json, event_to_json, instance_from_json, instance_to_json
from sopflow.frozen import Frozen
from sopflow.reasons import reason_of

# beyond ASCII everything is escaped, since not every character that a person can type may stand in a text column
_ASCII: Final = msgspec.json.Encoder().encode
_ENCODE: Final = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_NO_COLUMN: Final = re.compile("[\x00\ud800-\udfff]")


def event_text(event: Event) -> str:
    return _text(event_to_json(event))


def event_of(text: str) -> Event:
    """`UnreadableRecord` for what is not an event."""
    return event_from_json(_parsed(text))


def snapshot_text(instance: Instance) -> str:
    return _text(instance_to_json(instance))


def control_text(instance: Instance) -> str:
    """A snapshot without the case's fields, which stand apart."""
    return _text(instance_to_json(instance, fields=False))


def fields_text(instance: Instance) -> str:
    return _text(thawed(instance.fields))


def fields_of(text: str) -> Frozen[str, Any]:
    """`UnreadableRecord` for what is not the fields of a case."""
    found: Frozen[str, Any] = frozen(_parsed(text))
    return found


def snapshot_of(text: str) -> Instance:
    """`UnreadableRecord` for what is not a snapshot."""
    return instance_from_json(_parsed(text))


def whole_of(text: str, fields: str | None) -> Instance:
    """A snapshot with the fields that stand apart."""
    found = snapshot_of(text)
    return found._replace(fields=fields_of(fields)) if found.rare.fields_at and fields is not None else found


def rows_text(rows: list[dict[str, object]]) -> str:
    """Rows for a database that takes several as one value."""
    return _text(rows)


def definition_text(definition: Definition) -> str:
    return _ENCODE(definition_to_json(definition))


def definition_of(text: str) -> Definition:
    """`UnreadableRecord` for what is not a definition."""
    return definition_from_json(_parsed(text))


def verified_definition(text: str, digest: str) -> Definition:
    """The definition that has a digest; `UnreadableRecord` where the text says another."""
    found = definition_of(text)
    if found.digest != digest or not is_digest_of(digest, found):
        raise UnreadableRecord(why=f"definition {digest}: its content is another ({found.digest})")
    return found


def column(text: str) -> str:
    """A text as an index can hold it: without the characters that no text column takes."""
    return text if text.isascii() and "\x00" not in text else _NO_COLUMN.sub("\N{REPLACEMENT CHARACTER}", text)


def _text(record: object) -> str:
    """The text of a record; a faster encoder writes the same where nothing is to be escaped that it would not escape: what is beyond ASCII, and DEL."""
    try:
        text = _ASCII(record)
    except (UnicodeEncodeError, OverflowError, TypeError):  # half a character, a long number, a kind of `str`
        return _ENCODE(record)
    return text.decode("ascii") if text.isascii() and b"\x7f" not in text else _ENCODE(record)


def _parsed(text: str) -> dict[str, object]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise UnreadableRecord(why=reason_of(problem)) from None
    if not isinstance(record, dict):
        raise UnreadableRecord(why="no object")
    return record
