"""What goes down into a called SOP, and what comes back up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.definition.model import Input, Unknown

from .command import SYSTEM, Command, More, Paper
from .people import inherited, inherited_formerly

if TYPE_CHECKING:
    from .event import OpenRow
    from .flow import Flow
    from .instance import Instance


def start_of_child(parent: Flow, child: Flow, instance: Instance, open_row: OpenRow) -> Command:
    """The child's start: the row's inputs that are available, under the names that the child has for them."""
    step = parent.rows[open_row.step].step
    inputs = () if isinstance(step.inputs, Unknown) else step.inputs
    papers = [
        _renamed(instance, str(item.document), _name_in(parent, child, str(item.document)))
        for item in inputs
        if isinstance(item, Input) and item.document in instance.documents
    ]
    more = More(
        papers=tuple(papers),
        subject=instance.subject,
        data=instance.data_json,
        parent=(instance.id, open_row.step, open_row.visit),
        unit=instance.unit,
        people=inherited(instance, child),
        formerly=inherited_formerly(instance, child),
    )
    return Command("start", SYSTEM, more=more)


def end_of_call(parent: Flow, child: Flow, ended: Instance, open_row: OpenRow) -> Command:
    """The command that ends the parent's row: what the child holds comes back under the row's outputs."""
    row = parent.rows[open_row.step]
    outcome = ended.end if row.step.is_decision else None
    outputs = {d for way in row.ways.values() for d in way.outputs}
    papers = []
    for document in sorted(outputs):
        name = _name_in(parent, child, document)
        if name in ended.documents:
            papers.append(_renamed(ended, name, document))
    return Command("end_call", SYSTEM, row.id, outcome, More(open_row.visit, papers=tuple(papers)))


def called_by(instance: Instance | None) -> list[str]:
    """The called instances that an instance waits for."""
    return [row.child for row in instance.active if row.child is not None] if instance is not None else []


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
