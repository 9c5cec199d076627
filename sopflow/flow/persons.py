"""Which texts name a person, and what is said of somebody who is not known: who was perhaps meant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sopflow.errors import NotAuthorized, NotClaimed, NotSigned, Refusal, UnknownPerson
from sopflow.language import Words, did_you_mean, joined, nearest
from sopflow.unseen import seen_of

from .command import SYSTEM

if TYPE_CHECKING:
    from sopflow.definition.model import Actor

_NO_PERSON: Final = Words(
    'tidak ada orang "{person}" dalam direktori', 'there is no person "{person}" in the directory'
)
_NO_ACTOR: Final = Words('SOP ini tidak punya pelaksana "{person}"', 'this SOP has no actor "{person}"')
_MEANT: Final = Words("; maksud Anda {id} ({name})?", "; did you mean {id} ({name})?")
_WRITE: Final = Words("{who}; tulis id pelaksana: {ids}", "{who}; write the id of an actor: {ids}")
_LOOK: Final = Words(
    "; tulis id orang seperti dalam direktori", "; write the id of a person as the directory has it"
)


@lru_cache(maxsize=4096)
def is_name(by: str) -> bool:
    """Whether a text names somebody to whoever reads it: not blank, and nothing that only looks like the engine's name."""
    seen = by if by.isascii() and by.isprintable() else seen_of(by)
    return bool(seen.strip()) and (seen != SYSTEM or by == SYSTEM)


@lru_cache(maxsize=4096)
def is_plain_name(by: str) -> bool:
    """Whether a text names somebody, and not the engine."""
    return by != SYSTEM and is_name(by)


def unknown_person(person: str, names: Mapping[str, str]) -> UnknownPerson:
    """The refusal of somebody whom the directory does not know; `names` are those that it can tell, by their ids."""
    return UnknownPerson(person=person, what=of_unknown(person, names))


def of_unknown(person: str, names: Mapping[str, str]) -> Words:
    """That a directory does not know somebody, and who was perhaps meant: by the id or the name."""
    by_name = {name: one for one, name in names.items()}
    near = nearest(person, [*names, *by_name])
    said = _NO_PERSON.filled(person=person)
    if near is None:
        return joined((said, _LOOK), "") if names else said
    meant = near if near in names else by_name[near]
    return joined((said, _MEANT.filled(id=meant, name=names[meant])), "")


def unknown_actor(person: str, actors: Mapping[str, Actor]) -> UnknownPerson:
    """The refusal of a name that no actor has, where there is no directory and people are named like actors."""
    said, meant = _NO_ACTOR.filled(person=person), with_title(person, actors)
    hint = did_you_mean(meant or person, [meant] if meant is not None else actors)
    return UnknownPerson(person=person, what=joined((said, hint), "; "))


def with_title(text: str, actors: Mapping[str, Actor]) -> str | None:
    """The id of the actor whose title, or another name, a text is."""
    folded = text.strip().casefold()
    return next(
        (str(name) for name, one in actors.items() if folded in map(str.casefold, (one.title, *one.also))), None
    )


_WHOSE: Final = ((NotAuthorized, "actors"), (NotClaimed, "people"), (NotSigned, "signed"))


def say_ids(refusal: Refusal, actors: Mapping[str, Actor]) -> None:
    """Let a refusal of a name that no actor has say the ids that would do: without a directory people are named like
    the actors, and titles alone would read as if the same name was refused that is asked for."""
    for kind, value in _WHOSE:
        if isinstance(refusal, kind) and refusal.values["by"] not in actors:
            ids = ", ".join(one for one in refusal.values[value] if one in actors)  # type: ignore[attr-defined]
            who = refusal.shown.get("who", refusal.values["who"])
            if ids:
                refusal.showing({**refusal.shown, "who": _WRITE.filled(who=who, ids=ids)})
