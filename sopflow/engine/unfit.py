"""The refusal of an argument that is not what it must be: what was given is said as people call it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NoReturn

from sopflow.errors import BadArgument
from sopflow.language import Words

SOME_TEXT: Final = Words("teks yang tidak kosong (str)", "a text that is not empty (str)")
_SHOWN: Final = 60
_BITS: Final = 200
"""Of a number that is shown: the digits of longer ones cost time."""
_NOTHING: Final = Words("isian kosong", "an empty value")
_SORTS: Final[Mapping[type, Words]] = {
    bool: Words("nilai benar/salah {shown}", "the truth value {shown}"),
    int: Words("bilangan {shown}", "the number {shown}"),
    float: Words("bilangan {shown}", "the number {shown}"),
    str: Words('teks "{shown}"', 'the text "{shown}"'),
    bytes: Words("byte", "bytes"),
    list: Words("sebuah daftar", "a list"),
    tuple: Words("sebuah daftar", "a list"),
    dict: Words("pasangan nama dan isi", "a mapping"),
    datetime: Words("waktu {shown}", "the time {shown}"),
}
_OTHER: Final = Words('objek "{kind}"', 'an object of the class "{kind}"')


def refused(name: str, value: object, expected: Words) -> NoReturn:
    """Raise the refusal of an argument."""
    raise BadArgument(argument=name, value=_said(value), expected=expected)


def _said(value: object) -> Words:
    """A value as people call it, whatever they know of Python."""
    if value is None:
        return _NOTHING
    words = _SORTS.get(type(value))
    if words is None:
        return _OTHER.filled(kind=type(value).__name__)
    if isinstance(value, int) and value.bit_length() > _BITS:
        return words.filled(shown="…")
    return words.filled(shown=str(value).lower() if isinstance(value, bool) else str(value)[:_SHOWN])
