"""A name means one position; and a glossary that stands beside an SOP is used."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.definition.glossary import MAX_FILES
from sopflow.definition.model import Actor
from sopflow.definition.names import folded
from sopflow.diagnostics import Diagnostic, Span, warning
from sopflow.language import Words

from ..subject import Subject

TWO_OWNERS = warning(
    "SOP334",
    "one-name-for-two",
    id='"{name}" adalah nama dua pelaksana: {one} dan {other}',
    en='"{name}" is the name of two actors: {one} and {other}',
    hint_id="bedakan judulnya, atau hapus sebutan itu dari also pada salah satunya",
    hint_en="give them different titles, or remove the name from also in one of them",
    page=Words(
        "Uraian kegiatan menyebut pelaksana dengan judul kolomnya atau dengan sebutan lain (also). Nama yang dipakai dua "
        "pelaksana tidak menunjuk siapa pun, sehingga pemeriksaan uraian melewatinya.",
        "Activities name actors by the title of their column or by another name (also). A name that two actors have means "
        "neither, and the checks of texts pass over it.",
    ),
)
UNREAD = warning(
    "SOP802",
    "glossary-unread",
    id="glosarium di samping SOP ini tidak terpakai: {names}",
    en="glossaries beside this SOP are not used: {names}",
    hint_id="perbaiki menurut sopflow check; dalam satu map paling banyak {most} glosarium",
    hint_en="correct them as sopflow check says; a folder has at most {most} glossaries",
    page=Words(
        "Sebutan jabatan di berkas glosarium yang salah tidak dikenal, sehingga pemeriksaan uraian tidak lengkap.",
        "The names of positions in a glossary with errors are not known, so the checks of texts are not complete.",
    ),
)
_SHOWN = 5
"""Files that are named."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    owners: dict[str, Actor] = {}
    for actor in subject.sop.actors.values():
        for name, span in _names(actor):
            first = owners.setdefault(folded(name), actor)
            if first is not actor:
                one, other = (first.id, actor.id) if first.title == actor.title else (first.title, actor.title)
                yield TWO_OWNERS.at(span, name=name, one=one, other=other)
    unread = subject.glossary.unread
    if unread:
        more = (f"… ({len(unread)})",) if len(unread) > _SHOWN else ()
        yield UNREAD.at(subject.sop.span, names=", ".join((*unread[:_SHOWN], *more)), most=MAX_FILES)


def _names(actor: Actor) -> Iterator[tuple[str, Span]]:
    yield actor.title, actor.span
    for name in actor.also:
        yield name, name.span
