"""A document without characters that nobody sees and no definition may hold; each is told, with the first place where it stood."""

from __future__ import annotations

import re
from typing import Final

from sopflow.unseen import is_unseen, name_of, unseen_in

from .drawing import Drawing
from .sheet import Section, Sheet, Table, Unread

_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_WHY: Final = "karakter tak terlihat, tidak boleh ada di berkas SOP; dihapus, {} kali"


def visible(sheet: Sheet) -> Sheet:
    """The document as people see it."""
    seeing = _Seeing()
    parts = tuple(seeing.part(part) for part in sheet.parts)
    unread = tuple(one._replace(text=seeing.text(one.text, one.place)) for one in sheet.unread)
    told = tuple(
        Unread(name_of(sign), place, _WHY.format(seeing.counts[sign])) for sign, place in seeing.first.items()
    )
    return sheet._replace(parts=parts, unread=(*unread, *told))


class _Seeing:
    def __init__(self) -> None:
        self.first: dict[str, str] = {}
        self.counts: dict[str, int] = {}
        self.tables = 0

    def part(self, part: str | Table | Section) -> str | Table | Section:
        if isinstance(part, Section):
            return part._replace(title=self.text(part.title, "nama lembar"))
        if isinstance(part, str):
            return self.text(part, "di luar tabel")
        self.tables += 1
        rows = tuple(
            tuple(self.text(cell, self.place(part, at)) for cell in row) for at, row in enumerate(part.rows)
        )
        return part._replace(rows=rows, drawing=self.drawing(part.drawing))

    def place(self, table: Table, at: int) -> str:
        page = f"halaman {table.pages[at]}, " if at < len(table.pages) else ""
        return f"{page}tabel {self.tables}, baris {at + 1}"

    def drawing(self, drawing: Drawing) -> Drawing:
        where = f"gambar di tabel {self.tables}"
        symbols = tuple(one._replace(text=self.text(one.text, where)) for one in drawing.symbols)
        arrows = tuple(one._replace(label=self.text(one.label, where)) for one in drawing.arrows)
        return drawing._replace(symbols=symbols, arrows=arrows)

    def text(self, text: str, place: str) -> str:
        if not unseen_in(text):
            return text
        lines = _BREAKS.sub("\n", text)
        for sign in unseen_in(lines):
            self.first.setdefault(sign, place)
            self.counts[sign] = self.counts.get(sign, 0) + lines.count(sign)
        return "".join(sign for sign in lines if not is_unseen(sign))
