"""What was signed stays as it was while others are still to sign: the fields of the row's form, and the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sopflow.errors import SignedOtherwise
from sopflow.language import Words

from ..authority import titles
from ..command import SYSTEM, Command, Paper
from ..event import OpenRow
from ..flow import Flow
from ..instance import Instance

_FIELD: Final = Words('isian "{title}" ({name})', 'the field "{title}" ({name})')
_FILE: Final = Words('berkas "{title}" ({name})', 'the file of "{title}" ({name})')


def files_after(open_row: OpenRow, papers: Iterable[Paper]) -> tuple[tuple[str, str], ...]:
    """The documents that a row is signed for once more, with these brought: each with the hash of its file, or nothing."""
    before = files_of(open_row)
    brought = {
        paper.document: (paper.sha256 or "").lower()
        for paper in papers
        if paper.sha256 or (any(paper[1:]) and paper.document not in before)
    }
    return tuple({**before, **brought}.items())


def require_as_signed(flow: Flow, instance: Instance, command: Command, values: Mapping[str, Any]) -> None:
    """Refuse a person's command that changes what a row has been signed for: `SignedOtherwise`."""
    if command.by == SYSTEM:
        return  # what a called SOP brings is not anybody's to hold back
    for open_row in instance.active:
        if any(signature.files is not None for signature in open_row.signed):
            _require(flow, instance, open_row, command.papers, values)


def _require(
    flow: Flow, instance: Instance, open_row: OpenRow, papers: Iterable[Paper], values: Mapping[str, Any]
) -> None:
    row, known, files = flow.rows[open_row.step], instance.rare.fields, files_of(open_row)
    for one in row.form:
        name = one.field.id
        if name in values and values[name] != known.get(name):
            raise _otherwise(flow, open_row, _FIELD.filled(title=one.field.title, name=name))
    for paper in papers:
        signed, brought = files.get(paper.document), paper.sha256 or paper.uri or paper.name
        if signed and brought is not None and brought.lower() != signed:
            title = flow.definition.documents[paper.document].title
            raise _otherwise(flow, open_row, _FILE.filled(title=title, name=paper.document))


def _otherwise(flow: Flow, open_row: OpenRow, what: Words) -> SignedOtherwise:
    who = titles(flow, (signature.by for signature in open_row.signed))
    return SignedOtherwise(step=flow.title(open_row.step), what=what, who=who)


def files_of(open_row: OpenRow) -> dict[str, str]:
    """The documents that a row was signed for, each with the hash of its file; without one, with nothing."""
    return {document: sha for signature in open_row.signed for document, sha in signature.files or ()}
