"""The documents of a draft: what its rows need and make."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..draft import UNKNOWN, DraftStep, Note
from ..listed import Titles, listed
from ..rows import PaperRow
from ..wordings import folded
from .naming import Ids, slug


class Documents:
    """Documents by their ids, each with its title."""

    def __init__(self, rows: Sequence[PaperRow]) -> None:
        self._known = Titles(row.cells.get(name, "") for row in rows for name in ("inputs", "output"))
        self.titles: dict[str, str] = {}
        self._by_words: dict[str, str] = {}
        self._ids = Ids()

    def take(self, step: DraftStep, row: PaperRow) -> None:
        """The inputs and outputs of a row."""
        for name in ("inputs", "outputs"):
            cell = row.cells.get("inputs" if name == "inputs" else "output", "")
            if cell.strip("() ").casefold() in ("kolom tidak ada", "tidak ada"):
                step.sources.append(Note(name, cell, "certain"))
                setattr(step, name, [UNKNOWN] if "kolom" in cell.casefold() else [])
                continue
            items, reading, more = listed(cell, self._known)
            setattr(step, name, [UNKNOWN if item == "?" else self._id_of(item) for item in items])
            dropped = re.sub(r"\W", "", cell) != re.sub(r"\W", "", "".join(items))
            if reading != "certain" or dropped or (len(items) > 1 and cell != ", ".join(items)):
                why = f"{row.place}: dibaca sebagai {len(items)} dokumen" + (f"; {more}" if more else "")
                step.sources.append(Note(name, " ".join(cell.split()), reading, why))
            elif " ?" in cell:
                step.sources.append(Note(name, cell, why=f"{row.place}: tidak pasti"))

    def _id_of(self, title: str) -> str:
        words = folded(title)
        if words not in self._by_words:
            document = self._ids.new(slug(title, UNKNOWN, most=6) or "dokumen")
            self.titles[document] = title
            self._by_words[words] = document
        return self._by_words[words]
