"""Changes in a diagram, applied to the definition that it carried.

What the diagram shows is as it is there; what it does not show stays as it was. A change with which the definition would not
load is left out, and named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final, NamedTuple

from sopflow.definition.loading import check_bytes
from sopflow.definition.patching import Unpatchable, patched
from sopflow.definition.plain import items_of, noted, retaken
from sopflow.language import Words

from . import without
from .answers import Answer, Answers, Asked, Lost
from .changing import changed, changed_row
from .documents import KEYS, Documents
from .drafting import Draft, Plain, notes_of
from .graph import Unread
from .model import Process
from .references import joined, without_rows
from .ruling import ruled, table_home
from .weaving import DECIDES

_MOST: Final = 8
"""Rows whose changes are left out, one after the other, because the definition would not load with them."""


_WHOLE: Final = ""
"""In place of a row: what is said of the whole, and which row is the first."""


class Merged(NamedTuple):
    """The definition with the changes of its diagram."""

    text: str
    whole: Plain
    changed: tuple[str, ...]
    """The rows that are not as they were, new and gone ones too."""
    lost: tuple[Unread, ...]
    """What could not stay, and what could not be changed."""


def merged(
    text: str,
    carried: Plain,
    drawn: Process,
    base: Draft,
    now: Draft,
    write: Callable[[Plain], str],
) -> Merged:
    """The carried definition, whose text is given, with what differs between its own diagram and the one at hand. `drawn` is the
    process of its own diagram."""
    merging = _Merging(carried, drawn, base, now)
    edits = [*([_WHOLE] if merging.is_another_whole else []), *differences(base.whole, now.whole)]
    told: list[Lost] = []

    def codes_of_first(count: int) -> tuple[str, ...]:
        return _written(text, merging, edits[:count], told, write).codes

    for _ in range(_MOST):
        made = _written(text, merging, edits, told, write)
        if not made.codes:
            break
        at = bisect_left(range(1, len(edits)), True, key=lambda count: bool(codes_of_first(count)))
        why = without.BROKEN.filled(codes=", ".join(codes_of_first(at + 1)))
        told.append(merging.left_out(edits[at], why))
        del edits[at]
    else:
        why = without.BROKEN.filled(codes=", ".join(made.codes))
        told += [merging.left_out(edit, why) for edit in edits]
        made = _written(text, merging, [], told, write)
    lost = tuple(merging.unread(one) for one in made.lost)
    return Merged(made.text, made.whole, tuple(differences(base.whole, now.whole)), lost)


class _Written(NamedTuple):
    text: str
    whole: Plain
    lost: list[Lost]
    codes: tuple[str, ...]
    """What is wrong with it."""


def _written(
    text: str, merging: _Merging, edits: Sequence[str], told: Sequence[Lost], write: Callable[[Plain], str]
) -> _Written:
    whole, lost = merging.applied(edits, told)
    try:
        found = patched(text, whole)
    except Unpatchable:
        found = write(whole)
    checked = check_bytes(found.encode(), "")
    errors = [one.code for one in checked.findings if one.severity == "error"]
    return _Written(found, whole, lost, () if checked.definition is not None else tuple(dict.fromkeys(errors)))


def differences(base: Any, now: Any) -> list[str]:
    """The ids of the rows that are not as they were, new and gone ones too."""
    was = {row["id"]: row for row in base["steps"]}
    rows = {row["id"]: row for row in now["steps"]}
    return [id for id in {**was, **rows} if was.get(id) != rows.get(id)]


class _Merging:
    def __init__(self, carried: Plain, made: Process, base: Draft, now: Draft) -> None:
        self.carried = carried
        self.base, self.now = base, now
        self.steps = {row["id"]: row for row in carried["steps"]}
        self.was = {row["id"]: row for row in base.whole["steps"]}
        self.rows = {row["id"]: row for row in now.whole["steps"]}
        flows = {
            flow.id: Answer(flow.source.removesuffix(DECIDES), flow.answer)
            for flow in made.flows
            if flow.answer is not None
        }
        self.answers = Answers(self.steps, flows, base, now)
        self.documents = Documents(carried, made.papers, base, now)
        self.following = dict(zip(self.steps, [*list(self.steps)[1:], "end"], strict=True))

    @property
    def is_another_whole(self) -> bool:
        was, now = self.base.whole, self.now.whole
        apart = ("steps", "id", "sopflow")
        said = [{key: one for key, one in whole.items() if key not in apart} for whole in (was, now)]
        is_other = said[0] != said[1] or bool(self.documents.renamed)
        return is_other or next(iter(self.was)) != next(iter(self.rows))

    def left_out(self, edit: str, why: Words) -> Lost:
        """The change of a row, or of the whole, that is not used."""
        shown: Plain = self.rows.get(edit) or self.was.get(edit) or {}
        return Lost(edit, str(shown.get("activity", self.now.whole["title"])), edit, why)

    def unread(self, lost: Lost) -> Unread:
        """Something that could not stay, with its place in the file."""
        line = self.now.lines.get(lost.element, self.now.lines.get(self.now.whole["id"], 1))
        kind = "sequenceFlow" if lost.element in self.answers.origin else "step"
        return Unread(line, lost.element, kind, lost.text, lost.why)

    def applied(self, edits: Collection[str], told: Sequence[Lost]) -> tuple[Plain, list[Lost]]:
        """The definition with the changes of some rows, and what could not stay."""
        whole = deepcopy(self.carried)
        was, now = self.base.whole, self.now.whole
        if _WHOLE in edits:
            changed(whole, was, now, ("steps", "actors", "id", "sopflow", "source"))
            noted(whole, [one for one in now.get("source", ()) if one not in was.get("source", ())])
            whole["actors"] = _actors(whole["actors"], was["actors"], now["actors"])
            self.documents.retitle(whole)
        steps = {row["id"]: row for row in whole["steps"]}
        order = self._order(edits)
        is_moved = order != list(self.steps)
        lost = list(told)
        asked: dict[str, Asked] = {}
        rows: list[Plain] = []
        for id in order:
            row = steps[id] if id in steps else self._new(id)
            if id in edits and id in steps:
                lost += changed_row(row, self.base, self.now)
                lost += self.documents.change(row)
            if id in edits:
                asked[id] = self._led(row, self.rows[id])
            if is_moved and "next" not in row and "branches" not in row:
                row["next"] = self.rows[id].get("next", "end") if id in edits else self._next(id)
            rows.append(row)
        if _WHOLE in edits:
            self.documents.retitle_elsewhere(rows)
        whole["steps"] = rows
        gone = [id for id in self.steps if id not in order]
        lost += self._ruled(rows, asked, gone)
        lost += self._unseen(gone)
        lost += without_rows(whole, gone)
        lost += joined(whole)
        for row in rows:
            own = [self.unread(one) for one in lost if one.row == row["id"]]
            noted(row, notes_of(own))
        noted(whole, notes_of([self.unread(one) for one in lost if one.row not in order]))
        return whole, lost

    def _order(self, edits: Collection[str]) -> list[str]:
        """New rows stand behind the row that they follow in the diagram; the first one first."""
        order = [id for id in self.steps if id in self.rows or id not in self.was or id not in edits]
        before: list[str] = []
        for id in self.rows:
            if id not in self.steps and id in edits:
                order.insert(order.index(before[-1]) + 1 if before else 0, id)
            if id in order:
                before.append(id)
        first = next(iter(self.rows))
        if _WHOLE in edits and first in order and order[0] != first and first != next(iter(self.was)):
            order.remove(first)
            order.insert(0, first)
        return order

    def _new(self, id: str) -> Plain:
        row: Plain = deepcopy(self.rows[id])
        self.documents.added(row)
        return row

    def _next(self, id: str) -> Any:
        """Where a row that nobody changed leads, as the rows around it may stand elsewhere."""
        return self.was[id].get("next", "end") if id in self.was else self.following[id]

    def _led(self, row: Plain, now: Plain) -> Asked:
        """Let a row lead where it leads in the diagram."""
        was = self.was.get(row["id"], {})
        if "branches" not in now:
            row.pop("branches", None)
            if was.get("next") != now.get("next") or "branches" in was:
                row["next"] = now["next"]
            return Asked({}, {}, {})
        row.pop("next", None)
        asked = self.answers.of(now)
        row["branches"] = asked.branches
        old = {one.name: name for name, one in asked.origins.items() if one.row == row["id"]}
        retaken(row, {**asked.names, **old})
        return asked

    def _ruled(self, rows: Sequence[Plain], asked: Mapping[str, Asked], gone: Collection[str]) -> list[Lost]:
        kept = {f"{id} {name}": one for id, own in asked.items() for name, one in own.origins.items()}
        lost = [one for id in (*asked, *gone) for one in self.answers.gone(id, kept)]
        homes = {
            row["id"]: table_home(row, asked[row["id"]].origins, self.steps) for row in rows if row["id"] in asked
        }
        for row in rows:
            own = asked.get(row["id"])
            if own is None:
                continue
            if row["id"] in homes.values():
                row.pop("decides", None)
            home = homes[row["id"]]
            if home is not None:
                row["decides"] = deepcopy(self.steps[home]["decides"])
            lost += ruled(row, own.origins)
            if "branches" not in row:
                row.pop("question", None)
        return lost

    def _unseen(self, gone: Collection[str]) -> list[Lost]:
        """What goes with rows that somebody took out and the diagram did not show of them."""
        found = []
        for id in gone:
            shown = {"id", "no", "activity", "next", *self.was[id]} - {"source"}
            shown -= {
                key for key in KEYS if any(isinstance(one, dict) for one in items_of(self.steps[id].get(key)))
            }
            keys = [key for key in self.steps[id] if key not in shown]
            if keys:
                found.append(Lost(id, f"{id}: {', '.join(keys)}", id, without.WENT_WITH))
        return found


def _actors(actors: Plain, was: Plain, now: Plain) -> Plain:
    """The carried columns, with new titles and new columns of the diagram."""
    found = dict(actors)
    for id, title in now.items():
        if was.get(id) == title:
            continue
        found[id] = {**found[id], "title": title} if isinstance(found.get(id), dict) else title
    return found
