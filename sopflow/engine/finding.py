"""What a query by fields looks for: tests of values, read as the fields of every version of the SOP in which cases are
found by them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sopflow.definition.model import Definition
from sopflow.errors import BadSearch, NotSearched
from sopflow.fields import BORDERED, SEARCHED, Field, Problem
from sopflow.fields.expecting import expected
from sopflow.flow.searched import WHOLE
from sopflow.flow.unsaid import UNSAID
from sopflow.language import Words
from sopflow.search import FieldTest, TestKind

from .intake import refused
from .store import FieldQuery, Order, Stretch

MOST_TESTS: Final = 50
MOST_VALUES: Final = 200
SORTS: Final = ("started", "ended")
FIELD: Final = "field."
_SOP: Final = Words(
    "id SOP, sebab isian yang disebut milik sebuah SOP",
    "the id of an SOP, since the fields named are those of an SOP",
)
_TESTS: Final = Words(
    'isian dan syaratnya: {"nilai": at_least(10**9)}, dari sopflow.search',
    'fields and their tests: {"nilai": at_least(10**9)}, from sopflow.search',
)
_SORT: Final = Words(
    'started, ended, atau field.ISIAN; dengan "-" di depannya: terbalik',
    'started, ended or field.FIELD; with "-" in front: the other way round',
)
_ALONE: Final = Words(
    "tanpa step dan overdue, yang sudah berurutan", "without step and overdue, which have an order"
)
_MANY: Final = Words("paling banyak {most} syarat", "{most} tests at most")
_MANY_VALUES: Final = Words("paling banyak {most} nilai", "{most} values at most")
_NOT_FOR: Final = Words(
    '"{test}" bukan untuk jenis {type}; yang dapat: {known}',
    '"{test}" is not for the type {type}; possible: {known}',
)
NO_VALUE: Final = Words(
    '"{value}" tidak dapat dipakai; yang diharapkan: {expected}', '"{value}" cannot be used; expected: {expected}'
)
_SEVERAL: Final = Words(
    "jenisnya berbeda antara versi-versi SOP ini: {types}; tidak dapat diurutkan",
    "its type differs between versions of this SOP ({types}); it cannot be used for sorting",
)
_CHOICES: Final = Words(
    "berisi beberapa pilihan; tidak dapat diurutkan", "holds several choices; it cannot be used for sorting"
)
_NO_FIELD: Final = Words("; SOP itu tidak punya isian ini", "; the SOP has no such field")
_PERSONAL: Final = Words(
    "; nilai isian pribadi (personal) tidak dapat dicari", "; the values of a personal field cannot be searched"
)
_NEEDS_SEARCH: Final = Words("; isian ini memerlukan search: true", "; this field needs search: true")
_NO_TYPE: Final = Words(
    "; isian jenis {type} tidak dapat dicari", "; fields of the type {type} cannot be searched"
)
_TESTS_OF: Final[dict[str, tuple[TestKind, ...]]] = {
    "some_of": ("has", "filled"),
    "text": ("equal", "one_of", "filled"),
    "one_of": ("equal", "one_of", "filled"),
    "yes_no": ("equal", "one_of", "filled"),
    **dict.fromkeys(BORDERED, ("equal", "one_of", "at_least", "at_most", "above", "below", "between", "filled")),
}
_MOMENTS: Final[tuple[TestKind, ...]] = ("before", "after")


def queries_of(definitions: Sequence[Definition], sop: str | None, fields: Any) -> tuple[FieldQuery, ...]:
    """The tests of a call; `BadArgument`, `NotSearched`, `BadSearch`."""
    if not isinstance(fields, Mapping) or not all(isinstance(name, str) for name in fields):
        refused("fields", fields, _TESTS)
    if fields and sop is None:
        refused("sop", sop, _SOP)
    tests = [(name, one) for name, said in fields.items() for one in _parts(name, said)]
    if len(tests) > MOST_TESTS:
        refused("fields", fields, _MANY.filled(most=MOST_TESTS))
    return tuple(_query(test, name, searched_in(definitions, str(sop), name)) for name, test in tests)


def order_of(definitions: Sequence[Definition], sop: str | None, sort: str, *, is_alone: bool) -> Order | None:
    """The order that a call asks for; `None` for the usual one."""
    by = sort.removeprefix("-")
    is_descending = sort != by
    if not is_alone:
        refused("sort", sort, _ALONE)
    if by in SORTS:
        return Order(by, is_descending)  # type: ignore[arg-type]
    if not by.startswith(FIELD):
        refused("sort", sort, _SORT)
    if sop is None:
        refused("sop", sop, _SOP)
    name = by.removeprefix(FIELD)
    kinds = {_kind(field): field for field, _ in searched_in(definitions, sop, name)}
    types = ", ".join(dict.fromkeys(field.type for field in kinds.values()))
    if len(kinds) > 1:
        raise BadSearch(field=name, what=_SEVERAL.filled(types=types))
    (field,) = kinds.values()
    if field.type == "some_of":
        raise BadSearch(field=name, what=_CHOICES)
    return Order("field", is_descending, name, column_of(field))


def searched_in(definitions: Sequence[Definition], sop: str, name: str) -> list[tuple[Field, str]]:
    """A field as each version has it in which cases are found by it, with the digest; `NotSearched`."""
    found = [
        (one.fields[name], one.digest) for one in definitions if name in one.fields and one.fields[name].search
    ]
    if not found:
        known = dict.fromkeys(n for one in definitions for n, field in one.fields.items() if field.search)
        own = next((one.fields[name] for one in definitions if name in one.fields), None)
        is_said = own is not None or not any(one.has_personal for one in definitions)
        raise NotSearched(sop=sop, field=name[:60] if is_said else UNSAID, known=tuple(known), why=why_not(own))
    return found


def why_not(field: Field | None) -> Words:
    """What would let cases be found by a field, or why nothing would."""
    if field is None:
        return _NO_FIELD
    if field.personal:
        return _PERSONAL
    return _NEEDS_SEARCH if field.type in SEARCHED else _NO_TYPE.filled(type=field.type)


def column_of(field: Field) -> Any:
    """In which form the values of a field are compared."""
    return "whole" if field.type in WHOLE else "decimal" if field.type == "number" else "text"


def widened(field: Field) -> Field:
    """A field without the limits of its own: what is looked for may be beyond them."""
    return replace(field, min=None, max=None, max_length=None, pattern=None, default=None, optional=False)


def _parts(name: str, said: Any) -> Iterator[FieldTest]:
    """Every test that is said of a field."""
    if isinstance(said, FieldTest):
        yield from _each(name, said, MOST_TESTS)
    elif isinstance(said, list | tuple | set | frozenset):
        yield FieldTest("one_of", tuple(said))
    elif said is None:
        refused(f"fields[{name[:40]!r}]", said, _TESTS)
    else:
        yield FieldTest("equal", (said,))


def _each(name: str, said: object, deep: int) -> Iterator[FieldTest]:
    """The tests that one is made of; one that somebody made by hand may be none."""
    if not isinstance(said, FieldTest) or not isinstance(said.operands, tuple) or not deep:
        refused(f"fields[{name[:40]!r}]", said, _TESTS)
    if said.kind == "all_of":
        for one in said.operands:
            yield from _each(name, one, deep - 1)
    elif said.kind != "one_of" and len(said.operands) != (2 if said.kind == "between" else 1):
        refused(f"fields[{name[:40]!r}]", said, _TESTS)
    else:
        yield said


def _query(test: FieldTest, name: str, versions: Sequence[tuple[Field, str]]) -> FieldQuery:
    kinds: dict[object, tuple[Field, list[str]]] = {}
    for field, digest in versions:
        kinds.setdefault(_kind(field), (field, []))[1].append(digest)
    stretches: list[Stretch] = []
    problem: BadSearch | None = None
    for field, digests in kinds.values():
        try:
            stretches.append(_stretch(test, field, tuple(digests)))
        except BadSearch as found:
            problem = problem or found
    if not stretches and problem is not None:
        raise problem
    is_filled = test.kind != "filled" or bool(test.operands[0])
    return FieldQuery(name, tuple(stretches), is_filled, is_mixed=len(kinds) > 1)


def _kind(field: Field) -> object:
    """What makes the values of two versions of a field comparable."""
    return field.type, field.scale


def _stretch(test: FieldTest, field: Field, digests: tuple[str, ...]) -> Stretch:
    known = _TESTS_OF[field.type] + (_MOMENTS if field.type in ("date", "time") else ())
    if test.kind not in known:
        raise BadSearch(field=field.id, what=_NOT_FOR.filled(test=test.kind, type=field.type, known=known))
    plain = Stretch(column_of(field), digests)
    if test.kind == "filled":
        return plain
    if len(test.operands) > MOST_VALUES:
        raise BadSearch(field=field.id, what=_MANY_VALUES.filled(most=MOST_VALUES))
    values = tuple(_value(field, one) for one in test.operands)
    if test.kind in ("equal", "one_of", "has"):
        return plain._replace(values=tuple(dict.fromkeys(values)))
    if test.kind == "between":
        return plain._replace(low=values[0], high=values[1])
    (value,) = values
    if test.kind in ("at_least", "above", "after"):
        return plain._replace(low=value, is_above=test.kind != "at_least")
    return plain._replace(high=value, is_below=test.kind != "at_most")


def _value(field: Field, operand: Any) -> str | int | float:
    """An operand as values are compared."""
    own = widened(field)
    if field.type == "some_of":
        own = replace(own, type="one_of")
    found = own.read(operand)
    if isinstance(found, Problem) or found is None:
        wanted = found.expected if isinstance(found, Problem) else expected(own)
        shown = Problem(field.id, operand, wanted).shown or "null"
        raise BadSearch(field=field.id, what=NO_VALUE.filled(value=shown, expected=wanted))
    compared: dict[str, Callable[[Any], str | int | float]] = {"whole": int, "decimal": float, "text": str}
    return compared[column_of(field)](found)


def is_in(value: Any, stretch: Stretch) -> bool:
    """Whether a value is one that is looked for."""
    if stretch.values is not None:
        return value in stretch.values
    low, high = stretch.low, stretch.high
    if low is not None and (value < low or (stretch.is_above and value == low)):
        return False
    return not (high is not None and (value > high or (stretch.is_below and value == high)))
