"""How the texts of an SOP name its actors: by title, by the first word of it, by other names of the position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

_SHORTEST: Final = 4
"""Characters of a name that nobody has written down for its actor."""
_LONGEST: Final = 60
"""Characters of a word in front of a name."""
_WORD: Final = re.compile(r"\w+")
_INSIDE: Final = re.compile(r"\w\w")


def folded(name: str) -> str:
    """A name as names are compared."""
    return " ".join(name.casefold().split())


class Glossary:
    """The names that offices use for one position: each group has the names of one, in any order."""

    def __init__(self, groups: Iterable[Iterable[str]] = (), *, unread: Iterable[str] = ()) -> None:
        self.groups: Final = tuple(tuple(dict.fromkeys(map(folded, group))) for group in groups)
        self.unread: Final = tuple(unread)
        """The files whose groups are missing here, since they cannot be read."""
        self._groups: dict[str, list[tuple[str, ...]]] = {}
        for group in self.groups:
            for name in group:
                self._groups.setdefault(name, []).append(group)
        self._most_words = max((len(name.split()) for name in self._groups), default=0)

    def others(self, title: str) -> Iterator[str]:
        """Other names of a position: of its whole title, and with the rest of the title where a group has its beginning."""
        words = folded(title).split()
        for count in range(1, min(len(words), self._most_words) + 1):
            name, rest = " ".join(words[:count]), words[count:]
            for group in self._groups.get(name, ()):
                for other in group:
                    if other != name:
                        yield other
                        if rest:
                            yield " ".join((other, *rest))


NO_GLOSSARY: Final = Glossary()


class Mention(NamedTuple):
    """A place in a text that names an actor."""

    actor: str
    start: int
    end: int
    before: str
    """The word in front of it, in small letters."""


class Names:
    """The names of one SOP's actors; a name that could mean two actors is not used.

    `also` are the names that the SOP itself gives an actor besides its title. A name that is written down for an
    actor belongs to that actor, even if the title of another begins with it.
    """

    def __init__(
        self,
        titles: Mapping[str, str],
        also: Mapping[str, Iterable[str]] | None = None,
        glossary: Glossary = NO_GLOSSARY,
    ) -> None:
        written: dict[str, set[str]] = {}
        derived: dict[str, set[str]] = {}
        for actor, title in titles.items():
            own = [name for name in map(folded, (title, *(also or {}).get(actor, ()))) if name]
            for name in own:
                written.setdefault(name, set()).add(str(actor))
            for name in (*(name.split(" ")[0] for name in own[:1]), *(o for n in own for o in glossary.others(n))):
                if len(name) >= _SHORTEST:
                    derived.setdefault(name, set()).add(str(actor))
        self._names = {name: next(iter(who)) for name, who in {**derived, **written}.items() if len(who) == 1}
        self._lengths: dict[str, list[int]] = {}
        for name in sorted(self._names, key=len, reverse=True):
            first = _WORD.match(name)
            lengths = self._lengths.setdefault(first[0], []) if first is not None else []
            if len(name) not in lengths:
                lengths.append(len(name))

    def mentions(self, text: str) -> Iterator[Mention]:
        """Return every place that names an actor, from the left; of names that begin at the same place, the longest."""
        text = text.casefold()
        after = 0
        for word in _WORD.finditer(text):
            start = word.start()
            end = self._end(text, start, word[0]) if start >= after else None
            if end is not None:
                after = end
                before = text[max(0, start - _LONGEST) : start].split()
                yield Mention(
                    self._names[text[start:end]], start, end, before[-1].strip(",.;:(") if before else ""
                )

    def _end(self, text: str, start: int, word: str) -> int | None:
        """Where the longest name ends that begins at a word; `None` where there is none."""
        ends = (start + length for length in self._lengths.get(word, ()))
        return next(
            (end for end in ends if text[start:end] in self._names and not _INSIDE.match(text, end - 1)), None
        )
