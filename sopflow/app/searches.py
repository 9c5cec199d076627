"""Tests of fields as people write them, in the terminal and in a query of HTTP: `nilai>=1 miliar`, `jenis=barang|jasa`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from sopflow.engine.finding import NO_VALUE, widened
from sopflow.errors import BadSearch
from sopflow.fields import WRITTEN, Field, Problem, Value
from sopflow.flow.unsaid import UNSAID
from sopflow.language import Words
from sopflow.search import FieldTest, TestKind, all_of, equal, filled, has, one_of

_WRITTEN: Final = re.compile(r"\s*([a-z][a-z0-9_-]*)\s*(>=|<=|=|>|<)\s*(.*?)\s*", re.DOTALL)
_BORDERS: Final[dict[str, TestKind]] = {">=": "at_least", "<=": "at_most", ">": "above", "<": "below"}
_OR: Final = re.compile(r"(?<!\\)\|")
_ESCAPED: Final = re.compile(r"\\([|*\\])")
_FORM: Final = Words(
    "tulis misalnya nilai>=1 miliar, jenis=barang|jasa, nomor=* (terisi) atau nomor= (kosong)",
    "write, for example, nilai>=1 miliar, jenis=barang|jasa, nomor=* (filled) or nomor= (empty)",
)
_SOP: Final = Words(
    "sebutkan SOP-nya, sebab isian milik sebuah SOP", "name the SOP, since fields are those of an SOP"
)
_SHOWN: Final = 60


def searches_of(texts: Iterable[str], sop: str | None, known: Mapping[str, Field]) -> dict[str, FieldTest]:
    """The tests that some texts say, by fields; several of one field all hold. `BadSearch`."""
    found: dict[str, list[FieldTest]] = {}
    for text in texts:
        parts = _WRITTEN.fullmatch(text)
        if parts is None:
            raise BadSearch(field=UNSAID, what=_FORM)
        name, sign, said = parts.groups()
        if sop is None:
            raise BadSearch(field=UNSAID, what=_SOP)
        # the engine refuses what it does not search, and knows why
        test = _test(known[name], sign, said) if name in known else equal(said)
        found.setdefault(name, []).append(test)
    return {name: tests[0] if len(tests) == 1 else all_of(*tests) for name, tests in found.items()}


def _test(field: Field, sign: str, said: str) -> FieldTest:
    if sign != "=":
        return FieldTest(_BORDERS[sign], (_value(field, said),))
    if said in ("", "*"):
        return filled(said == "*")
    values = [_value(field, one) for one in _OR.split(said)]
    if field.type == "some_of" and len(values) == 1:
        return has(str(values[0]))
    return equal(values[0]) if len(values) == 1 else one_of(values)


def _value(field: Field, text: str) -> Value:
    """What somebody wrote, as the field has it."""
    own, said = widened(field), _ESCAPED.sub(r"\1", text)
    found = own.read(said) if own.type in WRITTEN else own.parse(said)
    if isinstance(found, Problem):
        raise BadSearch(field=field.id, what=NO_VALUE.filled(value=text[:_SHOWN], expected=found.expected))
    return found[0] if isinstance(found, list) else found
