"""One append: everything is calculated beforehand (`changed`), so that the transaction is short."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final, NoReturn

from sopflow.engine.chain import ROOT, link
from sopflow.engine.memory import require_unmoved, scope_of
from sopflow.engine.private import REDACTED
from sopflow.engine.sops import activation_of
from sopflow.engine.store import Change
from sopflow.engine.words import words_of
from sopflow.errors import Conflict, KeyReused
from sopflow.flow.agenda import Entry
from sopflow.flow.audience import audience_of
from sopflow.flow.instance import Instance
from sopflow.frozen import NOTHING

from .audiences import audience_rows
from .changed import Row, Shown, row_of
from .columns import micros
from .definitions import keep_definition
from .problems import is_division_by_zero
from .records import column, event_text, rows_text
from .seals import SealKeys
from .standing import fixed, moving, place_taken, work_item, work_items
from .statements import Statements

_REMEMBERED: Final = 10_000


class Sighted:
    """What a store knows to be written of who may see what, and of definitions, so that it is not written each time."""

    def __init__(self) -> None:
        self.audiences: set[str] = set()
        self.acted: set[tuple[str, str]] = set()
        """Instances with persons who have acted in them."""
        self.definitions: set[str] = set()
        """By their digests."""

    def note(self, row: Row) -> None:
        """What a change has written."""
        if row.turned:
            self.audiences.add(str(row.turned["audience"]))
        if row.search is not None:
            self.audiences.update(row.search.audiences)
        if row.known:
            if len(self.acted) > _REMEMBERED:
                self.acted.clear()
            self.acted.update((row.change.after.id, one) for one, acted in row.known if acted)
        if row.change.before is None:
            self.definitions.add(row.change.flow.definition.digest)

    def clear(self) -> None:
        """Nothing is known any more."""
        self.audiences.clear()
        self.acted.clear()
        self.definitions.clear()


class PlaceGone(Exception):
    """Somebody took away a work item whose place another takes; nothing was written."""


class Writing:
    """The changes of one append. `heads` are hashes that were read with the snapshots that they follow, `shown` gives what was
    calculated from those already."""

    def __init__(
        self,
        statements: Statements,
        changes: Sequence[Change],
        heads: Mapping[str, tuple[int, str]],
        bodies: Sequence[str] | None = None,
        seals: SealKeys | None = None,
        shown: Callable[[Instance], Shown | None] = lambda _: None,
        sighted: Sighted | None = None,
        seen: Mapping[str, int] = NOTHING,
    ) -> None:
        self._do = statements
        self._seals = seals
        self._sighted = sighted if sighted is not None else Sighted()
        self.rows: list[Row] = []
        for at, change in enumerate(changes):
            body = bodies[at] if bodies is not None else event_text(change.event)
            self.rows.append(row_of(change, body, shown, self._sighted.acted))
        self._heads = heads
        self._seen = seen
        self.new_heads: dict[str, tuple[int, str]] = {}
        """The hashes after these changes, by instance, each with its revision; none where an earlier attempt was found to have landed."""

    def run(self, connection: Any) -> None:
        """`Conflict` or `KeyReused` where they do not follow what is there."""
        self.new_heads.clear()
        if self._seen:
            self._hold(connection)
        for row in self.rows:
            change = row.change
            details = change.event.details
            if details is not None and details.key is not None:
                self._claim_key(connection, row, details.key)
            self._put(connection, row)
            # last, as what came between is refused by what goes before
            if change.private or change.event.act.type == REDACTED:
                self._put_private(connection, change)

    @property
    def is_one_statement(self) -> bool:
        """Whether nothing but one instance moves, and the database does that at once."""
        if not self._do.at_once or len(self.rows) != 1 or self._seen:
            return False
        (row,) = self.rows
        event = row.change.event
        stays = {_place(entry) for entry in row.closed} & {_place(entry) for entry in row.opened}
        is_known = not row.turned or row.turned["audience"] in self._sighted.audiences
        is_alone = row.case is None and row.search is None and not row.gone and not row.is_renamed
        is_alone = is_alone and not row.change.private and event.type != REDACTED
        is_alone = is_alone and (event.details is None or not event.details.key)
        if event.revision == 1:
            is_known = is_known and row.change.flow.definition.digest in self._sighted.definitions
        return is_alone and not stays and is_known

    def run_at_once(self, connection: Any) -> None:
        """The same for what `is_one_statement`, which needs no transaction. `PlaceGone` where it takes more than one."""
        (row,) = self.rows
        after = row.change.after
        previous = self._head_before(connection, row)
        head = self._linked(after, previous, row)
        bound = {
            "head": head, "body": row.body, "snapshot": row.snapshot, **moving(after), **row.turned,
            "seal": self._seals.seal(head) if self._seals is not None else None,
        }  # fmt: skip
        known = [{"person": column(person), "acted": acted} for person, acted in row.known]
        if after.revision == 1:
            bound["words"] = rows_text([{"word": column(word)} for word in words_of(after.subject)])
            bound |= {"opened": work_items(after, row.opened), "known": rows_text(known)}
            if self._do.start_at_once(connection, **fixed(after), **bound).fetchone() is None:
                self._conflicts(connection, row)
            return
        if known:
            bound["known"] = rows_text(known)
        place = place_taken(after, row.closed, row.opened)
        bound |= place or {
            "instance": after.id, "closed": work_items(after, row.closed), "opened": work_items(after, row.opened)
        }  # fmt: skip
        statement = self._do.at_once[bool(row.turned), bool(known), bool(place)]
        try:
            done = statement(connection, before=after.revision - 1, previous=previous, **bound).fetchone()
        except Exception as error:
            if place and is_division_by_zero(error):
                raise PlaceGone from error
            raise
        if done is None:
            self._conflicts(connection, row)

    def key_rows(self) -> list[tuple[str, str]]:
        """The idempotency keys that these changes bring, each with its scope."""
        found = [(scope_of(r.change.event, r.change.after), r.change.event.details) for r in self.rows]
        return [
            (column(scope), column(details.key)) for scope, details in found if details is not None and details.key
        ]

    @property
    def begun(self) -> list[str]:
        """The definitions of what these changes start."""
        return [row.change.flow.definition.digest for row in self.rows if row.change.before is None]

    def has_landed(self, connection: Any) -> bool:
        """Whether all of it is already stored, from an attempt whose acknowledgement was lost."""
        for row in self.rows:
            event = row.change.event
            there = self._do.body(connection, instance=event.instance, revision=event.revision).fetchone()
            if there is None or there[0] != row.body:
                return False
        return True

    def _hold(self, connection: Any) -> None:
        """Let nobody move what is written or was looked at; in one order, so that two never wait for each other."""
        for name in sorted({*self._seen, *(row.change.after.id for row in self.rows)}):
            there = self._do.hold(connection, instance=name).fetchone()
            if name in self._seen:
                require_unmoved(name, self._seen[name], there[0] if there is not None else 0)

    def _put_private(self, connection: Any, change: Change) -> None:
        """Personal values, before what stands for them; and their end."""
        if change.event.type == REDACTED:
            if self._do.overwrite is not None:
                self._do.overwrite(connection).fetchone()
            named = change.event.command.more.erased
            for field in named:
                self._do.redact_field(connection, instance=change.after.id, field=field)
            if not named:
                self._do.redact(connection, instance=change.after.id)
        for one in change.private:
            self._do.put_private(
                connection,
                instance=one.instance,
                revision=one.revision,
                field=one.field,
                salt=one.salt,
                value=one.text,
            )

    def _claim_key(self, connection: Any, row: Row, key: str) -> None:
        event, after = row.change.event, row.change.after
        scope = column(scope_of(event, after))
        claimed = self._do.claim_key(
            connection, scope=scope, key=column(key), instance=event.instance, revision=event.revision
        )
        if claimed.rowcount != 1:
            raise KeyReused(key=key)

    def _put(self, connection: Any, row: Row) -> None:
        event, after, do = row.change.event, row.change.after, self._do
        instance, revision = after.id, event.revision
        previous = self._head_before(connection, row)
        head = self._linked(after, previous, row)
        if revision == 1:
            if row.change.flow.definition.digest not in self._sighted.definitions:
                started = activation_of(row.change.flow, event.at, event.by)
                keep_definition(do, connection, row.change.flow, started, "never")
            done = do.start(
                connection, **fixed(after), **moving(after), head=head, snapshot=row.snapshot, **row.turned
            )
            if done.rowcount == 1:
                for word in words_of(after.subject):
                    do.word(connection, instance=instance, word=column(word))
        else:
            follow = partial(do.turn, **row.turned) if row.turned else do.advance
            done = follow(
                connection, instance=instance, before=revision - 1, previous=previous, head=head,
                snapshot=row.snapshot, revision=revision, changed_at=micros(after.at),
            )  # fmt: skip
        if done.rowcount != 1:
            self._conflicts(connection, row)
        if self._seals is None:
            do.record(connection, instance=instance, revision=revision, body=row.body, hash=head)
        else:
            seal = self._seals.seal(head)
            do.record_sealed(connection, instance=instance, revision=revision, body=row.body, hash=head, seal=seal)
        if row.is_renamed:
            self._rename(connection, row.change)
        if row.case is not None:
            do.put_case(connection, instance=instance, revision=revision, body=row.case)
        self._list(connection, row)
        if row.turned or row.known or row.gone:
            self._show(connection, row)
        if row.search is not None:
            row.search.write(do, connection, instance, self._sighted.audiences)

    def _rename(self, connection: Any, change: Change) -> None:
        """What it is about now, and the words by which it is found."""
        before, after, do = change.before, change.after, self._do
        were, are = (words_of(one.subject if one is not None else None) for one in (before, after))
        do.put_subject(connection, instance=after.id, subject=fixed(after)["subject"])
        for word in were - are:
            do.drop_word(connection, instance=after.id, word=column(word))
        for word in are - were:
            do.word(connection, instance=after.id, word=column(word))

    def _list(self, connection: Any, row: Row) -> None:
        """What is to be done in it."""
        do, after = self._do, row.change.after
        place = place_taken(after, row.closed, row.opened)
        if place and do.move_on(connection, **place).rowcount == 1:
            return
        for entry in row.closed:
            do.close(connection, instance=after.id, step=entry.step, visit=entry.visit, actor=column(entry.actor))
        for entry in row.opened:
            item = work_item(after, entry)
            if item["unit"] is None and item["person"] is None:
                del item["unit"], item["person"]
                do.open(connection, **item)
            else:
                do.open_in(connection, **item)

    def _show(self, connection: Any, row: Row) -> None:
        """Who may see it."""
        after = row.change.after
        if row.turned and row.turned["audience"] not in self._sighted.audiences:
            for one in audience_rows(after.sop, audience_of(row.change.flow, after)):
                self._do.position(connection, **one)
        for person in row.gone:
            self._do.forget(connection, instance=after.id, person=column(person))
        for person, acted in row.known:
            self._do.know(connection, instance=after.id, person=column(person), acted=acted)

    def _conflicts(self, connection: Any, row: Row) -> NoReturn:
        instance, before = row.change.after.id, row.change.event.revision - 1
        there = self._do.load(connection, instance=instance).fetchone()
        raise Conflict(instance=instance, actual=there[1] if there is not None else 0, expected=before)

    def _linked(self, after: Instance, previous: str, row: Row) -> str:
        head = link(previous, row.body.encode())
        self.new_heads[after.id] = after.revision, head
        return head

    def _head_before(self, connection: Any, row: Row) -> str:
        event = row.change.event
        if event.revision == 1:
            return ROOT
        known = self.new_heads.get(event.instance) or self._heads.get(event.instance)
        if known is not None and known[0] == event.revision - 1:
            return known[1]
        there = self._do.load(connection, instance=event.instance).fetchone()
        # another revision is found out by the comparison that follows
        return str(there[2]) if there is not None else ROOT


def _place(entry: Entry) -> tuple[str, int, str]:
    """What a work item has alone."""
    return entry.step, entry.visit, column(entry.actor)
