"""How far the upgrade of a database is, for whoever waits for it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from sopflow.language import Language, Words

if TYPE_CHECKING:
    from sopflow.sql.upgrading import Progress

_HERE: Final = Words(
    "skema {version}: {done:,} dari {total:,} proses", "schema {version}: {done:,} of {total:,} instances"
)
_WAITS: Final = Words(
    "menunggu program lain: skema {version}: {done:,} dari {total:,}",
    "waiting for another process: schema {version}: {done:,} of {total:,}",
)
_LEFT: Final = Words(", kira-kira {seconds} detik lagi", ", about {seconds} s left")


def teller(language: Language) -> Callable[[Progress], None]:
    """Says how far an upgrade is: over itself on a terminal, elsewhere at each tenth."""
    told = -1

    def tell(at: Progress) -> None:
        nonlocal told
        tenth = at.done * 10 // max(1, at.total)
        if not sys.stderr.isatty() and tenth == told:
            return
        told = tenth
        words = _HERE if at.is_here else _WAITS
        line = words.within(language, version=at.version, done=at.done, total=at.total)
        if at.seconds_left is not None:
            line += _LEFT.within(language, seconds=round(at.seconds_left))
        print(
            f"\r{line}\x1b[K" if sys.stderr.isatty() else line,
            end="" if sys.stderr.isatty() else "\n",
            file=sys.stderr,
            flush=True,
        )
        if sys.stderr.isatty() and at.done >= at.total:
            print(file=sys.stderr)

    return tell
