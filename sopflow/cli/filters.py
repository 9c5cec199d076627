"""What a filter of a list names is there: an empty table for a slip of the pen would say that nothing is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.definition.titles import ambiguous, row_titles, rows_meant
from sopflow.flow.persons import with_title
from sopflow.language import Words, did_you_mean
from sopflow.people.directory import OfficeDirectory

from .usage import WrongUsage

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from sopflow.definition.model import Definition
    from sopflow.engine.engine import Engine


class UnknownName(WrongUsage):
    """A filter by something that is not there."""

    code = "unknown-name"
    words = Words('{option}: "{text}" tidak ada; {hint}', '{option}: there is no "{text}"; {hint}')
    about = Words(
        "Tidak ada yang bernama begitu di basis data atau SOP ini, sehingga daftarnya akan kosong.",
        "Nothing in the database or the SOP has that name, so the list would be empty.",
    )


def require(option: str, text: str, known: Iterable[str]) -> None:
    """`UnknownName` for what is none of these."""
    names = list(dict.fromkeys(known))
    if text not in names:
        raise unknown(option, text, names)


def unknown(option: str, text: str, known: Iterable[str], *, meant: str | None = None) -> UnknownName:
    """The refusal of a name, with the one that was meant or the existing ones."""
    hint = did_you_mean(meant or text, [meant] if meant is not None else known)
    return UnknownName(option=option, text=text, hint=hint)


def require_known(engine: Engine, arguments: Namespace) -> None:
    """Look for the SOP, the unit, the actor and the person that the options name, and make the row that they name its id;
    `UnknownName`, `AmbiguousStep`. Without a directory every name may be a person's, and units are not known."""
    sop, office = arguments.sop, engine.directory
    if sop is not None:
        require("--sop", sop, (one.sop for one in engine.versions()))
    if isinstance(office, OfficeDirectory):
        if getattr(arguments, "unit", None) is not None:
            require("--unit", arguments.unit, office.all_units)
        if getattr(arguments, "person", None) is not None:
            _require_person(office, arguments.person)
    if getattr(arguments, "actor", None) is not None:
        _require_actor(engine, arguments.actor, sop)
    if getattr(arguments, "step", None) is not None:
        arguments.step = _step(engine, arguments.step, sop)


def _definitions(engine: Engine, sop: str | None) -> Iterator[Definition]:
    """Every version that is kept, of one SOP or of all: instances run on old ones too."""
    for one in engine.versions():
        if sop in (None, one.sop):
            yield engine.flow(one.sop, one.version).definition


def _require_actor(engine: Engine, text: str, sop: str | None) -> None:
    """An id of an actor; a title leads to its id."""
    actors = {str(name): actor for one in _definitions(engine, sop) for name, actor in one.actors.items()}
    if text not in actors:
        raise unknown("--actor", text, actors, meant=with_title(text, actors))


def _require_person(office: OfficeDirectory, text: str) -> None:
    """An id of the directory; a name leads to its id."""
    folded = text.strip().casefold()
    named = next((name for name, person in office.people.items() if person.name.casefold() == folded), None)
    if text not in office.people:
        raise unknown("--person", text, office.people, meant=named)


def _step(engine: Engine, text: str, sop: str | None) -> str:
    """The id of the row that a filter means, by its id, its number or its activity in any version."""
    sops = list(_definitions(engine, sop))
    ids = {str(step.id): step.number for one in sops for step in one.steps}
    if text.strip() in ids:
        return text.strip()
    meant = {
        step: row_titles(one)[step] + ("" if sop is not None else f", {one.id}")
        for one in sops
        for step in rows_meant(one, text)
    }
    if not meant:
        raise unknown("--step", text, (*ids, *(number for number in ids.values() if number)))
    if len(meant) > 1:
        raise ambiguous(text, meant)
    return next(iter(meant))
