"""Rows that came, went and moved, and the arrows between them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sopflow.language import Words

from ..cells import time_of
from ..draft import UNKNOWN
from ..drafting.placing import end_said
from . import cells, remarks, ways
from .aligning import rising
from .difference import Difference, arrows, listed
from .said import Said, Ways, renamed, same_ways
from .tree import ROW_KEYS, Tree, led

if TYPE_CHECKING:
    from .planning import Plan

NAMED: Final = Words("masih disebut di {where}; hapus dengan tangan", "still named in {where}; remove it by hand")
_STAYED: Final = Words(
    "panahnya tetap menuju baris yang sama, yang kini bernomor lain",
    "the arrow still leads to the same row, which has another number now",
)
_GONE: Final = Words("baris yang dituju sudah dihapus", "the row that it leads to was removed")
_WAITS: Final = Words(
    "baris yang ditunggu berubah; periksa join", "the rows that it waits for changed; check its join"
)
_ENDS: Final = Words("tulis closes dan hand_over dengan tangan", "write closes and hand_over by hand")
_ALONE: Final = Words("selesai saja", "the end alone")
_UNCLEAR: Final = Words("panahnya tidak terbaca dengan pasti", "the arrows cannot be read for certain")


def changed(plan: Plan) -> None:
    """Plan the order of the rows, and where they lead."""
    _Order(plan).plan_all()


class _Order:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.rows = plan.rows
        self.ends: dict[str, str] = {}
        """Names of ends, by what a draft makes of them."""
        self.steps = {step.id: step for step in plan.now.draft.steps}
        self.old_ids = plan.old_ids
        self.own = {str(step.id): plan.tree.leads(str(step.id)) for step in plan.sop.steps}
        """Where the rows led before anything changed."""
        self.is_faithful = {
            name: self.reads_as(row, name) for row, name in zip(plan.was.rows, self.own, strict=True)
        }
        self.added: set[str] = set()
        self.joins = plan.tree.joins()

    def plan_all(self) -> None:
        self.place()
        self.take_away()
        for at, old in sorted(self.plan.pairs.items()):
            self.lead(self.plan.was.rows[old], self.rows[at])
        if self.added:
            self.quietly(lambda tree: ways.rejoined(tree, frozenset(self.added)))
        self.join()
        self.number()

    def quietly(self, apply: Any) -> None:
        """A change that follows from others, and is not told."""
        last = self.plan.edits[-1]
        self.plan.edits[-1] = last._replace(apply=lambda tree: (last.apply(tree), apply(tree))[1])
        apply(self.plan.tree)

    def reads_as(self, row: Said, name: str) -> bool:
        """Whether a table of the definition reads as what the definition says of a row's arrows."""
        own = self.own[name]
        if [label for label, _ in own] != [label for label, _ in row.leads]:
            return False
        for (_, targets), (_, read) in zip(own, row.leads, strict=True):
            if len(targets) != len(read):
                return False
            for target, one in zip(targets, read, strict=True):
                if target.startswith("end") and one.startswith("end"):
                    if self.ends.setdefault(one, target) != target:
                        return False
                elif self.old_ids.get(one, one) != target:
                    return False
        return True

    def by_id(self, leads: Ways, ids: dict[str, str]) -> Ways:
        return renamed(leads, ids | self.ends)

    # -- rows

    def place(self) -> None:
        """The rows of the table in its order."""
        plan = self.plan
        kept = {at for at, _ in rising(sorted(plan.pairs.items()))}
        before: str | None = None
        number = ""
        for at, row in enumerate(self.rows):
            name = plan.ids[row.id]
            old = plan.pairs.get(at)
            if old is None:
                self.added.add(name)
                difference = Difference("row-added", row.number, name, was=number, now=row.activity)
                plan.do(difference, partial(self.put, row, name, before))
            elif at not in kept:
                was = plan.was.rows[old].number
                difference = Difference("row-moved", was, name, was=was, now=str(at + 1))
                plan.do(difference, partial(_moved, name, before))
            before, number = name, row.number or str(at + 1)

    def put(self, row: Said, name: str, before: str | None, tree: Tree) -> None:
        tree.put(self.new_row(row, name, tree), before if before in tree.rows else None)

    def new_row(self, row: Said, name: str, tree: Tree) -> dict[str, Any]:
        plan, step = self.plan, self.steps[row.id]
        made: dict[str, Any] = {"id": name, "activity": row.activity or UNKNOWN}
        actors = list(plan.ids_of(row.actors)) or [UNKNOWN]
        made["actor"] = actors[0] if len(actors) == 1 else actors
        if (step.joint or step.in_order) and UNKNOWN not in actors:
            made["sign_off"] = "in_order" if step.in_order else "all"
        for key, titles in (("inputs", row.inputs), ("outputs", row.outputs)):
            found = [cells.item_of(plan.sop, plan.known, tree, title) for title in titles]
            made[key] = UNKNOWN if found == [UNKNOWN] else found or None
            if key == "inputs":
                said, is_duration = time_of(row.time)
                made["duration"] = said if is_duration else {"text": said}
        leads = self.by_id(row.leads, plan.ids)
        if step.branches:
            made["branches"] = {label: led(None, targets) for label, targets in leads}
        elif step.next:
            made["next"] = led(None, leads[0][1])
        made |= remarks.meanings(row, plan.ids)
        if row.own_remarks:
            made["remarks"] = row.own_remarks
        return made

    def take_away(self) -> None:
        plan = self.plan
        paired = set(plan.pairs.values())
        gone = {str(step.id) for at, step in enumerate(plan.sop.steps) if at not in paired}
        uses = plan.tree.uses(ROW_KEYS, without=gone) if gone else {}
        for at, row in enumerate(plan.was.rows):
            if at in paired:
                continue
            name = str(plan.sop.steps[at].id)
            difference = Difference("row-removed", row.number, name, was=row.activity)
            if name in uses:
                plan.leave(difference._replace(open=NAMED.filled(where=", ".join(sorted({*uses[name]})))))
            else:
                plan.do(difference, partial(Tree.remove, name=name))

    def join(self) -> None:
        """Rows that wait for others than they did, because those came or went."""
        plan = self.plan
        now = plan.tree.joins()
        before = {self.old_ids[row.id]: row.number for row in plan.was.rows}
        numbers = before | plan.numbers
        for name, known in before.items():
            was, awaited = self.joins.get(name, ()), now.get(name, ())
            if name in plan.tree.rows and was != awaited:
                then, after = (
                    " & ".join(own.get(one, one) for one in some)
                    for own, some in ((before, was), (numbers, awaited))
                )
                plan.do(Difference("join", known, name, then, after), lambda _: _WAITS)

    # -- arrows

    def lead(self, was: Said, now: Said) -> None:
        plan = self.plan
        name = self.old_ids[was.id]
        before, after = self.by_id(was.leads, self.old_ids), self.by_id(now.leads, plan.ids)
        have = plan.tree.leads(name)
        difference = Difference("arrows", was.number, name, arrows(was.arrows), arrows(now.arrows))
        if was.arrows == _as_read(now.arrows, was.arrows):
            self.follow(difference, was, before, after, have)
        elif same_ways(after) != same_ways(have):
            if self.is_faithful[name]:
                plan.do(difference, partial(ways.redrawn, name, after))
            elif same_ways(after) not in map(same_ways, (self.own[name], before)):
                plan.leave(difference._replace(open=_UNCLEAR))
        if _more(was) != _more(now) and any(t.startswith("end") for _, targets in now.leads for t in targets):
            said = [listed(row.ends) or _ALONE for row in (was, now)]
            plan.leave(difference._replace(was=said[0], now=said[1], open=_ENDS))

    def follow(self, difference: Difference, was: Said, before: Ways, after: Ways, have: Ways) -> None:
        """A row whose arrows nobody touched, among rows that moved."""
        plan, name = self.plan, difference.step
        if not self.is_faithful[name] or same_ways(after) == same_ways(have):
            return
        gone = {target for _, targets in have for target in targets} - {*plan.tree.rows}
        gone = {target for target in gone if not target.startswith("end") and target != UNKNOWN}
        if not was.arrows:
            self.quietly_led(name, after)
        elif gone:
            wanted = tuple((label, tuple(UNKNOWN if t in gone else t for t in places)) for label, places in have)
            plan.do(difference, partial(_lost, name, wanted))
        else:
            if have != self.own[name]:
                self.quietly_led(name, self.own[name])
            if same_ways(before) != same_ways(after):
                is_unread = any(UNKNOWN in targets for _, targets in after)
                plan.leave(difference._replace(open=_UNCLEAR if is_unread else _STAYED))

    def quietly_led(self, name: str, wanted: Ways) -> None:
        if self.plan.edits:
            self.quietly(partial(ways.redrawn, name, wanted))

    def number(self) -> None:
        plan = self.plan
        printed = plan.tree.numbers()
        is_same_order = not self.added and len(plan.pairs) == len(plan.was.rows) == len(self.rows)
        for at, row in enumerate(self.rows):
            name = plan.ids[row.id]
            was = plan.was.rows[plan.pairs[at]].number if at in plan.pairs else ""
            if row.number in ("", was, printed.get(name)) or (row.number.isdigit() and not is_same_order):
                continue
            if name not in plan.tree.rows:
                continue
            apply = partial(_numbered, name, row.number)
            if at in plan.pairs:
                plan.do(Difference("number", was, name, was, row.number), apply)
            else:
                self.quietly(apply)


def _more(row: Said) -> list[tuple[bool, str]]:
    """What happens at the ends of a row besides."""
    ends = map(end_said, row.ends)
    return sorted((one.closes_all, one.handed.casefold()) for one in ends)


def _as_read(now: Ways, was: Ways) -> Ways:
    """Arrows, with those that could not be read as they were: nobody is known to have changed them."""
    known = dict(was)
    return tuple((label, known.get(label, to) if to == (UNKNOWN,) else to) for label, to in now)


def _moved(name: str, after: str | None, tree: Tree) -> None:
    tree.put(tree.rows[name], after if after in tree.rows else None)


def _numbered(name: str, number: str, tree: Tree) -> None:
    row = tree.rows[name]
    rest = {key: row.pop(key) for key in list(row) if key not in ("id", "no")}
    row.update({"no": number, **rest})


def _lost(name: str, wanted: Ways, tree: Tree) -> Words:
    ways.redrawn(name, wanted, tree)
    return _GONE
