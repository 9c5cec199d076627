"""A file beside the SOPs (a calendar, a directory): read, held to its schema, and made into what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from os import PathLike
from typing import Final, Generic, TypeVar

from sopflow.diagnostics import NOWHERE, Diagnostic, Severity, in_order
from sopflow.errors import DefinitionError

from . import schema
from .files import ANY, Files
from .reading import Map, compose, decode, without_consequences

Made = TypeVar("Made")
Reader = Callable[[Map, str], "tuple[Made | None, list[Diagnostic]]"]
"""From the top of a file and its name to what it says; forgiving, since the schema tells what has the wrong shape."""
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Checked(Generic[Made]):
    """A file with its findings; `value` is there unless an error stands in the way."""

    path: str
    lines: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    value: Made | None

    def required(self) -> Made:
        """What the file says; `DefinitionError` carries every finding, if there is any error."""
        if self.value is None:
            raise DefinitionError(self.path, self.findings, self.lines)
        return self.value


def check_file(
    path: str | PathLike[str], schema_name: str, reader: Reader[Made], files: Files = ANY
) -> Checked[Made]:
    """Check one file; never raises for what is in it."""
    data = files.look(path)
    if isinstance(data, Diagnostic):
        return Checked(str(path), (), (replace(data, file=str(path)),), None)
    return check_data(data, str(path), schema_name, reader)


def check_data(data: bytes, name: str, schema_name: str, reader: Reader[Made]) -> Checked[Made]:
    """Check the content of a file; every finding in order of position."""
    text, unreadable = decode(data)
    root, found = (None, unreadable) if unreadable else compose(text)
    findings = list(found)
    value: Made | None = None
    if root is not None:
        told, breaches = schema.looked_at(root, schema_name)
        value, own = reader(root if isinstance(root, Map) else Map(NOWHERE), name)
        findings += [*told[:_SHOWN], *breaches[:_SHOWN], *own]
    placed = tuple(replace(found, file=name) for found in in_order(without_consequences(findings)))
    is_broken = root is None or any(found.severity is Severity.ERROR for found in placed)
    return Checked(name, tuple(text.split("\n")), placed, None if is_broken else value)
