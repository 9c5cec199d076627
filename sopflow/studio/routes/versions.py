"""The versions of an SOP in a store, and the instances that go from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sopflow.app.requests import require_fit, with_person
from sopflow.app.versions import ACTIVATE, MIGRATE, activated, migrated
from sopflow.app.versions import versions as versions_of

if TYPE_CHECKING:
    from sopflow.studio.workspace import RequestBody, Workspace


def versions(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    return versions_of(workspace.office, body.text("sop"))


def activating(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    said = body.rest("sop")
    require_fit(said, with_person(ACTIVATE))
    return activated(workspace.office, body.text("sop"), **said)


def migrating(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    said = body.rest("sop")
    require_fit(said, with_person(MIGRATE))
    return migrated(workspace.office, body.text("sop"), body.language, **said)


ROUTES: Final = {"versions": versions, "activate": activating, "migrate": migrating}
