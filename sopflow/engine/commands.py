"""What can be done to an instance: each call is one command, kept whole or refused."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from sopflow.flow.command import Command, Paper

from .intake import checked, json_of, pairs_of, papers_of, taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sopflow.flow.instance import Instance

    Papers = Mapping[str, Mapping[str, str] | None] | Iterable[str | Paper]


class Commands(ABC):
    """The commands of `Engine` on instances that have been started."""

    @abstractmethod
    def _execute(self, instance_id: str, command: Command, expected: int | None) -> Instance:
        """Decide a command and keep what it becomes."""

    def _ask(self, instance: str, command: Command, expected: int | None) -> Instance:
        """Execute a command whose arguments are as they must be."""
        if type(instance) is not str or (expected is not None and type(expected) is not int):
            instance, expected = taken(instance=instance, expected=expected)
        return self._execute(instance, checked(command), expected)

    def complete(
        self,
        instance: str,
        step: str,
        by: str,
        outcome: str | None = None,
        *,
        visit: int | None = None,
        note: str | None = None,
        documents: Papers = (),
        choose: Mapping[str, str] | None = None,
        to: str | None = None,
        data: Any = None,
        acted_at: datetime | None = None,
        key: str | None = None,
        expected: int | None = None,
    ) -> Instance:
        """Complete a row; on one that several sign, sign it.

        `outcome` is the answer of a decision. `documents` are brought along, with what identifies them.
        `choose` names the actors that this row chooses; `to` leads a branch whose target the paper does not say
        (with a `note`). `acted_at` is when it happened, if earlier than now. `expected` is the revision that
        the caller has seen: `Conflict` if it is another.
        """
        command = Command(
            "complete", by, step, outcome, visit, note,
            papers_of(documents) if documents != () else (),
            pairs_of(choose) if choose else (), to, None, None if data is None else json_of(data), acted_at, key,
        )  # fmt: skip
        return self._ask(instance, command, expected)

    def sign_off(
        self, instance: str, step: str, by: str, outcome: str | None = None, *, visit: int | None = None,
        note: str | None = None, documents: Papers = (), acted_at: datetime | None = None, key: str | None = None,
        expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Sign a row that several sign; the last signature completes it."""
        command = Command(
            "sign_off", by, step, outcome, visit, note, papers_of(documents), acted_at=acted_at, key=key
        )
        return self._ask(instance, command, expected)

    def withdraw(
        self, instance: str, step: str, by: str, *, visit: int | None = None, note: str | None = None,
        key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Withdraw one's own signature from a row that is still open."""
        return self._ask(instance, Command("withdraw", by, step, None, visit, note, key=key), expected)

    def skip(
        self, instance: str, step: str, by: str, reason: str, *, outcome: str | None = None,
        visit: int | None = None, choose: Mapping[str, str] | None = None, to: str | None = None,
        acted_at: datetime | None = None, key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Skip an optional row, with a reason; a decision still needs its `outcome`."""
        chosen = pairs_of(choose) if choose else ()
        command = Command("skip", by, step, outcome, visit, reason, (), chosen, to, acted_at=acted_at, key=key)
        return self._ask(instance, command, expected)

    def receive(
        self, instance: str, documents: Papers, by: str, *, note: str | None = None,
        acted_at: datetime | None = None, key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Record documents that arrive; rows that wait for one of them end."""
        command = Command("receive", by, None, None, None, note, papers_of(documents), acted_at=acted_at, key=key)
        return self._ask(instance, command, expected)

    def extend(
        self, instance: str, step: str | None, by: str, reason: str, length: str | None = None, *,
        visit: int | None = None, acted_at: datetime | None = None, key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Extend the due time of a row, or of the whole instance (`step` is `None`), as the SOP's `extension` says.

        `length` is a duration as text, counted from when it was due; the longest that is allowed if left out.
        """
        command = Command("extend", by, step, None, visit, reason, acted_at=acted_at, key=key, length=length)
        return self._ask(instance, command, expected)

    def claim(
        self, instance: str, step: str, by: str, *, visit: int | None = None, note: str | None = None,
        key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Claim a row: nobody else may do it until it is released or reassigned."""
        return self._ask(instance, Command("claim", by, step, None, visit, note, key=key), expected)

    def release(
        self, instance: str, step: str, by: str, *, visit: int | None = None, note: str | None = None,
        key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Release a claimed or delegated row."""
        return self._ask(instance, Command("release", by, step, None, visit, note, key=key), expected)

    def reassign(
        self, instance: str, step: str, by: str, to: str, *, visit: int | None = None, note: str | None = None,
        key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Give a row to another person who may do it (or take it over: `to` may be `by`), by anybody who may do it."""
        command = Command("reassign", by, step, None, visit, note, key=key, person=to)
        return self._ask(instance, command, expected)

    def delegate(
        self, instance: str, step: str, by: str, to: str, reason: str, *, visit: int | None = None,
        key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Have somebody whom the directory knows do a row in one's own name (a.n.), until it is released.

        They may do it as long as whoever delegated it may.
        """
        command = Command("delegate", by, step, None, visit, reason, key=key, person=to)
        return self._ask(instance, command, expected)

    def undo_last(
        self, instance: str, by: str, reason: str, *, key: str | None = None, expected: int | None = None
    ) -> Instance:
        """Withdraw the last completion, while nothing has been built on it: its row is open again, as it was.

        By whoever did it, or may do its row. It stays in the history.
        """
        return self._ask(instance, Command("undo", by, note=reason, key=key), expected)

    def annotate(
        self, instance: str, by: str, note: str, *, step: str | None = None, data: Any = None,
        key: str | None = None, expected: int | None = None,
    ) -> Instance:  # fmt: skip
        """Leave a note in the history."""
        command = Command("annotate", by, step, None, None, note, data=json_of(data), key=key)
        return self._ask(instance, command, expected)

    def suspend(
        self,
        instance: str,
        by: str,
        *,
        note: str | None = None,
        key: str | None = None,
        expected: int | None = None,
    ) -> Instance:
        """Stop the clock: nothing can be done until it is resumed."""
        return self._ask(instance, Command("suspend", by, note=note, key=key), expected)

    def resume(
        self,
        instance: str,
        by: str,
        *,
        note: str | None = None,
        key: str | None = None,
        expected: int | None = None,
    ) -> Instance:
        """Go on; what is due moves by the time that the clock stood still."""
        return self._ask(instance, Command("resume", by, note=note, key=key), expected)

    def cancel(
        self,
        instance: str,
        by: str,
        *,
        note: str | None = None,
        key: str | None = None,
        expected: int | None = None,
    ) -> Instance:
        """End an instance for good, and the SOPs that it called."""
        return self._ask(instance, Command("cancel", by, note=note, key=key), expected)
