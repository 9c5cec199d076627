"""Writing to a terminal or a pipe: lines, tables, progress."""

from __future__ import annotations

import sys
import textwrap
import unicodedata
from itertools import zip_longest
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def say(text: str = "", *, file: TextIO | None = None) -> None:
    """Write a line; characters that the terminal's encoding lacks are replaced, control characters shown."""
    out = file if file is not None else sys.stdout
    clean = "".join(
        c if c in "\n\t" or unicodedata.category(c) != "Cc" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
    encoding = getattr(out, "encoding", None) or "utf-8"
    print(clean.encode(encoding, "replace").decode(encoding), file=out)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """A table with wrapped cells and a line under the heads and between the rows."""
    rule = "-+-".join("-" * width for width in widths)
    parts = [_row(heads, widths)] + [_row(row, widths) for row in rows]
    return f"\n{rule}\n".join(parts)


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


def progress(items: Sequence[str], label: str) -> Iterator[str]:
    """The items, with a counter on the terminal (and nowhere else) where there are many."""
    shown = sys.stderr.isatty() and len(items) > 20
    for count, item in enumerate(items, start=1):
        if shown:
            print(f"\r{label} {count}/{len(items)}", end="", file=sys.stderr, flush=True)
        yield item
    if shown:
        print("\r" + " " * (len(label) + 20) + "\r", end="", file=sys.stderr, flush=True)
