"""By what a case is found: the values of its fields that are searched, each with who sees it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from sopflow.fields import Field, FieldType, Value

from .audience import OWN, SUBSTITUTE, Audience, acting_as, is_by_position, stand_ins
from .flow import Flow
from .instance import Instance
from .sight import visible_fields

WHOLE: Final[tuple[FieldType, ...]] = ("whole", "money", "yes_no")
"""The types whose values are whole numbers: yes is 1."""
READS: Final = "reads:"
"""Before an actor whose fields an audience has: it keeps apart those of whom the same positions see the same."""


class SearchedValue(NamedTuple):
    """A value in the form in which it is compared; of several choices each is one."""

    field: str
    item: int
    text: str | None
    whole: int | None
    decimal: float | None
    audience: Audience
    """Who sees it by position."""


class Searched(NamedTuple):
    """What of a case is searched."""

    values: tuple[SearchedValue, ...]
    readers: tuple[tuple[Audience, str], ...]
    """Who sees what an audience does, whatever position they hold."""


NOTHING_SEARCHED: Final = Searched((), ())


def searched(flow: Flow, instance: Instance) -> Searched:
    """What of a case is searched now."""
    there = instance.rare.fields
    if not flow.searched or not there:
        return NOTHING_SEARCHED
    audiences: dict[tuple[str, ...], Audience] = {}
    values: list[SearchedValue] = []
    for field in flow.searched:
        value = there.get(field.id)
        if value is not None:
            viewers = viewers_of(flow, field.id)
            if viewers not in audiences:
                audiences[viewers] = _audience(flow, instance, viewers)
            values += compared(field, value, audiences[viewers])
    readers = dict.fromkeys(
        (audience, person)
        for viewers, audience in audiences.items()
        for actor, person in acting_as(instance)
        if actor in viewers
    )
    return Searched(tuple(values), tuple(readers))


def compared(field: Field, value: Value, audience: Audience) -> Iterator[SearchedValue]:
    """A value of a field as it is compared."""
    for item, one in enumerate(value if isinstance(value, list | tuple) else (value,)):
        text, whole, decimal = None, None, None
        if field.type in WHOLE:
            whole = int(one)
        elif field.type == "number":
            decimal = float(one)  # a double keeps the 15 digits that a number has
        else:
            text = str(one)
        yield SearchedValue(str(field.id), item, text, whole, decimal, audience)


@lru_cache(maxsize=1024)
def viewers_of(flow: Flow, field: str) -> tuple[str, ...]:
    """The actors who see a field."""
    acting = {*map(str, flow.definition.actors), *(actor for row in flow.rows.values() for actor in row.actors)}
    return tuple(sorted(actor for actor in acting if field in visible_fields(flow, (actor,))))


def _audience(flow: Flow, instance: Instance, viewers: tuple[str, ...]) -> Audience:
    held = tuple(actor for actor in viewers if is_by_position(flow, instance, actor))
    return Audience(instance.unit, _positions(flow, viewers, held))


@lru_cache(maxsize=1024)
def _positions(flow: Flow, viewers: tuple[str, ...], held: tuple[str, ...]) -> tuple[str, ...]:
    found = {READS + actor for actor in viewers}
    for actor in held:
        found.add(OWN + actor)
        found.update(SUBSTITUTE + one for one in stand_ins(flow, actor))
    return tuple(sorted(found))
