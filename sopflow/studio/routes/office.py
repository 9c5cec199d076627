"""Work in a store: a whole procedure tried out by the people who will follow it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from sopflow.app import asking
from sopflow.app.requests import read
from sopflow.app.views import instance_view
from sopflow.errors import NotRunning
from sopflow.flow.commands import COMMANDS, CommandType
from sopflow.flow.forms import of_plain
from sopflow.people.directory import OfficeDirectory
from sopflow.terms import ENDS, said
from sopflow.time import read_in

from .cases import told_apart
from .walking import item_record, standing

if TYPE_CHECKING:
    from sopflow.engine.engine import Engine
    from sopflow.flow.instance import Instance
    from sopflow.language import Language
    from sopflow.studio.workspace import RequestBody, Workspace


def instances(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """A page of instances; and the people and the units that the directory lists, for whoever starts another."""
    engine = workspace.office
    page = engine.find(
        sop=body.perhaps("sop"), status=body.perhaps("status"), subject=body.perhaps("subject"),  # type: ignore[arg-type]
        after=body.perhaps("after"),
    )  # fmt: skip
    cases = told_apart(engine, page.items, body.language)
    return {
        "instances": [_record(engine, run, body.language) | {"case": cases[run.id]} for run in page.items],
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


def worklist(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """What a person, or an actor, is to do."""
    engine, now = workspace.office, datetime.now(UTC)
    who = body.text("who")
    person = who if engine.directory is not None else None
    page = engine.worklist_page(who if person is None else None, person=person, after=body.perhaps("after"))
    cases = told_apart(
        engine, map(engine.instance, dict.fromkeys(one.instance for one in page.items)), body.language
    )
    found = [item_record(item, engine, body.language, now) | {"case": cases[item.instance]} for item in page.items]
    return {"items": found, "next": page.next}


def starting(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """Start the SOP in a file as it is on the disk, in its version; which version is current stays as it is."""
    engine = workspace.office
    procedure = workspace.folder.library({}).load(workspace.folder.place(body.text("path")))
    own = {"sop": str(procedure.sop.id), "version": procedure.sop.version}
    given = read({**body.rest("path", "key"), **own})
    for one in procedure.all:
        engine.register(one, activate=False)  # whoever may start need not be one who says what all others start
    return _view(workspace, engine.start(key=body.perhaps("key"), **given), body)


def _given(workspace: Workspace, command: CommandType, body: RequestBody, said: dict[str, Any]) -> Instance:
    found: Instance = getattr(workspace.office, command.call)(
        body.text("instance"), key=body.perhaps("key"), expected=body.number("expected"), **said
    )
    return found


def giving(command: CommandType) -> Callable[[Workspace, RequestBody], dict[str, Any]]:
    """The route of a command on an instance, given in somebody's name."""

    def given(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
        said = read(body.rest("instance", "key", "expected"), command)
        if "fields" not in command.fields or not said.get("fields"):
            return _view(workspace, _given(workspace, command, body, said), body)
        state, written = workspace.office.instance(body.text("instance")), said["fields"]
        flow = workspace.office.flow(state.sop, state.version)
        run = _given(workspace, command, body, {**said, "fields": of_plain(flow, written)})
        return _view(workspace, run, body)

    return given


def showing(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """An instance as it is now; what is due is processed first, where it goes on at all."""
    engine = workspace.office
    with suppress(NotRunning):
        engine.advance(body.text("instance"))
    return _view(workspace, engine.instance(body.text("instance")), body)


def history(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """What happened to an instance, for programs."""
    return asking.history(workspace.office, body.text("instance"))


def _view(workspace: Workspace, run: Instance, body: RequestBody) -> dict[str, Any]:
    engine, now = workspace.office, datetime.now(UTC)
    answer = standing(engine, run, body.language, now)
    answer["items"] = [item_record(item, engine, body.language, now) for item in engine.possible(run.id)]
    return answer | {"case": told_apart(engine, [run], body.language)[run.id]}


def _record(engine: Engine, run: Instance, language: Language) -> dict[str, Any]:
    flow = engine.flow(run.sop, run.version)
    return {
        "view": instance_view(run), "sop": flow.definition.title,
        "end": said(run.end, ENDS, language) if run.end is not None else None,
        "started": read_in(run.started_at, engine.zone(flow)).isoformat(),
        "active": [flow.title(row.step) for row in run.active],
    }  # fmt: skip


ROUTES: Final = {
    "instances": instances, "worklist": worklist, "start": starting, "instance": showing, "history": history,
    **{kind.replace("_", "-"): giving(one) for kind, one in COMMANDS.items() if one.summary is not None},
}  # fmt: skip
