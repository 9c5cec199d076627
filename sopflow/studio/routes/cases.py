"""What tells the instances of a list from each other: what each is about, the beginning of its id, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopflow.engine.naming import naming_of
from sopflow.language import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopflow.definition.model import Actor
    from sopflow.engine.engine import Engine
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance
    from sopflow.language import Language

_WHOLE: Final = 16
"""Characters of an id, or of a part of one, that is shown as it is."""
_LENGTHS: Final = (8, 12)
_STARTED: Final = Words("dimulai oleh {who}", "started by {who}")


def told_apart(engine: Engine, runs: Iterable[Instance], language: Language) -> dict[str, str]:
    """A line for each instance, by its id."""
    listed = {run.id: run for run in runs}
    brief = _beginnings(listed)
    kinds = {(run.sop, run.version) for run in listed.values()}
    names = {kind: naming_of(engine, *kind, language) for kind in kinds}
    starters = {kind: _starter(engine.flow(*kind)) for kind in kinds}

    def whose(run: Instance) -> str:
        kind = (run.sop, run.version)
        starter = starters[kind]
        people = run.people.get(starter.id, ()) if starter is not None else ()
        if starter is not None and people:
            return f"{starter.title}: {names[kind].who(*people)}"
        return _STARTED.within(language, who=names[kind].who(run.started_by))

    return {name: " · ".join(filter(None, (run.subject, brief[name], whose(run)))) for name, run in listed.items()}


def _starter(flow: Flow) -> Actor | None:
    """The actor who is whoever starts a case, or is started for."""
    return next((actor for actor in flow.definition.actors.values() if actor.is_starter), None)


def _beginnings(ids: Iterable[str]) -> dict[str, str]:
    """Of long ids their beginnings, as the terminal takes them; longer ones where those are of several."""
    found = {one: one for one in ids}
    for length in _LENGTHS:
        short = {one: "/".join(_begun(part, length) for part in one.split("/")) for one in found}
        if len(set(short.values())) == len(found):
            return short
    return found


def _begun(part: str, length: int) -> str:
    return part if len(part) <= _WHOLE else part[:length]
