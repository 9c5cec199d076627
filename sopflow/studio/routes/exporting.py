"""The table as a file to take along."""

from __future__ import annotations

import tempfile
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sopflow.definition.logo import logo_near
from sopflow.errors import DefinitionError
from sopflow.language import Words
from sopflow.paper.exporting import WRITERS, export_table
from sopflow.render import FORMATS, UnknownFormat, render
from sopflow.render.rendering import DERIVED

from .drawing import checked_text, titles_near

if TYPE_CHECKING:
    from sopflow.studio.workspace import RequestBody, Workspace

_FORMAT: Final = Words("format", "format")
_TABLES: Final = tuple(suffix.removeprefix(".") for suffix in WRITERS)


def exporting(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """What stands in the editor as `format`: a picture, or a table for other programs; in base64."""
    form, text = body.text("format"), body.text("text")
    checked = checked_text(workspace, body.text("path"), text)
    if checked.definition is None:
        raise DefinitionError(checked.path, checked.findings, checked.lines)
    if form in _TABLES:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"tabel.{form}"
            export_table(checked.definition, text, file)
            made = file.read_bytes()
    elif form in FORMATS:
        titles = titles_near(workspace, body.text("path"), checked.definition)
        paper = body.perhaps("paper") or "a4"
        near = workspace.folder.place(body.text("path")).parent
        logo = logo_near(checked.definition, near) if form not in DERIVED else None
        made = render(
            checked.definition, form, language=body.language, paper=paper, titles=titles, source=text, logo=logo
        )
    else:
        raise UnknownFormat(what=_FORMAT, name=form, known=(*FORMATS, *_TABLES))
    return {"name": f"{checked.definition.id}.{form}", "content": b64encode(made).decode()}


ROUTES: Final = {"export": exporting}
