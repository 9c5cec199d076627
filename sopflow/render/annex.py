"""What the annex of an SOP says: the form of each row, the files that it asks for, and when data takes its branches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from sopflow.conditions.saying import saying
from sopflow.definition.model import Definition, Step
from sopflow.definition.refs import known_in
from sopflow.definition.saying import OTHERWISE, branch_said, each_said, needed_said, ordered_said
from sopflow.fields import Field
from sopflow.fields.expecting import limits_of
from sopflow.fields.words import NAMES
from sopflow.frozen import NOTHING
from sopflow.language import Language, Words

from .naming import row_names, sop_said

TITLE: Final = Words("Lampiran: formulir dan ketentuan cabang", "Annex: forms and conditions")
SEE: Final = Words("lihat lampiran", "see the annex")
FORM_HEADS: Final = (
    Words("Isian", "Field"), Words("Jenis", "Type"), Words("Batas", "Limits"), Words("Wajib", "Required"), Words("Pilihan", "Choices"),
)  # fmt: skip
CONDITION_HEADS: Final = (Words("Jawaban", "Answer"), Words("Berlaku", "When"))
_FIRST: Final = Words("Berlaku (yang pertama terpenuhi)", "When (the first that holds)")
_REQUIRED: Final = Words("wajib", "required")
_OPTIONAL: Final = Words("boleh kosong", "may be empty")
_PRESET: Final = Words("bila kosong: {value}", "if empty: {value}")
_PERSONAL: Final = Words("data pribadi", "personal data")
_WITHIN: Final = Words("– {title}", "– {title}")
_FILE: Final = Words("berkas", "file")
_REFERENCE: Final = Words("nama atau alamatnya, dan SHA-256", "its name or address, and its SHA-256")
_IF_LACKING: Final = Words("bila belum ada", "if not yet there")
_ON_ANSWER: Final = Words("bila {answer}", "if {answer}")
_IF: Final = Words("bila {what}", "if {what}")
_THIS_ROW: Final = Words("(langkah ini)", "(this row)")
_SHORT: Final = 60
"""Letters of the conditions of a row that stand in the table itself."""


class Part(NamedTuple):
    """A table of a row: its heads, and its rows of texts; the last cell of each goes to the right edge."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Annexed:
    """A row of the SOP in the annex."""

    step: str
    title: str
    parts: tuple[Part, ...]


def annexed(sop: Definition, language: Language) -> Iterator[Annexed]:
    """The rows that have a form, ask for a file, or are decided by data, in the order of the table."""
    names = row_names(sop)
    asked: set[str] = set()
    for step in sop.steps:
        form = (*_fields(sop, step, language), *_files(sop, step, asked, language))
        conditions = tuple(_conditions(sop, step, language))
        parts = []
        if form:
            parts.append(Part(tuple(head.within(language) for head in FORM_HEADS), form))
        if conditions:
            is_first = step.decides is not None and step.decides.hit == "first"
            heads = (CONDITION_HEADS[0], _FIRST if is_first else CONDITION_HEADS[1])
            parts.append(Part(tuple(head.within(language) for head in heads), conditions))
        if parts:
            activity = " ".join(step.activity.split())
            title = f"{names[str(step.id)]}. {activity}" if step.number else activity
            yield Annexed(str(step.id), title, tuple(parts))


def remarks(sop: Definition, step: Step, language: Language, *, has_annex: bool) -> Iterator[str]:
    """What the table itself says of it: what is short, else where it stands."""
    called = [one.within(language) for one in (each_said(step, sop),) if one is not None]
    if step.call is not None and (step.is_decision or step.terminator):
        called.append(sop_said(str(step.call), NOTHING, language))  # as an import draws it, which knows no titles
    if called:
        yield ": ".join(called)
    is_left = has_annex and (bool(step.fills) or _asks_file(sop, step))
    needed = needed_said(step, sop.fields)
    told = [] if needed is None else [needed.within(language)]
    ordered = ordered_said(step, sop.fields, _labels(step))
    told += [one.within(language) for one in ordered or ()]
    for branch in step.branches if ordered is None else ():
        said = branch_said(step, branch, sop.fields)
        if said is not None:
            told.append(f"{branch.label or branch.name}: {said.within(language)}")
    is_short = not has_annex or sum(map(len, told)) <= _SHORT
    yield from told if is_short else ()
    if is_left or not is_short:
        yield SEE.within(language)


def _asks_file(sop: Definition, step: Step) -> bool:
    documents = [document for document, _ in _documents(step)]
    return any(sop.documents[document].file is not None for document in documents)


def _documents(step: Step) -> Iterator[tuple[str, str | None]]:
    """What a row takes and makes, each with the answer that alone makes it."""
    yield from ((document, None) for document in _taken(step))
    yield from ((document, None) for document in map(str, known_in(step.outputs)))
    for branch in step.branches:
        answer = branch.label or str(branch.name)
        yield from ((str(document), answer) for document in known_in(branch.outputs))


def _taken(step: Step) -> Iterator[str]:
    if step.wait is not None and step.wait.until is not None:
        yield str(step.wait.until)
    yield from (str(one.document) for one in known_in(step.inputs))


def _fields(sop: Definition, step: Step, language: Language) -> Iterator[tuple[str, ...]]:
    for fill in step.fills:
        field = sop.fields[fill.field]
        yield _field(field, field.title, language, may_be_empty=fill.optional or field.optional)
        for column in field.columns:
            title = _WITHIN.within(language, title=column.title)
            yield _field(column, title, language, may_be_empty=column.optional)


def _field(field: Field, title: str, language: Language, *, may_be_empty: bool) -> tuple[str, ...]:
    limits = [limits_of(field).within(language), _PERSONAL.within(language) if field.personal else ""]
    if field.default is not None:
        must = _PRESET.within(language, value=field.said(field.initial, language))
    else:
        must = (_OPTIONAL if may_be_empty else _REQUIRED).within(language)
    kind, said = NAMES[field.type].within(language), "; ".join(filter(None, limits))
    return title, kind, said, must, "; ".join(field.choices.values())


def _files(sop: Definition, step: Step, asked: set[str], language: Language) -> Iterator[tuple[str, ...]]:
    """Each document with a file, once for each answer: as it is asked where the rows before it are done."""
    optional = {
        str(one.document)
        for one in known_in(step.inputs)
        if one.when is not None or sop.documents[one.document].optional
    }
    made = {*map(str, known_in(step.outputs))}
    for document, answer in dict.fromkeys(_documents(step)):
        own = sop.documents[document]
        if own.file is None:
            continue
        if answer is not None:
            must = _ON_ANSWER.filled(answer=answer)
        elif document in made or (document not in optional and document not in asked):
            must = _REQUIRED
        else:
            must = _OPTIONAL if document in optional else _IF_LACKING
        asked.add(document)
        yield own.title, _FILE.within(language), _REFERENCE.within(language), must.within(language), ""


def _conditions(sop: Definition, step: Step, language: Language) -> Iterator[tuple[str, str]]:
    needed = needed_said(step, sop.fields)
    if needed is not None:
        yield _THIS_ROW.within(language), needed.within(language)
    labels = _labels(step)
    if step.decides is not None:
        for rule in step.decides.rules:
            yield labels[rule.take], _IF.filled(what=saying(rule.when.said, sop.fields)).within(language)
        yield from ((labels[one.name], OTHERWISE.within(language)) for one in step.branches if one.otherwise)
        return
    for branch in step.branches:
        said = branch_said(step, branch, sop.fields)
        if said is not None:
            yield labels[branch.name], said.within(language)


def _labels(step: Step) -> dict[str, str]:
    return {branch.name: branch.label or str(branch.name) for branch in step.branches}
