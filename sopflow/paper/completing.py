"""What a paper says besides its steps, put into the draft of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .draft import Draft
    from .printed import Paper


def complete(draft: Draft, paper: Paper) -> None:
    """Give a draft the identity of its paper, and each step what was told of its row."""
    draft.identity = paper.identity
    draft.sources = [*paper.notes, *paper.identity.notes, *draft.sources]
    for step, row in zip(draft.steps, paper.rows, strict=True):
        step.phase = row.phase
        if row.limit and step.time_is_text:
            step.limit = row.limit
            step.sources = [note for note in step.sources if (note.cell, note.text) != ("duration", step.time)]
        step.sources = [*row.notes, *step.sources]
