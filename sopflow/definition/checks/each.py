"""A call for each record of a list: the list is there, its columns fit the called SOP, and every end has one branch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sopflow.diagnostics import Diagnostic, error
from sopflow.fields import Field
from sopflow.language import Words, did_you_mean

from ..gathering import combined, taken_by
from ..model import Definition, Ref, Step
from ..scalars import inline
from .calls import ends_of
from .check import Subject
from .fields import UNKNOWN_FIELD

BAD_EACH = error(
    "SOP251",
    "bad-for-each",
    id="{why}",
    en="{why}",
    page=Words(
        "for_each menyebut isian list dengan key; kolomnya menjadi isian SOP yang dipanggil, jadi jenis dan batasnya cocok."
        " into menyebut list lain dengan pembeda yang sama; kolom lainnya adalah isian SOP yang dipanggil, dan boleh kosong,"
        " karena prosesnya dapat berakhir tanpa mengisinya, juga setelah pindah ke versi lain.",
        "for_each names a list field with a key; its columns become fields of the called SOP, so their types and limits fit."
        " into names another list with the same key; its other columns are fields of the called SOP, and may be empty, since a"
        " case may end without them, also after a move to another version.",
    ),
)
ENDS_UNDECIDED = error(
    "SOP252",
    "ends-undecided",
    id="{why}",
    en="{why}",
    hint_id="tulis all atau any pada setiap cabang, dan otherwise: true untuk selebihnya",
    hint_en="write all or any at each branch, and otherwise: true for the rest",
    page=Words(
        "Di baris dengan for_each cabang dipilih menurut akhir semua SOP yang dipanggil: all: semuanya berakhir demikian, any:"
        " sedikitnya satu, otherwise: selebihnya. Untuk setiap gabungan akhir harus ada tepat satu cabang; daftar yang kosong"
        " dihitung sebagai all.",
        "In a row with for_each the ends of all called SOPs decide the branch. all: every one has this end; any: at least one; otherwise: all other cases. Each combination of ends needs exactly one branch; an empty list counts as all.",
    ),
)
_NO_LIST: Final = Words(
    '"{name}" bukan list, melainkan {type}; for_each dan into memerlukan list',
    '"{name}" is not a list but {type}; for_each and into need a list',
)
_NO_KEY: Final = Words(
    'daftar "{name}" tanpa key: sebutkan kolom yang membedakan barisnya',
    'the list "{name}" has no key: name the column that tells its records apart',
)
_PERSONAL: Final = Words(
    'daftar "{name}" adalah data pribadi (personal), yang tidak dibaca oleh for_each dan tidak diisi oleh into',
    'the list "{name}" is personal: for_each does not read it, and into does not fill it',
)
_ITSELF: Final = Words("into menyebut daftar yang lain", "into names another list")
_OTHER_KEY: Final = Words(
    'pembeda daftar "{name}" harus kolom "{key}", seperti pada daftar "{each}"',
    'the key of the list "{name}" must be the column "{key}", as in the list "{each}"',
)
_UNLIKE: Final = Words(
    'kolom "{name}" dan isian "{name}" pada SOP "{sop}" berbeda: {key}',
    'the column "{name}" and the field "{name}" of the SOP "{sop}" differ: {key}',
)
_UNLIKE_LIST: Final = Words(
    'kolom "{name}" di sini dan pada daftar "{sop}" berbeda: {key}',
    'the column "{name}" differs from that of the list "{sop}": {key}',
)
_SEEN: Final = Words(
    'isian "{name}" pada SOP "{sop}" tidak terlihat oleh semua orang; tulis visible_to juga pada daftar "{list}"',
    'not everybody sees the field "{name}" of the SOP "{sop}"; write visible_to at the list "{list}" too',
)
_SHOWN: Final = Words(
    'tidak semua orang melihat daftar "{list}"; tulis visible_to juga pada isian "{name}" pada SOP "{sop}"',
    'not everybody sees the list "{list}"; write visible_to at the field "{name}" of the SOP "{sop}" too',
)
_NO_FIELD: Final = Words('SOP "{sop}" tidak punya isian "{name}"', 'the SOP "{sop}" has no field "{name}"')
_MAY_BE_EMPTY: Final = Words(
    'kolom "{name}" perlu optional: true: proses SOP "{sop}" dapat berakhir tanpa mengisinya, juga setelah pindah ke versi lain',
    'the column "{name}" needs optional: true: a case of the SOP "{sop}" may end without it, also after a move to another version',
)
_ADD: Final = Words(
    'tambahkan optional: true pada kolom "{name}" (baris {line})',
    'add optional: true to the column "{name}" (line {line})',
)
_WRITE: Final = Words("tulis {name}: {written} (baris {line})", "write {name}: {written} (line {line})")
_WHICH_KEY: Final = Words("tulis misalnya key: {name}", "write, for example, key: {name}")
_NOT_EACH: Final = Words(
    'cabang "{name}": all dan any hanya untuk baris dengan for_each',
    'branch "{name}": all and any only in a row with for_each',
)
_UNSAID: Final = Words(
    'cabang "{name}" memerlukan all, any, atau otherwise', 'branch "{name}" needs all, any or otherwise'
)
_TWO: Final = Words(
    'cabang "{name}": hanya satu dari all, any, otherwise', 'branch "{name}": only one of all, any, otherwise'
)
_NO_END: Final = Words('SOP "{sop}" tidak berakhir sebagai "{name}"', 'the SOP "{sop}" does not end as "{name}"')
_GAP: Final = Words("{ends}: tidak ada cabang", "{ends}: no branch")
_OVERLAP: Final = Words(
    "{ends}: cabang {branches} sama-sama terpenuhi", "{ends}: the branches {branches} all hold"
)
_EMPTY: Final = Words("bila daftarnya kosong", "if the list is empty")
_IF: Final = Words("bila ada yang berakhir sebagai {ends}", "if some end as {ends}")


def check(subject: Subject) -> Iterator[Diagnostic]:
    for step in subject.sop.steps:
        if step.for_each is None:
            for branch in step.branches:
                if branch.all_end or branch.any_ends:
                    yield ENDS_UNDECIDED.at(branch.span, step=step.id, why=_NOT_EACH.filled(name=branch.name))
            continue
        called = subject.others.get(step.call) if subject.others is not None and step.call is not None else None
        each, into = (_list(subject, ref) for ref in (step.for_each, step.into))
        yield from _lists(subject, step)
        if each is not None and called is not None:
            yield from _given(step, each, called)
        if each is not None and into is not None and into is not each:
            yield from _taken(step, each, into, called)
        yield from _branches(step, called, may_be_none=each is not None and _may_be_empty(subject, each))


def _list(subject: Subject, ref: Ref | None) -> Field | None:
    field = subject.sop.fields.get(ref) if ref is not None else None
    return field if field is not None and any(one.id == field.key for one in field.columns) else None


def _may_be_empty(subject: Subject, field: Field) -> bool:
    fills = [fill for step in subject.sop.steps for fill in step.fills if fill.field == field.id]
    return field.optional or any(fill.optional for fill in fills)


def _lists(subject: Subject, step: Step) -> Iterator[Diagnostic]:
    known = subject.sop.fields
    for ref in (step.for_each, step.into):
        field = known.get(ref) if ref is not None else None
        if ref is not None and field is None:
            yield UNKNOWN_FIELD.at(ref.span, step=step.id, hint=did_you_mean(ref, known), name=ref[:60])
        elif field is not None and not field.has_type:
            continue
        elif ref is not None and field is not None and field.type != "list":
            yield BAD_EACH.at(ref.span, step=step.id, why=_NO_LIST.filled(name=ref, type=field.type))
        elif ref is not None and field is not None and field.key is None:
            hint = _WHICH_KEY.filled(name=field.columns[0].id) if field.columns else None
            yield BAD_EACH.at(ref.span, step=step.id, hint=hint, why=_NO_KEY.filled(name=ref))
        elif ref is not None and field is not None and field.personal:
            yield BAD_EACH.at(ref.span, step=step.id, why=_PERSONAL.filled(name=ref))
    if step.into is not None and step.into == step.for_each:
        yield BAD_EACH.at(step.into.span, step=step.id, why=_ITSELF)


def _given(step: Step, each: Field, called: Definition) -> Iterator[Diagnostic]:
    """The columns are values of the called SOP's fields."""
    assert step.for_each is not None
    for column in each.columns:
        theirs = called.fields.get(column.id)
        key = _unlike(column, theirs) if theirs is not None else None
        why = _UNLIKE.filled(name=column.id, sop=called.id, key=key) if key is not None else None
        if theirs is not None and each.visible_to and not theirs.visible_to:
            why = _SHOWN.filled(name=column.id, sop=called.id, list=each.id)
        if why is not None:
            yield BAD_EACH.at(step.for_each.span, step=step.id, why=why)


def _taken(step: Step, each: Field, into: Field, called: Definition | None) -> Iterator[Diagnostic]:
    """The called SOP's fields are values of the columns."""
    assert step.into is not None
    if into.key != each.key:
        other = _OTHER_KEY.filled(name=into.id, key=each.key, each=each.id)
        yield BAD_EACH.at(step.into.span, step=step.id, why=other)
        return
    why: Words | None
    hint: Words | None
    for column in into.columns:
        why = hint = None
        if column.id == into.key:
            key = _unlike(each.column(column.id), column)
            why = _UNLIKE_LIST.filled(name=column.id, sop=each.id, key=key) if key is not None else None
        elif called is not None and column.id not in called.fields:
            why, hint = _NO_FIELD.filled(sop=called.id, name=column.id), did_you_mean(column.id, called.fields)
        elif called is not None:
            key = _unlike(called.fields[column.id], column)
            if key is not None:
                why = _UNLIKE.filled(name=column.id, sop=called.id, key=key)
            elif called.fields[column.id].visible_to and not into.visible_to:
                why = _SEEN.filled(name=column.id, sop=called.id, list=into.id)
            elif not column.optional:
                why, hint = _MAY_BE_EMPTY.filled(name=column.id, sop=called.id), _optional(column)
        if why is not None:
            yield BAD_EACH.at(step.into.span, step=step.id, hint=hint, why=why)


def _optional(column: Field) -> Words:
    """What to write so that a column may be empty."""
    is_short = column.places.keys() <= {""}
    written = inline({"title": column.title, "optional": True})
    return (_WRITE if is_short else _ADD).filled(name=column.id, written=written, line=column.places[""].line)


def _unlike(given: Field, taken: Field) -> str | None:
    """By which key a field does not take every value that another has; `None` where it takes all."""
    if not (given.has_type and taken.has_type):
        return None
    for key in ("type", "scale", "personal"):
        if getattr(given, key) != getattr(taken, key):
            return key if key != "type" else f"{given.type} / {taken.type}"
    if not set(given.choices) <= set(taken.choices):
        return given.type
    if taken.min is not None and (given.min is None or given.min < taken.min):  # type: ignore[operator]
        return "min"
    if taken.max is not None and (given.max is None or given.max > taken.max):  # type: ignore[operator]
        return "max"
    if taken.max_length is not None and (given.max_length is None or given.max_length > taken.max_length):
        return "max_length"
    return "pattern" if taken.pattern not in (None, given.pattern) else None


def _branches(step: Step, called: Definition | None, *, may_be_none: bool) -> Iterator[Diagnostic]:
    is_said = True
    for branch in step.branches:
        said = sum(map(bool, (branch.all_end, branch.any_ends, branch.otherwise)))
        if said != 1:
            is_said = False
            why = (_TWO if said else _UNSAID).filled(name=branch.name)
            yield ENDS_UNDECIDED.at(branch.span, step=step.id, why=why)
    if called is None or not step.branches:
        return
    ends = ends_of(called)
    for branch in step.branches:
        for end in (*branch.all_end, *branch.any_ends):
            if end not in ends:
                is_said = False
                why, hint = _NO_END.filled(sop=called.id, name=end[:60]), did_you_mean(end, ends)
                yield ENDS_UNDECIDED.at(end.span, step=step.id, hint=hint, why=why)
    yield from _combined(step, ends, may_be_none=may_be_none) if is_said else ()


def _combined(step: Step, ends: set[str], *, may_be_none: bool) -> Iterator[Diagnostic]:
    """The smallest combination of ends without a branch, and the smallest with several."""
    told: set[bool] = set()
    for some in combined(step, ends, may_be_none=may_be_none):
        found = taken_by(step, some)
        if len(found) == 1 or bool(found) in told:
            continue
        told.add(bool(found))
        shown = _IF.filled(ends=some) if some else _EMPTY
        why = (_OVERLAP if found else _GAP).filled(ends=shown, branches=tuple(branch.name for branch in found))
        yield ENDS_UNDECIDED.at(step.place_of("branches"), step=step.id, why=why)
