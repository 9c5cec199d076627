"""What a filter of a list names is there: an empty list for a slip of the pen would say that nothing is to do.

Asked only where a list is empty, so that a list with something in it costs nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from sopflow.flow.persons import with_title
from sopflow.language import Words, did_you_mean
from sopflow.people.directory import OfficeDirectory

from .problems import BadQuery

if TYPE_CHECKING:
    from sopflow.definition.model import Definition

    from .checked_request import CheckedRequest

_NONE: Final = Words('"{text}" tidak ada; {hint}', 'there is no "{text}"; {hint}')


async def require_known(incoming: CheckedRequest) -> None:
    """Refuse a filter by an SOP, a unit, an actor or a row that no version knows: `BadQuery`. Without a directory units are
    not known, and a person may have any name."""
    asked, office = incoming.query, incoming.engine.directory
    versions = [(one.sop, one.version) for one in await incoming.engine.versions()]
    _require("sop", asked.get("sop"), (sop for sop, _ in versions))
    if isinstance(office, OfficeDirectory):
        _require("unit", asked.get("unit"), office.all_units)
    if asked.get("actor") is None and asked.get("step") is None:
        return
    sops = [
        (await incoming.engine.flow(sop, version)).definition
        for sop, version in versions
        if asked.get("sop") in (None, sop)
    ]
    _require_actor(asked.get("actor"), sops)
    _require("step", asked.get("step"), (str(step.id) for one in sops for step in one.steps))


def _require_actor(text: str | None, sops: Iterable[Definition]) -> None:
    actors = {str(name): actor for one in sops for name, actor in one.actors.items()}
    meant = with_title(text, actors) if text is not None else None
    _require("actor", text, actors, meant)


def _require(name: str, text: str | None, known: Iterable[str], meant: str | None = None) -> None:
    names = dict.fromkeys(known)
    if text is not None and text not in names:
        hint = did_you_mean(meant or text, [meant] if meant is not None else names)
        raise BadQuery(name=name, hint=_NONE.filled(text=text, hint=hint))
