"""Forms of Camunda 8: what a row asks for, in files of their own that are deployed beside the diagram.

What is filled in stands in the variable `form`, by the fields' ids with `_` for `-`; an output mapping of the task adds it to
`fields`, whose other values stay. The answer of a decision stands in `outcome`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sopflow._version import __version__
from sopflow.fields.field import Field, plain
from sopflow.fields.patterns import anchored
from sopflow.language import Language, Words

from .expressions import FIELDS, feel_text

if TYPE_CHECKING:
    from sopflow.definition.model import Definition, Step

ENDING: Final = ".form"
_FORM: Final = "form"
_YES: Final = (Words("Ya", "Yes"), Words("Tidak", "No"))
_ANSWER: Final = Words("Keputusan", "Decision")
_SCHEMA: Final = 16
"""The version of the format; Camunda 8.6 reads it."""
_TYPES: Final = {
    "text": "textfield", "long_text": "textarea", "number": "number", "whole": "number", "money": "number", "date": "datetime",
    "time": "datetime", "yes_no": "radio", "one_of": "select", "some_of": "checklist", "list": "dynamiclist",
}  # fmt: skip


class Form(NamedTuple):
    id: str
    """What it is called in the diagram."""
    said: dict[str, Any]
    outputs: dict[str, str]
    """By variable of the process the expression that it becomes when the task is done."""

    @property
    def content(self) -> bytes:
        return json.dumps(self.said, ensure_ascii=False, indent=2).encode() + b"\n"


def forms_of(sop: Definition, language: Language) -> dict[str, Form]:
    """By row its form. None where a row asks for nothing, and where a form cannot say it: an amount of money with decimals, which
    is counted in the smallest unit, and ids that differ only in `-` and `_`."""
    found = {}
    for step in sop.steps:
        asked = [(sop.fields[str(fill.field)], fill.optional or step.optional) for fill in step.fills]
        answers = step.is_decision and not step.is_decided and step.call is None
        keys = {_key(field.id) for field, _ in asked}
        if (asked or answers) and len(keys) == len(asked) and not any(_is_unfit(field) for field, _ in asked):
            id = f"SOP_{sop.id}_{step.id}"
            found[str(step.id)] = Form(id, _form(id, step, asked, language, answers=answers), _outputs(step))
    return found


def _outputs(step: Step) -> dict[str, str]:
    found = {}
    if step.fills:
        said = ", ".join(f"{feel_text(fill.field)}: {_FORM}.{_key(fill.field)}" for fill in step.fills)
        known = f"if {FIELDS} = null then {{}} else {FIELDS}"
        found[FIELDS] = f"=if {_FORM} = null then {FIELDS} else context merge([({known}), {{{said}}}])"
    if step.is_decision:
        found["outcome"] = "=outcome"
    return found


def _is_unfit(field: Field) -> bool:
    has_decimals = field.type == "money" and field.scale > 0
    return has_decimals or any("-" in column.id or _is_unfit(column) for column in field.columns)


def _key(field: str) -> str:
    return field.replace("-", "_")


def _form(
    id: str, step: Step, asked: list[tuple[Field, bool]], language: Language, *, answers: bool
) -> dict[str, Any]:
    parts = [_part(field, may_be_empty or field.optional, language, f"{_FORM}.") for field, may_be_empty in asked]
    if answers:
        options = [
            {"label": f"{b.name} ({b.label})" if b.label else str(b.name), "value": str(b.name)}
            for b in step.branches
        ]
        label = " ".join((step.question or _ANSWER.within(language)).split())
        parts.append(
            {"type": "radio", "key": "outcome", "label": label, "values": options, "validate": {"required": True}}
        )
    return {
        "type": "default",
        "id": id,
        "schemaVersion": _SCHEMA,
        "executionPlatform": "Camunda Cloud",
        "executionPlatformVersion": "8.6.0",
        "exporter": {"name": "sopflow", "version": __version__},
        "components": [{"id": f"Field_{number}", **part} for number, part in enumerate(parts, start=1)],
    }


def _part(field: Field, may_be_empty: bool, language: Language, path: str = "") -> dict[str, Any]:
    """One field of a form."""
    part: dict[str, Any] = {"type": _TYPES[field.type], "label": " ".join(field.title.split())}
    if field.type == "list":
        columns = [_part(column, column.optional, language) for column in field.columns]
        named = [{"id": f"{_key(field.id)}_{at}", **column} for at, column in enumerate(columns, start=1)]
        return {
            **part, "path": path + _key(field.id), "isRepeating": True, "allowAddRemove": True,
            "defaultRepetitions": 0 if may_be_empty else 1, "components": named,
        }  # fmt: skip
    part["key"] = path + _key(field.id)
    if field.type in ("date", "time"):
        part["subtype"] = field.type
        part[f"{field.type}Label"] = part.pop("label")
        if field.type == "time":
            part |= {"use24h": True, "timeInterval": 5, "timeSerializingFormat": "no_timezone"}
    elif field.type in ("whole", "money"):
        part["decimalDigits"] = 0
    elif field.type == "yes_no":
        part["values"] = [
            {"label": said.within(language), "value": value}
            for said, value in zip(_YES, (True, False), strict=True)
        ]
    elif field.choices:
        part["values"] = [{"label": title, "value": id} for id, title in field.choices.items()]
    if field.default is not None:
        part["defaultValue"] = field.initial
    rules: dict[str, Any] = {} if may_be_empty else {"required": True}
    if field.type in ("number", "whole", "money"):
        rules |= {
            key: plain(limit) for key, limit in (("min", field.min), ("max", field.max)) if limit is not None
        }
    if field.max_length is not None:
        rules["maxLength"] = field.max_length
    if field.pattern is not None and field.type == "text":
        rules["pattern"] = anchored(field.pattern)
    return {**part, **({"validate": rules} if rules else {})}
