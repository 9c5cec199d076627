"""The form of a row, and the data of a case, as the page shows them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sopflow.fields import Withheld, amounts, exact
from sopflow.fields.words import hint, money
from sopflow.flow.forms import thawed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopflow.fields import Field
    from sopflow.flow.flow import Flow
    from sopflow.flow.forms import FormField
    from sopflow.flow.instance import Instance
    from sopflow.language import Language


def form_record(form: Iterable[FormField], run: Instance, language: Language) -> list[dict[str, Any]]:
    """The fields of a row's form, in its order, each with the value that the case has, or its default."""
    return [_field(one.field, one.is_optional, run.fields.get(one.field.id), language) for one in form]


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
        number = Decimal(exact(value)).scaleb(-field.scale if field.type == "money" else 0)
        text = money(int(value), 0) if field.type == "money" and not field.scale else amounts.written(number)
        return text if field.parse(text) == value else field.to_plain(value)
    if field.type == "list":
        columns = {one.id: one for one in field.columns}
        return [{name: typed(columns[name], own) for name, own in record.items()} for record in value]
    return value


def data_record(flow: Flow, run: Instance, language: Language) -> list[dict[str, str]]:
    """What the case is about: each field that has a value, by its title."""
    fields = flow.definition.fields
    return [
        {"title": field.title, "value": field.said(thawed(run.fields[name]), language)}
        for name, field in fields.items()
        if name in run.fields
    ]
