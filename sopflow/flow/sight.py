"""Which fields of a case somebody sees, by the actors for whom they act in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import structs

from sopflow.conditions import TODAY
from sopflow.frozen import Frozen

if TYPE_CHECKING:
    from .event import Event
    from .flow import Flow
    from .instance import Instance


def visible_fields(flow: Flow, actors: Collection[str]) -> frozenset[str]:
    """The fields that some actors see: what names one of them in `visible_to`; of the others internal actors all, external
    ones those of their own rows' forms."""
    known = flow.definition.actors
    inside = any(actor in known and not known[actor].external for actor in actors)
    own = {
        one.field.id for row in flow.rows.values() if not set(actors).isdisjoint(row.actors) for one in row.form
    }
    return frozenset(
        name
        for name, field in flow.definition.fields.items()
        if (not set(actors).isdisjoint(field.visible_to) if field.visible_to else inside or name in own)
    )


def shown_of(seen: Collection[str], instance: Instance) -> Instance:
    """An instance with these fields alone."""
    fields = instance.rare.fields
    kept = _among(fields, seen) if fields else fields
    return instance if kept is fields else instance._replace(fields=kept)


def has_values(event: Event) -> bool:
    """Whether an event says what fields were."""
    details, effects = event.details, event.effects
    return bool((details is not None and details.fields) or effects.case or effects.compared)


def told_of(seen: Collection[str], event: Event) -> Event:
    """An event with these fields alone, in what was filled in, in what changed, and in what was compared."""
    if not has_values(event):
        return event
    details, effects = event.details, event.effects
    given = details._replace(fields=_among(details.fields, seen)) if details is not None else None
    told = effects._replace(case=_among(effects.case, seen), compared=_among(effects.compared, {*seen, TODAY}))
    return structs.replace(event, details=given, effects=told)


def _among(values: Mapping[str, Any], seen: Collection[str]) -> Mapping[str, Any]:
    if all(name in seen for name in values):
        return values
    return Frozen({name: value for name, value in values.items() if name in seen})


def shown_beside(flow: Flow, step: str, actors: Collection[str]) -> tuple[str, ...]:
    """The fields that stand beside a row's form: those that it `shows`, or all, as far as these actors see them."""
    row = flow.rows[step]
    seen, asked = visible_fields(flow, actors), {one.field.id for one in row.form}
    wanted = map(str, row.step.shows) if row.step.shows else iter(flow.definition.fields)
    return tuple(name for name in wanted if name in seen and name not in asked)
