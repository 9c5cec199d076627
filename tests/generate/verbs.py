"""The types of the verbs of scenarios, and of the forms in which they are written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sopflow.scenarios.uses import FORMS
from sopflow.scenarios.verbs import VERBS

from .text import head, literal


def files(_: Path) -> Iterator[tuple[str, str]]:
    yield (
        "sopflow/scenarios/names.py",
        head("The verbs of scenarios, and the forms in which they are written.")
        + "from typing import Literal\n\n"
        + literal("ActKind", (*VERBS, "expect"))
        + "\n"
        + literal("Form", FORMS)
        + '"""A verb as it is written: `actor` is `PELAKSANA: LANGKAH`, `wait-for` waits for a step, `wait` for a duration."""\n',
    )
