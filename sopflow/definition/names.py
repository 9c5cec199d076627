"""How the texts of an SOP name its actors: by title, by the first word of it, by what offices call a position."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SYNONYMS: Final = {
    "danru": "komandan", "komandan regu": "komandan", "sekretaris": "sekcam", "sekretaris camat": "sekcam",
    "kepala seksi": "kasi", "kasie": "kasi", "kepala bidang": "kabid", "kepala dinas": "kadis",
    "sekretaris lurah": "seklur", "kepala bagian": "kabag", "kepala sub bagian": "kasubbag",
}  # fmt: skip
"""Names that offices use for one position."""
_SHORTEST: Final = 4
_LONGEST: Final = 60
"""Characters of a word in front of a name."""


class Mention(NamedTuple):
    """A place in a text that names an actor."""

    actor: str
    start: int
    end: int
    before: str
    """The word in front of it, in small letters."""


class Names:
    """The names of one SOP's actors; one that could be two actors' is nobody's."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        owners: dict[str, set[str]] = {}
        for actor, text in titles.items():
            title = " ".join(text.casefold().split())
            first = title.split(" ")[0] if title else ""
            for name in {title, first, *(s for s, meant in _SYNONYMS.items() if meant in (title, first))}:
                if len(name) >= _SHORTEST:
                    owners.setdefault(name, set()).add(str(actor))
        for actor, text in titles.items():  # a whole title is its actor's, though it begins another's
            owners[" ".join(text.casefold().split())] = {str(actor)}
        self._names = {name: next(iter(who)) for name, who in owners.items() if len(who) == 1}
        ordered = sorted((re.escape(name) for name in self._names), key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(ordered)})\b") if ordered else None

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every naming of an actor, from the left."""
        folded = text.casefold()
        for match in self._pattern.finditer(folded) if self._pattern is not None else ():
            before = folded[max(0, match.start() - _LONGEST) : match.start()].split()
            yield Mention(
                self._names[match[0]], match.start(), match.end(), before[-1].strip(",.;:(") if before else ""
            )
