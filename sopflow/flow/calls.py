"""What goes down into a called SOP, and what comes back up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from sopflow.definition.model import Input, Unknown
from sopflow.frozen import NOTHING, Frozen

from .command import SYSTEM, Command, More, Paper
from .each import Record, brought, given, record_of
from .event import OpenRow
from .flow import Flow, Row
from .instance import Instance
from .people import inherited, inherited_formerly


def start_of_child(parent: Flow, child: Flow, instance: Instance, open_row: OpenRow, own: str) -> Command:
    """The start of the child with this id: the row's inputs that are available, under the names that the child has for
    them, and the fields of the record that it is for."""
    row = parent.rows[open_row.step]
    step, subject = row.step, instance.subject
    fields: Mapping[str, Any] = NOTHING
    if row.each is not None:
        record = record_of(row, instance, open_row, own)
        subject = _subject(parent, child, row, instance, record)
        fields = given(child, record)
    inputs = () if isinstance(step.inputs, Unknown) else step.inputs
    papers = [
        _renamed(instance, str(item.document), _name_in(parent, child, str(item.document)))
        for item in inputs
        if isinstance(item, Input) and item.document in instance.documents
    ]
    more = More(
        papers=tuple(papers),
        subject=subject,
        data=instance.data_json,
        parent=(instance.id, open_row.step, open_row.visit),
        unit=instance.unit,
        people=inherited(instance, child),
        fields=fields,
        formerly=inherited_formerly(instance, child),
    )
    return Command("start", SYSTEM, more=more)


def _subject(flow: Flow, child: Flow, row: Row, instance: Instance, record: Record) -> str | None:
    """What a called instance is about: which of the records, where everybody who sees the instance may see that."""
    field, sop = flow.definition.fields[str(row.each)], child.definition
    key = field.column(str(field.key))
    theirs = sop.fields.get(key.id)
    is_hidden = field.visible_to or theirs is None or theirs.visible_to or theirs.personal
    if is_hidden or any(actor.external for actor in sop.actors.values()):
        return instance.subject
    own = key.said(record[key.id])
    return f"{instance.subject}: {own}" if instance.subject else own


def end_of_call(parent: Flow, child: Flow, instance: Instance, ended: Instance, open_row: OpenRow) -> Command:
    """The command that tells the parent of the end of a child: what the child holds comes back under the row's outputs."""
    row = parent.rows[open_row.step]
    outcome = ended.end if row.step.is_decision or row.each is not None else None
    outputs = {d for way in row.ways.values() for d in way.outputs}
    papers = []
    for document in sorted(outputs):
        name = _name_in(parent, child, document)
        if name in ended.documents:
            papers.append(_renamed(ended, name, document))
    more = More(open_row.visit, papers=tuple(papers))
    if row.each is not None:
        record = record_of(row, instance, open_row, ended.id)
        own = brought(parent, row, record, ended.rare.fields)
        more = replace(more, called=ended.id, fields=Frozen({str(row.step.into): (own,)}) if own else NOTHING)
    return Command("end_call", SYSTEM, row.id, outcome, more)


def called_by(instance: Instance | None) -> list[str]:
    """The called instances that an instance waits for."""
    if instance is None:
        return []
    over = {one.instance for row in instance.active for one in row.ended}
    return [child for row in instance.active for child in row.children if child not in over]


def _name_in(source: Flow, target: Flow, document: str) -> str:
    """What the other SOP calls a document: by the same id, else by the same title, else as here."""
    theirs = target.definition.documents
    if document in theirs:
        return document
    title = source.definition.documents[document].title.casefold()
    return next((str(d.id) for d in theirs.values() if d.title.casefold() == title), document)


def _renamed(instance: Instance, name: str, as_: str) -> Paper:
    paper = instance.documents[name].paper
    return paper._replace(document=as_) if paper is not None else Paper(as_)
