"""What the data of a case decides: the branch of a row, and whether an optional row is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sopflow.conditions import (
    TODAY,
    Open,
    Taken,
    Wanting,
    decide,
    fields_of,
    lacking,
    looking,
    looking_before,
    reads_today,
    said,
    verdicts,
)
from sopflow.conditions.formula import MISSING, TRUE
from sopflow.definition.model import DONE
from sopflow.errors import DataDecides, DataMissing, NotOptional, Undecided, UnknownOutcome
from sopflow.language import NONE, Words, joined

from .sight import visible_fields
from .unsaid import told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from sopflow.conditions import Formula

    from .command import Command
    from .flow import Flow, Row, Way
    from .forms import Values

_FIELD: Final = Words('"{title}" ({name}), diisi di {rows}', '"{title}" ({name}), filled in at {rows}')
_UNSEEN: Final = Words(
    "isian yang tidak terlihat oleh Anda, diisi di {rows} oleh {who}",
    "a field that you do not see, filled in at {rows} by {who}",
)
_HIDDEN: Final = Words("yang tidak terlihat di langkah ini", "which this row does not see")
_NEEDED: Final = Words("isian kasus ini memerlukannya", "the fields of this case need it")


def way_by_data(
    flow: Flow, row: Row, command: Command, known: Values, today: date, compared: dict[str, Any], actor: str | None
) -> Way:
    """The way that the data takes, for whoever acts as an actor; what it was compared by is added to `compared`."""
    assert row.decision is not None
    outcome = command.outcome if command.outcome != DONE or DONE in row.ways else None
    if outcome is not None and outcome not in row.outcomes:
        raise UnknownOutcome(step=row.id, outcome=told(flow, outcome), outcomes=row.outcomes)
    rules, hit = row.decision
    found = decide(rules, hit, looking(flow.definition.fields, known, today))
    if isinstance(found, Wanting):
        raise missing(flow, row, found.fields)
    formulas = [rule.when for rule in rules if rule.when is not None]
    own = _compared(formulas, known, today)
    if not isinstance(found, Taken):
        raise Undecided(step=row.id, branches=found.branches, compared=_said(flow, actor, own))
    if outcome not in (None, found.branch):
        raise DataDecides(step=row.id, outcome=outcome, decided=found.branch, compared=_said(flow, actor, own))
    compared |= own
    return row.ways[found.branch]


def lacks(flow: Flow, row: Row, known: Values) -> tuple[str, ...]:
    """The empty fields for which a row that the data decides is refused, whatever its own form says and on whatever day."""
    if row.decision is None:
        return ()
    own = {one.field.id for one in row.form}
    return lacking(*row.decision, looking_before(flow.definition.fields, known, own))


def decided_by(row: Row) -> set[str]:
    """The fields by which a row is decided."""
    rules = row.decision[0] if row.decision is not None else ()
    return {name for rule in rules if rule.when is not None for name in fields_of(rule.when)}


def filled_at(flow: Flow, name: str) -> tuple[str, ...]:
    """The rows whose forms ask for a field."""
    return tuple(row.id for row in flow.rows.values() if any(one.field.id == name for one in row.form))


def is_passed(flow: Flow, row: Row, known: Values, today: date, compared: dict[str, Any]) -> bool:
    """Whether a row is not needed. Where a value is missing it opens: nothing is left out for want of data."""
    if row.when is None or verdicts(row.when, looking(flow.definition.fields, known, today)) in (TRUE, MISSING):
        return False
    compared |= _compared([row.when], known, today)
    return True


def require_not_needed(flow: Flow, row: Row, known: Values, today: date) -> None:
    """Refuse to skip a row that the data needs, or of which it cannot be told."""
    if row.when is None:
        return
    look = looking(flow.definition.fields, known, today)
    verdict = verdicts(row.when, look)
    if verdict == MISSING:
        raise missing(flow, row, [name for name in fields_of(row.when) if known.get(name) is None])
    if verdict == TRUE:
        raise NotOptional(step=row.id, why=_NEEDED)


def _compared(formulas: Iterable[Formula], known: Values, today: date) -> dict[str, Any]:
    formulas = list(formulas)
    names = dict.fromkeys(name for formula in formulas for name in fields_of(formula))
    found: dict[str, Any] = {name: known.get(name) for name in names}
    return found | ({TODAY: today.isoformat()} if any(map(reads_today, formulas)) else {})


def _said(flow: Flow, actor: str | None, compared: Mapping[str, Any]) -> Words:
    """The values, of fields that the actor sees for whom somebody acts; another of the row may see others."""
    seen = visible_fields(flow, (actor,) if actor is not None else ())
    told = {name: one for name, one in compared.items() if name in seen or name == TODAY}
    if not told:
        return _HIDDEN
    return said(tuple((n, Open.EMPTY if one is None else one) for n, one in told.items()), flow.definition.fields)


def missing(flow: Flow, row: Row, names: Iterable[str]) -> DataMissing:
    """The refusal of a row that needs fields which nobody has filled in."""
    names = tuple(names)
    return DataMissing(step=row.id, fields=names, said=_each(flow, names, names))


def missing_to(flow: Flow, refusal: DataMissing, actors: Collection[str]) -> DataMissing:
    """The same for whoever acts for some actors: of a field that they do not see, where it is filled in and by whom."""
    seen = visible_fields(flow, actors)
    names: tuple[str, ...] = refusal.values["fields"]  # type: ignore[assignment]
    shown = tuple(name for name in names if name in seen)
    if shown == names:
        return refusal
    told = DataMissing(step=refusal.values["step"], fields=shown, said=_each(flow, names, shown))
    told.unseen = tuple(name for name in names if name not in seen)
    return told


def _each(flow: Flow, names: Iterable[str], seen: Collection[str]) -> Words:
    fields, actors = flow.definition.fields, flow.definition.actors
    each: dict[Words, None] = {}
    for name in names:
        steps = filled_at(flow, name)
        rows = ", ".join(f'"{flow.title(step)}"' for step in steps) or NONE
        who = dict.fromkeys(actors[actor].title for step in steps for actor in flow.rows[step].actors)
        said = _FIELD.filled(title=fields[name].title, name=name, rows=rows)
        if name not in seen:
            said = _UNSEEN.filled(rows=rows, who=", ".join(f'"{one}"' for one in who) or NONE)
        each[said] = None
    return joined(each, "; ")
