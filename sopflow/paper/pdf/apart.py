"""Reading a PDF in a process of its own, whose memory and time the system bounds: whatever a hostile file does to the
libraries that read it, it does there.

`python -m sopflow.paper.pdf.apart FILE` writes what was read as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, cast

from sopflow.language import Words

from ..drawing.model import Arrow, Drawing, Gap, Symbol
from ..limits import TooMuch, UnreadableSheet
from ..sheet import Section, Sheet, Table, Tall, Unread
from .opening import BROKEN

MAX_MEMORY: Final = 1_000_000_000
"""Bytes."""
MAX_SECONDS: Final = 60
"""Of a processor."""
_WAITED: Final = 3 * MAX_SECONDS
_HEAVY: Final = Words(
    "terlalu berat untuk dibaca; simpan ulang sebagai PDF (cetak ke PDF), atau hanya halaman SOP-nya",
    "takes too much to be read; save it as PDF again (print to PDF), or the pages of the SOP only",
)


def read_apart(path: Path) -> Sheet:
    """What `read_here` reads. `UnreadableSheet`, also for a file that takes too much memory or time."""
    command = [sys.executable, "-P", "-m", __name__, str(path.resolve())]
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(command, env=here, capture_output=True, timeout=_WAITED, check=False)
        said = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        said = None
    if said is None:
        raise UnreadableSheet(path=str(path), why=_HEAVY)
    if "refused" in said:
        raise UnreadableSheet(path=str(path), why=Words(*said["refused"]))
    return _sheet(said)


def can_start() -> bool:
    """Whether this program is Python itself, and not one that holds it."""
    name = Path(sys.executable or "").name.lower()
    return name.startswith(("python", "pypy")) and not getattr(sys, "frozen", False)


def _record(sheet: Sheet) -> dict[str, Any]:
    return {"parts": [[type(part).__name__, part] for part in sheet.parts], "unread": sheet.unread}


def _sheet(said: dict[str, Any]) -> Sheet:
    return Sheet(
        tuple(_PARTS[kind](part) for kind, part in said["parts"]), tuple(Unread(*one) for one in said["unread"])
    )


def _table(said: list[Any]) -> Table:
    rows, (symbols, arrows, gaps), tall, pages = said
    drawing = Drawing(
        tuple(Symbol(kind, row, tuple(columns), *rest) for kind, row, columns, *rest in symbols),
        tuple(Arrow(*arrow) for arrow in arrows),
        tuple(Gap(first, last, tuple(columns), what) for first, last, columns, what in gaps),
    )
    return Table(tuple(map(tuple, rows)), drawing, tuple(Tall(*one) for one in tall), tuple(pages))


_PARTS: Final[dict[str, Callable[[Any], str | Table | Section]]] = {
    "str": str,
    "Section": lambda said: Section(*said),
    "Table": _table,
}


def _bound() -> None:
    """Let the system stop this process where it takes too much."""
    try:
        import resource
    except ImportError:  # not on Windows, where only the waiting is bounded
        return
    for kind, limit in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CPU, MAX_SECONDS)):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


def _refusal(words: Words) -> dict[str, Any]:
    return {"refused": [words.id, words.en]}


def main(path: str) -> None:
    """Read a file and write it out."""
    from ..sheets.pdf import read_here

    _bound()
    try:
        said = _record(read_here(Path(path)))
    except UnreadableSheet as problem:
        said = _refusal(cast("Words", problem.values["why"]))
    except TooMuch as problem:
        said = _refusal(problem.words)
    except MemoryError:
        raise
    except Exception:  # whatever a library makes of a broken file
        said = _refusal(BROKEN)
    sys.stdout.buffer.write(json.dumps(said).encode())


if __name__ == "__main__":
    main(sys.argv[1])
