"""What a paper says besides its steps, put into the draft of them."""

from __future__ import annotations

from sopflow.definition.names import NO_GLOSSARY, Glossary

from .adding import add_up
from .draft import Draft
from .drafting import draft_of
from .printed import Paper


def drafted(paper: Paper, name: str, glossary: Glossary = NO_GLOSSARY) -> Draft:
    """The draft of a printed procedure with everything that stands around it; `name` is the file's, `glossary` says what
    else positions are called in texts."""
    paper.before[:1] = [next(filter(None, paper.before[:1]), name)]
    draft = draft_of(paper, name, glossary)
    draft.identity = paper.identity
    draft.sources = [*paper.notes, *paper.identity.notes, *draft.sources]
    for step, row in zip(draft.steps, paper.rows, strict=True):
        step.phase = row.phase
        if row.limit and step.time_is_text:
            step.limit = row.limit
            step.sources = [note for note in step.sources if (note.cell, note.text) != ("duration", step.time)]
        for note in row.notes:
            note.page = note.page or row.page
        step.sources = [*row.notes, *step.sources]
    add_up(draft, paper)
    return draft
