"""Work in a store: a whole procedure tried out by the people who will follow it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from sopflow.errors import NotRunning
from sopflow.people.directory import OfficeDirectory
from sopflow.terms import ENDS, said
from sopflow.time import read_in

from .walking import item_record, standing

if TYPE_CHECKING:
    from sopflow.engine.engine import Engine
    from sopflow.flow.instance import Instance
    from sopflow.language import Language
    from sopflow.studio.desk import Asked, Desk


def instances(desk: Desk, asked: Asked) -> dict[str, Any]:
    """A page of instances; and the people and the units that the directory lists, for whoever starts another."""
    engine = desk.office
    page = engine.find(
        sop=asked.perhaps("sop"), status=asked.perhaps("status"), subject=asked.perhaps("subject"),  # type: ignore[arg-type]
        after=asked.perhaps("after"),
    )  # fmt: skip
    return {
        "instances": [_record(engine, run, asked.language) for run in page.items],
        "next": page.next,
        **_listed(engine),
    }


def _listed(engine: Engine) -> dict[str, Any]:
    """The people and the units by name; of a directory that is not ours the units alone, by their ids."""
    directory = engine.directory
    if isinstance(directory, OfficeDirectory):
        titles = {one.id: one.title for one in directory.positions.values()}
        return {
            "people": [
                {
                    "id": one.id,
                    "title": ", ".join(dict.fromkeys((one.name, *(titles[h.position] for h in one.holds)))),
                }
                for one in directory.people.values()
            ],
            "units": [{"id": one.id, "title": one.title} for one in directory.all_units.values()],
        }
    units = directory.units() if directory is not None else ()
    return {"people": [], "units": [{"id": unit, "title": unit} for unit in units]}


def worklist(desk: Desk, asked: Asked) -> dict[str, Any]:
    """What a person, or an actor, is to do."""
    engine, now = desk.office, datetime.now(UTC)
    who = asked.text("who")
    person = who if engine.directory is not None else None
    page = engine.worklist_page(who if person is None else None, person=person, after=asked.perhaps("after"))
    found = [item_record(item, engine, asked.language, now) for item in page.items]
    return {"items": found, "next": page.next}


def starting(desk: Desk, asked: Asked) -> dict[str, Any]:
    """Start the SOP in a file as it is on the disk."""
    engine = desk.office
    procedure = desk.folder.library({}).load(desk.folder.place(asked.text("path")))
    for one in procedure.all:
        engine.register(one)
    run = engine.start(
        str(procedure.sop.id), asked.text("by"), subject=asked.perhaps("subject"), unit=asked.perhaps("unit"),
        key=asked.perhaps("key"),
    )  # fmt: skip
    return _view(desk, run, asked)


def completing(desk: Desk, asked: Asked) -> dict[str, Any]:
    """Do a row in somebody's name, as `sopflow complete` does."""
    run = desk.office.complete(
        asked.text("instance"), asked.text("step"), asked.text("by"), asked.perhaps("outcome"), visit=asked.number("visit"),
        note=asked.perhaps("note"), to=asked.perhaps("to"), choose=asked.named("choose") or None, key=asked.perhaps("key"),
    )  # fmt: skip
    return _view(desk, run, asked)


def showing(desk: Desk, asked: Asked) -> dict[str, Any]:
    """An instance as it is now; what is due is processed first, where it goes on at all."""
    engine = desk.office
    with suppress(NotRunning):
        engine.advance(asked.text("instance"))
    return _view(desk, engine.instance(asked.text("instance")), asked)


def _view(desk: Desk, run: Instance, asked: Asked) -> dict[str, Any]:
    engine, now = desk.office, datetime.now(UTC)
    answer = standing(engine, run, asked.language, now)
    answer["items"] = [item_record(item, engine, asked.language, now) for item in engine.possible(run.id)]
    return answer


def _record(engine: Engine, run: Instance, language: Language) -> dict[str, Any]:
    flow = engine.flow(run.sop, run.version)
    return {
        "instance": run.id, "sop": flow.definition.title, "subject": run.subject, "status": run.status,
        "end": said(run.end, ENDS, language) if run.end is not None else None,
        "started": read_in(run.started_at, engine.zone(flow)).isoformat(),
        "active": [flow.title(row.step) for row in run.active],
    }  # fmt: skip


ROUTES: Final = {
    "instances": instances, "worklist": worklist, "start": starting, "complete": completing, "instance": showing,
}  # fmt: skip
