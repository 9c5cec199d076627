"""What stands in the editor: what is wrong with it, and its table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sopflow import any_kind
from sopflow.budget import Spent
from sopflow.definition.calendars import names_near
from sopflow.definition.glossary import glossary_near
from sopflow.definition.kinds import kind_of
from sopflow.definition.loading import Checked, check_bytes, may_call
from sopflow.definition.logo import UnusableLogo, logo_near
from sopflow.render.formats.html import STYLE, pages_html
from sopflow.render.layout import picture_of
from sopflow.render.naming import titles_of
from sopflow.render.page import PAPERS
from sopflow.review.checking import reviewed

if TYPE_CHECKING:
    from sopflow.definition.model import Definition
    from sopflow.diagnostics import Diagnostic
    from sopflow.language import Language
    from sopflow.studio.workspace import RequestBody, Workspace


def drawing(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """The findings of a text, and the table of the SOP in it as far as it can be drawn; with `sketch` without the checks
    of the procedure, which take longer."""
    path, text = body.text("path"), body.text("text")
    place = workspace.folder.place(path)
    data = text.encode("utf-8", "replace")
    kind = kind_of(place)
    if kind != "sop":
        found = any_kind.check_bytes(data, place, workspace.folder.library({})).findings
        return {"kind": kind, "findings": [_finding(one, body.language) for one in found]}
    checked = checked_text(workspace, path, text)
    if not body.truth("sketch"):
        checked = reviewed(
            checked, glossary=glossary_near(place.parent, workspace.folder.only), folder=place.parent
        )
    answer: dict[str, Any] = {"kind": kind, "findings": [_finding(one, body.language) for one in checked.findings]}
    if checked.definition is not None:
        try:
            answer |= _table(checked.definition, body, titles_near(workspace, path, checked.definition))
        except Spent as problem:
            answer["findings"].append(_undrawn(problem, body.language))
    return answer


def checked_text(workspace: Workspace, path: str, text: str) -> Checked:
    """A text as the definition that it would be at its place."""
    place = workspace.folder.place(path)
    data = text.encode("utf-8", "replace")
    others = workspace.folder.library({}).known(place.parent) if may_call((text,)) else None
    return check_bytes(data, str(place), others=others, calendars=names_near(place))


def titles_near(workspace: Workspace, path: str, sop: Definition) -> dict[str, str]:
    """The titles of the SOPs of the same folder that an SOP names."""
    folder = workspace.folder.place(path).parent
    return titles_of(sop, lambda name: workspace.folder.library({}).known(folder).get(name))


def _table(sop: Definition, body: RequestBody, titles: dict[str, str]) -> dict[str, Any]:
    paper = PAPERS.get(body.perhaps("paper") or "a4", PAPERS["a4"])
    try:
        logo = logo_near(sop, Path(sop.path).parent)
    except UnusableLogo:
        logo = None  # told among the findings
    picture = picture_of(sop, body.language, paper=paper, titles=titles, logo=logo)
    return {
        "title": sop.title,
        "pages": pages_html(picture),
        "rows": [{"id": str(step.id), "line": step.span.line, "end": step.body.end_line} for step in sop.steps],
        "names": {
            "actors": [
                {"id": str(a.id), "title": a.title, "starts": a.is_starter, "person": a.external}
                for a in sop.actors.values()
            ],
            "documents": [{"id": str(d.id), "title": d.title} for d in sop.documents.values()],
        },
    }


def _finding(found: Diagnostic, language: Language) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.rule.name,
        "severity": "accepted" if found.accepted is not None else str(found.severity),
        "span": list(found.span),
        "message": found.message(language),
        "hint": found.accepted or found.hint(language),
        "page": found.rule.page.within(language),
    }


def _undrawn(problem: Spent, language: Language) -> dict[str, Any]:
    """Why a table without errors is not drawn, among the findings."""
    return {
        "code": problem.code, "name": problem.code, "severity": "info", "span": [1, 1, 1, 1],
        "message": problem.message(language), "hint": "", "page": "",
    }  # fmt: skip


def style(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    return {"style": STYLE}


ROUTES: Final = {"draw": drawing, "style": style}
