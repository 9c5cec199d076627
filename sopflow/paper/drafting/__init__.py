"""From a printed procedure to a draft of its definition: what is certain is said, what is not is left open and listed.

`actors` and `documents` give ids to what the paper names; `marks` reads who acts from what is written, `placing`, `tracing` and
`drawn` from what is drawn; `ways` follows arrows that are written out, `sentences` answers in words, `together` joins the ways of
a split, and `legend` reads what a picture says in words.
"""

from __future__ import annotations

from typing import Final

from sopflow.definition.names import NO_GLOSSARY, Glossary, Names

from ..cells import time_of
from ..draft import UNKNOWN, Draft, DraftStep, Note
from ..rows import Paper, PaperRow
from . import drawn, legend, marks, together, ways
from .actors import Actors, listed_in
from .documents import Documents
from .naming import Ids, slug
from .placing import Placed
from .sentences import Sentences

_SAME: Final = "kepala kolom lain sama dengan kepala kolom ini; mana yang dimaksud?"


def draft_of(paper: Paper, name: str, glossary: Glossary = NO_GLOSSARY) -> Draft:
    """The draft of a printed procedure; `name` is the file's, for an id where there is no title."""
    before = list(paper.before)
    title = before.pop(0) if before else name
    sources = [Note("", line, "certain") for line in before]
    actors, documents = Actors(glossary), Documents(paper.rows)
    actors.take(paper, [title for line in before for title in listed_in(line)])
    placed = Placed(paper)
    steps = _steps(paper, placed, actors, documents)
    written = ways.Written(steps, actors.titles, paper.after)
    sentences = Sentences(steps, Names(actors.titles, glossary=glossary))
    ways.in_order(steps)
    for at, (step, row) in enumerate(zip(steps, paper.rows, strict=True)):
        written.lead(step, row)
        if placed.at_row.get(at):
            drawn.lead(at, steps, row, placed)
        sentences.decide(at, row, is_drawn=bool(placed.at_row.get(at)))
        written.ask(step)
    sources += (Note("", line, "certain") for line in written.lead_below())
    if not placed.is_empty:
        drawn.unreached(steps, paper.rows, placed)
    ways.settle(steps)
    together.join(steps)
    for at, (step, row) in enumerate(zip(steps, paper.rows, strict=True)):
        legend.waits(step, row, [placed.symbols[number] for number in placed.at_row.get(at, ())])
    legend.remarked(steps, paper.rows)
    sources += (Note("", " | ".join(filter(None, row)), "certain") for row in paper.totals)
    sources += placed.lost()
    sources += (Note("", one.text, why=f"{one.place}: {one.why}") for one in paper.sheet.unread)
    for step, row in zip(steps, paper.rows, strict=True):
        for note in step.sources:
            note.page = note.page or row.page
    slugged = slug(title, UNKNOWN, most=6).replace("_", "-") or "sop"
    return Draft(slugged, title, actors.titles, actors.outside, documents.titles, steps, None, sources)


def _steps(paper: Paper, placed: Placed, actors: Actors, documents: Documents) -> list[DraftStep]:
    ids = Ids()
    last_of: dict[str, DraftStep] = {}
    numbers: set[str] = set()
    steps = []
    for at, row in enumerate(paper.rows):
        step = _begun(row, ids)
        if "actor" in row.cells:
            marks.named(step, row, actors)
            drawn.act(step, row, at, placed, actors.id_of)
        elif not drawn.act(step, row, at, placed, actors.id_of) and paper.columns.actors:
            marks.marked(step, row, actors, last_of.get)
        drawn.miss(step, row, at, placed)
        for title in (actors.titles.get(one, "") for one in step.actors):
            if title in paper.columns.same:
                step.sources.append(Note("actor", title, why=_SAME, page=row.page))
        documents.take(step, row)
        _time(step, row)
        if len(step.actors) == 1 and step.number not in numbers:
            last_of[step.actors[0]] = step
        numbers.add(step.number)
        steps.append(step)
    return steps


def _begun(row: PaperRow, ids: Ids) -> DraftStep:
    activity = " ".join(row.cells.get("activity", "").split())
    number = row.number.strip("().").strip()
    step = DraftStep(ids.of_activity(activity, number), number, activity or UNKNOWN)
    remarks = row.cells.get("remarks", "")
    if remarks not in ("-", "–"):
        step.remarks = " ".join(remarks.split())
    if not activity:
        step.sources.append(Note("activity", "", why=f"{row.place}: kegiatannya kosong"))
    for text in row.rest:
        step.sources.append(Note("", text, why=f"{row.place}: sel di luar kolom"))
    return step


def _time(step: DraftStep, row: PaperRow) -> None:
    text, is_duration = time_of(row.cells.get("time", ""))
    step.time = text
    step.time_is_text = not is_duration
    if not is_duration:
        why = f"{row.place}: bukan lama waktu; tulis at_most bila ada batasnya"
        step.sources.append(Note("duration", str(text), "probable", why))
    if step.wait and (text in (None, "-", UNKNOWN) or not is_duration):
        step.wait, step.actors = False, [UNKNOWN]
