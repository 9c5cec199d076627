"""From what a table said and says to changes of the definition that it came from."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from difflib import SequenceMatcher
from functools import partial
from typing import Final, NamedTuple

from sopflow.definition.model import Definition, Step
from sopflow.definition.nodes import Plain
from sopflow.definition.plain import items_of
from sopflow.frozen import NOTHING
from sopflow.language import Words

from ..cells import time_of
from ..draft import UNKNOWN, Note
from ..identity.page import IdentityPage
from ..identity.signing import Signer
from ..reasons import place_in
from ..sheet import DELETED, REPEATED
from . import cells, order, papers, remarks, sources
from .aligning import Pairs, aligned, is_alike
from .cells import Left
from .difference import COLUMNS, NOTED, Difference, Kind, listed
from .said import Reading, Said
from .tree import ACTOR_KEYS, Tree

_ORDER: Final = Words("urutannya tidak diubah", "their order was not changed")
_JOINT: Final = Words(
    "beberapa pelaksana: salah satu, atau bersama-sama (sign_off: all)?",
    "several actors: one of them, or together (sign_off: all)?",
)
_NOBODY: Final = Words("tidak ada tanda yang terbaca", "there is no mark")
_HEAD: Final = Words(
    "kepala kolom; tidak dibaca sebagai nama lain", "the heading of a column; not read as another name"
)
_STAY: Final = Words("sel-selnya tetap seperti di definisinya", "its cells stay as the definition has them")
_BY_HAND: Final = Words("tulis dengan tangan di identity", "write it under identity by hand")
_LINE: Final = Words("hanya kepala kolomnya yang dibaca", "only the headings of the columns are read")
_UNCLEAR: Final = Words("tabelnya tidak dapat dibaca dengan pasti", "the table cannot be read for certain")


class Edit(NamedTuple):
    """A change of the file's content, and what is said of it."""

    difference: Difference
    apply: Callable[[Tree], None]


class Plan:
    """The edits that make of a definition what its table says now. `rows` are those of the table now, with the names of
    actors whose column has another head now as they were."""

    def __init__(self, sop: Definition, plain: Plain, was: Reading, now: Reading) -> None:
        self.sop, self.was, self.now = sop, was, now
        self.lost = was.columns - now.columns
        """Columns that the table has no more: nobody knows what became of their cells."""
        self.tree = Tree(plain)
        self.edits: list[Edit] = []
        self.heads = Heads(was.heads, now.heads)
        self.rows = tuple(
            row._replace(actors=tuple(self.heads.names.get(a.casefold(), a) for a in row.actors))
            for row in now.rows
        )
        self.pairs: Pairs = aligned(was.rows, self.rows)
        self.actors = {" ".join(a.title.split()).casefold(): str(a.id) for a in sop.actors.values()}
        """Ids by titles."""
        documents = sop.documents.values()
        self.known = {d.title.casefold(): str(d.id) for d in documents} | {d.title: str(d.id) for d in documents}
        """Ids of documents by their titles, whatever their case."""
        self.ids: dict[str, str] = {}
        """Of rows, by those of the draft of the table as it is now."""
        self.old_ids = {row.id: str(step.id) for row, step in zip(was.rows, sop.steps, strict=True)}
        """The same for the table as it was."""

    @property
    def is_of_this(self) -> bool:
        """Whether the table is still that of the definition: most rows are there, and most cells as they were."""
        pairs = [(self.was.rows[old], self.rows[new]) for new, old in self.pairs.items()]
        both = [(a, b) for one, other in pairs for a, b in zip(one.cells, other.cells, strict=True) if a or b]
        others = sum(a != b for a, b in both)
        known = sum(is_alike(one.activity, other.activity) for one, other in pairs)
        return 2 * known >= max(len(self.was.rows), len(self.rows)) and 2 * others <= len(both)

    def made(self) -> tuple[Edit, ...]:
        """All edits, in the order in which they are applied."""
        self.title()
        self.columns()
        self.missing()
        self.name_rows()
        for at in sorted(self.pairs):
            self.cells(self.sop.steps[self.pairs[at]], self.was.rows[self.pairs[at]], self.rows[at])
        papers.changed(self)
        order.changed(self)
        self.lost_columns()
        self.identity()
        self.lines()
        return tuple(self.edits)

    @property
    def numbers(self) -> dict[str, str]:
        """What is printed before the rows now, by their ids."""
        return {self.ids[row.id]: row.number or str(at) for at, row in enumerate(self.rows, start=1)}

    # -- saying

    def do(
        self, difference: Difference, change: Callable[[Tree], Words | None], also: Mapping[str, str] = NOTHING
    ) -> None:
        """Apply an edit, or leave it open: then a note at the row says what the table says. `also` are texts that notes on
        its cell may say besides the whole, with what stands there instead."""

        def apply(tree: Tree) -> Words | None:
            doubt = change(tree)
            row = tree.rows.get(difference.step)
            if row is None:
                return doubt
            return doubt or sources.renewed(row, difference.kind, dict([*also.items(), difference.texts]))

        try:
            doubt = apply(self.tree)
        except Left as left:
            self.leave(difference._replace(open=left.words))
            return
        note = note_of(difference, doubt) if doubt is not None else None

        def both(tree: Tree) -> None:
            apply(tree)
            if note is not None:
                tree.note(difference.step or None, note)

        self.edits.append(Edit(difference._replace(open=doubt), both))
        if note is not None:
            self.tree.note(difference.step or None, note)

    def leave(self, difference: Difference) -> None:
        """A change that somebody must decide about."""
        assert difference.open is not None
        self.edits.append(noted(difference))
        self.edits[-1].apply(self.tree)

    # -- the whole

    def title(self) -> None:
        was, now = self.was.draft, self.now.draft
        if was.title != now.title:
            self.do(
                Difference("title", was=was.title, now=now.title), lambda tree: tree.whole.update(title=now.title)
            )
        if was.total != now.total and now.total is not None:
            total = now.total
            self.do(
                Difference("total", was=was.total or "", now=total),
                lambda tree: tree.whole.update(stated_total=total),
            )

    def identity(self) -> None:
        """What the identity page says: texts, days and lists; who signs is left to a person."""
        was, now = (one.draft.identity or IdentityPage() for one in (self.was, self.now))
        for key in dict.fromkeys((*now.texts, *was.texts)):
            old, new = was.texts.get(key, ""), now.texts.get(key, "")
            if old != new:
                self._identify(Difference("identity", key, was=old, now=new), key, new)
        for key in dict.fromkeys((*now.lists, *was.lists)):
            items, others = was.lists.get(key, []), now.lists.get(key, [])
            if items != others:
                self._identify(Difference("identity", key, was=listed(items), now=listed(others)), key, [*others])
        if was.signer != now.signer:
            said = [_signed(one.signer) for one in (was, now)]
            self.leave(Difference("identity", "approved_by", was=said[0], now=said[1], open=_BY_HAND))

    def _identify(self, difference: Difference, key: str, value: Plain) -> None:
        if value and value != UNKNOWN:
            self.do(difference, lambda tree: tree.identify(key, value))
        else:
            self.leave(difference._replace(open=_BY_HAND))

    def lines(self) -> None:
        """What stands outside of the table, and did not."""
        known = {note.text for note in self.was.draft.sources}
        others = {note.text: note for note in self.now.draft.sources if note.text not in known and _is_said(note)}
        for text, note in others.items():
            if text in (self.now.draft.title, self.actors_line()) or self.is_total(text):
                continue
            if text.partition(":")[0].strip().casefold() == "pelaksana":
                self.leave(Difference("line", now=text, open=_LINE))
            else:
                self.do(Difference("line", now=text), partial(_kept, note))

    def is_total(self, line: str) -> bool:
        """Whether a line is the row of the total, which is told as such."""
        total = self.now.draft.total
        return total != self.was.draft.total and total in [time_of(cell)[0] for cell in line.split(" | ")]

    def actors_line(self) -> str:
        """The line above the table that lists the actors, as it would be printed now."""
        said = []
        for name, value in self.tree.whole["actors"].items():
            whole = value if isinstance(value, dict) else {"title": value}
            said.append(f"{whole.get('title') or name}{' (luar)' if whole.get('external') is True else ''}")
        return f"Pelaksana: {', '.join(said)}"

    def columns(self) -> None:
        for was, now in self.heads.renamed:
            name = self.actors.get(was.casefold())
            if name is not None:
                self.do(
                    Difference("column-renamed", was=was, now=now),
                    partial(Tree.entitle, section="actors", name=name, title=now),
                )
        for head, before in self.heads.added:
            if head.casefold() in self.actors:
                continue
            slug = next((key for key, title in self.now.draft.actors.items() if title == head), "pelaksana")
            name = unique(slug, self.sop.actors, set(self.actors.values()))
            self.actors[head.casefold()] = name
            value: Plain = {"title": head, "external": True} if slug in self.now.draft.outside else head
            after = self.actors.get(self.heads.names.get(before.casefold(), before).casefold())
            self.do(
                Difference("column-added", now=head),
                partial(Tree.insert, section="actors", key=name, value=value, after=after),
            )
        for head in sorted(self.now.printed - self.was.printed - {" ".join(h.split()) for h in self.now.heads}):
            self.leave(Difference("line", now=head, open=_HEAD))
        if self.heads.is_reordered:
            was, now = ", ".join(self.was.heads), ", ".join(self.now.heads)
            self.leave(Difference("column-renamed", was=was, now=now, open=_ORDER, applied=False))

    def missing(self) -> None:
        """Columns other than those of actors that are gone: each is told, and its cells stay."""
        for key in sorted(self.lost & {*COLUMNS}):
            self.leave(Difference("column-lost", was=COLUMNS[key], open=_STAY, applied=False))

    def lost_columns(self) -> None:
        uses = self.tree.uses(ACTOR_KEYS) if self.heads.removed else {}
        for head in self.heads.removed:
            name = self.actors.get(head.casefold())
            if name is None or name not in self.sop.actors:
                continue
            difference = Difference("column-removed", was=head)
            if name in uses or len(self.tree.whole["actors"]) == 1:
                listing = ", ".join(sorted({*uses.get(name, ("actors",))}))
                self.leave(difference._replace(open=order.NAMED.filled(where=listing), applied=False))
            else:
                self.do(difference, partial(_dropped, name))

    # -- cells

    def name_rows(self) -> None:
        taken = {str(step.id) for step in self.sop.steps}
        for at, row in enumerate(self.rows):
            old = self.pairs.get(at)
            self.ids[row.id] = str(self.sop.steps[old].id) if old is not None else unique(row.id, taken)
            taken.add(self.ids[row.id])

    def cells(self, step: Step, was: Said, now: Said) -> None:
        name = str(step.id)

        def say(kind: Kind, before: Words | str, after: Words | str) -> Difference:
            return Difference(kind, was.number, name, before, after)

        if was.activity != now.activity:
            self.do(
                say("activity", was.activity, now.activity),
                lambda tree: cells.activity(tree.rows[name], step, now.activity),
            )
        if was.time != now.time and "time" not in self.lost:
            self.do(say("time", was.time, now.time), lambda tree: cells.time(tree.rows[name], now.time))
        before, after = (was, remarks.meanings(was, self.old_ids)), (now, remarks.meanings(now, self.ids))
        is_other = was.own_remarks != now.own_remarks or not remarks.is_same(before[1], after[1])
        if is_other and "remarks" not in self.lost:
            self.do(
                say("remarks", was.remarks, now.remarks),
                lambda tree: remarks.changed(tree.rows[name], step, before, after),
                {was.legend: now.legend} if was.legend else NOTHING,
            )
        self.who(step, was, now)

    def who(self, step: Step, was: Said, now: Said) -> None:
        own = {str(actor) for actor in step.actors} if isinstance(step.actors, tuple) else set()
        own = own or {UNKNOWN}
        before, after = self.ids_of(was.actors), self.ids_of(now.actors)
        if set(before) == set(after) or set(after) == own:
            return
        name = str(step.id)
        difference = Difference("actors", was.number, name, listed(was.actors), listed(now.actors))
        if set(before) != own:
            self.leave(difference._replace(open=_UNCLEAR, applied=False))
            return

        def apply(tree: Tree) -> Words | None:
            row = tree.rows[name]
            kept = [one for one in items_of(row.get("actor")) if one in after]
            found = [*kept, *(one for one in after if one not in kept)]
            row["actor"] = found[0] if len(found) == 1 else found
            if len(found) == 1:
                row.pop("sign_off", None)
            is_new = len(found) > max(len(own), 1) and "sign_off" not in dict(now.keys)
            return _NOBODY if found == [UNKNOWN] else _JOINT if is_new else None

        self.do(difference, apply)

    def ids_of(self, titles: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.actors.get(" ".join(t.split()).casefold(), t) for t in titles)


def noted(difference: Difference) -> Edit:
    """A change that is not applied, but noted at its row."""
    note = note_of(difference, difference.open or cells.MANY)
    return Edit(
        difference._replace(applied=False, open=difference.open or cells.MANY),
        lambda tree: tree.note(difference.step or None, note),
    )


def note_of(difference: Difference, why: Words) -> Note:
    """What a person must decide about a change, as it stands in the file."""
    cell, *_ = (difference.cell,) if difference.cell else NOTED.get(difference.kind, ("",))
    return Note(cell, difference.said, "open", why.id)


def _kept(note: Note, tree: Tree) -> Words | None:
    """A line that stands outside; of one that the reader could not place, why."""
    if note.reading == "open" and note.why:
        return Words(*(": ".join(filter(None, place_in(note.why, language))) for language in ("id", "en")))
    tree.note(None, Note("", note.text, "certain"))
    return None


def _dropped(name: str, tree: Tree) -> None:
    del tree.whole["actors"][name]


def unique(name: str, *taken: Container[str]) -> str:
    """A name that is none of those."""
    found, count = name, 2
    while any(found in some for some in taken):
        found, count = f"{name}_{count}", count + 1
    return found


class Heads:
    """The columns of actors, as they were and as they are."""

    def __init__(self, was: Sequence[str], now: Sequence[str]) -> None:
        self.renamed: list[tuple[str, str]] = []
        self.added: list[tuple[str, str]] = []
        """With the head before it."""
        self.removed: list[str] = []
        before, after = ([head.casefold() for head in heads] for heads in (was, now))
        stays = {*before} & {*after}
        self.is_reordered = [h for h in before if h in stays] != [h for h in after if h in stays]
        for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            gone = [head for head in was[a:b] if head.casefold() not in stays]
            new = [head for head in now[c:d] if head.casefold() not in stays]
            if len(gone) == len(new):
                self.renamed += zip(gone, new, strict=True)
                continue
            self.removed += gone
            self.added += [(head, now[now.index(head) - 1] if now.index(head) else "") for head in new]
        self.names = {now.casefold(): was for was, now in self.renamed}
        """What a column that is called otherwise was called."""


def _signed(signer: Signer | None) -> str:
    """Who signs, as it is printed."""
    if signer is None:
        return ""
    return "; ".join(filter(None, (signer.title, signer.name, signer.rank, signer.nip)))


def _is_said(note: Note) -> bool:
    """Whether somebody may have written it: no sum that no longer fits, nothing that repeats or was deleted."""
    return note.cell != "stated_total" and not note.why.endswith((REPEATED, DELETED))
