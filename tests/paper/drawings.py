"""Official tables with symbols and arrows on them, as a reader would find them."""

from __future__ import annotations

from typing import NamedTuple

from sopflow.definition.loading import check_bytes
from sopflow.paper.drafting import draft_of
from sopflow.paper.drawing import Arrow, Drawing, Symbol
from sopflow.paper.rows import paper_of
from sopflow.paper.sheet import Sheet, Table
from sopflow.paper.writing import written

HEAD_ROWS = 2


class Read(NamedTuple):
    """A draft, its text, and the definition that it makes."""

    draft: object
    text: str
    definition: object
    errors: list[str]

    def actors(self, number):
        return [self.draft.actors[a] if a != "unknown" else "?" for a in self.draft.steps[number - 1].actors]

    def sign_off(self, number):
        return self.definition.steps[number - 1].sign_off

    def ways(self, number):
        """Where a row leads: the answers, or `done`, each with numbers of rows or the names of ends."""
        step = self.draft.steps[number - 1]
        numbers = {s.id: at for at, s in enumerate(self.draft.steps, start=1)}
        following = [number + 1 if number < len(numbers) else "end"]
        plain = [numbers.get(t, t) for t in step.next] or following
        found = {name: [numbers.get(t, t) for t in targets] for name, targets in step.branches.items()}
        return found or {"done": plain}

    def open(self, number):
        """Why a row is open."""
        return [note.why for note in self.draft.steps[number - 1].sources if note.reading == "open"]

    @property
    def all_open(self):
        return {at: self.open(at) for at in range(1, len(self.draft.steps) + 1) if self.open(at)}

    @property
    def notes(self):
        return [*self.draft.sources, *(note for step in self.draft.steps for note in step.sources)]


class Picture:
    """A table of some rows, to draw on. Rows count from 1; row 0 is the heads, and the one after the last is below."""

    def __init__(self, *actors, rows, activities=None, marks=None, remarks=None, pages=None, unread=()):
        self.actors = actors
        self.rows = rows
        self.activities = activities or {}
        self.marks = marks or {}
        self.remarks = remarks or {}
        self.pages = pages
        self.unread = unread
        self.symbols, self.arrows = [], []

    def __repr__(self):
        lines = [f"{at}: {symbol}" for at, symbol in enumerate(self.symbols)]
        return "\n".join(
            [f"Picture of {self.rows} rows, {self.pages}, {self.marks}", *lines, *map(str, self.arrows)]
        )

    def draw(self, kind, row, *actors, text="", doubt=""):
        columns = tuple(2 + (self.actors.index(a) if isinstance(a, str) else a) for a in actors)
        page = self.pages[row - 1] if self.pages and 1 <= row <= self.rows else 0
        self.symbols.append(Symbol(kind, HEAD_ROWS - 1 + row, columns, text, page, doubt))
        return len(self.symbols) - 1

    def box(self, row, *actors, **more):
        return self.draw("activity", row, *actors, **more)

    def diamond(self, row, *actors, **more):
        return self.draw("decision", row, *actors, **more)

    def capsule(self, row, *actors, **more):
        return self.draw("terminal", row, *actors, **more)

    def pentagon(self, row, *actors, **more):
        return self.draw("connector", row, *actors, **more)

    def arrow(self, source, target, label="", doubt=""):
        page = self.symbols[source].page if source is not None else 0
        self.arrows.append(Arrow(source, target, label, page, doubt))

    def chain(self, *symbols):
        for one, other in zip(symbols, symbols[1:], strict=False):
            self.arrow(one, other)

    def table(self):
        count = len(self.actors)
        heads = (
            ("No", "Kegiatan", "Pelaksana", *[""] * (count - 1), "Mutu Baku", "", "", "Ket"),
            ("", "", *self.actors, "Kelengkapan", "Waktu", "Output", ""),
        )
        rows = tuple(self._row(at) for at in range(1, self.rows + 1))
        pages = (1, 1, *self.pages) if self.pages else ()
        return Table((*heads, *rows), Drawing(tuple(self.symbols), tuple(self.arrows)), pages=pages)

    def _row(self, at):
        marks = [self.marks.get((at, actor), "") for actor in self.actors]
        activity = self.activities.get(at, f"Mengerjakan tugas {'abcdefghijklmnopqrstuvwxyz'[at % 26]}")
        return (str(at), activity, *marks, "", "1 jam", "", self.remarks.get(at, ""))

    def draft(self, *others):
        sheet = Sheet(("Pelayanan Surat", *others, self.table()), tuple(self.unread))
        return draft_of(paper_of(sheet), "surat")

    def read(self, *others):
        draft = self.draft(*others)
        text = written(draft)
        checked = check_bytes(text.encode(), "")
        errors = [f"{d.code} {d.message()}" for d in checked.findings if d.severity == "error"]
        return Read(draft, text, checked.definition, errors)


def straight(rows=4, **more):
    """A row after another, each of the next actor; the last is a capsule."""
    picture = Picture("Pemohon", "Petugas", "Kasi", rows=rows, **more)
    symbols = [picture.box(at, (at - 1) % 3) for at in range(1, rows)]
    symbols.append(picture.capsule(rows, (rows - 1) % 3))
    return picture, symbols


def decision(*exits, rows=4):
    """Row 2 is a diamond with exits to rows, labelled; the rest is straight."""
    picture = Picture("Pemohon", "Petugas", "Kasi", rows=rows)
    symbols = [
        picture.diamond(at, "Petugas") if at == 2 else picture.box(at, (at - 1) % 3) for at in range(1, rows + 1)
    ]
    picture.arrow(symbols[0], symbols[1])
    picture.chain(*symbols[2:])
    for label, row in exits:
        picture.arrow(symbols[1], symbols[row - 1] if row else None, label)
    return picture
