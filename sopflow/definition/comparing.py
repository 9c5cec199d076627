"""What changed between two versions of an SOP, in an analyst's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from sopflow.conditions.saying import saying
from sopflow.fields import Field
from sopflow.frozen import NOTHING
from sopflow.language import Words

from .duration import Duration
from .model import DONE, Branch, Definition, End, Fill, FreeDuration, Input, Ref, Step, Unknown, Wait, When
from .naming import field_words
from .renaming import renamed, with_names

_ALIKE: Final = 0.75
"""From which likeness of their activities two rows with different ids are one."""


class Change(NamedTuple):
    """One difference."""

    kind: str
    """A stable name for programs: `row-added`, `duration`, `branch`, …"""
    step: str | None
    """The row, by its id in the new version (in the old one, if it is gone)."""
    words: Words


_W: Final = {
    "row-added": Words('langkah baru "{row}": {activity} ({actors})', 'a new row "{row}": {activity} ({actors})'),
    "row-removed": Words('langkah "{row}" dihapus: {activity}', 'the row "{row}" was removed: {activity}'),
    "row-moved": Words('langkah "{row}" pindah: kini {now}', 'the row "{row}" moved: now {now}'),
    "row-renamed": Words('langkah "{now}": id-nya berganti, sebelumnya "{was}"', 'the row "{now}": its id changed from "{was}"'),
    "activity": Words('"{row}": uraiannya menjadi: {now}', '"{row}": its text is now: {now}'),
    "actor": Words('"{row}": pelaksananya {now}, sebelumnya {was}', '"{row}": its actor is {now}, was {was}'),
    "shorter": Words('"{row}": waktunya lebih singkat: {now}, sebelumnya {was}', '"{row}": its time is shorter: {now}, was {was}'),
    "longer": Words('"{row}": waktunya lebih lama: {now}, sebelumnya {was}', '"{row}": its time is longer: {now}, was {was}'),
    "duration": Words('"{row}": waktunya {now}, sebelumnya {was}', '"{row}": its time is {now}, was {was}'),
    "input-added": Words('"{row}": kelengkapan bertambah: {what}', '"{row}": a further input: {what}'),
    "input-removed": Words('"{row}": tidak lagi memerlukan: {what}', '"{row}": no longer needs: {what}'),
    "output-added": Words('"{row}": output bertambah: {what}', '"{row}": a further output: {what}'),
    "output-removed": Words('"{row}": tidak lagi menghasilkan: {what}', '"{row}": no longer makes: {what}'),
    "branch-added": Words('"{row}": jawaban baru {branch} → {now}', '"{row}": a new answer {branch} → {now}'),
    "branch-removed": Words('"{row}": jawaban {branch} dihapus', '"{row}": the answer {branch} was removed'),
    "branch": Words('"{row}": {branch} kini menuju {now}, sebelumnya {was}', '"{row}": {branch} now leads to {now}, before to {was}'),
    "next": Words('"{row}": dilanjutkan ke {now}, sebelumnya {was}', '"{row}": goes on to {now}, before to {was}'),
    "actor-added": Words("pelaksana baru: {what}", "a new actor: {what}"),
    "actor-removed": Words("pelaksana dihapus: {what}", "an actor was removed: {what}"),
    "actor-renamed": Words("pelaksana {what}: hanya id-nya berganti, {was} menjadi {now}", "the actor {what}: only its id changed, from {was} to {now}"),
    "actor-changed": Words("pelaksana {what}: {field} menjadi {now}, sebelumnya {was}", "the actor {what}: {field} is {now}, was {was}"),
    "document-added": Words("dokumen baru: {what}", "a new document: {what}"),
    "document-removed": Words("dokumen dihapus: {what}", "a document was removed: {what}"),
    "document-renamed": Words("dokumen {what}: hanya id-nya berganti, {was} menjadi {now}", "the document {what}: only its id changed, from {was} to {now}"),
    "document-changed": Words("dokumen {what}: {field} menjadi {now}, sebelumnya {was}", "the document {what}: {field} is {now}, was {was}"),
    "field-added": Words("isian baru: {what}", "a new field: {what}"),
    "field-removed": Words("isian dihapus: {what}", "a field was removed: {what}"),
    "field-changed": Words("isian {what}: {field} menjadi {now}, sebelumnya {was}", "the field {what}: {field} is {now}, was {was}"),
    "identity": Words("identitas: {field} menjadi {now}, sebelumnya {was}", "identity: {field} is {now}, was {was}"),
    "sop": Words("{field} menjadi {now}, sebelumnya {was}", "{field} is {now}, was {was}"),
    "row": Words('"{row}": {field} menjadi {now}, sebelumnya {was}', '"{row}": {field} is {now}, was {was}'),
}  # fmt: skip
_FIRST: Final = Words("yang pertama", "the first")
_AFTER: Final = Words('sesudah "{row}"', 'after "{row}"')
_NONE: Final = Words("(tidak ada)", "(none)")
_YES: Final = Words("ya", "yes")
_NO: Final = Words("tidak", "no")
_MAY_BE_EMPTY: Final = Words("{field} (boleh kosong)", "{field} (may be empty)")
_END: Final = Words("akhir", "the end")
_QUOTED: Final = Words("“{what}”", "“{what}”")
_UNSAID: Final = Words("(tidak disebutkan)", "(not said)")
_WRITTEN: Final = {"lasts": "at_most"}
"""Fields that stand under another key beside others: a wait that is for a document is at most so long."""
_APART: Final = frozenset(
    {
        "id",
        "number",
        "activity",
        "actors",
        "duration",
        "inputs",
        "outputs",
        "branches",
        "next",
        "span",
        "body",
        "keys",
        "source",
    }
)
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
        self.was = {str(s.id): s for s in old.steps}
        self.now = {str(s.id): s for s in new.steps}
        self.pairs = _paired(old.steps, new.steps)
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
                yield Change(
                    "row-added",
                    str(step.id),
                    _W["row-added"].filled(row=step.id, activity=step.activity, actors=self.who(self.new, step)),
                )
            else:
                yield from self.row(self.was[old_id], step)
        for step in self.old.steps:
            if str(step.id) not in self.pairs.values():
                yield Change(
                    "row-removed", str(step.id), _W["row-removed"].filled(row=step.id, activity=step.activity)
                )

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
                    if was != now:
                        words = _W[f"{kind}-changed"]
                        said = {"was": self.said(self.old, was), "now": self.said(self.new, now)}
                        yield Change(
                            f"{kind}-changed",
                            None,
                            words.filled(what=old[name].title, field=field_words(field.name), **said),
                        )
        if list(old) != list(new) and sorted(old) == sorted(new):
            yield Change(
                f"{kind}-changed",
                None,
                _W["sop"].filled(field=field_words(f"{kind}s"), was=", ".join(old), now=", ".join(new)),
            )

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
            yield change(
                _longer(old.duration, new.duration),
                was=self.said(self.old, old.duration),
                now=self.said(self.new, new.duration),
            )
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
            yield Change(
                kind,
                step,
                _W[kind].filled(
                    field=field_words(field), was=self.said(self.old, was), now=self.said(self.new, now), **values
                ),
            )

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
        return Words(", ".join(p.id for p in parts) or "-", ", ".join(p.en for p in parts) or "-")

    def said(self, sop: Definition, value: Any) -> Words | str:
        """A value for people."""
        if value is None or value in ((), "", NOTHING):
            return _NONE
        if isinstance(value, Unknown):
            return _UNSAID
        if isinstance(value, FreeDuration):
            return value.text + (f" (maks. {value.at_most})" if value.at_most is not None else "")
        if isinstance(value, dict):
            return ", ".join(f"{name}: {title}" for name, title in value.items())
        if isinstance(value, When):
            return _QUOTED.filled(what=saying(value.said, sop.fields))
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


def _paired(old: Iterable[Step], new: Iterable[Step]) -> dict[str, str]:
    """Which new row is which old one: the same id, or else an activity that is much the same."""
    was = {str(step.id): step for step in old}
    rows = list(new)
    pairs = {str(step.id): str(step.id) for step in rows if str(step.id) in was}
    left = {name: step for name, step in was.items() if name not in pairs}
    for step in rows:
        if str(step.id) in pairs or not left:
            continue
        alike = {name: _likeness(other, step) for name, other in left.items()}
        best = max(alike, key=alike.__getitem__)
        if alike[best] >= _ALIKE:
            pairs[str(step.id)] = best
            del left[best]
    return pairs


def _likeness(one: Step, other: Step) -> float:
    return SequenceMatcher(None, one.activity.casefold(), other.activity.casefold(), autojunk=False).ratio()


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
