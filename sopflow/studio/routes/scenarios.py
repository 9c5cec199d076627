"""The scenarios of an SOP, played from the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sopflow.definition.kinds import kind_of
from sopflow.errors import DefinitionError
from sopflow.render.formats.html import pages_html
from sopflow.render.layout import picture_of
from sopflow.render.naming import titles_of
from sopflow.render.overlays import coverage_overlay
from sopflow.scenarios.suite import Suite
from sopflow.scenarios.table import never_taken

if TYPE_CHECKING:
    from sopflow.studio.workspace import RequestBody, Workspace


def playing(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """The results of the scenario files beside an SOP (or of one such file), on what stands in the editor."""
    path, text = body.text("path"), body.text("text")
    place = workspace.folder.place(path)
    root = workspace.folder.root
    library = workspace.folder.library({path: text})
    try:
        if kind_of(place) != "scenarios":
            library.load(place)
        suite = Suite([place], library)
    except DefinitionError:
        return {"broken": True}
    results = []
    for one in suite.play():
        file = workspace.folder.root / one.case.file.path
        results.append(
            {
                "name": one.case.scenario.name,
                "path": file.relative_to(root).as_posix(),
                "line": one.line,
                "status": one.status,
                "text": one.text(body.language).replace(f"{root}/", ""),
            }
        )
    broken = [
        {
            "path": file.relative_to(root).as_posix(),
            "findings": [
                {"line": found.span.line, "message": found.message(body.language)}
                for found in checked.findings
                if found.fails
            ],
        }
        for checked in suite.broken
        for file in [root / checked.path]
    ]
    answer: dict[str, Any] = {"results": results, "files": broken}
    coverage = next((c for c in suite.coverage.values() if c.scenarios or len(suite.coverage) == 1), None)
    if coverage is not None:
        sop = coverage.flow.definition
        overlay = coverage_overlay(coverage, body.language)
        titles = titles_of(sop, lambda name: library.known(place.parent).get(name))
        picture = picture_of(sop, body.language, overlay=overlay, identity=False, titles=titles)
        answer |= {
            "percent": int(coverage.percent),
            "missed": never_taken(coverage, body.language),
            "pages": pages_html(picture),
        }
    return answer


ROUTES: Final = {"scenarios": playing}
