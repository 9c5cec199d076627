"""Documents that somebody changed in a diagram: each data object is known by its id, so a row's inputs and outputs keep what the
diagram does not show of them, and a document keeps its id when it is called otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from sopflow.definition.patching import flow
from sopflow.definition.plain import items_of

from . import without
from .answers import Lost
from .rows import titled

if TYPE_CHECKING:
    from .drafting import Draft, Plain
    from .model import Paper as Drawn
    from .papers import Paper

KEYS: Final = ("inputs", "outputs")


class Documents:
    """The documents of the carried definition, and what its diagram calls them now."""

    def __init__(self, carried: Plain, drawn: Collection[Drawn], base: Draft, now: Draft) -> None:
        self.base, self.now = base, now
        steps = {row["id"]: row for row in carried["steps"]}
        self.items = {one.id: items_of(steps[one.node].get(KEYS[one.is_made]))[one.item] for one in drawn}
        """By what is drawn, the input or output as the definition says it."""
        self.places = {one.id: one.item for one in drawn}
        """Which of the row's inputs or outputs that is."""
        self.declared = {
            titled(one if isinstance(one, str) else one["title"]): id
            for id, one in (carried.get("documents") or {}).items()
        }
        """Ids by titles."""
        self.ids = frozenset(self.declared.values())
        self.renamed = self._renamed()
        for was, title in self.renamed.items():
            if was in self.declared:
                self.declared[title] = self.declared.pop(was)

    def retitle(self, whole: Plain) -> None:
        """Let the documents of a definition be called as they are now, but for those that are named in answers and waits."""
        ids = {self.declared[title]: title for title in self.renamed.values() if title in self.declared}
        for id, title in ids.items():
            one = whole["documents"][id]
            whole["documents"][id] = title if isinstance(one, str) else {**one, "title": title}
        for row in whole["steps"]:
            for key in KEYS:
                if key in row:
                    row[key] = self._called(row[key])

    def retitle_elsewhere(self, rows: Sequence[Plain]) -> None:
        """The same in answers and waits."""
        for row in rows:
            branches = row.get("branches")
            for one in branches.values() if isinstance(branches, dict) else ():
                if isinstance(one, dict) and "outputs" in one:
                    one["outputs"] = self._called(one["outputs"])
            wait = row.get("wait")
            if isinstance(wait, dict) and "until" in wait:
                wait["until"] = self._called(wait["until"])

    def change(self, row: Plain) -> Iterator[Lost]:
        """Let a row need and make what it does in the diagram; what was said of an input that is gone."""
        id = row["id"]
        for at, key in enumerate(KEYS):
            was, now = (
                (draft.papers.of_rows[id][at] if id in draft.papers.of_rows else [])
                for draft in (self.base, self.now)
            )
            if was != now:
                yield from self._change(row, key, was, now)

    def added(self, row: Plain) -> None:
        """A row that the definition does not have: its documents by their ids."""
        for at, key in enumerate(KEYS):
            papers = self.now.papers.of_rows[row["id"]][at]
            if papers:
                row[key] = _each_once(self._said(key, one) for one in papers)

    def _change(self, row: Plain, key: str, was: Sequence[Paper], now: Sequence[Paper]) -> Iterator[Lost]:
        kept = {one.ref: one for one in now}
        before = {one.ref: one for one in was}
        drawn = {self.places[one.ref] for one in was}
        left = [one for at, one in enumerate(items_of(row.get(key))) if at not in drawn]  # what no diagram shows
        found: list[Any] = []
        for one in now:
            old = before.get(one.ref)
            is_same = old is not None and one.title in (old.title, self.renamed.get(old.title))
            found.append(self._called([self.items[one.ref]])[0] if is_same else self._said(key, one))
        for one in was:
            item = self.items[one.ref]
            if one.ref not in kept and isinstance(item, dict) and len(item) > 1:
                yield Lost(row["id"], f"{key}: {flow(item)}", row["id"], without.WENT_WITH_IT)
        items = _each_once([*found, *left])
        if items or key in row:
            row[key] = items

    def _said(self, key: str, paper: Paper) -> Any:
        """A document at a row; what is said of it stays where it was drawn at another row before."""
        document = self.declared.get(paper.title, paper.title)
        item = self.items.get(paper.ref)
        return {**item, "document": document} if key == KEYS[0] and isinstance(item, dict) else document

    def _renamed(self) -> dict[str, str]:
        """The documents whose every data object is called otherwise, if no other document is called so."""
        count = Counter(title for shown in self.base.papers.titles.values() for title in set(shown.values()))
        taken = {*self.declared, *count}
        found: dict[str, str] = {}
        for data, was in self.base.papers.titles.items():
            now = self.now.papers.titles.get(data, {})
            changed = {now[ref] for ref in was if ref != data and now.get(ref, was[ref]) != was[ref]}
            stays = any(now.get(ref) == was[ref] for ref in was if ref != data)
            own = now.get(data, was.get(data))
            if not changed and own is not None and own != was.get(data):
                changed, stays = {own}, False
            title = changed.pop() if len(changed) == 1 and not stays else None
            if title is not None and title not in taken and all(count[one] == 1 for one in was.values()):
                taken.add(title)
                found |= dict.fromkeys(was.values(), title)
        return found

    def _called(self, said: Any) -> Any:
        """What names documents by their titles, with the titles of now."""
        if isinstance(said, list):
            return [self._called(one) for one in said]
        if isinstance(said, dict):
            return {**said, "document": self._called(said["document"])}
        title = titled(said) if isinstance(said, str) and said not in self.ids else ""
        return self.renamed.get(title, said)


def _each_once(items: Any) -> list[Any]:
    return [deepcopy(one) for one in {repr(one): one for one in items}.values()]
