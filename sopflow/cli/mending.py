"""Fixing files from the command line: the difference first, then the question."""

from __future__ import annotations

import sys
from difflib import unified_diff
from typing import TYPE_CHECKING

from sopflow.files import write_whole
from sopflow.language import Words, nfc
from sopflow.review.fixing import mended

from .output import warn

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable
    from pathlib import Path

_ASK = Words("tulis {count} perbaikan ke {path}? [y/T] ", "write {count} fix(es) to {path}? [y/N] ")
_YES = ("y", "ya", "yes")
_NOT_ASKED = Words("{path}: tidak ditulis; tambahkan --yes", "{path}: not written; add --yes")
_WRITTEN = Words("{path}: {count} perbaikan ditulis", "{path}: {count} fix(es) written")


def mend_files(files: Iterable[Path], arguments: Namespace) -> None:
    """Show what would be fixed in each file, and write it where that is wanted."""
    for path in files:
        try:
            text = nfc(path.read_bytes().decode("utf-8"))
        except (OSError, UnicodeDecodeError):
            continue
        new, mends = mended(text, str(path))
        if new == text:
            continue
        lines = (text.splitlines(keepends=True), new.splitlines(keepends=True))
        warn("".join(unified_diff(*lines, fromfile=str(path), tofile=str(path))).rstrip())
        values = {"path": path, "count": len(mends)}
        if not arguments.yes and not sys.stdin.isatty():
            warn(_NOT_ASKED.within(arguments.lang, **values))
        elif arguments.yes or input(_ASK.within(arguments.lang, **values)).strip().casefold() in _YES:
            write_whole(path, new)
            warn(_WRITTEN.within(arguments.lang, **values))
