"""The root of every error, and what a refused command is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar, Final, Self

from sopflow.frozen import NOTHING
from sopflow.language import NONE, Language, Words

_QUOTED: Final = re.compile(r'"([^"]*)"')


class SopflowError(Exception):
    """The root of all errors; `code` is a stable name for programs."""

    code: ClassVar[str] = "error"
    words: ClassVar[Words] = Words("{what}", "{what}")
    about: ClassVar[Words | None] = Words(
        "Kesalahan yang tidak mempunyai kode sendiri.", "An error that has no code of its own."
    )
    """What the error means, if its message consists mostly of values."""
    terms: ClassVar[Mapping[str, Mapping[str, Words]]] = {}
    """For values that are words of programs: how people say them."""

    def __init__(self, **values: object) -> None:
        self.values = values
        for name, value in values.items():
            setattr(self, name, value)
        super().__init__(self.words.within("en", **self._said()) if values else self.words.en)

    def message(self, language: Language = "en") -> str:
        """What happened and what would work, in `language`."""
        return self.words.within(language, **self._said())

    def as_written(self) -> SopflowError:
        """The same for whoever wrote texts, not a program: with examples of what they may write."""
        return self

    def _said(self) -> dict[str, object]:
        return {name: _in_terms(value, self.terms.get(name, {})) for name, value in self.values.items()}

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.values))


def _in_terms(value: object, terms: Mapping[str, Words]) -> object:
    if not terms:
        return value
    if isinstance(value, tuple | list):
        return tuple(_in_terms(one, terms) for one in value)
    return terms.get(value, value) if isinstance(value, str) else value


def _by_title(value: object, titles: Mapping[str, str]) -> object:
    if isinstance(value, tuple | list):
        return tuple(titles.get(one, one) for one in value)
    return titles.get(value, value) if isinstance(value, str) else value


def _by_name(words: Words, people: Mapping[str, str]) -> Words:
    """A text whose quoted ids of persons became their names."""
    return Words(
        *(_QUOTED.sub(lambda one: f'"{people.get(one[1], one[1])}"', text) for text in (words.id, words.en))
    )


def _beside_title(value: object, titles: Mapping[str, str]) -> str | Words:
    names = value if isinstance(value, tuple | list) else ()
    return ", ".join(f'"{titles[one]}" ({one})' if one in titles else f'"{one}"' for one in names) or NONE


def _rebuild_titled(kind: type[Refusal], values: dict[str, object], shown: dict[str, object]) -> Refusal:
    return kind(**values).showing(shown)


def _rebuild(kind: type[SopflowError], values: dict[str, object]) -> SopflowError:
    return kind(**values)


class Refusal(SopflowError):
    """A command that is not possible now. Nothing has changed.

    Its values are ids, for programs; its message says the rows and actors among them by their titles.
    """

    code = "refused"
    about = Words(
        "Perintah ini tidak mungkin sekarang; tidak ada yang berubah.",
        "The command is not possible now; nothing changed.",
    )
    rows: ClassVar[tuple[str, ...]] = ("step", "possible")
    """The values that are rows of the SOP."""
    typed: ClassVar[tuple[str, ...]] = ()
    """Those of which one is to be written: the message says their ids beside their titles."""
    persons: ClassVar[tuple[str, ...]] = ("by", "person")
    """The values that are persons, who may be actors of the SOP."""
    shown: Mapping[str, object] = NOTHING
    """What the message says in place of some values."""

    def titled(
        self, rows: Mapping[str, str], actors: Mapping[str, str], people: Mapping[str, str] = NOTHING
    ) -> Self:
        """The same refusal, with the titles that it says in place of ids, and the names of persons."""
        persons = {**actors, **people}
        of = {**dict.fromkeys(self.rows, rows), **dict.fromkeys(self.persons, persons)}
        shown = {n: _by_title(value, of[n]) for n, value in self.values.items() if n in of}
        if people:
            shown |= {n: _by_name(value, people) for n, value in self.values.items() if isinstance(value, Words)}
        shown |= {n: _beside_title(self.values[n], rows) for n in self.typed if isinstance(self.values[n], tuple)}
        return self.showing({n: value for n, value in shown.items() if value != self.values[n]})

    def showing(self, shown: Mapping[str, object]) -> Self:
        """The same refusal, whose message says something else in place of some values."""
        self.shown = shown
        if shown:
            self.args = (self.message("en"),)
        return self

    def _said(self) -> dict[str, object]:
        return {**super()._said(), **self.shown}

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_titled, (type(self), self.values, dict(self.shown)))
