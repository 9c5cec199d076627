"""The form of a row, and the data of a case, as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from sopflow.app.requests import DOCUMENTS, require_fit
from sopflow.engine.intake import papers_of
from sopflow.errors import FieldsRefused, FilesRequired, SopflowError
from sopflow.fields import Field, Problem, Withheld, amounts, exact
from sopflow.fields.expecting import hint
from sopflow.fields.words import money
from sopflow.flow.command import Paper
from sopflow.flow.forms import FormField, may_be_empty, thawed
from sopflow.frozen import NOTHING
from sopflow.language import Language, Words

if TYPE_CHECKING:
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance
    from sopflow.flow.possible import WorkItem
    from sopflow.studio.workspace import RequestBody


_WRONG: Final = {
    "missing": Words("Belum diisi; isikan {expected}", "Missing; expected {expected}"),
    "wrong": Words("Seharusnya {expected}", "Expected {expected}"),
    "unknown": Words("Tidak diminta di sini; {expected}", "It is not asked for here; {expected}"),
    "in_use": Words("Tidak dapat diubah sekarang: {expected}", "It cannot be changed now: {expected}"),
}
"""By the kind of a problem; the value itself stands in the control."""


def form_record(form: Iterable[FormField], run: Instance, language: Language) -> list[dict[str, Any]]:
    """The fields of a row's form, in its order, each with the value that the case has, or its default."""
    return [_field(one.field, one.is_optional, run.fields.get(one.field.id), language) for one in form]


def amended_record(flow: Flow, run: Instance, language: Language) -> list[dict[str, Any]]:
    """Every field of a case as it may be corrected: with the value that it has, and none where it has none."""
    return [
        _field(
            replace(field, default=None),
            name not in run.fields or field.optional or may_be_empty(flow, name),
            run.fields.get(name),
            language,
        )
        for name, field in flow.definition.fields.items()
    ]


def _field(field: Field, is_optional: bool, value: Any, language: Language) -> dict[str, Any]:
    own = value if value is not None else field.initial
    return {
        "id": field.id, "title": field.title, "type": field.type, "optional": is_optional or field.default is not None,
        "expected": hint(field).within(language), "known": value is not None and not isinstance(value, Withheld),
        "choices": [{"id": one, "title": title} for one, title in field.choices.items()],
        "columns": [_field(one, one.optional, None, language) for one in field.columns],
        "value": typed(field, thawed(own)),
    }  # fmt: skip


def typed(field: Field, value: Any) -> Any:
    """A value as a person would type it, in the way that an office writes it where that is one number alone."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Withheld):
        return None
    if field.type in ("number", "whole", "money"):
        number = Decimal(exact(value)).scaleb(-field.scale)
        text = money(int(value), 0) if field.type == "money" and not field.scale else amounts.written(number)
        return text if field.parse(text) == value else field.to_plain(value)
    if field.type == "list":
        columns = {one.id: one for one in field.columns}
        return [{name: typed(columns[name], own) for name, own in record.items()} for record in value]
    return value


def problems_record(problem: SopflowError, language: Language) -> list[dict[str, str]]:
    """What a refusal says of each field, by its place, to stand beside its control."""
    if isinstance(problem, FilesRequired):
        return [
            {"field": f"file {name}", "text": said.within(language)}
            for (name, _, _), said in zip(problem.lacking, problem.each(), strict=True)
        ]
    own = problem.as_written()
    found = own.problems if isinstance(own, FieldsRefused) else ()  # type: ignore[attr-defined]
    each = [Problem(*one) for one in found]
    return [
        {"field": one.field, "text": _WRONG[one.kind].filled(expected=one.expected).within(language)}
        for one in each
    ]


def files_record(item: WorkItem) -> list[dict[str, Any]]:
    """The documents whose files a row asks for."""
    form = thawed(item.files) if item.files is not None else {"properties": {}}
    return [
        {"id": name, "title": one["title"], "optional": name not in form.get("required", ())}
        for name, one in form["properties"].items()
    ]


def file_said(paper: Paper | None) -> str | None:
    """What a document's file is called, or where it is kept."""
    return (paper.name or paper.uri) if paper is not None else None


def brought(act: RequestBody) -> tuple[Paper, ...]:
    """The documents that come with an act of a walk."""
    listed = [one.rest() for one in act.several("documents")]
    require_fit(listed, DOCUMENTS)
    return papers_of([Paper(**one) for one in listed])


def beside_record(item: WorkItem, flow: Flow, language: Language) -> list[dict[str, str]]:
    """What stands beside a form, as people read it."""
    fields = flow.definition.fields
    return [
        {"title": one.title, "value": fields[one.field].said(thawed(one.value), language)} for one in item.shows
    ]


def people_record(flow: Flow, run: Instance | None = None) -> list[dict[str, Any]]:
    """The actors who are persons of a case, or may be said to be: who starts it, and whoever is of no position."""
    people = run.rare.people if run is not None else NOTHING
    return [
        {
            "id": str(actor.id),
            "title": actor.title,
            "starts": actor.is_starter,
            "people": list(people.get(actor.id, ())),
        }
        for actor in flow.definition.actors.values()
        if actor.chosen_by is None and (actor.id in people or actor.is_starter or actor.external)
    ]


def data_record(flow: Flow, run: Instance, language: Language) -> list[dict[str, str]]:
    """What the case is about: each field that has a value, by its title."""
    fields = flow.definition.fields
    return [
        {"title": field.title, "value": field.said(thawed(run.fields[name]), language)}
        for name, field in fields.items()
        if name in run.fields
    ]
