"""Which procedure of a document is meant, and what a person says of its heads."""

from __future__ import annotations

from typing import Final

from sopflow.errors import SopflowError
from sopflow.language import Words

from .heads import Said, columns_of, heads_in
from .rows import Paper, papers_of
from .sheet import Sheet
from .sheets import UnreadableSheet
from .wordings import CALLED, KEYS, folded

_NO_TABLE: Final = Words(
    "tidak ada tabel dengan kolom Kegiatan dan Waktu, Output, atau Kelengkapan{hint}",
    "there is no table with the columns Kegiatan and Waktu, Output or Kelengkapan{hint}",
)
_CALLED: Final = Words(
    '; bila kepalanya lain, sebutkan, misalnya --column kegiatan="{head}". Kepala tabelnya: {heads}',
    '; if its headings differ, name them, such as --column kegiatan="{head}". Headings of the table: {heads}',
)


class NoSuchHead(SopflowError):
    """A head of which something is said, and that stands over no column."""

    code = "no-such-head"
    words = Words(
        '{path}: tidak ada kolom berkepala "{head}"; kepalanya: {heads}',
        '{path}: no column has the heading "{head}"; the headings are: {heads}',
    )


class NoSuchColumn(SopflowError):
    """A word for a column that is none of those known."""

    code = "no-such-column"
    words = Words(
        '"{said}": tulis KOLOM="kepala"; kolomnya: {known}',
        '"{said}": write COLUMN="heading"; the columns are: {known}',
    )


class NoSuchProcedure(SopflowError):
    """A number of a procedure that a document does not hold."""

    code = "no-such-procedure"
    words = Words(
        "{path}: tidak ada SOP nomor {number}; isinya: {found}",
        "{path}: there is no SOP {number}; it holds: {found}",
    )


def said_of(texts: list[str]) -> Said:
    """What is said of heads, from `waktu=Waktu (menit)`; `NoSuchColumn`."""
    found = []
    for text in texts:
        name, sign, head = text.partition("=")
        key = KEYS.get(name.strip().casefold())
        if key is None or not sign or not folded(head):
            raise NoSuchColumn(said=text, known=tuple(KEYS))
        found.append((key, head))
    return tuple(found)


def procedures_in(sheet: Sheet, path: str, said: Said = ()) -> tuple[Paper, ...]:
    """The procedures of a document, at least one; `UnreadableSheet`, `NoSuchHead`."""
    papers = tuple(paper for paper in papers_of(sheet, said) if paper.rows)
    if papers:
        return papers
    heads = _heads(sheet)
    known = {folded(head) for head in heads}
    for _, head in said:
        if folded(head) not in known:
            raise NoSuchHead(path=path, head=head, heads=heads)
    words = [head for head in heads if not head.isdigit()]
    longest = next((head for head in words if len(head) > 3), "")
    hint = _CALLED.filled(head=longest, heads=heads) if longest else ""
    raise UnreadableSheet(path=path, why=_NO_TABLE.filled(hint=hint))


def _heads(sheet: Sheet) -> tuple[str, ...]:
    """The heads of the tables of procedures; where none is one, of the table that has most columns."""
    tables = [table.rows for table in sheet.tables if columns_of(table.rows) is not None]
    widest = max((table.rows for table in sheet.tables), key=lambda rows: len(heads_in(rows)), default=())
    return tuple(dict.fromkeys(head for rows in tables or [widest] for head in heads_in(rows)))


def unplaced(paper: Paper) -> tuple[tuple[str, str], ...]:
    """Heads of columns that have no place in a draft, each with what it may be: a column that the table does not have."""
    columns = paper.columns
    known = {*columns.at.values(), *(at for at, _ in columns.actors)}
    others = [at for at in range(columns.width) if at not in known and columns.head_over(at)]
    missing = [key for key in ("inputs", "output", "time", "remarks") if key not in columns.at]
    name = CALLED[missing[0]] if missing else CALLED["other"]
    return tuple((columns.head_over(at), name) for at in others)


def titles_of(papers: tuple[Paper, ...]) -> tuple[str, ...]:
    """What each is called, for a person who chooses."""
    return tuple(paper.before[0] or f"({len(paper.rows)} baris)" for paper in papers)


def chosen(papers: tuple[Paper, ...], number: int, path: str) -> Paper:
    """One of them by its number, from 1; `NoSuchProcedure`."""
    if not 1 <= number <= len(papers):
        listed = tuple(f"{at} {title}" for at, title in enumerate(titles_of(papers), start=1))
        raise NoSuchProcedure(path=path, number=number, found=listed)
    return papers[number - 1]
