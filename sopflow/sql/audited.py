"""What an audit says of an instance, and what it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sopflow.language import Words


class Audited(NamedTuple):
    """An instance that was looked at; or what does not belong to one."""

    instance: str
    revision: int
    """Its last event; with a finding, the first that is broken."""
    head: str
    problem: Words | None = None
    is_loose: bool = False
    """Whether this is not an instance: a definition, or a row that belongs to none."""
    unsealed: int = 0
    """How many of its events have no seal that was verified."""


class Noted(NamedTuple):
    """The head of an instance as it once was."""

    instance: str
    revision: int
    head: str
