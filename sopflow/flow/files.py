"""The files of documents: of which a reference is asked, what it must say, and where one is still missing.

sopflow stores no files. A command brings what identifies one: where it is kept or what it is called, and its hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from sopflow.definition.model import DONE, Input, Unknown
from sopflow.errors import FilesRequired
from sopflow.fields.limits import DATE, END
from sopflow.fields.schema import DIALECT
from sopflow.frozen import NOTHING, Frozen, FrozenList

from .command import SYSTEM, Command, Paper

if TYPE_CHECKING:
    from .flow import Flow, Row, Way
    from .instance import Instance

LARGEST: Final = 2**53 - 1
"""Bytes: what every reader of JSON takes for the same number."""
_LONGEST: Final = 500
_TEXT: Final = {"type": "string", "minLength": 1, "maxLength": _LONGEST}
PARTS: Final[Mapping[str, Mapping[str, Any]]] = Frozen({
    "number": _TEXT,
    "date": {"type": "string", "format": "date", "pattern": f"^{DATE}{END}"},
    "uri": _TEXT,
    "sha256": {"type": "string", "pattern": f"^[0-9a-fA-F]{{64}}{END}"},
    "name": _TEXT,
    "media_type": {"type": "string", "maxLength": 127, "pattern": f"^[!-.0-~]+/[!-.0-~]+{END}"},
    "size": {"type": "integer", "minimum": 0, "maximum": LARGEST},
})  # fmt: skip
"""What identifies a copy of a document, each with its values: its number and date, and of its file where it is kept, the hash,
the name, the media type and the bytes."""
_NAMED: Final = ("uri", "name")
"""Of these one is enough."""


def lacks(paper: Paper | None) -> tuple[str, ...]:
    """What a reference to a file does not say, though it must: a place or a name, and the hash."""
    is_named = paper is not None and (paper.uri or paper.name)
    is_hashed = paper is not None and paper.sha256
    return (*(() if is_named else ("name",)), *(() if is_hashed else ("sha256",)))


def with_files(documents: Mapping[str, Any]) -> frozenset[str]:
    """The documents of an SOP that are brought or made with their files."""
    return frozenset(str(one.id) for one in documents.values() if one.file == "required")


def needed(row: Row, instance: Instance, of: Collection[str]) -> tuple[str, ...]:
    """The inputs of a row whose files the case does not have."""
    return tuple([d for d in row.needed if d in of and lacks(_held(instance, d))])


def require_files(flow: Flow, command: Command, documents: Iterable[str] = (), row: Row | None = None) -> None:
    """Refuse a person's command without the files of these documents, or of those that it brings: `FilesRequired`."""
    if command.by == SYSTEM:
        return  # what another instance has is taken as it is; the row that needs the file asks for it
    papers = {paper.document: paper for paper in command.papers}
    asked = [d for d in dict.fromkeys((*papers, *documents)) if d in flow.with_files]
    missing = {d: found for d in asked if (found := lacks(papers.get(d)))}
    if missing:
        titles = {d: flow.definition.documents[d].title for d in missing}
        raise FilesRequired.of(missing, titles, row.id if row is not None else command.step)


def require_of(flow: Flow, instance: Instance, command: Command, row: Row, way: Way) -> None:
    """The same of a row that is done: of what it needs, and of what it makes by this way."""
    require_files(flow, command, (*needed(row, instance, flow.with_files), *way.outputs), row)


def form_of_files(flow: Flow, row: Row, instance: Instance) -> Mapping[str, Any] | None:
    """The files that a row asks for as JSON Schema of the mapping `documents`; `None` where it asks for none. What may be
    missing, or only some answers make, is not required."""
    lacking = needed(row, instance, flow.with_files)
    offered = [d for d in inputs_of(row) if d in flow.with_files and lacks(_held(instance, d))]
    ways = [way.outputs for name, way in row.ways.items() if name in row.outcomes]
    made = [d for outputs in ways for d in outputs if d in flow.with_files]
    always = [d for d in made if all(d in outputs for outputs in ways)]
    asked, required = (*offered, *made), (*lacking, *always)
    return _schema(flow, tuple(dict.fromkeys(asked)), tuple(dict.fromkeys(required)))


def inputs_of(row: Row) -> Iterable[str]:
    """All inputs of a row, also those that may be missing."""
    inputs = row.step.inputs
    return [] if isinstance(inputs, Unknown) else [str(one.document) for one in inputs if isinstance(one, Input)]


def _held(instance: Instance, document: str) -> Paper | None:
    held = instance.documents.get(document)
    return held.paper if held is not None else None


def kept(
    instance: Instance, command: Command, documents: Iterable[str], signed: Mapping[str, str] = NOTHING
) -> tuple[str, ...]:
    """Of the documents of an event: those that are still the copy that the case has, as a person hands it on and says nothing
    otherwise, or has `signed` it and the last signature makes it."""
    if command.by == SYSTEM:
        return ()  # what another instance has is taken as it is
    papers = {paper.document: paper for paper in command.papers}
    found = []
    for document in documents:
        known, said = _held(instance, document), papers.get(document)
        if known is None or not any(known[1:]):
            continue
        if _is_same(known, said) if said is not None else _is_signed(instance, command, known, signed):
            found.append(document)
    return tuple(found)


def identified(instance: Instance, command: Command, documents: Iterable[str]) -> list[Paper]:
    """What a command brings, each with what is known of the copy if the case has it."""
    same = kept(instance, command, documents)
    return [joined(_held(instance, one.document), one) if one.document in same else one for one in command.papers]


def _is_signed(instance: Instance, command: Command, known: Paper, signed: Mapping[str, str]) -> bool:
    """Whether the copy that the case has is the one that was signed: by its hash, or where it has none, as nothing but a
    signature on this row brought it last."""
    document = known.document
    of = signed.get(document)
    return of == (known.sha256 or "").lower() and (of != "" or instance.documents[document].step == command.step)


def joined(known: Paper | None, said: Paper) -> Paper:
    """A copy, with what was known of it before."""
    if known is None:
        return said
    return said._replace(**{name: old for name, old in known._asdict().items() if getattr(said, name) is None})


def _is_same(known: Paper, said: Paper) -> bool:
    """Whether a reference can be to the copy that is known: it says no other number or date, and nothing of a file that is
    not known of that one."""
    numbered = all(
        new in (None, old) or old is None for old, new in ((known.number, said.number), (known.date, said.date))
    )
    old, new = (
        (one.uri, (one.sha256 or "").lower() or None, one.name, one.media_type, one.size) for one in (known, said)
    )
    return numbered and all(two in (None, one) for one, two in zip(old, new, strict=True))


def form_of_wait(flow: Flow, document: str | None) -> Mapping[str, Any] | None:
    """The same of a row that waits for a document."""
    asked = (document,) if document is not None and document in flow.with_files else ()
    return _schema(flow, asked, asked)


def _schema(flow: Flow, asked: tuple[str, ...], required: tuple[str, ...]) -> Mapping[str, Any] | None:
    if not asked:
        return None
    titles = {d: flow.definition.documents[d].title for d in asked}
    return Frozen({
        "$schema": DIALECT, "type": "object",
        "properties": Frozen({d: Frozen({"title": title, **_REFERENCE}) for d, title in titles.items()}),
        **({"required": FrozenList(required)} if required else {}),
    })  # fmt: skip


_REFERENCE: Final = Frozen({
    "type": "object",
    "properties": Frozen({name: Frozen(one) for name, one in PARTS.items()}),
    "required": FrozenList(["sha256"]),
    "anyOf": FrozenList([Frozen({"properties": Frozen({one: Frozen(_TEXT)}), "required": FrozenList([one])}) for one in _NAMED]),
    "additionalProperties": False,
})  # fmt: skip


def sample(document: str) -> Paper:
    """A reference to a file that there is not, for walks and generated scenarios."""
    return Paper(document, name=f"{document}.pdf", sha256=hashlib.sha256(document.encode()).hexdigest())


def brought(flow: Flow, document: str) -> Paper:
    """A document as somebody brings it who has its file."""
    return sample(document) if document in flow.with_files else Paper(document)


def samples(flow: Flow, instance: Instance, row: Row, way: Way) -> tuple[Paper, ...]:
    """What a row that is done this way asks for."""
    if not row.asks_files:
        return ()
    asked = (*needed(row, instance, flow.with_files), *(d for d in way.outputs if d in flow.with_files))
    return tuple(map(sample, dict.fromkeys(asked)))


def arriving(flow: Flow, row: Row) -> tuple[Paper, ...]:
    """What ends a wait for a document."""
    made = [d for d in row.ways[DONE].outputs if d in flow.with_files]
    return tuple(brought(flow, d) for d in dict.fromkeys((str(row.step.wait and row.step.wait.until), *made)))
