"""What a test is about: an SOP with those that it calls."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sopflow.definition.library import Library, Procedure
from sopflow.definition.model import Definition

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike


def procedure_of(sop: Definition | Procedure | str | PathLike[str], called: Sequence[Definition]) -> Procedure:
    """An SOP from a definition and those that it calls, or from the name of its file."""
    if isinstance(sop, Procedure):
        return sop
    if isinstance(sop, Definition):
        return Procedure(sop, {one.id: one for one in called})
    return Library().load(Path(sop))
