"""An SOP as a file in BPMN 2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.budget import TableTooLarge

from .carrying import packed
from .drawing import drawing_of
from .weaving import process_of
from .writing import bpmn_of

if TYPE_CHECKING:
    from sopflow.definition.model import Definition
    from sopflow.language import Language

    from .dialects import DialectName

ENDING: Final = ".bpmn"


class Diagram(NamedTuple):
    """A file in BPMN."""

    content: bytes
    omitted: tuple[str, ...]
    """The rows that are not in it, since nothing leads to them."""


def export_bpmn(
    sop: Definition,
    text: str,
    *,
    dialect: DialectName = "plain",
    language: Language = "id",
) -> Diagram:
    """An SOP in BPMN 2.0 with its diagram; `text` is its file, which goes along. `dialect` says for which engine.
    `TableTooLarge`, `Undrawn`, `NotInBpmn`."""
    TableTooLarge.refuse(len(sop.steps), len(sop.actors))
    process = process_of(sop, language)
    return Diagram(bpmn_of(process, drawing_of(process), dialect, language, packed(text)), process.omitted)
