"""A log as XES (IEEE 1849), a trace for each case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, Final

from .fields import CASE, ENTRY, UNIT, moment
from .values import FIELD

if TYPE_CHECKING:
    from .cases import LoggedCase

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EXTENSIONS: Final = (
    ("Concept", "concept"),
    ("Lifecycle", "lifecycle"),
    ("Organizational", "org"),
    ("Time", "time"),
)
_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
"""
_GLOBALS: Final = """<global scope="trace"><string key="concept:name" value=""/></global>
<global scope="event"><string key="concept:name" value=""/><string key="lifecycle:transition" value="complete"/>\
<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/></global>
<classifier name="Activity" keys="concept:name"/>
<classifier name="Activity and lifecycle" keys="concept:name lifecycle:transition"/>
<classifier name="Role" keys="org:role"/>
<string key="lifecycle:model" value="standard"/>
"""


def written(cases: Iterable[LoggedCase], fields: Sequence[str] = ()) -> Iterator[str]:
    """The parts of the document, case by case."""
    yield _HEAD
    for name, prefix in _EXTENSIONS:
        yield f'<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>\n'
    yield _GLOBALS
    for case in cases:
        unit = _attribute(UNIT, case.unit)
        parts = ["<trace>\n", *(_attribute(key, value(case)) for key, value in CASE.items()), unit]
        for entry in case.entries:
            parts.append("<event>")
            parts += [_attribute(key, value(entry)) for key, value in ENTRY.items()]
            parts += [_attribute(FIELD + name, value) for name, value in entry.fields.items()]
            parts += [unit, "</event>\n"]
        parts.append("</trace>\n")
        yield "".join(parts)
    yield "</log>\n"


def _attribute(key: str, value: Any) -> str:
    """One attribute; nothing for what is not known."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return f'<date key="{key}" value="{moment(value)}"/>'
    if isinstance(value, bool):
        return f'<boolean key="{key}" value="{"true" if value else "false"}"/>'
    if isinstance(value, int | float):
        kind = "int" if isinstance(value, int) else "float"
        return f'<{kind} key="{key}" value="{value}"/>'
    return _text(key, value)


@lru_cache(maxsize=8192)
def _text(key: str, value: str) -> str:
    clean = escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value))
    # a parser would read line ends and tabs as blanks
    clean = clean.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    return f'<string key="{key}" value="{clean}"/>' + ("\n" if key == "concept:name" else "")
