"""Names in which somebody may have written a value: what an SOP with personal fields does not know is not said back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .flow import Flow

UNSAID: Final = "…"


def told(flow: Flow, name: str | None) -> str | None:
    """A name that the SOP does not know, as a refusal says it."""
    return UNSAID if flow.definition.has_personal and name is not None else name
