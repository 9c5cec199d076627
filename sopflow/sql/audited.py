"""What an audit says of an instance, and what it is compared with."""

from __future__ import annotations

from typing import Final, NamedTuple

from sopflow.language import Words

UNREADABLE: Final = Words("tidak terbaca: {why}", "cannot be read: {why}")
DEFINITION: Final = Words("SOP yang disimpan ({digest}) diubah", "the stored SOP ({digest}) was changed")
GONE: Final = Words(
    "kejadian yang pernah dicatat hilang, atau dibuat ulang",
    "an event that was noted earlier is missing or was rewritten",
)


class Audited(NamedTuple):
    """The result of the audit of one instance, or of data that belong to none."""

    instance: str
    revision: int
    """Its last event; if it is broken, the first broken event."""
    head: str
    problem: Words | None = None
    is_loose: bool = False
    """Whether this is not an instance, but a definition or a row that belongs to none."""
    unsealed: int = 0
    """The number of its events without a verified seal."""


class Noted(NamedTuple):
    """A head of an instance that was noted earlier."""

    instance: str
    revision: int
    head: str
