"""Tables as text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from itertools import zip_longest


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int], *, ruled: bool = True
) -> str:
    """A table with wrapped cells and a line under the heads, and between the rows if `ruled`."""
    rule = "-+-".join("-" * width for width in widths)
    head, body = _row(heads, widths), [_row(row, widths) for row in rows]
    between = f"\n{rule}\n" if ruled else "\n"
    return f"{head}\n{rule}\n" + between.join(body)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    wrapped = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = zip_longest(*wrapped, fillvalue="")
    return "\n".join(
        " | ".join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _wrapped(cell: str, width: int) -> list[str]:
    return [
        line for part in cell.split("\n") for line in (textwrap.wrap(part, width, break_on_hyphens=False) or [""])
    ]


def fitted(natural: Sequence[int], least: Sequence[int], total: int) -> list[int]:
    """Column widths that fit `total` characters: the widest columns give way first, down to `least`."""
    widths = [max(n, low) for n, low in zip(natural, least, strict=True)]
    spare = total - 3 * (len(widths) - 1)
    while sum(widths) > spare:
        room = [w - low for w, low in zip(widths, least, strict=True)]
        widest = max(range(len(widths)), key=lambda i: (room[i] > 0, widths[i]))
        if room[widest] <= 0:
            break
        widths[widest] -= 1
    return widths


def natural(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[int]:
    """The width of each column if nothing is wrapped."""
    lines = [heads, *rows]
    return [max(len(part) for line in lines for part in line[i].split("\n")) for i in range(len(heads))]
