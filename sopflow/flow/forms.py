"""The form of a row: which fields it asks for, and what a command fills."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sopflow.errors import BadCommand, FieldsRefused, NoPlaceForPersonal
from sopflow.fields import Field, Problem, Withheld
from sopflow.fields.problem import Hidden
from sopflow.fields.schema import form_of
from sopflow.fields.withheld import of_json
from sopflow.frozen import NOTHING, Frozen, FrozenList
from sopflow.language import Words, did_you_mean

from .unsaid import UNSAID

if TYPE_CHECKING:
    from sopflow.definition.model import Definition, Step

    from .command import Command
    from .event import Event
    from .flow import Flow

Values = Mapping[str, Any]
MOST_GIVEN: Final = 262_144
"""Characters of JSON that one command fills in."""
MOST_KEPT: Final = 1_048_576
"""The same of all fields of a case."""
_TOO_MUCH: Final = Words("isiannya lebih dari {most} karakter", "the fields have more than {most} characters")
_TOO_FULL: Final = Words(
    "isian kasus ini menjadi lebih dari {most} karakter",
    "the fields of this case would have more than {most} characters",
)
_OPEN: Final = Words(
    'pada versi itu isian "{field}" pribadi (personal), sedangkan nilainya di sini sudah tercatat terbuka dan tetap terbuka; pindahkan ke versi yang memakai id lain untuk isian itu',
    'in that version the field "{field}" is personal, but its value here was recorded openly and stays open; go to a version with another id for that field',
)
_PERSONAL: Final = Words(
    'pada versi itu isian "{field}" tidak pribadi (personal), sedangkan nilainya di sini tercatat sebagai data pribadi dan tetap demikian; pindahkan ke versi yang memakai id lain untuk isian itu',
    'in that version the field "{field}" is not personal, but its value here was recorded as personal and stays so; go to a version with another id for that field',
)
_NO_FORM: Final = Words("langkah ini tidak punya isian", "this row has no fields")
_NOT_HERE: Final = Words("isian formulir ini: {names}", "a field of this form: {names}")
_NO_FIELD: Final = Words("isian SOP ini; {hint}", "a field of this SOP; {hint}")


class FormField(NamedTuple):
    """A field in a form."""

    field: Field
    is_optional: bool


def form_fields(step: Step, sop: Definition) -> tuple[FormField, ...]:
    """The fields that a row asks for, in its order."""
    fields = sop.fields
    return tuple(FormField(fields[f.field], f.optional or fields[f.field].optional) for f in step.fills)


def form_schema(form: Iterable[FormField], title: str) -> Mapping[str, Any]:
    """A form as JSON Schema 2020-12, that nobody changes."""
    found: Mapping[str, Any] = _still(form_of(form, title))
    return found


def _still(schema: Any) -> Any:
    """JSON that nobody changes, whose arrays stay lists: what reads schemas takes no tuple for one."""
    if isinstance(schema, dict):
        return Frozen({name: _still(one) for name, one in schema.items()})
    return FrozenList(map(_still, schema)) if isinstance(schema, list) else schema


def filled(
    flow: Flow, step: str, form: tuple[FormField, ...], known: Values, given: Values, *, whole: bool
) -> tuple[Values, Values]:
    """What was given as values, and what else is so once it is: defaults. With `whole` nothing may be missing that the
    case does not know yet. `FieldsRefused` tells everything that is wrong."""
    by_id = {one.field.id: one for one in form}
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name, value in given.items():
        own = by_id.get(name)
        if own is None:
            names = ", ".join(by_id)
            expected = _NOT_HERE.filled(names=names) if names else _NO_FORM
            problems.append(Problem(name, value, expected, "unknown"))
        else:
            _take(own.field, value, own.is_optional, values, problems)
    others: dict[str, Any] = {}
    for name, one in by_id.items() if whole else ():
        if name in given or name in known:
            continue
        _take(one.field, None, one.is_optional, others, problems)
    if problems:
        places = {name: place for place, name in enumerate(by_id)}
        problems.sort(key=lambda one: places.get(one.field.partition("[")[0], len(places)))
        raise refusal(flow, problems, step=step)
    _require_small(values, known)
    return frozen(values), frozen({name: value for name, value in others.items() if value is not None})


def corrected(flow: Flow, known: Values, given: Values) -> Values:
    """Values of any fields of the SOP; nothing takes one away that may be empty."""
    fields = flow.definition.fields
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name, value in given.items():
        field = fields.get(name)
        if field is None:
            expected = _NO_FIELD.filled(hint=did_you_mean(name, fields))
            problems.append(Problem(name, value, expected, "unknown"))
        else:
            _take(field, value, field.optional or may_be_empty(flow, name), values, problems)
    if problems:
        raise refusal(flow, problems)
    _require_small(values, known)
    found: Values = frozen(values)
    return found


def may_be_empty(flow: Flow, name: str) -> bool:
    """Whether a row lets a field be empty."""
    return any(one.is_optional for row in flow.rows.values() for one in row.form if one.field.id == name)


def _require_small(values: Values, known: Values) -> None:
    if len(json.dumps(thawed(values))) > MOST_GIVEN:
        raise BadCommand(what=_TOO_MUCH.filled(most=MOST_GIVEN))
    if values and len(json.dumps(thawed({**known, **values}))) > MOST_KEPT:
        raise BadCommand(what=_TOO_FULL.filled(most=MOST_KEPT))


def _take(field: Field, value: Any, may_be_empty: bool, values: dict[str, Any], problems: list[Problem]) -> None:
    if field.personal and isinstance(value, Withheld):
        values[field.id] = value
        return
    found = field.read(value)
    if field.personal and found is not None and not isinstance(found, Problem):
        raise NoPlaceForPersonal(field=field.id, title=field.title)
    if isinstance(found, Problem) and not (found.kind == "missing" and found.field == field.id and may_be_empty):
        problems += field.wrong(value)
    else:
        values[field.id] = None if isinstance(found, Problem) else found


def refusal(flow: Flow, problems: Iterable[Problem], step: str | None = None) -> FieldsRefused:
    """A refusal that says each field by its title, and no value that may be personal, nor a name that may be one."""
    fields = flow.definition.fields
    titles = {name: field.title for name, field in fields.items()}
    told = [one._replace(value=Hidden.of(one.value)) if _may_be_personal(flow, one) else one for one in problems]
    if flow.definition.has_personal:
        told = [one._replace(field=_known_place(flow, one.field)) for one in told]
    return FieldsRefused.of(told, titles, step)


def _known_place(flow: Flow, place: str) -> str:
    """The place of a value by the names that the SOP has."""
    name, bracket, rest = place.partition("[")
    at, dot, column = rest.partition("].")
    field = flow.definition.fields.get(name)
    if field is None:
        return UNSAID
    is_known = not dot or column in {one.id for one in field.columns}
    return place if is_known else f"{name}{bracket}{at}{dot}{UNSAID}"


def _may_be_personal(flow: Flow, problem: Problem) -> bool:
    """Whether a value is a personal field's, or may be: under a misspelt name, of a field or of a column."""
    if not flow.definition.has_personal:
        return False
    name, _, rest = problem.field.partition("[")
    field, column = flow.definition.fields.get(name), rest.partition("].")[2]
    if field is None or field.personal or isinstance(problem.value, Mapping | list | tuple):
        return True
    return bool(column) and column not in {one.id for one in field.columns}


def canonical(flow: Flow, command: Command) -> Command:
    """A command whose fields are written as they are kept, where they are values of fields."""
    fields, given = flow.definition.fields, command.more.fields
    if not given:
        return command
    read = {n: fields[n].read(v) if n in fields and v is not None else v for n, v in given.items()}
    return command._replace(fields=frozen({n: given[n] if isinstance(v, Problem) else v for n, v in read.items()}))


def of_plain(flow: Flow, said: Values) -> dict[str, Any]:
    """What people wrote of fields, in a file or on a page, as values; what is none is left to be refused."""
    fields = flow.definition.fields
    plain = {name: thawed(one) for name, one in said.items()}
    return {n: fields[n].meant(one) if n in fields and one is not None else one for n, one in plain.items()}


def after(known: Values, event: Event) -> Values:
    """The fields of a case after an event that says some: what is nothing now is not there."""
    said = event.details.fields if event.details is not None else NOTHING
    merged = {**known, **said, **event.effects.case}
    return Frozen({name: value for name, value in merged.items() if value is not None})


def carried(target: Flow, known: Values) -> tuple[Values, Problem | None]:
    """The fields of a case as another version has them, and the first that is not a value there. A value without a field
    there is left behind."""
    fields = target.definition.fields
    values: dict[str, Any] = {}
    for name, value in known.items():
        if name not in fields:
            continue
        if fields[name].personal != isinstance(value, Withheld):
            why = _OPEN if fields[name].personal else _PERSONAL
            return NOTHING, Problem(name, None, why.filled(field=name), "unknown")
        found = value if fields[name].personal else fields[name].read(thawed(value))
        if isinstance(found, Problem):
            return NOTHING, found
        values[name] = found
    found_all: Values = frozen(values)
    return found_all, None


def difference(now: Values, then: Values) -> Values:
    """What must be said to come from one set of values to another."""
    gone = {name: None for name in now if name not in then}
    return Frozen(
        {**{name: value for name, value in then.items() if name not in now or now[name] != value}, **gone}
    )


def frozen(value: Any) -> Any:
    """JSON that nobody changes."""
    if isinstance(value, Frozen):
        return value
    if isinstance(value, Mapping):
        return of_json(value) or Frozen({name: frozen(one) for name, one in value.items()})
    return tuple(map(frozen, value)) if isinstance(value, list | tuple) else value


def thawed(value: Any) -> Any:
    """The same for a JSON encoder."""
    if isinstance(value, Mapping) and not isinstance(value, Withheld):
        return {name: thawed(one) for name, one in value.items()}
    return [thawed(one) for one in value] if isinstance(value, list | tuple) else value
