"""Fields say what can be, and rows ask for fields that are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sopflow.diagnostics import NOWHERE, Diagnostic, Span, error, warning
from sopflow.fields import BORDERED, SEARCHED, WRITTEN, Field, exact, limits, patterns
from sopflow.language import Words, did_you_mean

from ..model import NOBODY, Step
from .actors import UNKNOWN_ACTOR
from .check import Subject

UNKNOWN_FIELD = error(
    "SOP241",
    "unknown-field",
    id='isian "{name}" tidak ada di bawah fields',
    en='there is no field "{name}" under fields',
    page=Words(
        "fills dan shows menyebut isian dengan idnya, dan setiap isian diterangkan satu kali di bawah fields.",
        "fills and shows name fields by their ids, and every field is declared once under fields.",
    ),
)
BAD_FIELD = error(
    "SOP242",
    "bad-field",
    id="{why}",
    en="{why}",
    page=Words(
        "Batas sebuah isian harus cocok dengan jenisnya: min dan max untuk bilangan, uang, tanggal dan jam; max_length untuk"
        " teks; pattern untuk text; scale untuk money; key untuk list.",
        "The limits of a field must fit its type: min and max for numbers, money, dates and times; max_length for texts;"
        " pattern for text; scale for money; key for list.",
    ),
)
FILLED_TWICE = error(
    "SOP243",
    "filled-twice",
    id='isian "{name}" disebut dua kali di langkah ini',
    en='this row names the field "{name}" twice',
    page=Words(
        "fills adalah urutan isian pada formulir langkah itu; setiap isian ada di sana satu kali.",
        "fills is the order of the fields in the form of that row; each of them stands there once.",
    ),
)
NOBODY_FILLS = warning(
    "SOP244",
    "nobody-fills",
    id='tidak ada langkah yang mengisi "{name}"',
    en='no row fills "{name}"',
    page=Words(
        "Isian yang tidak ada dalam fills langkah mana pun tidak pernah berisi apa-apa; kecuali pada SOP yang hanya dipanggil"
        " (may: {start: nobody}): for_each dapat mengisinya.",
        "A field that no row fills never has a value, except in an SOP that is only called (may: {start: nobody}), where for_each may fill it.",
    ),
    hint_id="tulis fills: [{name}] pada sebuah langkah, atau hapus isiannya",
    hint_en="write fills: [{name}] at a row, or delete the field",
)

_FITS: Final = {
    "min": BORDERED,
    "max": BORDERED,
    "max_length": WRITTEN,
    "pattern": ("text",),
    "scale": ("money",),
    "key": ("list",),
}
_ONE_TYPE: Final = Words(
    "isian ini punya dua jenis; tulis satu saja dari {names}",
    "this field has two types; write only one of {names}",
)
_NOT_OF: Final = Words('"{key}" bukan untuk jenis {type}', '"{key}" is not for the type {type}')
_MISREAD: Final = Words(
    "{key}: {value} tidak dapat dipakai; tulis {expected}", "{key}: {value} cannot be used; write {expected}"
)
_TURNED: Final = Words("min lebih besar daripada max", "min is greater than max")
_PATTERN: Final = Words("pattern: {wrong} (karakter ke-{position})", "pattern: {wrong} (at character {position})")
_NO_COLUMN: Final = Words('tidak ada kolom "{name}"', 'there is no column "{name}"')
_EMPTY_KEY: Final = Words(
    'kolom "{name}" boleh kosong, jadi tidak dapat menjadi pembeda (key)',
    'the column "{name}" may be empty, so it cannot be the key',
)
_UNKEYED: Final = Words(
    'kolom "{name}" berjenis {type}; pembeda berjenis text, whole, date atau one_of',
    'the column "{name}" is of the type {type}; a key is of the type text, whole, date or one_of',
)
_KEYS: Final = ("text", "whole", "date", "one_of")
_TOO_MANY: Final = Words("paling banyak {most}", "{most} at most")
_PERSONAL_DEFAULT: Final = Words(
    "isian pribadi (personal) tidak punya default: nilai dalam SOP dibaca semua orang",
    "a personal field has no default: everybody reads a value in an SOP",
)
_PERSONAL_COLUMN: Final = Words(
    "satu kolom saja tidak dapat pribadi; tulis personal: true pada daftar {list}",
    "a column alone cannot be personal; write personal: true at the list {list}",
)
_PERSONAL_SEARCH: Final = Words(
    "isian pribadi (personal) tidak dapat dicari; hapus search", "a personal field is not searched; delete search"
)
_NOT_SEARCHED: Final = Words(
    "isian berjenis {type} tidak dapat dicari; hapus search",
    "a field of the type {type} cannot be searched; delete search",
)
_SEARCHED_TEXT: Final = Words(
    "teks yang dicari memerlukan max_length paling banyak {most}",
    "a text with search needs a max_length of at most {most}",
)
_NO_DEFAULT: Final = Words("sebuah daftar tidak punya default", "a list has no default")


def check(subject: Subject) -> Iterator[Diagnostic]:
    known = subject.sop.fields
    for field in known.values():
        yield from _field(field)
        for ref in field.visible_to:
            if ref not in subject.sop.actors:
                span = getattr(ref, "span", NOWHERE)
                yield UNKNOWN_ACTOR.at(span, hint=did_you_mean(ref, subject.sop.actors), name=ref[:60])
    filled: set[str] = set()
    for step in subject.sop.steps:
        yield from _row(subject, step)
        filled |= {str(fill.field) for fill in step.fills} | ({str(step.into)} if step.into is not None else set())
    is_given = NOBODY in subject.sop.may_start
    for name, field in known.items():
        if name not in filled and not is_given:
            yield NOBODY_FILLS.at(_place(field, ""), name=name)


def _row(subject: Subject, step: Step) -> Iterator[Diagnostic]:
    known = subject.sop.fields
    seen: set[str] = set()
    for ref in (*(fill.field for fill in step.fills), *step.shows):
        if ref not in known:
            yield UNKNOWN_FIELD.at(ref.span, step=step.id, hint=did_you_mean(ref, known), name=ref[:60])
    for fill in step.fills:
        if fill.field in seen:
            yield FILLED_TWICE.at(fill.field.span, step=step.id, name=fill.field)
        seen.add(fill.field)


def _place(field: Field, key: str) -> Span:
    place: Span = field.places.get(key, field.places.get("", NOWHERE))
    return place


def _field(field: Field) -> Iterator[Diagnostic]:
    def bad(at: str, why: Words, **values: Any) -> Diagnostic:
        return BAD_FIELD.at(_place(field, at), why=why.filled(**values) if values else why)

    types = [key for key in ("type", "one_of", "some_of", "list") if key in field.places]
    if len(types) > 1:
        yield bad(types[1], _ONE_TYPE, names=", ".join(types))
        return
    if not field.has_type:
        return
    for key, fitting in _FITS.items():
        if key in field.places and field.type not in fitting:
            yield bad(key, _NOT_OF, key=key, type=field.type)
    for key, problem in field.misread:
        yield bad(key, _MISREAD, key=key, value=problem.said, expected=problem.expected)
    if field.min is not None and field.max is not None and exact(field.min) > exact(field.max):
        yield bad("max", _TURNED)
    if field.pattern is not None:
        try:
            patterns.read(field.pattern)
        except patterns.BadPattern as problem:
            yield bad("pattern", _PATTERN, wrong=problem.why, position=problem.at + 1)
    if field.personal and "default" in field.places:
        yield bad("default", _PERSONAL_DEFAULT)
    if len(field.choices) > limits.MOST_CHOICES:
        yield bad(field.type, _TOO_MANY, most=limits.MOST_CHOICES)
    if field.personal and field.search:
        yield bad("search", _PERSONAL_SEARCH)
    elif field.search and (why := _unsearched(field)) is not None:
        yield bad("search", why)
    if field.type == "list":
        yield from _list(field)


def _unsearched(field: Field) -> Words | None:
    """Why cases cannot be found by a field; here stands whatever else must not be looked for."""
    if field.type not in SEARCHED:
        return _NOT_SEARCHED.filled(type=field.type)
    if field.type == "text" and (field.max_length is None or field.max_length > limits.LONGEST_SEARCHED):
        return _SEARCHED_TEXT.filled(most=limits.LONGEST_SEARCHED)
    return None


def _list(field: Field) -> Iterator[Diagnostic]:
    if "default" in field.places:
        yield BAD_FIELD.at(_place(field, "default"), why=_NO_DEFAULT)
    if len(field.columns) > limits.MOST_COLUMNS:
        yield BAD_FIELD.at(_place(field, "list"), why=_TOO_MANY.filled(most=limits.MOST_COLUMNS))
    own = {one.id: one for one in field.columns}
    key = own.get(field.key) if field.key is not None else None
    if field.key is not None and key is None:
        yield BAD_FIELD.at(
            _place(field, "key"), why=_NO_COLUMN.filled(name=field.key), hint=did_you_mean(field.key, own)
        )
    elif key is not None and key.optional:
        yield BAD_FIELD.at(_place(field, "key"), why=_EMPTY_KEY.filled(name=key.id))
    elif key is not None and key.has_type and key.type not in _KEYS:
        yield BAD_FIELD.at(_place(field, "key"), why=_UNKEYED.filled(name=key.id, type=key.type))
    for column in field.columns:
        if column.personal:
            yield BAD_FIELD.at(_place(column, "personal"), why=_PERSONAL_COLUMN.filled(list=field.id))
        yield from _field(column)
