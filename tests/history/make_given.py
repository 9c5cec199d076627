"""`python -m tests.history.make_given FOLDER` writes what is stored of one run with every command of people, as
`tests/cli/test_giving.py` gives them: a set that is kept beside the others when there is a new event."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path

from sopflow.cli import main
from sopflow.sql import SQLStore
from tests.cli.test_giving import GIVEN, SOP

from .make_case import lines_of


def given(folder: Path) -> None:
    """The events of the run, their commands and the snapshot after them."""
    folder.mkdir(exist_ok=True)
    target = folder.resolve() / "events.jsonl"
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        Path("izin.yaml").write_text(SOP, "utf-8")
        instance = _asked("start", "izin.yaml", "--by", "staf")["id"]
        for name, words, _ in GIVEN:
            _asked(name, instance, *words)
        store = SQLStore("proses.db")
        target.write_text("".join(f"{line}\n" for line in lines_of(store)), "utf-8")
        store.close()


def _asked(*words: str) -> dict[str, str]:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = main([*words, "--db", "proses.db", "--format", "json", "--lang", "en"])
    if code != os.EX_OK:
        raise SystemExit(code)
    found: dict[str, str] = json.loads(said.getvalue())
    return found


if __name__ == "__main__":
    given(Path(sys.argv[1]))
