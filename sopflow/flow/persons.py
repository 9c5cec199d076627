"""What is said of somebody who is not known: who was perhaps meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopflow.errors import UnknownPerson
from sopflow.language import Words, did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_PERSON: Final = Words(
    'tidak ada orang "{person}" dalam direktori', 'there is no person "{person}" in the directory'
)
_NO_ACTOR: Final = Words('SOP ini tidak punya pelaksana "{person}"', 'this SOP has no actor "{person}"')
_MEANT: Final = Words("; maksud Anda {id} ({name})?", "; did you mean {id} ({name})?")
_BY_ITS_ID: Final = Words('tulis id-nya: "{id}", bukan "{title}"', 'write its id: "{id}", not "{title}"')
_LOOK: Final = Words(
    "; tulis id orang seperti dalam direktori", "; write the id of a person as the directory has it"
)


def unknown_person(person: str, names: Mapping[str, str]) -> UnknownPerson:
    """The refusal of somebody whom the directory does not know; `names` are those that it can tell, by their ids."""
    return UnknownPerson(person=person, what=of_unknown(person, names))


def of_unknown(person: str, names: Mapping[str, str]) -> Words:
    """That a directory does not know somebody, and who was perhaps meant: by the id or the name."""
    by_name = {name: one for one, name in names.items()}
    near = nearest(person, [*names, *by_name])
    said = _NO_PERSON.filled(person=person)
    if near is None:
        return Words(said.id + _LOOK.id, said.en + _LOOK.en) if names else said
    meant = near if near in names else by_name[near]
    hint = _MEANT.filled(id=meant, name=names[meant])
    return Words(said.id + hint.id, said.en + hint.en)


def unknown_actor(person: str, actors: Mapping[str, object]) -> UnknownPerson:
    """The refusal of a name that no actor has, where there is no directory and people are named like actors."""
    said, hint = _NO_ACTOR.filled(person=person), did_you_mean(person, actors)
    return UnknownPerson(person=person, what=Words(f"{said.id}; {hint.id}", f"{said.en}; {hint.en}"))


def of_title(person: str, titles: Mapping[str, str]) -> Words | None:
    """That somebody was named by the title of an actor, which reads like one who may; `None` where that is not so."""
    folded = person.strip().casefold()
    found = next((name for name, title in titles.items() if title.casefold() == folded), None)
    return _BY_ITS_ID.filled(id=found, title=person) if found is not None and person not in titles else None
