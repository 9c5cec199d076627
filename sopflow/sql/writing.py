"""One append: everything is calculated beforehand, so that the transaction is short."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final, NoReturn

from msgspec import Struct

from sopflow.engine.chain import ROOT, link
from sopflow.engine.memory import require_unmoved, scope_of
from sopflow.engine.private import REDACTED
from sopflow.engine.sops import activation_of
from sopflow.engine.store import Change
from sopflow.engine.words import words_of
from sopflow.errors import Conflict, KeyReused
from sopflow.flow.agenda import Entry, agenda
from sopflow.flow.audience import acted_by, acting_in, audience_of
from sopflow.flow.event import NOTHING_RARE
from sopflow.flow.evolve import ended_at
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance
from sopflow.flow.searched import NOTHING_SEARCHED, Searched, searched
from sopflow.frozen import NOTHING

from .audiences import audience_rows
from .columns import micros
from .definitions import keep_definition
from .fields import Searching, searching_of
from .records import column, control_text, event_text, fields_text, rows_text
from .seals import SealKeys
from .standing import fixed, moving, place_taken, turning, work_item, work_items
from .statements import Statements

_REMEMBERED: Final = 10_000


class Shown(Struct, frozen=True, gc=False):
    """What of a snapshot stands in columns and rows of its own."""

    turning: dict[str, object]
    agenda: tuple[Entry, ...]
    acting: tuple[str, ...]
    searched: Searched = NOTHING_SEARCHED


class _Row(Struct, frozen=True, gc=False):
    """A change as columns."""

    change: Change
    body: str
    snapshot: str
    shown: Shown
    turned: dict[str, object]
    """The columns that most changes leave alone; empty where this one does too."""
    closed: tuple[Entry, ...]
    opened: tuple[Entry, ...]
    known: tuple[tuple[str, int], ...]
    """Who acts in it from now on, and whether they have."""
    gone: tuple[str, ...]
    """Who acts in it no longer, and perhaps never did."""
    case: str | None = None
    """The fields of the case, where this change is one of them."""
    search: Searching | None = None
    """What is found by it, where that changes."""
    is_renamed: bool = False
    """Whether it is about something else than before."""


class Sighted:
    """What a store knows to be written of who may see what, and of definitions, so that it is not written each time."""

    def __init__(self) -> None:
        self.audiences: set[str] = set()
        self.acted: set[tuple[str, str]] = set()
        """Instances with persons who have acted in them."""
        self.definitions: set[str] = set()
        """By their digests."""

    def note(self, row: _Row) -> None:
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
        self.rows: list[_Row] = []
        for at, change in enumerate(changes):
            body = bodies[at] if bodies is not None else event_text(change.event)
            self.rows.append(_row(change, body, shown, self._sighted))
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
        """The same for what `is_one_statement`, which needs no transaction."""
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
        done = self._do.at_once[bool(row.turned), bool(known), bool(place)](
            connection, before=after.revision - 1, previous=previous, **bound
        ).fetchone()
        if done is None:
            self._conflicts(connection, row)
        if not done[0]:  # somebody has taken away the work item whose place another takes
            self._do.move_on(connection, **place)

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

    def _claim_key(self, connection: Any, row: _Row, key: str) -> None:
        event, after = row.change.event, row.change.after
        scope = column(scope_of(event, after))
        claimed = self._do.claim_key(
            connection, scope=scope, key=column(key), instance=event.instance, revision=event.revision
        )
        if claimed.rowcount != 1:
            raise KeyReused(key=key)

    def _put(self, connection: Any, row: _Row) -> None:
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
        do.retitle(connection, instance=after.id, subject=fixed(after)["subject"])
        for word in were - are:
            do.unword(connection, instance=after.id, word=column(word))
        for word in are - were:
            do.word(connection, instance=after.id, word=column(word))

    def _list(self, connection: Any, row: _Row) -> None:
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

    def _show(self, connection: Any, row: _Row) -> None:
        """Who may see it."""
        after = row.change.after
        if row.turned and row.turned["audience"] not in self._sighted.audiences:
            for one in audience_rows(after.sop, audience_of(row.change.flow, after)):
                self._do.position(connection, **one)
        for person in row.gone:
            self._do.forget(connection, instance=after.id, person=column(person))
        for person, acted in row.known:
            self._do.know(connection, instance=after.id, person=column(person), acted=acted)

    def _conflicts(self, connection: Any, row: _Row) -> NoReturn:
        instance, before = row.change.after.id, row.change.event.revision - 1
        there = self._do.load(connection, instance=instance).fetchone()
        raise Conflict(instance=instance, actual=there[1] if there is not None else 0, expected=before)

    def _linked(self, after: Instance, previous: str, row: _Row) -> str:
        head = link(previous, row.body.encode())
        self.new_heads[after.id] = after.revision, head
        return head

    def _head_before(self, connection: Any, row: _Row) -> str:
        event = row.change.event
        if event.revision == 1:
            return ROOT
        known = self.new_heads.get(event.instance) or self._heads.get(event.instance)
        if known is not None and known[0] == event.revision - 1:
            return known[1]
        there = self._do.load(connection, instance=event.instance).fetchone()
        # another revision is found out by the comparison that follows
        return str(there[2]) if there is not None else ROOT


def _row(change: Change, body: str, shown: Callable[[Instance], Shown | None], sighted: Sighted) -> _Row:
    before, after, flow = change.before, change.after, change.flow
    by = acted_by(change.event)
    acted = ((by, 1),) if by is not None and (after.id, by) not in sighted.acted else ()
    if before is None:
        new = _shown(flow, after)
        begun = *((one, 0) for one in new.acting if one != by), *acted
        turned = new.turning | {"ended_at": _ended(change)}
        search = searching_of(after, NOTHING_SEARCHED, new.searched)
        return _Row(
            change, body, control_text(after), new, turned, (), new.agenda, begun, (), _case(after), search
        )
    old = shown(before) or _shown(change.was or flow, before)
    turned, search = {}, None
    known: tuple[tuple[str, int], ...] = acted
    gone: tuple[str, ...] = ()
    if _only_rows_move(change):
        new = Shown(old.turning, agenda(flow, after), old.acting, old.searched)
    else:
        new = _shown(flow, after)
        if new.turning != old.turning:
            turned = new.turning | {"ended_at": _ended(change)}
        if new.acting != old.acting:
            known = *((one, 0) for one in new.acting if one not in old.acting and one != by), *acted
            gone = tuple(one for one in old.acting if one not in new.acting and one != by)
        search = searching_of(after, old.searched, new.searched)
    closed, opened = _without(old.agenda, new.agenda), _without(new.agenda, old.agenda)
    is_renamed = after.origin is not before.origin and after.subject != before.subject
    return _Row(
        change,
        body,
        control_text(after),
        new,
        turned,
        closed,
        opened,
        known,
        gone,
        _case(after),
        search,
        is_renamed,
    )


def _ended(change: Change) -> int | None:
    """When an instance ended; 0 where that was before."""
    if change.before is not None and change.before.is_over and change.after.is_over:
        return 0
    at = ended_at(None, change.event, change.after)
    return micros(at) if at is not None else None


def _case(after: Instance) -> str | None:
    return fields_text(after) if after.rare.fields_at == after.revision else None


def _only_rows_move(change: Change) -> bool:
    """Whether nothing has changed that `turning` or `acting_in` looks at, as with most changes."""
    before, after, flow = change.before, change.after, change.flow
    if before is None or after.rare is not before.rare or after.origin is not before.origin:
        return False
    if after.status != before.status or flow.has_timers or flow.is_seen_in_turn:
        return False
    return not [row for row in (*before.active, *after.active) if row.rare is not NOTHING_RARE]


def _shown(flow: Flow, instance: Instance) -> Shown:
    return Shown(
        turning(flow, instance), agenda(flow, instance), acting_in(flow, instance), searched(flow, instance)
    )


def _place(entry: Entry) -> tuple[str, int, str]:
    """What a work item has alone."""
    return entry.step, entry.visit, column(entry.actor)


def _without(some: Iterable[Entry], others: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple([entry for entry in some if entry not in others])
