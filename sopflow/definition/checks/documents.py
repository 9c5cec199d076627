"""Every document that is named by an id is declared; titles are written the same way everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sopflow.diagnostics import Diagnostic, Span, error, info, warning
from sopflow.graph import Graph
from sopflow.language import Suggestion, Words, did_you_mean

from ..build import is_id
from ..cures import as_list
from .check import Subject

UNKNOWN_DOCUMENT = error(
    "SOP202",
    "unknown-document",
    id='dokumen "{name}" tidak ada di bawah documents',
    en='there is no document "{name}" under documents',
)
DRAFT_OF_ITSELF = error(
    "SOP213",
    "draft-of-itself",
    id='"{name}" tidak dapat menjadi konsep dari dirinya sendiri',
    en='"{name}" cannot be a draft of itself',
)
SIMILAR_TITLES = info(
    "SOP214",
    "similar-titles",
    id='"{title}" dan "{other}" (baris {line}) hanya berbeda ejaan; apakah memang dua dokumen?',
    en='"{title}" and "{other}" (line {line}) differ in spelling only; are they two documents?',
)
SEVERAL_IN_ONE = warning(
    "SOP110",
    "several-in-one",
    id='"{title}" memuat titik koma: satu dokumen, atau beberapa?',
    en='"{title}" has a semicolon in it: one document, or several?',
    hint_id="pisahkan dengan koma: {fixed}; bila memang satu, beri id di bawah documents",
    hint_en="separate them by commas: {fixed}; if it is one document, give it an id under documents",
)

_SIGNS: Final = re.compile(r"[\s!-/:-@\[-`{-~\xab\xb7\xbb\u2010-\u203a]+")
"""Blanks and punctuation, by which two spellings of one title may differ. Letters are not told by `isalnum`: it leaves out
vowel signs, and what the Unicode of this Python does not have yet."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    documents = subject.sop.documents
    declared = [i for i in documents if is_id(i)]
    drafts = Graph.of((d.id, d.draft_of) for d in documents.values() if d.draft_of is not None)
    in_circles = {document for loop in drafts.loops for document in loop}
    for document in documents.values():
        final = document.draft_of
        if final is None:
            continue
        if final not in documents:
            yield UNKNOWN_DOCUMENT.at(final.span, hint=did_you_mean(final, declared), name=final)
        elif document.id in in_circles:
            yield DRAFT_OF_ITSELF.at(final.span, name=document.id)
    for step in subject.sop.steps:
        for ref in step.documents:
            if ";" in ref:
                yield SEVERAL_IN_ONE.at(ref.span, step=step.id, title=ref[:60], fixed=as_list(ref))
            if is_id(ref) and ref not in documents:
                yield UNKNOWN_DOCUMENT.at(ref.span, step=step.id, hint=_meant(ref, declared), name=ref[:60])
    yield from _similar(subject)


def _meant(name: str, declared: Iterable[str]) -> Words:
    """The document that was meant, or how a title is written that has no id: so that it is not taken for one."""
    near = did_you_mean(name, declared)
    if isinstance(near, Suggestion):
        return near
    title = re.sub(r"[_-]+", " ", name[:60]).strip().capitalize()
    return Words(
        f'judul diawali huruf besar: "{title}"; bila dipakai beberapa baris: tambahkan {name[:60]} di bawah documents',
        f'a title begins with a capital: "{title}"; if several rows use it, add {name[:60]} under documents',
    )


def _similar(subject: Subject) -> Iterator[Diagnostic]:
    first: dict[str, tuple[str, Span]] = {}
    for document in subject.sop.documents.values():
        folded = _SIGNS.sub("", document.title.casefold()) or document.title
        if folded in first:
            title, span = first[folded]
            yield SIMILAR_TITLES.at(document.span, title=document.title, other=title, line=span.line)
        first.setdefault(folded, (document.title, document.span))
