"""What becomes, or would become, of an instance that is to go to another version."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sopflow.errors import Refusal
    from sopflow.flow.event import OpenRow
    from sopflow.flow.instance import Instance


class Migration(NamedTuple):
    """One instance, before and after."""

    before: Instance
    after: Instance | None
    """On the new version; `None` where it stays."""
    refusal: Refusal | None
    """Why it stays."""

    @property
    def rows(self) -> tuple[tuple[OpenRow, OpenRow], ...]:
        """The open rows, each as it was and as it is there."""
        return tuple(zip(self.before.active, self.after.active, strict=False)) if self.after is not None else ()
