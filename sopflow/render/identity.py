"""The identity page: who made the SOP, when it is in force, and what it rests on (Permenpan RB 35/2012)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from sopflow import dates
from sopflow.definition.logo import Logo
from sopflow.definition.model import Approval, Definition, Unknown
from sopflow.language import Language, Words

from . import words
from .frame import PAD, TYPE
from .page import MARGIN, Cell, Emblem, Page, Paper, Row
from .signing import HOLDER, number_of
from .text import LINE, Lines, wrapped

_NUMBER: Final = Words("Nomor SOP", "SOP number")
_CREATED: Final = Words("Tanggal Pembuatan", "Made on")
_REVISED: Final = Words("Tanggal Revisi", "Revised on")
_EFFECTIVE: Final = Words("Tanggal Efektif", "In force from")
_APPROVED: Final = Words("Disahkan oleh", "Approved by")
_NAME: Final = Words("Nama SOP", "Name of the SOP")
_PAIRS: Final = (
    ((Words("Dasar Hukum", "Legal basis"), "legal_basis"), (Words("Kualifikasi Pelaksana", "Qualifications"), "qualifications")),
    ((Words("Keterkaitan", "Related SOPs"), "related_sops"), (Words("Peralatan/Perlengkapan", "Equipment"), "equipment")),
    ((Words("Peringatan", "Warnings"), "warnings"), (Words("Pencatatan dan Pendataan", "Records"), "records")),
)  # fmt: skip
_DOTS: Final = " ...................."
_PLACE: Final = Words("Ditetapkan di", "Issued at")
_DAY: Final = Words("pada tanggal", "on")
_RANK: Final = Words("Pangkat/Golongan", "Rank")
_NIP: Final = "NIP."
_SIGNED: Final = 4
"""Lines that a signature and a stamp take."""
_LARGE: Final = 4.2
_LOGO: Final = 28.0
"""The most that a logo is high and wide."""
_LEAST_LOGO: Final = 12.0
"""The least room that it is given."""
_AROUND: Final = 3.0
"""Above and below it."""
_LEADING: Final = TYPE * LINE


def identity_pages(sop: Definition, language: Language, paper: Paper, logo: Logo | None = None) -> list[Page]:
    """As many pages as the lists need."""
    return _Composer(sop, language, paper, logo).pages()


class _Composer:
    def __init__(self, sop: Definition, language: Language, paper: Paper, logo: Logo | None) -> None:
        self.sop = sop
        self.logo = logo
        self.language = language
        self.paper = paper
        self.width = paper.width - 2 * MARGIN
        self.limit = paper.height - MARGIN - 6.0
        self.found: list[Page] = []
        self.y = self.limit

    def pages(self) -> list[Page]:
        self._begin()
        self._head()
        for pair in _PAIRS:
            self._pair(pair)
        return self.found

    def _begin(self) -> None:
        page = Page(self.paper.width, self.paper.height, 1.0, title=self.sop.title, kind="identity")
        self.found.append(page)
        self.y = MARGIN

    def _head(self) -> None:
        identity = self.sop.identity
        approval = identity.approved_by
        fields = (
            (_NUMBER, self._text(identity.number)),
            (_CREATED, self._text(identity.created)),
            (_REVISED, self._text(identity.revised)),
            (_EFFECTIVE, self._text(identity.effective)),
            (_APPROVED, self._signature(approval)),
            (_NAME, self.sop.title),
        )
        left, label = self.width * 0.42, 42.0
        room = self.width - left - label
        lines = [wrapped(text, room - 2 * PAD, TYPE, bold=name is _NAME) for name, text in fields]
        heights = [max(7.0, len(one) * _LEADING + 2 * PAD) for one in lines]
        agency = [self._text(value) for value in (identity.agency, identity.unit) if value is not None]
        shown = tuple(line for text in agency for line in wrapped(text.upper(), left - 8, _LARGE, bold=True))
        page = self.found[-1]
        high = len(shown) * _LARGE * LINE
        if self.logo is not None:
            heights[-1] += max(0.0, high + 2 * (_LEAST_LOGO + 2 * _AROUND) - sum(heights))
        office = Cell(MARGIN, self.y, left, sum(heights), shown, _LARGE, True, "center", span=(1, len(fields)))
        if self.logo is not None:
            page.emblem = _emblem(self.logo, office, high)
        for at, ((name, text), one, height) in enumerate(zip(fields, lines, heights, strict=True)):
            row = Row(self.y, height, [])
            if at == 0:
                row.cells.append(office)
            row.cells.append(
                Cell(MARGIN + left, self.y, label, height, (name.within(self.language),), TYPE, head="row")
            )
            cell = Cell(MARGIN + left + label, self.y, room, height, one, TYPE, name is _NAME)
            cell.align = "center" if name is _APPROVED else "left"
            cell.is_open = words.UNKNOWN.within(self.language) in text.split("\n")
            row.cells.append(cell)
            page.rows.append(row)
            self.y += height

    def _pair(self, pair: tuple[tuple[Words, str], tuple[Words, str]]) -> None:
        half = self.width / 2
        self._row([(name.within(self.language),) for name, _ in pair], half, head=True)
        columns = [list(self._items(getattr(self.sop.identity, field), half)) for _, field in pair]
        while any(columns):
            room = max(3, int((self.limit - self.y - 2 * PAD) / _LEADING))
            taken = [_joined(column[:room]) for column in columns]
            columns = [column[room:] for column in columns]
            self._row(taken, half)
            if any(columns):
                self._begin()

    def _row(self, texts: Sequence[tuple[str, ...]], half: float, *, head: bool = False) -> None:
        height = max(len(lines) for lines in texts) * _LEADING + 2 * PAD
        height = max(height, 0.0 if head else 14.0)
        needed = height + (14.0 if head else 0.0)
        if self.y + needed > self.limit and self.found[-1].rows:
            self._begin()
        row = Row(self.y, height, [], is_head=head)
        for at, lines in enumerate(texts):
            row.cells.append(
                Cell(
                    MARGIN + at * half, self.y, half, height, lines, TYPE, head, middle=head, span=(1, 1) if at == 0 else (2, 1),
                    head="column" if head else "", fill="#eef1f4" if head else "", is_open=lines == (words.UNKNOWN.within(self.language),),
                )
            )  # fmt: skip
        self.found[-1].rows.append(row)
        self.y += height

    def _items(self, value: tuple[str, ...] | Unknown, half: float) -> Iterable[tuple[str, str]]:
        """The lines of a list, each with what parts it from the one before."""
        if isinstance(value, Unknown):
            value = (words.UNKNOWN.within(self.language),)
        numbered = [f"{at}. {item}" for at, item in enumerate(value, start=1)] if len(value) > 1 else list(value)
        for item in numbered or ["-"]:
            whole = "\n".join(" ".join(line.split()) for line in item.split("\n"))
            at, between = 0, "\n"
            for line in wrapped(whole, half - 2 * PAD, TYPE):
                yield between, line
                at += len(line)
                between = whole[at : at + 1] if whole[at : at + 1].isspace() else ""
                at += len(between)

    def _text(self, value: str | date | Unknown | None) -> str:
        if value is None:
            return "-"
        if isinstance(value, Unknown):
            return words.UNKNOWN.within(self.language)
        if isinstance(value, date):
            return dates.written(value) if self.language == "id" else value.isoformat()
        return value

    def _signature(self, value: Approval | Unknown | None) -> str:
        """Who signs, with room for place and day, signature and stamp; what is not known is left to be filled in."""
        approval = value if isinstance(value, Approval) else Approval(title=value)
        title = _DOTS.strip() if approval.title is None else self._text(approval.title)
        if isinstance(approval.capacity, str) and approval.capacity.casefold() != HOLDER:
            title = f"{approval.capacity} {title}"
        name = f"({_DOTS.strip()})" if approval.name is None else self._text(approval.name)
        place, day = (words.within(self.language) + _DOTS for words in (_PLACE, _DAY))
        rank = _RANK.within(self.language) + _DOTS if approval.rank is None else self._text(approval.rank)
        nip = _NIP + _DOTS if approval.nip is None else number_of(approval, self.language)
        return "\n".join([place, day, title, *[""] * _SIGNED, name, rank, nip])


def _emblem(logo: Logo, cell: Cell, text: float) -> Emblem:
    """The logo above the text in the middle of a cell, or itself in its middle where there is no text."""
    free = (cell.height - text) / 2 - 2 * _AROUND if text else cell.height - 2 * _AROUND
    scale = min(_LOGO, free, cell.width - 2 * _AROUND) / max(logo.size.width, logo.size.height)
    width, height = logo.size.width * scale, logo.size.height * scale
    bottom = cell.y + ((cell.height - text) / 2 - _AROUND if text else (cell.height + height) / 2)
    return Emblem(cell.x + (cell.width - width) / 2, bottom - height, width, height, logo, cell)


def _joined(lines: list[tuple[str, str]]) -> Lines:
    return Lines.of((line for _, line in lines), "".join(map("".join, lines)).strip())
