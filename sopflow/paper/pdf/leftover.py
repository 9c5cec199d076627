"""What is drawn on a page and belongs to no row of a table: it is counted and told with its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import dist
from typing import Final

from ..geometry import Box, Point
from ..sheet import Unread
from .grid import Region
from .page import Page
from .symbols import Found, is_same, symbols_of, without_cells
from .tips import tips_of

_NAMES: Final = {
    "terminal": "kapsul",
    "activity": "kotak",
    "decision": "belah ketupat",
    "connector": "penghubung",
    "arrow": "panah",
}
_AT: Final = 2.5
"""Points between the head of an arrow and its end."""
_WHY: Final = "di luar kolom pelaksana, sehingga tidak dibaca; periksa apakah ada yang termasuk prosedur"
_PICTURES: Final = "di luar kolom pelaksana, sehingga tidak dibaca (biasanya lambang, cap, atau kode QR)"


def leftover(
    page: Page, regions: Sequence[Region], tables: Iterable[Box], taken: Collection[Box], ends: Collection[Point]
) -> Iterator[Unread]:
    """The symbols and arrows of a page without those of its `tables`; `taken` and `ends` are the places of
    symbols and pictures, and the ends of arrows, that were read or told."""
    tips = tips_of(page.paths)
    symbols: Iterable[Found] = symbols_of(page.paths, tips)
    for region in regions:
        symbols = without_cells(symbols, region.columns, [*region.head, *region.rows])
    counts = Counter(
        str(one.kind)
        for one in symbols
        if not any(is_same(one.box, other) for other in taken)
        and (one.kind != "activity" or not _is_ground(page, one.box, tables))
    )
    counts["arrow"] = sum(all(dist(tip.tip, end) > _AT for end in ends) for tip in tips)
    if text := ", ".join(f"{counts[kind]} {name}" for kind, name in _NAMES.items() if counts[kind]):
        yield Unread(text, f"halaman {page.number}", _WHY)


def pictured(counts: Mapping[int, int]) -> Iterator[Unread]:
    """The pictures outside of the drawings, from how many there are on each page, as one: most are the mark of an office
    on each page."""
    pages = sorted(page for page, count in counts.items() if count)
    if pages:
        *first, last = map(str, pages)
        place = f"halaman {', '.join(first)} dan {last}" if first else f"halaman {last}"
        yield Unread(f"{sum(counts.values())} gambar", place, _PICTURES)


def _is_ground(page: Page, box: Box, tables: Iterable[Box]) -> bool:
    """Whether a box has no line around it, as the ground of a text, is of a table, or a frame around most of a page."""
    if page.is_mostly(box) or any(table.distance(*box.middle) == 0 for table in tables):
        return True
    return not any(path.is_stroked and is_same(path.box, box) for path in page.paths)
