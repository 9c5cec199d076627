"""A log as OCEL 2.0 (JSON): cases, documents, persons and units are objects, and each event says what they are to it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, Final

from .fields import CASE, ENTRY, moment
from .values import FIELD, KINDS

if TYPE_CHECKING:
    from .cases import Entry, LoggedCase

_OBJECTS: Final[Mapping[str, Mapping[str, str]]] = {
    "case": {
        "sop:id": "string",
        "sop:version": "string",
        "sop:status": "string",
        "sop:end": "string",
        "sop:subject": "string",
    },
    "document": {"sop:document": "string", "title": "string"},
    "person": {},
    "unit": {},
}
"""The types of objects, and what is said of each."""
_EVENT: Final[Mapping[str, str]] = {
    "lifecycle:transition": "string", "org:role": "string", "sop:row": "string", "sop:visit": "integer",
    "sop:actor": "string", "sop:outcome": "string", "sop:opened": "time", "sop:due": "time", "sop:late": "boolean",
    "sop:note": "string",
}  # fmt: skip
_BATCH: Final = 1 << 16
_line: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def written(cases: Iterable[LoggedCase], fields: Sequence[str] = ()) -> Iterator[str]:
    """The parts of the document. Events are written as they come; objects lie in a file beside it until those are done."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass") as aside:
        objects = _Objects(aside)
        types: dict[str, dict[str, str]] = {}
        yield '{"events":[\n'
        gap = ""
        for case in cases:
            objects.case(case)
            made: dict[str, None] = {}
            lines = []
            for number, entry in enumerate(case.entries, start=1):
                kinds = types.setdefault(entry.name, {})
                for name, value in entry.fields.items():
                    kinds[FIELD + name] = _wider(kinds.get(FIELD + name), KINDS[type(value)])
                lines.append(_event(case, number, entry, objects))
                made |= dict.fromkeys(entry.documents)
            objects.documents(case, made)
            if lines:
                yield gap + ",\n".join(lines)
                gap = ",\n"
        yield '\n],\n"objects":[\n'
        aside.seek(0)
        while part := aside.read(_BATCH):
            yield part
        events = [{"name": name, "attributes": _typed({**_EVENT, **more})} for name, more in types.items()]
        objects_said = [{"name": name, "attributes": _typed(said)} for name, said in _OBJECTS.items()]
        yield f'\n],\n"eventTypes":{_line(events)},\n"objectTypes":{_line(objects_said)}}}\n'


class _Objects:
    """The objects of a log, each written once."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._gap = ""
        self._known: set[str] = set()

    def case(self, case: LoggedCase) -> None:
        said = {key: value(case) for key, value in CASE.items() if key in _OBJECTS["case"]}
        relations = [_to(self.unit(case.unit), "of")] if case.unit else []
        relations += [_to(f"case:{case.parent}", "called by")] if case.parent else []
        self._write(f"case:{case.id}", "case", said, case.started_at, relations)

    def documents(self, case: LoggedCase, made: Iterable[str]) -> None:
        for name in made:
            said = {"sop:document": name, "title": case.documents.get(name, name)}
            self._write(
                _document(case, name), "document", said, case.started_at, [_to(f"case:{case.id}", "part of")]
            )

    def person(self, name: str) -> str:
        return self._once(f"person:{name}", "person")

    def unit(self, name: str) -> str:
        return self._once(f"unit:{name}", "unit")

    def _once(self, identity: str, kind: str) -> str:
        if identity not in self._known:
            self._known.add(identity)
            self._write(identity, kind, {}, None, [])
        return identity

    def _write(
        self,
        identity: str,
        kind: str,
        said: Mapping[str, str],
        since: datetime | None,
        relations: list[dict[str, str]],
    ) -> None:
        at = moment(since) if since is not None else ""
        values = [{"name": name, "time": at, "value": value} for name, value in said.items() if value]
        whole = {"id": identity, "type": kind, "attributes": values, "relationships": relations}
        self._file.write(self._gap + _line(whole))
        self._gap = ",\n"


def _event(case: LoggedCase, number: int, entry: Entry, objects: _Objects) -> str:
    relations = [_to(f"case:{case.id}", "case")]
    if entry.person:
        relations.append(_to(objects.person(entry.person), "done by"))
    if case.unit:
        relations.append(_to(objects.unit(case.unit), "in"))
    relations += [_to(_document(case, name), "makes") for name in entry.documents]
    found = [(name, ENTRY[name](entry)) for name in _EVENT]
    found += [(FIELD + name, value) for name, value in entry.fields.items()]
    values = [{"name": name, "value": _text(value)} for name, value in found if value is not None and value != ""]
    return _line(
        {
            "id": f"{case.id}:{number}", "type": entry.name, "time": moment(entry.at), "attributes": values,
            "relationships": relations,
        }
    )  # fmt: skip


def _typed(said: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "type": kind} for name, kind in said.items()]


def _wider(was: str | None, kind: str) -> str:
    """Numbers of which some are whole are all `float`."""
    return kind if was in (None, kind) else "float"


def _to(identity: str, qualifier: str) -> dict[str, str]:
    return {"objectId": identity, "qualifier": qualifier}


def _text(value: Any) -> str:
    """A value as the schema of OCEL wants it; its type says what it is."""
    if isinstance(value, datetime):
        return moment(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _document(case: LoggedCase, name: str) -> str:
    return f"document:{case.id}:{name}"
