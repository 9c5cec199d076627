"""What changed between two versions of an SOP, in an analyst's words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from sopflow.conditions.saying import saying
from sopflow.fields import Field
from sopflow.fields.field import plain
from sopflow.frozen import NOTHING
from sopflow.language import Words, joined

from .difference_words import DIFFERENCES as _W
from .duration import Duration
from .model import DONE, Branch, Definition, End, Fill, FreeDuration, Input, Ref, Step, Unknown, Wait, When
from .naming import field_words
from .pairing import paired
from .renaming import renamed, with_names


class Change(NamedTuple):
    """One difference."""

    kind: str
    """A stable name for programs: `row-added`, `duration`, `branch`, …"""
    step: str | None
    """The row, by its id in the new version (in the old one, if it is gone)."""
    words: Words


_FIRST: Final = Words("yang pertama", "the first")
_AFTER: Final = Words('sesudah "{row}"', 'after "{row}"')
_NONE: Final = Words("(tidak ada)", "(none)")
_YES: Final = Words("ya", "yes")
_NO: Final = Words("tidak", "no")
_MAY_BE_EMPTY: Final = Words("{field} (boleh kosong)", "{field} (may be empty)")
_END: Final = Words("akhir", "the end")
_QUOTED: Final = Words("“{what}”", "“{what}”")
_UNWRITTEN: Final = Words("(tidak ditulis)", "(not written)")
_UNSAID: Final = Words("(tidak disebutkan)", "(not said)")
_WRITTEN: Final = {"lasts": "at_most"}
"""Fields that stand under another key beside others: a wait that is for a document is at most so long."""
_CELLS: Final = frozenset(
    {"id", "number", "activity", "actors", "duration", "inputs", "outputs", "branches", "next"}
)
_APART: Final = _CELLS | {"span", "body", "keys", "source"}
"""Fields of a row that are compared in words of their own, or not at all."""
_VALUES: Final = ("min", "max", "default")
"""What a field says as one of its values."""
_OF_BRANCHES: Final = tuple(f.name for f in fields(Branch) if f.name not in ("name", "targets", "span"))


def changes(old: Definition, new: Definition) -> tuple[Change, ...]:
    """Everything in which two versions differ in what they mean: the SOP, its actors and documents, then the rows of the
    new version in order, then the rows that are gone."""
    return tuple(_Comparison(old, new).all())


class _Comparison:
    def __init__(self, old: Definition, new: Definition) -> None:
        self.called = {"actor": renamed(old.actors, new.actors), "document": renamed(old.documents, new.documents)}
        """The new ids of actors and documents that were called otherwise."""
        old = with_names(old, self.called["actor"], self.called["document"])
        self.old, self.new = old, new
        self.is_exact = False
        """Whether conditions are told as they are written too, and nothing apart from what is empty."""
        self.was = {str(s.id): s for s in old.steps}
        self.now = {str(s.id): s for s in new.steps}
        self.pairs = paired(old.steps, new.steps)
        """The old id of each new row that is one of the old."""
        self.renamed = {was: now for now, was in self.pairs.items() if was != now}

    def all(self) -> Iterator[Change]:
        for name in (
            "id",
            "title",
            "version",
            "calendar",
            "time_limit",
            "stated_total",
            "may_start",
            "missing_inputs",
            "extension",
        ):
            yield from self.differing("sop", None, name, getattr(self.old, name), getattr(self.new, name))
        was_may, now_may = dict(self.old.may), dict(self.new.may)
        for key in sorted({*was_may, *now_may}):
            yield from self.differing("sop", None, f"may.{key}", was_may.get(key), now_may.get(key))
        for field in fields(self.new.identity):
            was, now = getattr(self.old.identity, field.name), getattr(self.new.identity, field.name)
            yield from self.differing("identity", None, field.name, was, now)
        yield from self.members("actor", self.old.actors, self.new.actors)
        yield from self.members("document", self.old.documents, self.new.documents)
        yield from self.members("field", self.old.fields, self.new.fields)
        yield from self.moved()
        for step in self.new.steps:
            old_id = self.pairs.get(str(step.id))
            if old_id is None:
                who = self.who(self.new, step)
                words = _W["row-added"].filled(row=step.id, activity=step.activity, actors=who)
                yield Change("row-added", str(step.id), words)
            else:
                yield from self.row(self.was[old_id], step)
        for step in self.old.steps:
            if str(step.id) not in self.pairs.values():
                words = _W["row-removed"].filled(row=step.id, activity=step.activity)
                yield Change("row-removed", str(step.id), words)

    def members(self, kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
        for was, now in self.called.get(kind, {}).items():
            words = _W[f"{kind}-renamed"].filled(what=new[now].title, was=was, now=now)
            yield Change(f"{kind}-renamed", None, words)
        for name in new:
            if name not in old:
                yield Change(f"{kind}-added", None, _W[f"{kind}-added"].filled(what=new[name].title))
        for name in old:
            if name not in new:
                yield Change(f"{kind}-removed", None, _W[f"{kind}-removed"].filled(what=old[name].title))
                continue
            for field in fields(old[name]):
                if field.compare and field.name != "id":
                    was, now = getattr(old[name], field.name), getattr(new[name], field.name)
                    if was != now and not self.is_of_columns(field.name, was, now):
                        yield self.changed(kind, old[name], new[name], field.name, title=old[name].title)
            if kind == "field":
                yield from self.columns(old[name], new[name])
        if list(old) != list(new) and sorted(old) == sorted(new):
            words = _W["sop"].filled(field=field_words(f"{kind}s"), was=", ".join(old), now=", ".join(new))
            yield Change(f"{kind}-changed", None, words)

    @staticmethod
    def is_of_columns(name: str, was: Any, now: Any) -> bool:
        """Whether a list has the columns that it had, which are compared one by one."""
        return name == "columns" and bool(was) and [one.id for one in was] == [one.id for one in now]

    def columns(self, old: Field, new: Field) -> Iterator[Change]:
        """What changed in the columns that a list had before."""
        before = {one.id: one for one in old.columns}
        for column in new.columns:
            own = before.get(column.id, column)
            for field in fields(own):
                if field.compare and getattr(own, field.name) != getattr(column, field.name):
                    title = f"{old.title} – {own.title}"
                    yield self.changed("field", own, column, field.name, title=title)

    def changed(self, kind: str, old: Any, new: Any, name: str, *, title: str) -> Change:
        """One key of an actor, a document or a field that is another."""
        was, now = (
            self.limit(one, name) if name in _VALUES and isinstance(one, Field) else getattr(one, name)
            for one in (old, new)
        )
        words = _W[f"{kind}-changed"].filled(what=title, field=field_words(name), **self.sides(was, now))
        return Change(f"{kind}-changed", None, words)

    @staticmethod
    def limit(field: Field, name: str) -> Any:
        """A limit or a default as a value of the field: money as money."""
        value = getattr(field, name)
        if value is None:
            return None
        return Words(*(field.said(plain(value), language) for language in ("id", "en")))

    def sides(self, was: Any, now: Any) -> dict[str, Words | str]:
        """Both values for people; those that read alike more exactly."""
        found = {"was": self.said(self.old, was), "now": self.said(self.new, now)}
        if found["was"] == found["now"]:
            self.is_exact = True
            found = {"was": self.said(self.old, was), "now": self.said(self.new, now)}
            self.is_exact = False
        return found

    def moved(self) -> Iterator[Change]:
        """Rows that stand elsewhere among those that both versions have: the fewest that explain the new order."""
        before = [self.pairs[str(s.id)] for s in self.new.steps if str(s.id) in self.pairs]
        order = [str(s.id) for s in self.old.steps if str(s.id) in before]
        kept = {
            order[i]
            for block in SequenceMatcher(None, order, before, autojunk=False).get_matching_blocks()
            for i in range(block.a, block.a + block.size)
        }
        rows = [str(s.id) for s in self.new.steps]
        for name, was in self.pairs.items():
            if was not in kept:
                at = rows.index(name)
                place = _FIRST if at == 0 else _AFTER.filled(row=rows[at - 1])
                yield Change("row-moved", name, _W["row-moved"].filled(row=name, now=place))

    def row(self, old: Step, new: Step) -> Iterator[Change]:
        name = str(new.id)

        def change(kind: str, **values: object) -> Change:
            return Change(kind, name, _W[kind].filled(row=name, **values))

        if old.id != new.id:
            yield Change("row-renamed", name, _W["row-renamed"].filled(was=old.id, now=new.id))
        if old.activity != new.activity:
            yield change("activity", now=new.activity)
        if old.actors != new.actors:
            yield change("actor", was=self.who(self.old, old), now=self.who(self.new, new))
        if old.duration != new.duration:
            yield change(_longer(old.duration, new.duration), **self.sides(old.duration, new.duration))
        for cell, was, now in (("input", old.inputs, new.inputs), ("output", old.outputs, new.outputs)):
            yield from self.papers(name, cell, was, now)
        yield from self.ways(name, old, new)
        yield from self.differing("row", name, "number", old.number, new.number)
        for field in fields(new):
            if field.name not in _APART:
                was, now = self.renewed(getattr(old, field.name)), getattr(new, field.name)
                yield from self.differing("row", name, field.name, was, now)

    def papers(self, name: str, cell: str, was: Any, now: Any) -> Iterator[Change]:
        if was == now:
            return
        if isinstance(was, Unknown) or isinstance(now, Unknown):
            yield from self.differing("row", name, f"{cell}s", was, now)
            return
        sides = ((f"{cell}-added", now, was, self.new), (f"{cell}-removed", was, now, self.old))
        count = 0
        for kind, some, others, sop in sides:
            for item in some:
                if item not in others:
                    count += 1
                    yield Change(kind, name, _W[kind].filled(row=name, what=self.title(sop, item)))
        if not count:
            yield from self.differing("row", name, f"{cell}s", was, now)

    def ways(self, name: str, old: Step, new: Step) -> Iterator[Change]:
        was, now = dict(old.ways), dict(new.ways)
        for way in now:
            before, after = self.renewed(was.get(way)), now[way]
            if way not in was:
                kind = "branch-added" if way != DONE else "next"
                values = {"was": _NONE} if way == DONE else {"branch": way}
                yield Change(kind, name, _W[kind].filled(row=name, now=self.places(after), **values))
            elif before != after:
                kind = "next" if way == DONE else "branch"
                values = {} if way == DONE else {"branch": way}
                words = _W[kind].filled(row=name, was=self.places(before), now=self.places(after), **values)
                yield Change(kind, name, words)
        for way in was:
            if way not in now and way != DONE:
                yield Change("branch-removed", name, _W["branch-removed"].filled(row=name, branch=way))
        own = {b.name: b for b in old.branches}
        for branch in new.branches:
            before = own.get(branch.name)
            if before is not None:
                for key in _OF_BRANCHES:
                    yield from self.differing(
                        "row", name, f"{branch.name}.{key}", getattr(before, key), getattr(branch, key)
                    )
        if [b.name for b in old.branches] != [b.name for b in new.branches] and set(was) == set(now):
            order = ", ".join(b.name for b in old.branches), ", ".join(b.name for b in new.branches)
            yield from self.differing("row", name, "branches", *order)

    def differing(self, kind: str, step: str | None, field: str, was: Any, now: Any) -> Iterator[Change]:
        if was != now:
            values = {"row": step} if step is not None else {}
            yield Change(kind, step, _W[kind].filled(field=field_words(field), **self.sides(was, now), **values))

    def renewed(self, value: Any) -> Any:
        """What a row of the old version names, by the ids of the new one."""
        if isinstance(value, Ref):
            return Ref(self.renamed.get(str(value), str(value)))
        if isinstance(value, tuple):
            return tuple(self.renewed(item) for item in value)
        return value

    def who(self, sop: Definition, step: Step) -> Words | str:
        if isinstance(step.actors, Unknown):
            return _UNSAID
        return ", ".join(sop.actors[actor].title for actor in step.actors) or _NONE

    @staticmethod
    def title(sop: Definition, item: Any) -> Words | str:
        if isinstance(item, Unknown):
            return _UNSAID
        document = item.document if isinstance(item, Input) else item
        when = f" ({item.when})" if isinstance(item, Input) and item.when else ""
        return sop.documents[document].title + when

    def places(self, targets: Any) -> Words:
        if targets is None or isinstance(targets, Unknown):
            return _UNSAID
        parts = [
            _end(target) if isinstance(target, End) else Words(str(target), str(target)) for target in targets
        ]
        return joined(parts or [Words("-", "-")], ", ")

    def said(self, sop: Definition, value: Any) -> Words | str:
        """A value for people."""
        if value is None and self.is_exact:
            return _UNWRITTEN
        if value is None or value in ((), "", NOTHING):
            return _NONE
        if isinstance(value, Unknown):
            return _UNSAID
        if isinstance(value, FreeDuration):
            return value.text + (f" (maks. {value.at_most})" if value.at_most is not None else "")
        if isinstance(value, dict):
            return ", ".join(f"{name}: {title}" for name, title in value.items())
        if isinstance(value, Words):
            return value
        if isinstance(value, When):
            quoted = _QUOTED.filled(what=saying(value.said, sop.fields))
            written = f" {json.dumps(value.said, ensure_ascii=False, default=_plainly)}"
            return Words(quoted.id + written, quoted.en + written) if self.is_exact else quoted
        if isinstance(value, Fill):
            return _MAY_BE_EMPTY.filled(field=value.field) if value.optional else str(value.field)
        if isinstance(value, tuple):
            parts = [self.said(sop, item) for item in value]
            return Words(
                *(", ".join(p if isinstance(p, str) else getattr(p, side) for p in parts) for side in ("id", "en"))
            )
        if isinstance(value, Input):
            return str(value.document) + (f" ({value.when})" if value.when else "")
        if isinstance(value, End):
            return _end(value)
        if isinstance(value, bool):
            return _YES if value else _NO
        if isinstance(value, Field):
            return f"{value.title} ({value.id})"
        if isinstance(value, str | Duration | date | int | Decimal):
            return str(value)
        if isinstance(value, Wait) and value.until is None:
            return self.said(sop, value.lasts)
        own = [(_WRITTEN.get(f.name, f.name), getattr(value, f.name)) for f in fields(value) if f.name != "span"]
        said = [(name, self.said(sop, v)) for name, v in own if v is not None and v != ()]
        return Words(
            *(
                "; ".join(
                    f"{getattr(field_words(n), side)}: {v if isinstance(v, str) else getattr(v, side)}"
                    for n, v in said
                )
                for side in ("id", "en")
            )
        )


def _longer(was: Any, now: Any) -> str:
    if isinstance(was, Duration) and isinstance(now, Duration) and was.span is not None and now.span is not None:
        kinds_agree = {u for u, _ in was.parts if u.startswith("hari")} == {
            u for u, _ in now.parts if u.startswith("hari")
        }
        if was.span != now.span and kinds_agree:
            return "shorter" if now.span < was.span else "longer"
    return "duration"


def _end(end: End) -> Words:
    name = f" ({end.name})" if end.name != "end" else ""
    more = (" !" if end.closes_all else "") + (f" → {end.hand_over}" if end.hand_over else "")
    return Words(f"{_END.id}{name}{more}", f"{_END.en}{name}{more}")


def _plainly(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)
