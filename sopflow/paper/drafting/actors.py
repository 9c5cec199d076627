"""The actors of a draft: the heads of their columns, the lines above the table, and names in cells."""

from __future__ import annotations

import re
from typing import Final

from sopflow.definition.names import Glossary, Names

from ..arrows import arrows_of
from ..cells import JOINED, Known, is_no, is_yes, tags_of
from ..draft import UNKNOWN
from ..rows import Paper, PaperRow
from .naming import Ids, slug

_OUTSIDE: Final = ("pemohon", "masyarakat", "warga", "tamu", "pelapor")


class Actors:
    """Actors by their ids, each with the title that it has on paper."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self.titles: dict[str, str] = {}
        self.outside: set[str] = set()
        self.known = Known()
        self._by_title: dict[str, str] = {}
        self._ids = Ids()

    def take(self, paper: Paper, listed: list[str]) -> None:
        """The actors that the lines above the table list, those of the heads, and those that stand alone in a cell."""
        for title in listed:
            bare = re.sub(r"\((?:luar|eksternal|pihak luar)\)", "", title)
            actor = self.id_of(bare)
            if bare != title:
                self.outside.add(actor)
        for _, head in paper.columns.actors:
            if not is_answer(head):
                self.id_of(head)
        if not listed:
            for text in map(actor_text, paper.rows):
                if text and not JOINED.search(text):
                    self.known.add(text)

    def id_of(self, title: str) -> str:
        """The id of an actor, new or known."""
        clean = " ".join(title.split())
        folded = clean.casefold()
        if folded in self._by_title:
            return self._by_title[folded]
        actor = self._ids.new(slug(clean, UNKNOWN, most=4) or "pelaksana")
        self.titles[actor] = clean
        self._by_title[folded] = actor
        self.known.add(clean)
        if folded.split(" ")[0] in _OUTSIDE:
            self.outside.add(actor)
        return actor

    def spoken(self, activity: str) -> str | None:
        """The actor with whose name a text begins."""
        first = next(Names(self.titles, glossary=self._glossary).mentions(activity), None)
        return first.actor if first is not None and first.start == 0 else None


def is_answer(head: str) -> bool:
    """Whether a column is headed by an answer, Ya or Tidak, and by no actor."""
    return is_yes(head) or is_no(head)


def listed_in(line: str) -> list[str]:
    """The actors that a line above the table lists: `Pelaksana: Kasi, Camat`."""
    head, sign, rest = line.partition(":")
    if not sign or head.strip().casefold() not in ("pelaksana", "aktor"):
        return []
    return [part.strip() for part in rest.split(",") if part.strip()]


def actor_text(row: PaperRow) -> str:
    """Who acts, without symbols, arrows and what is called."""
    raw = row.cells.get("actor", "")
    bare, _ = tags_of(raw)
    if "[" in raw:
        return raw.split("[", 1)[0].strip()
    return re.split(r"→|->|=>", bare, maxsplit=1)[0].strip() if arrows_of(bare) else bare
