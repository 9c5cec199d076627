"""A draft from a few answers: a table of one column for the actors, read as any other."""

from __future__ import annotations

from typing import NamedTuple

from .draft import Draft
from .drafting import draft_of
from .rows import paper_of
from .sheet import Sheet, Table

_HEADS = ("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan")


class Answers(NamedTuple):
    """What somebody said of a procedure."""

    title: str
    actors: tuple[str, ...]
    rows: tuple[tuple[str, str, str, str, str], ...]
    """Activity, actor, time, outputs (separated by commas), and the question of a decision."""


_EXAMPLE = (
    ("Menerima permohonan", "", "", "Permohonan tercatat", ""),
    ("Menyelesaikan permohonan", "", "", "", ""),
)


def begun(answers: Answers, name: str) -> Draft:
    """The draft; a decision leads on with Y, and back to the row before it with N. What a row makes, the next one needs.
    Without rows two examples stand there."""
    rows: list[tuple[str, ...]] = [_HEADS]
    said = answers.rows or _EXAMPLE
    before = ""
    for number, (activity, who, time, output, question) in enumerate(said, start=1):
        onward = "selesai" if number == len(said) else str(number + 1)
        arrows = f" [belah ketupat] Y → {onward}, N → {max(1, number - 1)}" if question else ""
        items = "\n".join(part.strip() for part in output.split(","))
        actor = who or (answers.actors[0] if answers.actors else "?")
        rows.append((str(number), activity, actor + arrows, before, time, items, ""))
        before = items or before
    above = [answers.title or name, *([f"Pelaksana: {', '.join(answers.actors)}"] if answers.actors else [])]
    paper = paper_of(Sheet((*above, Table(tuple(rows)))))
    assert paper is not None
    draft = draft_of(paper, name)
    for step, (_, _, _, _, question) in zip(draft.steps, said, strict=True):
        step.question = question
        step.sources = [note for note in step.sources if note.reading == "open"]
    draft.sources = []
    return draft
