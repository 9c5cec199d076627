"""From a file to the text of a draft."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .choosing import chosen, procedures_in, titles_of
from .completing import drafted
from .draft import Draft, Note
from .seal import is_seal, opened
from .sheet import Sheet
from .sheets import read
from .writing import written

if TYPE_CHECKING:
    from os import PathLike

    from sopflow.language import Words

    from .heads import Said


class Imported(NamedTuple):
    """A draft, and the file that it makes."""

    draft: Draft
    text: str
    is_original: bool = False
    """Whether it is the very definition that the table was made from."""
    warning: Words | None = None
    """Why a definition that the file carries was not taken."""
    procedures: tuple[str, ...] = ()
    """The titles of all procedures that the file holds, of which this is one."""


def import_table(
    path: str | PathLike[str], *, comment: str = "", columns: Said = (), sop: int = 1, name: str = ""
) -> Imported:
    """The draft of a procedure in a file; `sop` is its number where there are several. Nothing of the file's text is
    dropped: what has no place stands in `source`. Of a table that `export_table` wrote, it is the definition itself, if its
    table is the one that the file shows. `columns` says which head a column has (`choosing.said_of`), `name` what the file
    is called where it was put somewhere else. `UnreadableSheet` where there is no such table, or more than the limits
    allow, `NoSuchHead`, `NoSuchProcedure`."""
    sheet = read(path)
    carried = opened(sheet)
    plain = Sheet(
        tuple(part for part in sheet.parts if not (isinstance(part, str) and is_seal(part))), sheet.unread
    )
    papers = procedures_in(plain, str(path), columns)
    titles = titles_of(papers)
    draft = drafted(chosen(papers, sop, str(path)), Path(path).stem)
    if carried.text is not None:
        return Imported(draft, carried.text, True, procedures=titles)
    draft.sources.insert(0, _origin(Path(path), name))
    return Imported(draft, written(draft, comment=comment), warning=carried.warning, procedures=titles)


def _origin(path: Path, name: str) -> Note:
    """Which file a draft comes from."""
    return Note("file", name or path.name, "certain", f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")
