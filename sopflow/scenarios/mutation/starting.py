"""Anybody may start the SOP; another row is the first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .mutant import Mutant, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopflow.definition.model import Definition


def mutants(sop: Definition) -> Iterator[Mutant]:
    if sop.may_start:
        yield Mutant(
            words("siapa pun boleh memulai", "anybody may start it"),
            words("skenario dengan start: ORANG LAIN, refused: not-authorized", "a scenario with start: SOMEBODY ELSE, refused: not-authorized"),
            sop.may_start[0].span.line,
            replace(sop, may_start=()),
        )  # fmt: skip
