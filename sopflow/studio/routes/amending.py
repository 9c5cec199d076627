"""What somebody may do to the values of a case outside of a row: correct them, or remove the personal ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sopflow.flow.commands.redact import personal_fields
from sopflow.flow.following import past_of

from .forms import amended_record

if TYPE_CHECKING:
    from sopflow.studio.workspace import RequestBody, Workspace


def amendable(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """The form in which a person may correct the fields of an instance, and the personal fields of which they may remove the
    values; `None` where they may not."""
    engine, instance = workspace.office, body.text("instance")
    given = {one.command for one in engine.may(instance, body.text("who")) if one.step is None}
    run = engine.instance(instance)
    flow = engine.flow(run.sop, run.version)
    titles = {name: field.title for name, field in flow.definition.fields.items()}
    personal = personal_fields(flow, past_of(engine.history(instance)))
    return {
        "correct": amended_record(flow, run, body.language) if "correct" in given else None,
        "redact": [{"id": name, "title": titles.get(name, name)} for name in personal]
        if "redact" in given
        else None,
    }


ROUTES: Final = {"amendable": amendable}
