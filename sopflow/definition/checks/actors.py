"""Every actor that is named is declared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sopflow.diagnostics import Diagnostic, error
from sopflow.language import Suggestion, Words, did_you_mean, nearest

from ..model import Actor, Ref
from .check import Subject, actors_of

UNKNOWN_ACTOR = error(
    "SOP201",
    "unknown-actor",
    id='pelaksana "{name}" tidak ada di bawah actors',
    en='there is no actor "{name}" under actors',
)
OWN_SUBSTITUTE = error(
    "SOP210",
    "own-substitute",
    id='"{name}" tidak dapat menggantikan dirinya sendiri',
    en='"{name}" cannot be their own substitute',
)
CHOOSER = error(
    "SOP211",
    "chooser",
    id='langkah "{chooser}" memilih {actor}, tetapi {actor} sendiri yang mengerjakannya',
    en='the step "{chooser}" chooses {actor}, but is performed by {actor}',
)
NO_CHOICE_MADE = error(
    "SOP212",
    "no-choice-made",
    id='langkah "{chooser}" tidak dikerjakan orang, jadi tidak dapat memilih {actor}',
    en='nobody performs the step "{chooser}", so it cannot choose {actor}',
)
BAD_STARTER = error(
    "SOP237",
    "bad-starter",
    id="{why}",
    en="{why}",
    page=Words(
        "Dengan is: starter, orang yang memulai proses menjadi pelaksana ini. Paling banyak satu "
        "pelaksana yang memakainya, dari luar kantor (external: true), dan bukan yang dipilih oleh sebuah "
        "langkah.",
        "With is: starter, whoever starts an instance becomes this actor. At most one actor has it; it is "
        "external (external: true) and not chosen by a step.",
    ),
)
_INTERNAL: Final = Words(
    '"{name}" adalah pelaksana internal, sedangkan is: starter hanya untuk pihak luar; tambahkan '
    "external: true, atau hapus is",
    '"{name}" is an internal actor, but is: starter is for external actors only; add external: true, or remove is',
)
_TWO: Final = Words(
    'is: starter sudah dipakai oleh "{other}"; hanya satu pelaksana yang dapat memakainya',
    '"{other}" already has is: starter; only one actor can have it',
)
_CHOSEN: Final = Words(
    '"{name}" dipilih oleh sebuah langkah (chosen_by), jadi is: starter tidak berlaku baginya',
    'a step chooses "{name}" (chosen_by), so is: starter does not apply to it',
)
BAD_RECORDER = error(
    "SOP238",
    "bad-recorder",
    id="{why}",
    en="{why}",
    page=Words(
        "recorded_by menyebut pelaksana lain yang mencatatkan langkah untuk orang yang tidak punya akun.",
        "recorded_by names other actors, who enter rows for somebody without an account.",
    ),
)
_ITSELF: Final = Words(
    '"{name}" tidak dapat mencatatkan untuk dirinya sendiri; sebutkan pelaksana lain',
    '"{name}" cannot record for itself; name another actor',
)
_OF_A_STEP: Final = Words(
    '"{name}" dipilih oleh sebuah langkah (chosen_by), jadi tidak ada yang dicatatkan untuknya',
    'a step chooses "{name}" (chosen_by), so nothing is recorded for them',
)
_BETWEEN: Final = re.compile(r"[,;/&]|\bdan\b|\band\b")


def _meant(name: str, known: Mapping[str, Actor]) -> Words:
    """The actor that was meant: by the title, one spelled alike, or several in one text."""
    wanted = name.casefold()
    for actor in known.values():
        if wanted == actor.title.casefold():
            return Suggestion(
                f'tulis id-nya: "{actor.id}"', f'write the id: "{actor.id}"', actor.id, is_certain=True
            )
    parts = [nearest(part.strip(), known) for part in _BETWEEN.split(name) if part.strip()]
    if len(parts) > 1 and None not in parts:
        fixed = f"[{', '.join(str(part) for part in parts)}]"
        return Words(f"tulis sebagai daftar: {fixed}", f"write a list: {fixed}")
    return did_you_mean(name, known)


def check(subject: Subject) -> Iterator[Diagnostic]:
    sop = subject.sop
    known = sop.actors
    named: list[tuple[str | None, Ref]] = []
    for step in sop.steps:
        named += [(step.id, ref) for ref in (*actors_of(step), *step.substitutes)]
    for actor in known.values():
        named += [(None, ref) for ref in (*actor.substitutes, *actor.among)]
        for ref in (*actor.substitutes, *actor.among):
            if ref == actor.id:
                yield OWN_SUBSTITUTE.at(ref.span, name=ref)
        chooser = subject.steps.get(actor.chosen_by) if actor.chosen_by is not None else None
        if chooser is not None and actor.chosen_by is not None:
            if actor.id in actors_of(chooser):
                yield CHOOSER.at(actor.chosen_by.span, chooser=chooser.id, actor=actor.id)
            if chooser.wait or chooser.call or chooser.terminator:
                yield NO_CHOICE_MADE.at(actor.chosen_by.span, chooser=chooser.id, actor=actor.id)
        named += [(None, ref) for ref in actor.recorded_by]
        yield from _recorders(actor)
    yield from _starters(known.values())
    for step_id, ref in named:
        if ref not in known:
            yield UNKNOWN_ACTOR.at(ref.span, step=step_id, hint=_meant(ref, known), name=ref[:60])


def _starters(actors: Iterable[Actor]) -> Iterator[Diagnostic]:
    first: Actor | None = None
    for actor in actors:
        if not actor.is_starter:
            continue
        if first is not None:
            yield BAD_STARTER.at(actor.span, why=_TWO.filled(other=first.id))
        elif actor.chosen_by is not None:
            yield BAD_STARTER.at(actor.chosen_by.span, why=_CHOSEN.filled(name=actor.id))
        elif not actor.external:
            yield BAD_STARTER.at(actor.span, why=_INTERNAL.filled(name=actor.id))
        first = first or actor


def _recorders(actor: Actor) -> Iterator[Diagnostic]:
    for ref in actor.recorded_by:
        if ref == actor.id:
            yield BAD_RECORDER.at(ref.span, why=_ITSELF.filled(name=ref))
        elif actor.chosen_by is not None:
            yield BAD_RECORDER.at(ref.span, why=_OF_A_STEP.filled(name=actor.id))
