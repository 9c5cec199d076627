"""Whom a log names: actors as they are, persons under a number unless their names were asked for."""

from __future__ import annotations

from collections.abc import Container

from sopflow.flow.command import SYSTEM


class Persons:
    """The persons of one log, numbered as they come: the same person is the same number in all of it."""

    def __init__(self, *, are_named: bool) -> None:
        self.are_named = are_named
        self._numbers: dict[str, str] = {}

    def name(self, by: str | None, actors: Container[str]) -> str:
        """What a log calls whoever acted, nothing for nobody; where there is no directory, people are the actors."""
        if by is None or by == SYSTEM:
            return ""
        if self.are_named or by in actors:
            return by
        found = self._numbers.get(by)
        if found is None:
            found = self._numbers[by] = f"person-{len(self._numbers) + 1}"
        return found
