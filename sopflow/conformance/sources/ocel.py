"""A log as OCEL 2.0 (JSON or XML): each type of objects is a column, and the one that is the case makes the lines.

An event of several cases is a line in each. Which object is of which type lies on disk, so that memory does not grow.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sopflow.language import Words

from .items import Items
from .ocelxml import BEGUN, items_in
from .source import MANY_HEADS, MAX_HEADS, Found, LogError, Unusable

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


XML: Final = (".xmlocel",)
"""The endings of files in XML."""
_ACTIVITY: Final = "ocel:type"
_TIME: Final = "ocel:time"
_OLD: Final = Words("ini OCEL 1; simpan sebagai OCEL 2.0", "this is OCEL 1; save it as OCEL 2.0")
_NO_LOG: Final = Words(
    'bukan OCEL 2.0: tidak ada "events" dan "objects"', 'this is not OCEL 2.0: it has no "events" and "objects"'
)
_NO_EVENT: Final = Words(
    'bukan kejadian OCEL 2.0: "type" dan "time" berupa teks, "relationships" daftar',
    'this is not an event of OCEL 2.0: "type" and "time" are texts, "relationships" a list',
)
_NOT_TEXT: Final = Words("bukan teks UTF-8", "this is not UTF-8 text")
_BATCH: Final = 10_000


class Ocel:
    """The events of a log."""

    def __init__(self, path: Path, said: str, database: sqlite3.Connection) -> None:
        """`said` is the path as it was given; `database` is where its objects are kept."""
        self._path, self._said, self._database = path, said, database
        database.execute("CREATE TABLE object (id TEXT PRIMARY KEY, type INTEGER, said TEXT) WITHOUT ROWID")
        types: dict[str, int] = {}
        heads: dict[str, None] = {_ACTIVITY: None, _TIME: None}
        said_of_objects: dict[tuple[str, str], None] = {}
        seen: set[str] = set()
        batch: list[tuple[str, int, str | None]] = []
        with self._items() as items:
            for name, line, one in items:
                seen.add(name)
                if name == "objects" and isinstance(one, dict):
                    identity, kind = one.get("id"), one.get("type")
                    if isinstance(identity, str) and isinstance(kind, str):
                        own = _attributes(one)
                        said_of_objects |= dict.fromkeys((kind, attribute) for attribute in own)
                        said_here = json.dumps(own) if own else None
                        batch.append((identity, types.setdefault(kind, len(types)), said_here))
                elif name == "events" and isinstance(one, dict):
                    heads |= dict.fromkeys(_attributes(one))
                elif name.startswith("ocel:"):
                    raise LogError(path=said, line=line, why=_OLD)
                if len(batch) == _BATCH:
                    self._keep(batch)
                if len(types) + len(heads) + len(said_of_objects) > MAX_HEADS:
                    raise LogError(path=said, line=line, why=MANY_HEADS.filled(limit=MAX_HEADS))
        self._keep(batch)
        if not {"events", "objects"} <= seen:
            raise LogError(path=said, line=1, why=_NO_LOG)
        self._types = list(types)
        self._said_of_events = [head for head in heads if head not in types]
        self._said_of_objects = [(types[kind], attribute) for kind, attribute in said_of_objects]
        self.heads = [
            *self._types, *self._said_of_events, *(f"{kind}:{attribute}" for kind, attribute in said_of_objects)
        ]  # fmt: skip

    def found(self, case: int) -> Iterator[Found]:
        with self._items() as items:
            for name, line, one in items:
                if name == "events" and one is not BEGUN:
                    yield from self._lines(line, one, case)

    def _lines(self, line: int, event: Any, case: int) -> Iterator[Found]:
        if not isinstance(event, dict) or not all(isinstance(event.get(key), str) for key in ("type", "time")):
            yield line, Unusable(_NO_EVENT, _NO_EVENT)
            return
        related: list[list[str]] = [[] for _ in self._types]
        own: list[list[dict[str, str]]] = [[] for _ in self._types]
        for relation in event.get("relationships") or ():
            identity = relation.get("objectId") if isinstance(relation, dict) else None
            if not isinstance(identity, str):
                yield line, Unusable(_NO_EVENT, _NO_EVENT)
                return
            row = self._database.execute("SELECT type, said FROM object WHERE id = ?", (identity,)).fetchone()
            if row is not None:
                related[row[0]].append(identity.removeprefix(f"{self._types[row[0]]}:"))
                own[row[0]].append(json.loads(row[1]) if row[1] is not None else {})
        said = {_ACTIVITY: event["type"], _TIME: event["time"], **_attributes(event)}
        cells = ["; ".join(some) for some in related] + [said.get(head, "") for head in self._said_of_events]
        cells += ["; ".join(one.get(name, "") for one in own[kind]) for kind, name in self._said_of_objects]
        if case >= len(related):
            yield line, cells
            return
        first = len(cells) - len(self._said_of_objects)
        for one, its in zip(related[case], own[case], strict=True):
            mine = [*cells[:case], one, *cells[case + 1 :]]
            for at, (kind, name) in enumerate(self._said_of_objects, start=first):
                if kind == case:
                    mine[at] = its.get(name, "")
            yield line, mine

    def _keep(self, batch: list[tuple[str, int, str | None]]) -> None:
        self._database.executemany("INSERT OR REPLACE INTO object VALUES (?, ?, ?)", batch)
        batch.clear()

    @contextmanager
    def _items(self) -> Iterator[Iterable[tuple[str, int, Any]]]:
        if self._path.suffix.lower() in XML:
            yield items_in(self._path, self._said)
            return
        with self._path.open(encoding="utf-8-sig") as file:
            try:
                yield Items(file, self._said)
            except UnicodeDecodeError:
                raise LogError(path=self._said, line=1, why=_NOT_TEXT) from None


def _attributes(event: dict[str, Any]) -> dict[str, str]:
    listed = event.get("attributes")
    return {
        one["name"]: str(one.get("value", ""))
        for one in (listed if isinstance(listed, list) else ())
        if isinstance(one, dict) and isinstance(one.get("name"), str)
    }
