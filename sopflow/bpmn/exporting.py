"""An SOP as a file in BPMN 2.0."""

from __future__ import annotations

from typing import Final, NamedTuple

from sopflow.budget import TableTooLarge
from sopflow.definition.model import Definition
from sopflow.language import Language
from sopflow.paper.seal import packed

from .dialects import OF, DialectName
from .drawing import drawing_of
from .expressions import conditions_in
from .forms import forms_of
from .weaving import process_of
from .writing import Writer

ENDING: Final = ".bpmn"


class Diagram(NamedTuple):
    content: bytes
    omitted: tuple[str, ...]
    """The rows that are not in it, since nothing leads to them."""
    unsaid: tuple[str, ...] = ()
    """The rows that data decide and whose rules its language cannot say."""
    forms: tuple[tuple[str, bytes], ...] = ()
    """Files of their own, by row."""


def export_bpmn(
    sop: Definition, text: str, *, dialect: DialectName = "plain", language: Language = "id"
) -> Diagram:
    """An SOP in BPMN 2.0 with its diagram; `text` is its file, which goes along. `dialect` says for which engine.
    `TableTooLarge`, `Undrawn`, `NotInBpmn`."""
    TableTooLarge.refuse(len(sop.steps), len(sop.actors))
    process = process_of(sop, language)
    ruled, unsaid = _ruled(sop, dialect)
    forms = forms_of(sop, language) if OF[dialect].has_forms else {}
    content = Writer(process, drawing_of(process), dialect, language, packed(text), ruled, forms).content()
    shown = {node.id for node in process.nodes if node.kind == "userTask"}
    return Diagram(
        content,
        process.omitted,
        tuple(row for row in unsaid if row not in process.omitted),
        tuple((row, form.content) for row, form in forms.items() if row in shown),
    )


def _ruled(sop: Definition, dialect: DialectName) -> tuple[dict[str, dict[str, str]], list[str]]:
    """By row and branch the conditions over fields, and the rows whose conditions the dialect cannot say."""
    tongue = OF[dialect].tongue
    found: dict[str, dict[str, str]] = {}
    unsaid: list[str] = []
    for step in sop.steps if tongue is not None else ():
        said = conditions_in(tongue, step, sop.fields) if tongue is not None and step.is_decided else None
        if said is not None:
            found[str(step.id)] = said
        elif step.is_decided:
            unsaid.append(str(step.id))
    return found, unsaid
