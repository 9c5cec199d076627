"""A field takes any value, or may be left empty, or must be filled in; a row does not ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from sopflow.definition.model import Definition, Step
from sopflow.fields import Field, limits
from sopflow.fields.samples import without

from .mutant import Mutant, mutant, words

_LIMITS: Final = ("min", "max", "max_length", "pattern")


def mutants(sop: Definition) -> Iterator[Mutant]:
    asked = {str(fill.field) for step in sop.steps for fill in step.fills}
    for field in sop.fields.values():
        if field.id in asked:
            yield from _limits(sop, field)
            yield from _optional(sop, field)
    for step in sop.steps:
        yield from _forms(sop, step)


def _limits(sop: Definition, field: Field) -> Iterator[Mutant]:
    for limit in _LIMITS:
        if _limits_something(field, limit):
            yield _mutant(sop, field, field.id, limit, without(field, limit))
    for column in field.columns:
        for limit in _LIMITS:
            if _limits_something(column, limit):
                columns = tuple(without(c, limit) if c is column else c for c in field.columns)
                yield _mutant(sop, field, f"{field.id}.{column.id}", limit, replace(field, columns=columns))
    if field.key is not None:
        yield _mutant(sop, field, field.id, "key", replace(field, key=None))


def _optional(sop: Definition, field: Field) -> Iterator[Mutant]:
    """A field that every row may leave empty must be filled in, where no row says so of itself."""
    own = [fill.optional for step in sop.steps for fill in step.fills if fill.field == field.id]
    if field.optional and field.default is None and not all(own):
        yield Mutant(
            f"{field.id}.optional",
            words("{field} harus diisi", "{field} must be filled in", field=field.id),
            words("skenario yang mengosongkan {field}", "a scenario that leaves {field} empty", field=field.id),
            line_of(field.places),
            replace(sop, fields={**sop.fields, field.id: replace(field, optional=False)}),
        )  # fmt: skip


def _limits_something(field: Field, limit: str) -> bool:
    """Whether a value could be beyond it: not what the type holds by itself."""
    own: Any = getattr(field, limit)
    return own is not None and (limit != "max_length" or own < limits.LONGEST[field.type])


def _mutant(sop: Definition, field: Field, place: str, limit: str, changed: Field) -> Mutant:
    return Mutant(
        f"{place}.{limit}",
        words("{place} tidak dibatasi oleh {limit}", "{place} is not limited by {limit}", place=place, limit=limit),
        words("skenario yang mengisi {place} di luar {limit}, refused: fields-refused", "a scenario that fills in {place} beyond {limit}, refused: fields-refused", place=place, limit=limit),
        line_of(field.places),
        replace(sop, fields={**sop.fields, field.id: changed}),
    )  # fmt: skip


def line_of(places: Mapping[str, Any]) -> int:
    """The line at which a field is declared."""
    return int(places[""].line) if "" in places else 1


def _forms(sop: Definition, step: Step) -> Iterator[Mutant]:
    for fill in step.fills:
        field = sop.fields[fill.field]
        said = {"step": step.id, "field": fill.field}
        others = tuple(one for one in step.fills if one is not fill)
        yield mutant(
            sop, step, f"fills.{fill.field}",
            words("{step} tidak meminta {field}", "{step} does not ask for {field}", **said),
            words(
                "skenario yang mengisi {field} pada {step}, dengan baris sendiri (bukan auto)",
                "a scenario that fills in {field} at {step}, in a step of its own (not auto)",
                **said,
            ),
            fills=others,
        )  # fmt: skip
        if field.default is not None:  # it is never missing
            continue
        if field.optional:
            continue
        if fill.optional:
            yield mutant(
                sop, step, f"fills.{fill.field}.optional",
                words("{field} harus diisi pada {step}", "{field} must be filled in at {step}", **said),
                words(
                    "skenario yang mengosongkan {field} pada {step}",
                    "a scenario that leaves {field} empty at {step}",
                    **said,
                ),
                fills=tuple(replace(one, optional=False) if one is fill else one for one in step.fills),
            )  # fmt: skip
        else:
            yield mutant(
                sop, step, f"fills.{fill.field}.optional",
                words("{field} boleh kosong pada {step}", "{field} may be left empty at {step}", **said),
                words("skenario yang mengosongkan {field} pada {step}, refused: fields-refused", "a scenario that leaves {field} empty at {step}, refused: fields-refused", **said),
                fills=tuple(replace(one, optional=True) if one is fill else one for one in step.fills),
            )  # fmt: skip
