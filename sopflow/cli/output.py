"""Writing to a terminal or a pipe: lines and progress."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, TypeVar

from sopflow.language import Language, Words
from sopflow.unseen import is_turning

WRITTEN = Words("{path} ditulis", "{path} was written")
SCENARIOS_WRITTEN = Words("{count} skenario ditulis ke {path}", "{count} scenario(s) written to {path}")


def say(text: str = "", *, file: TextIO | None = None) -> None:
    """Write a line; characters that the terminal's encoding lacks are replaced, control characters shown."""
    out = file if file is not None else sys.stdout
    clean = "".join(c if c in "\n\t" or not _is_control(c) else "\N{REPLACEMENT CHARACTER}" for c in text)
    encoding = getattr(out, "encoding", None) or "utf-8"
    with unread(out):
        print(clean.encode(encoding, "replace").decode(encoding), file=out)


def warn(text: str) -> None:
    """Write a line for people alone: to the standard error, beside what a program reads."""
    say(text, file=sys.stderr)


def give(text: str, path: str | Path | None, told: str = "") -> None:
    """Write a text to a file, and what is told of that; to the screen where no file is named."""
    if not path:
        say(text.removesuffix("\n"))
        return
    from sopflow.files import write_whole

    write_whole(path, text)
    if told:
        say(told)


def write(path: Path, content: str | bytes, language: Language) -> None:
    """Write a file, and say that."""
    from sopflow.files import write_whole

    write_whole(path, content)
    say(WRITTEN.within(language, path=path))


def say_json(value: Any, *, indent: int | None = 2) -> None:
    """Write JSON; what `say` would replace is escaped, so that a program reads what is kept."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    signs = json_text(value, indent=indent)
    say("".join(c if _is_sayable(c, encoding) else json.dumps(c)[1:-1] for c in signs))


def json_text(value: Any, *, indent: int | None = 2) -> str:
    """JSON as every command writes it."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _is_sayable(sign: str, encoding: str) -> bool:
    return sign == "\n" or (not _is_control(sign) and sign.encode(encoding, "ignore") != b"")


@contextmanager
def unread(out: TextIO) -> Iterator[None]:
    """Where nobody reads on (`| head -1`), what follows goes nowhere: the exit code is still that of the whole work."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())


def _is_control(sign: str) -> bool:
    """Whether a character is for the terminal and not for people: escapes, and what turns the direction of a text."""
    return unicodedata.category(sign) in ("Cc", "Zl", "Zp") or is_turning(sign)


def progress(items: Sequence[str], label: str) -> Iterator[str]:
    """The items, with a counter on the terminal (and nowhere else) where there are many."""
    shown = sys.stderr.isatty() and len(items) > 20
    for count, item in enumerate(items, start=1):
        if shown:
            print(f"\r{label} {count}/{len(items)}", end="", file=sys.stderr, flush=True)
        yield item
    if shown:
        _erase(label)


Item = TypeVar("Item")


def counted(items: Iterable[Item], label: str, *, every: int = 20_000) -> Iterator[Item]:
    """The items, with their number on the terminal (and nowhere else) while there are many."""
    count = 0
    for count, item in enumerate(items, start=1):
        if count % every == 0:
            ticking(label, count)
        yield item
    if sys.stderr.isatty() and count >= every:
        _erase(label)


def ticking(label: str, count: int) -> None:
    """Show how far long work has come, on the terminal and nowhere else."""
    if sys.stderr.isatty():
        print(f"\r{label} {count:,}".replace(",", " "), end="", file=sys.stderr, flush=True)


def _erase(label: str) -> None:
    print("\r" + " " * (len(label) + 20) + "\r", end="", file=sys.stderr, flush=True)
