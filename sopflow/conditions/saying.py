"""A condition as people read it: `Nilai pengadaan paling banyak Rp50.000.000 dan Jenis adalah Barang`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from sopflow.fields import Field, Problem
from sopflow.language import Words, joined

from .reading import value_of

AND: Final = Words(" dan ", " and ")
OR: Final = Words(" atau ", " or ")
_APART: Final = Words("; atau ", "; or ")
_TEST: Final = Words("{title} {test}", "{title} {test}")
_IS: Final = Words("adalah {value}", "is {value}")
_EXACTLY: Final = Words("tepat {value}", "is exactly {value}")
_NOT: Final = Words("bukan {value}", "is not {value}")
_NOT_EXACTLY: Final = Words("bukan tepat {value}", "is not exactly {value}")
_FALSE: Final = Words("tidak memenuhi ({test})", "does not satisfy ({test})")
_FILLED: Final = {True: Words("terisi", "is filled in"), False: Words("kosong", "is empty")}
_AMOUNTS: Final = {
    "above": Words("lebih dari {value}", "is above {value}"),
    "at_least": Words("paling sedikit {value}", "is at least {value}"),
    "below": Words("kurang dari {value}", "is below {value}"),
    "at_most": Words("paling banyak {value}", "is at most {value}"),
}
_TIMES: Final = {
    "before": Words("sebelum {value}", "is before {value}"),
    "after": Words("sesudah {value}", "is after {value}"),
    "at_least": Words("paling awal {value}", "is {value} at the earliest"),
    "at_most": Words("paling akhir {value}", "is {value} at the latest"),
}
_HAS: Final = Words("mencakup {value}", "includes {value}")
_LACKS: Final = Words("tidak mencakup {value}", "does not include {value}")
_OPPOSITES: Final = {"above": "at_most", "at_most": "above", "at_least": "below", "below": "at_least"}
_OPPOSITE_TIMES: Final = {"before": "at_least", "at_least": "before", "after": "at_most", "at_most": "after"}
_TODAY: Final = Words("hari ini", "today")
_LATER: Final = Words("{days} hari kalender sesudah hari ini", "{days} calendar day(s) after today")
_EARLIER: Final = Words("{days} hari kalender sebelum hari ini", "{days} calendar day(s) before today")
_TIMED: Final = ("date", "time")
_JOINING: Final = re.compile(
    r"\b(dan|atau|and|or)\b|[;\"]|^[^(]*\)|\([^)]*\Z|^(not|empty|filled)\b", re.IGNORECASE
)
"""What in a value would read as a part of the sentence."""
_TESTING: Final = re.compile(
    r"^(bukan|tidak)\b|:|\b(adalah|is|lebih|kurang|paling|sebelum|sesudah|mencakup|includes|does|terisi|kosong)\b",
    re.IGNORECASE,
)
"""The same among several choices, where another test can follow each."""


def saying(said: Any, fields: Mapping[str, Field]) -> Words:
    """A condition that a file says, in both languages; of one that means nothing, what is written."""
    if isinstance(said, list | tuple):
        return joined((saying(one, fields) for one in said), _APART)
    if not isinstance(said, Mapping):
        return _plain(said)
    return joined((_field(name, tests, fields) for name, tests in said.items()), AND)


def _plain(text: object) -> Words:
    return Words(str(text), str(text))


def _field(name: str, said: Any, fields: Mapping[str, Field]) -> Words:
    field = fields.get(name)
    if field is None:
        return _TEST.filled(title=name, test=_plain(said))
    if field.type == "yes_no" and isinstance(said, str | bool):
        return Words(*(f"{field.title}: {text}" for text in _both(_value(field, said, fields))))
    return _TEST.filled(title=field.title, test=_tests(field, said, fields))


def _both(words: Words) -> tuple[str, str]:
    return words.id, words.en


def _tests(field: Field, said: Any, fields: Mapping[str, Field]) -> Words:
    """What must be so of a field, without its title."""
    if not _is_tests(said):
        return _equal(field, said, fields)
    return joined((_word(field, str(word), own, fields) for word, own in said.items()), AND)


def _is_tests(said: Any) -> bool:
    """Whether tests are named: not a value, and not another field or today."""
    return isinstance(said, Mapping) and not {"field", "today"} & {*said}


def _equal(field: Field, said: Any, fields: Mapping[str, Field]) -> Words:
    if field.type == "some_of":
        return _EXACTLY.filled(value=_listed(field, said, fields, AND))
    return _IS.filled(value=_listed(field, said, fields, OR))


def _word(field: Field, word: str, said: Any, fields: Mapping[str, Field]) -> Words:
    if word == "filled":
        return _FILLED[said is True]
    if word == "not":
        if _is_tests(said):
            return _opposite(field, said, fields) or _FALSE.filled(test=_tests(field, said, fields))
        if field.type == "some_of":
            return _NOT_EXACTLY.filled(value=_listed(field, said, fields, AND))
        return _NOT.filled(value=_listed(field, said, fields, OR))
    if word in ("has", "has_all", "has_any"):
        return _HAS.filled(value=_listed(field, said, fields, AND if word == "has_all" else OR))
    known = _TIMES if field.type in _TIMED else _AMOUNTS
    return known[word].filled(value=_value(field, said, fields)) if word in known else _plain(said)


def _opposite(field: Field, said: Mapping[str, Any], fields: Mapping[str, Field]) -> Words | None:
    """That a test fails, as the test that holds instead; `None` where no single one does."""
    (word, own), *others = said.items()
    if others:
        return None
    if word == "filled":
        return _FILLED[own is not True]
    if word == "has" or (word == "has_any" and isinstance(own, list | tuple)):
        return _LACKS.filled(value=_listed(field, own, fields, OR))
    opposites = _OPPOSITE_TIMES if field.type in _TIMED else _OPPOSITES
    return _word(field, opposites[word], own, fields) if word in opposites else None


def _listed(field: Field, said: Any, fields: Mapping[str, Field], by: Words) -> Words:
    several = said if isinstance(said, list | tuple) else (said,)
    return joined((_value(field, one, fields) for one in several), by)


def _value(field: Field, said: Any, fields: Mapping[str, Field]) -> Words:
    """What a value is compared with."""
    if isinstance(said, Mapping):
        if "field" in said:
            other = fields.get(str(said["field"]))
            return _quoted(field, _plain(other.title if other is not None else said["field"]))
        return _days(str(said.get("today", "")))
    if field.type == "some_of":
        found = value_of(field, said)
        choice = found[0] if isinstance(found, list) else said
        return _quoted(field, _plain(field.choices.get(str(choice), choice)))
    found = value_of(field, said)
    if isinstance(found, Problem):
        return _plain(said)
    return _quoted(field, Words(field.said(found, "id"), field.said(found, "en")))


def _quoted(field: Field, value: Words) -> Words:
    """A value between quotation marks where the sentence could be read otherwise without them."""
    if not any(_JOINING.search(one) or (field.type == "some_of" and _TESTING.search(one)) for one in _both(value)):
        return value
    return Words(*('"{}"'.format(one.replace('"', '""')) for one in _both(value)))


def _days(said: str) -> Words:
    number = said.split()[0] if said.split() else ""
    if not number.lstrip("-").isdecimal():
        return _plain(said)
    days = int(number)
    if not days:
        return _TODAY
    return (_LATER if days > 0 else _EARLIER).filled(days=abs(days))
