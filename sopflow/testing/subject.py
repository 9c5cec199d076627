"""What a test is about: an SOP with those that it calls."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from sopflow.definition.library import Library, Procedure
from sopflow.definition.model import Definition
from sopflow.language import Words

from . import given

_SOP = Words(
    "nama berkas SOP, Definition, atau Procedure", "the name of an SOP's file, a Definition or a Procedure"
)
_CALLED = Words("Definition SOP yang dipanggil", "the Definition of an SOP that is called")


def procedure_of(sop: Definition | Procedure | str | PathLike[str], called: Sequence[Definition]) -> Procedure:
    """An SOP from a definition and those that it calls, or from the name of its file."""
    if isinstance(sop, Procedure):
        return sop
    for one in called:
        given.kind("called", one, (Definition,), _CALLED)
    if isinstance(sop, Definition):
        return Procedure(sop, {one.id: one for one in called})
    return Library().load(Path(sop) if given.path(sop) else given.wrong("sop", sop, _SOP))
