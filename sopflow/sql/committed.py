"""What the events of an instance say of its personal values, wherever these are."""

from __future__ import annotations

from sopflow.engine.private import REDACTED, removes
from sopflow.fields import Withheld
from sopflow.flow.event import Event


class Committed:
    """What the events of one instance say of its personal values."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, str], str] = {}
        """What stands for each value that may be there."""

    def follow(self, event: Event) -> None:
        if event.type == REDACTED:
            self.known = {key: one for key, one in self.known.items() if not removes(event, key[1])}
        fields = event.details.fields if event.details is not None else {}
        for name, value in fields.items():
            if isinstance(value, Withheld):
                self.known[event.revision, name] = value.commitment
