"""What the rows of a table say, in its own words: titles and printed numbers instead of ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..cells import same_time
from ..draft import UNKNOWN, Draft, DraftStep
from ..drafting.drawn import MORE
from ..heads import columns_of
from ..rows import Paper

Ways = tuple[tuple[str, tuple[str, ...]], ...]
"""Where arrows lead, by their labels; `end`, `end:name` or `unknown` besides rows."""


class Said(NamedTuple):
    """One row."""

    number: str
    activity: str
    actors: tuple[str, ...]
    inputs: tuple[str, ...]
    time: str
    outputs: tuple[str, ...]
    remarks: str
    arrows: Ways
    """By the printed numbers of rows; empty where none is drawn, and the row goes on to the next."""
    leads: Ways
    """The same by ids of the draft, with the row that follows where none is drawn."""
    id: str
    """In the draft."""
    own_remarks: str = ""
    """The remarks without what keys say."""
    keys: tuple[tuple[str, object], ...] = ()
    """What its remarks say that a key says: `sign_off`, `optional`, and `join` by ids of the draft."""
    legend: str = ""
    """The lines of the remarks that say it."""
    ends: tuple[str, ...] = ()
    """What capsules say that say more of an end than its name."""
    doubt: str = ""
    """Why the remarks cannot be read for certain."""

    @property
    def cells(self) -> tuple[str | tuple[str, ...], ...]:
        """What stands in it, but for its number and its arrows."""
        return (self.activity, self.actors, self.inputs, self.time, self.outputs, self.remarks)


class Reading(NamedTuple):
    """A table as it was read."""

    draft: Draft
    heads: tuple[str, ...]
    """Of the columns of actors."""
    rows: tuple[Said, ...]
    columns: frozenset[str] = frozenset()
    """The others that it has, as differences call them."""
    printed: frozenset[str] = frozenset()
    """What stands in the heads of all its tables: each page has its own."""

    @property
    def said(self) -> tuple[object, ...]:
        """What stands in its rows."""
        return tuple((row.cells, row.arrows) for row in self.rows)

    @property
    def around(self) -> frozenset[str]:
        """What stands around its rows, and which fields its identity page has."""
        return frozenset((self.draft.title, *(note.text for note in self.draft.sources), *self.fields))

    @property
    def fields(self) -> tuple[str, ...]:
        """Those of its identity page."""
        page = self.draft.identity
        return (*page.texts, *page.lists) if page is not None else ()


def reading_of(paper: Paper, draft: Draft) -> Reading:
    """What a printed procedure says, of which `draft` was made."""
    heads = tuple(head for _, head in paper.columns.actors)
    columns = frozenset({"output": "outputs"}.get(one, one) for one in paper.columns.at)
    every = (columns_of(table.rows) for table in paper.sheet.tables)
    printed = frozenset(" ".join(c.split()) for one in every if one is not None for row in one.rows for c in row)
    return Reading(draft, heads, rows_of(draft), columns, printed)


def rows_of(draft: Draft) -> tuple[Said, ...]:
    """What each row of a draft says."""
    numbers = {step.id: step.number or step.id for step in draft.steps}
    following = [*(step.id for step in draft.steps[1:]), "end"]
    return tuple(_said(draft, step, numbers, after) for step, after in zip(draft.steps, following, strict=True))


def _said(draft: Draft, step: DraftStep, numbers: dict[str, str], after: str) -> Said:
    drawn = tuple(step.branches.items()) or ((("", step.next),) if step.next else ())
    return Said(
        step.number,
        "" if step.activity == UNKNOWN else step.activity,
        tuple(draft.actors.get(actor, actor) for actor in step.actors),
        tuple(draft.documents.get(item, item) for item in step.inputs),
        same_time(step.time),
        tuple(draft.documents.get(item, item) for item in step.outputs),
        step.cell_of_remarks or step.remarks,
        renamed(drawn, numbers),
        tuple((label, tuple(targets)) for label, targets in drawn) or (("", (after,)),),
        step.id,
        step.remarks,
        tuple(step.said.items()),
        next((note.text for note in step.sources if note.cell == "remarks" and step.said and not note.why), ""),
        tuple(sorted(note.text for note in step.sources if note.why == MORE)),
        next((note.why for note in step.sources if note.cell == "remarks" and note.reading == "open"), ""),
    )


def renamed(leads: Iterable[tuple[str, Iterable[str]]], names: Mapping[str, str]) -> Ways:
    """Arrows to the same rows by other names."""
    return tuple((label, tuple(names.get(one, one) for one in targets)) for label, targets in leads)


def same_ways(leads: Ways) -> frozenset[tuple[str, frozenset[str]]]:
    """Arrows, whatever their order."""
    return frozenset((label, frozenset(targets)) for label, targets in leads)
