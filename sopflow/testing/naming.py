"""The names of scenarios as pytest's tests, and which of them a name on the command line means."""

from __future__ import annotations

from pathlib import Path

from sopflow.definition.files import project_files
from sopflow.definition.library import Library
from sopflow.language import nfc
from sopflow.scenarios.suite import Case, Suite


def node_name(case: Case) -> str:
    return case.scenario.name.replace("::", ":")


def meant(argument: str, folder: Path) -> list[str]:
    """What `FILE::NAME` means: the scenario of that name, whatever its case; without what stands in brackets, every case
    of its table. The argument itself where there is none."""
    file, _, name = argument.partition("::")
    path = folder / file
    if not name or not path.is_file():
        return [argument]
    names = [node_name(case) for case in Suite([path], Library(files=project_files([path]), plays=False)).cases]
    wanted = _folded(name)
    for same in (
        [one for one in names if one == name],
        [one for one in names if _folded(one) == wanted],
        [one for one in names if _folded(one.partition(" [")[0]) == wanted],
    ):
        if same:
            return [f"{file}::{one}" for one in same]
    return [argument]


def _folded(text: str) -> str:
    return " ".join(nfc(text).casefold().split())
