"""The versions of an SOP in a store, and the instances that go from one to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sopflow.app.requests import require_fit, with_person
from sopflow.app.versions import ACTIVATE, MIGRATE, MOST, activated, migrated
from sopflow.app.versions import versions as versions_of
from sopflow.engine.naming import naming_of
from sopflow.engine.queries import over_pages
from sopflow.flow.lifecycle import UNFINISHED
from sopflow.time import read_in

from .cases import told_apart

if TYPE_CHECKING:
    from sopflow.engine.engine import Engine
    from sopflow.flow.instance import Instance
    from sopflow.studio.workspace import RequestBody, Workspace

_COUNTED: Final = 5_000
"""Unfinished instances of an SOP that are counted for a look at its versions."""


def versions(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    return versions_of(workspace.office, body.text("sop"))


def overview(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """The SOPs of the store; of one of them the versions, the rows of each, and the instances that still go on."""
    engine = workspace.office
    kept = engine.versions()
    sops = list(dict.fromkeys(one.sop for one in kept))
    wanted = body.perhaps("sop")
    sop = wanted if wanted in sops else next(iter(sops), None)
    listed = [{"id": one, "title": engine.flow(one).definition.title} for one in sops]
    if sop is None:
        return {"sops": listed, "sop": None, "versions": [], "instances": [], "more": False}
    runs = list(islice(_unfinished(engine, sop), _COUNTED + 1))
    cases = told_apart(engine, runs[:_COUNTED], body.language)
    counts = Counter(run.version for run in runs[:_COUNTED])
    found = []
    for view in versions_of(engine, sop)["items"]:
        names, zone = (
            naming_of(engine, sop, view["version"], body.language),
            engine.zone(engine.flow(sop, view["version"])),
        )
        at, by = view["activated_at"], view["activated_by"]
        found.append(
            {
                "view": view, "instances": counts[view["version"]],
                "since": read_in(datetime.fromisoformat(at), zone).isoformat() if at is not None else None,
                "by": names.who(by) if by is not None else None,
                "rows": [{"id": step, "title": title} for step, title in names.titles.items()],
            }
        )  # fmt: skip
    return {
        "sops": listed, "sop": sop, "versions": found, "more": len(runs) > _COUNTED,
        "instances": [{"id": run.id, "case": cases[run.id], "version": run.version} for run in runs[:_COUNTED]],
    }  # fmt: skip


def _unfinished(engine: Engine, sop: str) -> Iterator[Instance]:
    for status in UNFINISHED:
        yield from over_pages(lambda after: engine.find(sop=sop, status=status, after=after, limit=MOST))  # noqa: B023 - used up in its turn


def keeping(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """Keep the SOP in a file as it is on the disk, and those that it calls; which version is current stays as it is."""
    procedure = workspace.folder.library({}).load(workspace.folder.place(body.text("path")))
    for one in procedure.all:
        workspace.office.register(one, activate=False)
    return {"sop": str(procedure.sop.id), "version": procedure.sop.version}


def activating(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    said = body.rest("sop")
    require_fit(said, with_person(ACTIVATE))
    return activated(workspace.office, body.text("sop"), **said)


def migrating(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    said = body.rest("sop")
    require_fit(said, with_person(MIGRATE))
    return migrated(workspace.office, body.text("sop"), body.language, **said)


def moving(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """The same for people: rows by their titles, and times as the SOP's calendar reads them."""
    engine, told = workspace.office, migrating(workspace, body)
    zone = engine.zone(engine.flow(body.text("sop"), told["to"]))
    new = naming_of(engine, body.text("sop"), told["to"], body.language)

    def row(old: Any, one: dict[str, Any]) -> dict[str, Any]:
        due, was_due = (
            at and read_in(datetime.fromisoformat(at), zone).isoformat() for at in (one["due"], one["was_due"])
        )
        return {"was": old.title(one["step"]), "now": new.title(one["to"]), "due": due, "was_due": was_due}

    for one in told["instances"]:
        old = naming_of(engine, body.text("sop"), one["from"], body.language)
        one["rows"] = [row(old, each) for each in one["rows"]]
        one["refused"] = one["refused"] and one["refused"]["detail"]
    return told


ROUTES: Final = {
    "versions": versions, "activate": activating, "migrate": migrating, "overview": overview, "keep": keeping, "moving": moving,
}  # fmt: skip
