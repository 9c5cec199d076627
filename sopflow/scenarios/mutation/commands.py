"""Anybody may start, cancel or suspend an instance whom the SOP does not name; nobody in particular may any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from sopflow.definition.model import Definition
from sopflow.flow.commands import COMMANDS

from .mutant import Mutant, words

_IN_SCENARIOS: Final = tuple(
    kind for kind, one in COMMANDS.items() if one.target in ("instance", "row or instance")
)
"""The commands that a scenario can give."""


def mutants(sop: Definition) -> Iterator[Mutant]:
    if sop.may_start:
        yield _mutant(sop, "start", sop.may_start[0].span.line, replace(sop, may_start=()))
    for command, named in sop.may:
        if command in _IN_SCENARIOS:
            left = tuple(one for one in sop.may if one[0] != command)
            yield _mutant(sop, command, named[0].span.line, replace(sop, may=left))


def _mutant(sop: Definition, command: str, line: int, changed: Definition) -> Mutant:
    return Mutant(
        f"may.{command}",
        words("SOP tidak lagi menyebut siapa yang boleh: {command}", "the SOP no longer says who may: {command}", command=command),
        words("skenario dengan {command}: ORANG LAIN, refused: not-authorized", "a scenario with {command}: SOMEBODY ELSE, refused: not-authorized", command=command),
        line,
        changed,
    )  # fmt: skip
