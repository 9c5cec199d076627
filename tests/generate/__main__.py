"""Write what follows from the commands, or (`--check`) say which files are not as they would be written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from . import names, places

ROOT = Path(__file__).parents[2]
Files = Iterable[tuple[str, str]]
_AGAIN = "SOPFLOW_GENERATED"
_MOST = 5
"""How often it begins again with what it has written."""


def stale(files: Files) -> Iterator[tuple[Path, str]]:
    """The files that are not as they are given."""
    for name, text in files:
        path = ROOT / name
        if not path.exists() or path.read_text("utf-8") != text:
            yield path, text


def rest() -> Iterator[tuple[str, str]]:
    """What the list of commands must be right for."""
    from . import (
        awaited,
        chains,
        checks,
        docs,
        fields,
        figures,
        format,
        listed,
        methods,
        page,
        reference,
        refused,
        verbs,
    )

    makers: tuple[Callable[[Path], Files], ...] = (
        methods.files, awaited.files, verbs.files, chains.files, format.files, listed.files, refused.files, docs.files, fields.files, figures.files,
        checks.files, reference.files, page.files,
    )  # fmt: skip
    for maker in makers:
        yield from maker(ROOT)


def main(words: list[str]) -> int:
    is_check = words == ["--check"]
    if words and not is_check:
        print(__doc__)
        return 2
    for at, files in enumerate((names.files(ROOT), rest())):
        if at and (missing := [*places.lacking()]):
            print("\n".join([*missing, "docs/commands.md says more: A field that no command has yet"]))
            return 1
        old = list(stale(files))
        for path, text in old:
            print(f"{path.relative_to(ROOT)} {'is not as it is generated' if is_check else 'written'}")
            if not is_check:
                path.write_text(text, "utf-8")
        if old and is_check:
            print("run: python -m tests.generate")
            return 1
        if old:  # what was imported is as it was before
            again = int(os.environ.get(_AGAIN, "0"))
            if again == _MOST:
                print("these files come out otherwise each time")
                return 1
            os.environ[_AGAIN] = str(again + 1)
            os.execv(sys.executable, [sys.executable, "-m", "tests.generate"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
