"""What a test hands in, checked by the name of the argument: `WrongArgument` says which, what was given and what is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from os import PathLike
from typing import Any, Final, NoReturn

from sopflow.definition import duration, instants
from sopflow.engine.intake import refused
from sopflow.errors import BadArgument
from sopflow.language import Words, default_language

__tracebackhide__ = True
_TEXT: Final = Words("teks (str)", "a text (str)")
_LENGTH: Final = Words('lama waktu sebagai teks: "5 hari"', 'a duration as text: "5 hari"')
_INSTANT: Final = Words(
    'saat: datetime dengan zona, atau "2024-03-12 08:00 WIB"',
    'an instant: an aware datetime, or "2024-03-12 08:00 WIB"',
)
_COUNT: Final = Words("bilangan bulat mulai {least}", "a whole number from {least}")
_FLAG: Final = Words("True atau False", "True or False")
_NAMES: Final = Words('teks, atau daftar teks: ["a", "b"]', 'a text, or a list of texts: ["a", "b"]')
_LIST: Final = Words('daftar teks: ["a", "b"]', 'a list of texts: ["a", "b"]')
_PAIRS: Final = Words('pasangan: {"a": ...}', 'a mapping: {"a": ...}')


class WrongArgument(BadArgument, TypeError, ValueError):
    """A `BadArgument` of a function for tests, which Python's own kinds of error catch too."""

    def __str__(self) -> str:
        return self.message(default_language())


def wrong(name: str, value: object, expected: Words) -> NoReturn:
    """Raise the refusal of an argument."""
    try:
        refused(name, value, expected)
    except BadArgument as refusal:
        raise WrongArgument(**refusal.values) from None


def text(name: str, value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else wrong(name, value, _TEXT)


def length(name: str, value: Any) -> duration.Duration | None:
    """A duration from its text; one that is made already stays."""
    if value is None or isinstance(value, duration.Duration):
        return value
    try:
        return duration.parse(value) if isinstance(value, str) else wrong(name, value, _LENGTH)
    except duration.NotADuration:
        wrong(name, value, _LENGTH)


def instant(name: str, value: Any) -> datetime | None:
    """An instant, from itself or from a text such as `2024-03-12 08:00 WIB`."""
    if value is None or (isinstance(value, datetime) and value.utcoffset() is not None):
        return value
    try:
        return instants.parse(value) if isinstance(value, str) else wrong(name, value, _INSTANT)
    except instants.NotAnInstant:
        wrong(name, value, _INSTANT)


def count(name: str, value: Any, least: int = 1) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= least):
        return value
    wrong(name, value, _COUNT.filled(least=least))


def flag(name: str, value: Any) -> bool:
    return value if isinstance(value, bool) else wrong(name, value, _FLAG)


def names(name: str, value: Any) -> tuple[str, ...]:
    """One text or several."""
    return (value,) if isinstance(value, str) else listed(name, value, _NAMES)


def listed(name: str, value: Any, expected: Words = _LIST) -> tuple[str, ...]:
    """Several texts, of which one alone is not meant."""
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        wrong(name, value, expected)
    found = tuple(value)
    return found if all(isinstance(one, str) for one in found) else wrong(name, value, expected)


def pairs(name: str, value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return value
    wrong(name, value, _PAIRS)


def kind(name: str, value: Any, kinds: tuple[type, ...], expected: Words) -> Any:
    return value if isinstance(value, kinds) else wrong(name, value, expected)


def path(value: Any) -> bool:
    return isinstance(value, str | PathLike)
