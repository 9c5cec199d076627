"""Directories from YAML: read, checked, and made into an `OfficeDirectory`."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from sopflow.definition.diagnostics import error
from sopflow.definition.reading import List, Map, Text
from sopflow.definition.sheet import Checked, check_data, check_file, date_of, entries, text_of
from sopflow.time.zones import zone_of

from . import checks
from .checks import Placed
from .directory import CAPACITIES, Holding, OfficeDirectory, Person, Position, Unit

if TYPE_CHECKING:
    from os import PathLike

    from sopflow.definition.diagnostics import Diagnostic, Span
    from sopflow.definition.reading import Node

SCHEMA: Final = "directory-1"
SUFFIXES: Final = (".directory.yaml", ".directory.yml")
OTHER_NAME: Final = error(
    "SOP710",
    "directory-elsewhere",
    id='direktori "{name}" harus di berkas {name}.directory.yaml',
    en='the directory "{name}" belongs in the file {name}.directory.yaml',
)
CheckedDirectory: TypeAlias = "Checked[OfficeDirectory]"


def load_directory(path: str | PathLike[str]) -> OfficeDirectory:
    """Load one directory; `DefinitionError` carries every finding, if there is any error."""
    return check(path).required()


def directory_files(folder: Path) -> list[Path]:
    """The directories in a folder and below it, by name."""
    return sorted(f for f in folder.rglob("*.directory.y*ml") if is_directory_file(f) and f.is_file())


def is_directory_file(path: Path) -> bool:
    """Whether a file holds a directory, by its name."""
    return path.name.endswith(SUFFIXES)


def check(path: str | PathLike[str]) -> CheckedDirectory:
    """Check one file; never raises for what is in it."""
    return check_file(path, SCHEMA, _read)


def check_bytes(data: bytes, name: str) -> CheckedDirectory:
    """Check the content of a file; every finding in order of position."""
    return check_data(data, name, SCHEMA, _read)


def _read(top: Map, name: str) -> tuple[OfficeDirectory | None, list[Diagnostic]]:
    found: list[Diagnostic] = []
    own, zone = text_of(top.get("directory")), zone_of(top.get("time_zone"), found)
    if own is not None and Path(name).name.partition(".")[0] != own:
        found.append(OTHER_NAME.at(top.values["directory"].span, name=own[:60]))
    units = [
        (_unit(key, value), span, _place(value, "part_of", span)) for key, value, span in entries(top.get("units"))
    ]
    positions = [(_position(key, value), _substitutes(value)) for key, value, _ in entries(top.get("positions"))]
    placed: list[Placed] = []
    people = [_person(key, value, placed) for key, value, _ in entries(top.get("people"))]
    unit_names, position_names = [u.id for u, *_ in units], [p.id for p, _ in positions]
    found += chain(
        checks.units(units),
        checks.positions(positions),
        checks.names(placed, unit_names, position_names),
        checks.posts(placed, {p.id for p, _ in positions if p.many}),
    )
    if own is None or zone is None or any(p.holding.position not in position_names for p in placed):
        return None, found
    return OfficeDirectory(own, zone, (u for u, *_ in units), (p for p, _ in positions), people), found


def _unit(key: str, node: Node) -> Unit:
    if isinstance(node, Map):
        return Unit(key, text_of(node.get("title")) or key, text_of(node.get("part_of")))
    return Unit(key, text_of(node) or key)


def _position(key: str, node: Node) -> Position:
    if not isinstance(node, Map):
        return Position(key, text_of(node) or key, (key,))
    actors = _texts(node.get("actors")) if node.get("actors") is not None else (key,)
    many = node.get("many")
    is_shared = isinstance(many, Text) and many.value is True
    return Position(key, text_of(node.get("title")) or key, actors, _texts(node.get("substitutes")), is_shared)


def _person(key: str, node: Node, placed: list[Placed]) -> Person:
    top = node if isinstance(node, Map) else Map(node.span)
    held = top.get("holds")
    items = held.items if isinstance(held, List) else [held] if isinstance(held, Map) else []
    holdings = []
    for item in items:
        if isinstance(item, Map) and text_of(item.get("position")) is not None:
            holding = _holding(item)
            holdings.append(holding)
            at = item.values["position"].span
            placed.append(Placed(key, holding, at, _place(item, "unit", at), _place(item, "to", at)))
    return Person(key, text_of(top.get("name")) or key, tuple(holdings))


def _holding(item: Map) -> Holding:
    capacity = text_of(item.get("as")) or "definitif"
    return Holding(
        text_of(item.get("position")) or "",
        text_of(item.get("unit")),
        capacity if capacity in CAPACITIES else "definitif",
        date_of(item.get("from")),
        date_of(item.get("to")),
    )


def _place(item: Node, key: str, otherwise: Span) -> Span:
    """Where the value of a key stands."""
    node = item.get(key) if isinstance(item, Map) else None
    return node.span if node is not None else otherwise


def _items(node: Node | None) -> list[Node]:
    items = node.items if isinstance(node, List) else [node] if node is not None else []
    return [item for item in items if text_of(item) is not None]


def _texts(node: Node | None) -> tuple[str, ...]:
    return tuple(text_of(item) or "" for item in _items(node))


def _substitutes(node: Node) -> list[Span]:
    return [item.span for item in _items(node.get("substitutes") if isinstance(node, Map) else None)]
