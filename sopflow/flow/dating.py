"""How refusals of acts that are entered later say times: all in the zone in which the act is dated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.errors import Backdated

if TYPE_CHECKING:
    from datetime import datetime

    from sopflow.language import Words


def as_dated(at: datetime, acted_at: datetime) -> str:
    """A time in the zone of another."""
    return at.astimezone(acted_at.tzinfo).isoformat()


def backdated(acted_at: datetime, why: Words) -> Backdated:
    """The refusal of an act that is dated where it may not be."""
    return Backdated(when=acted_at.isoformat(), why=why)
