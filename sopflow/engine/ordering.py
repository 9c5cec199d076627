"""Instances in memory by their fields and their end, and in other orders than that of their start."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final, NamedTuple

from sopflow.errors import BadCursor
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance
from sopflow.flow.searched import searched

from .finding import is_in
from .store import Order, Page, Query

Values = dict[str, "list[str | int | float]"]
_KINDS: Final[dict[str, Any]] = {"text": str, "whole": int, "decimal": (int, float)}


class Meant(NamedTuple):
    """An instance of a list."""

    number: int
    instance: Instance
    at: datetime
    """By what the usual order goes."""
    key: Any
    """By what another order goes; `None` where it has nothing of that."""


def values_in(flow: Flow | None, one: Instance, query: Query) -> Values:
    """What an instance is found by, as far as whoever asks sees it."""
    found: Values = {}
    if flow is None:
        return found
    own = searched(flow, one)
    read = {audience for audience, person in own.readers if query.seer is not None and person == query.seer.person}
    for value in own.values:
        if query.seer is None or value.audience in read or query.seer.holds_one_of(value.audience):
            said = (value.text, value.whole, value.decimal)
            found.setdefault(value.field, []).extend(part for part in said if part is not None)
    return found


def is_found(one: Instance, values: Mapping[str, Sequence[Any]], query: Query) -> bool:
    """Whether an instance has the fields that are looked for."""
    for wanted in query.fields:
        own = values.get(wanted.field, ())
        fitting = [part for part in wanted.stretches if one.digest in part.digests]
        if not fitting:
            return False
        if not wanted.is_filled:
            if own:
                return False
        elif not any(is_in(value, part) for part in fitting for value in own):
            return False
    return True


def is_ended(ended_at: datetime | None, query: Query) -> bool:
    """Whether an instance ended when it is asked for."""
    if query.ended_from is None and query.ended_before is None:
        return True
    if ended_at is None or (query.ended_from is not None and ended_at < query.ended_from):
        return False
    return query.ended_before is None or ended_at < query.ended_before


def by_order(order: Order | None, ended_at: datetime | None, values: Values) -> Any:
    """By what an order puts an instance."""
    if order is None or order.by == "started":
        return ""
    if order.by == "ended":
        return ended_at.timestamp() if ended_at is not None else None
    return next(iter(values.get(str(order.field), ())), None)


def ordered(order: Order, whole: list[Meant], after: str | None, limit: int) -> Page[Instance]:
    """A page of them; what is alike goes by the start."""
    keys = {}
    for one in whole:
        if one.key is not None:
            keys[one.key, one.instance.started_at.timestamp(), one.number] = one.instance
    begin = _position(order, after) if after is not None else None
    some = sorted(keys, reverse=order.is_descending)
    rest = (key for key in some if begin is None or (key < begin if order.is_descending else key > begin))
    first = list(islice(rest, limit + 1))
    more = json.dumps(first[limit - 1]) if len(first) > limit else None
    return Page(tuple(keys[key] for key in first[:limit]), more)


def _position(order: Order, cursor: str) -> tuple[Any, float, int]:
    column = order.column if order.by == "field" else "text" if order.by == "started" else "decimal"
    try:
        key, started, number = json.loads(cursor)
    except (ValueError, RecursionError, TypeError):
        raise BadCursor(cursor=cursor) from None
    plain = (
        isinstance(started, float)
        and math.isfinite(started)
        and isinstance(number, int)
        and isinstance(key, _KINDS[column])
    )
    if not plain or isinstance(key, bool) or isinstance(number, bool) or key != key:
        raise BadCursor(cursor=cursor)
    return key, started, number
