"""The codec of version 1 as it was until 26 November 2026: what an older process writes, and what it reads.

Kept so that what it writes can be made of any history, and so that it can be shown what a later version says.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

from sopflow.errors import UnreadableRecord
from sopflow.flow.command import Command, Paper
from sopflow.flow.event import NO_EFFECTS, Claim, Details, Effects, Event, OpenRow, Signature
from sopflow.flow.instance import InHand, Instance
from sopflow.flow.record import defaults, maker, paths
from sopflow.frozen import NOTHING, Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]
FORMAT: Final = 1


def made(kind: type[Any], **values: Any) -> Any:
    """A record of its fields and those of its parts."""
    return maker(kind)({**defaults(kind), **values})


def command_to_json(command: Command) -> Json:
    """A command as JSON values; what is empty is left out."""
    return {"v": FORMAT, **_record(command)}


def command_from_json(record: Mapping[str, Any]) -> Command:
    """The command again; `UnreadableRecord` for another format or a broken record."""
    try:
        return made(Command, **_commanded(_versioned(record)))
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise UnreadableRecord(why=f"{type(problem).__name__}: {problem}") from None


def event_to_json(event: Event) -> Json:
    """An event as JSON values; what is empty is left out."""
    (
        instance, revision, at, type_, by, step, visit, outcome, actor, opened, documents, asked, effects,
    ) = (getattr(event, name) for name in _EVENT)  # fmt: skip
    record: Json = {
        "v": FORMAT, "instance": instance, "revision": revision, "at": at.isoformat(), "type": type_, "by": by,
    }  # fmt: skip
    for name, value in (("step", step), ("visit", visit), ("outcome", outcome), ("actor", actor)):
        if value is not None:
            record[name] = value
    if opened:
        record["opened"] = [_row(row) for row in opened]
    if documents:
        record["documents"] = list(documents)
    if asked is not None:
        record["asked"] = _record(asked)
    if effects is not NO_EFFECTS and effects != NO_EFFECTS:
        record["effects"] = _record(effects._replace(restored=None))
        if effects.restored is not None:
            record["effects"]["restored"] = instance_to_json(effects.restored)
    return record


def event_from_json(record: Mapping[str, Any]) -> Event:
    """The event again; `UnreadableRecord` for another format or a broken record."""
    try:
        values = _versioned(record)
        values["at"] = _instant(values["at"])
        values["opened"] = tuple(_open_row(row) for row in values.get("opened", ()))
        values["documents"] = tuple(values.get("documents", ()))
        if "asked" in values:
            values["details"] = _asked(values.pop("asked"))
        if "effects" in values:
            values["effects"] = _effects(values["effects"])
        return made(Event, **values)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise UnreadableRecord(why=f"{type(problem).__name__}: {problem}") from None


def instance_to_json(instance: Instance) -> Json:
    """A snapshot as JSON values; what is empty is left out."""
    record: Json = {"v": FORMAT}
    value: Any
    for name in _INSTANCE:
        value = getattr(instance, name)
        if (
            value is None
            or (value in _EMPTY and name != "waiting")
            or (value == 0 and name in ("extended", "is_provisional", "is_held"))
        ):
            continue
        if name == "active":
            record[name] = [_row(row) for row in value]
        elif name == "documents":
            record[name] = {document: _held(held) for document, held in value.items()}
        else:
            record[name] = _plain(value)
    return record


def instance_from_json(record: Mapping[str, Any]) -> Instance:
    """The snapshot again; `UnreadableRecord` for another format or a broken record."""
    try:
        values = _versioned(record)
        for name in ("at", "started_at", "due", "suspended_at"):
            if name in values:
                values[name] = _instant(values[name])
        values["active"] = tuple(_open_row(row) for row in values.get("active", ()))
        values["waiting"] = _waiting(values.get("waiting", ()))
        for name in ("visits", "chosen"):
            values[name] = Frozen(values.get(name, NOTHING))
        values["documents"] = Frozen(
            {
                name: InHand(
                    held["version"], held.get("step"), Paper(**held["paper"]) if "paper" in held else None
                )
                for name, held in values.get("documents", NOTHING).items()
            }
        )
        if "parent" in values:
            values["parent"] = tuple(values["parent"])
        if "done_by" in values:
            values["done_by"] = Frozen({step: tuple(people) for step, people in values["done_by"].items()})
        return made(Instance, **values)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise UnreadableRecord(why=f"{type(problem).__name__}: {problem}") from None


_EMPTY: Final[tuple[object, ...]] = ((), {}, NO_EFFECTS)
_EVENT: Final = (
    "instance", "revision", "at", "type", "by", "step", "visit", "outcome", "actor", "opened", "documents", "details",
    "effects",
)  # fmt: skip
_ROW: Final = (
    "step", "visit", "actors", "since", "due", "signed", "child", "late_at", "late_acts", "is_provisional", "extended",
    "claims",
)  # fmt: skip
_INSTANCE: Final = (
    "id", "sop", "version", "digest", "revision", "status", "started_at", "at", "started_by", "active", "documents",
    "visits", "waiting", "chosen", "end", "hand_over", "due", "suspended_at", "subject", "data_json", "parent", "extended",
    "done_by", "unit", "is_provisional", "is_held",
)  # fmt: skip


def _record(record: Any) -> Json:
    return {
        name: _plain(value)
        for name in getattr(record, "_fields", None) or paths(type(record))
        for value in [getattr(record, name)]
        if not (value is None or value is False or value in _EMPTY) or (name == "waiting" and value == ())
    }


def _row(row: OpenRow) -> Json:
    step, visit, actors, since, due, signed, child, late_at, late_acts, is_provisional, extended, claims = (
        getattr(row, name) for name in _ROW
    )
    record: Json = {"step": step, "visit": visit}
    if actors:
        record["actors"] = list(actors)
    record["since"] = since.isoformat()
    if due is not None:
        record["due"] = due.isoformat()
    if signed:
        record["signed"] = [_record(signature) for signature in signed]
    if child is not None:
        record["child"] = child
    if late_at is not None:
        record["late_at"] = late_at.isoformat()
    if late_acts:
        record["late_acts"] = late_acts
    if is_provisional:
        record["is_provisional"] = True
    if extended:
        record["extended"] = extended
    if claims:
        record["claims"] = [_record(claim) for claim in claims]
    return record


def _held(held: InHand) -> Json:
    record: Json = {"version": held.version}
    if held.step is not None:
        record["step"] = held.step
    if held.paper is not None:
        record["paper"] = _record(held.paper)
    return record


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if hasattr(value, "_fields"):
        return _record(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _versioned(record: Mapping[str, Any]) -> Json:
    values = dict(record)
    version = values.pop("v")
    if version != FORMAT:
        raise UnreadableRecord(why=f"format {version!r}; this sopflow reads format {FORMAT}")
    return values


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return instant


def _open_row(row: Json) -> OpenRow:
    return made(
        OpenRow,
        step=row["step"],
        visit=row["visit"],
        actors=tuple(row.get("actors", ())),
        since=_instant(row["since"]),
        due=_instant(row["due"]) if "due" in row else None,
        signed=tuple(_signature(s) for s in row.get("signed", ())),
        child=row.get("child"),
        late_at=_instant(row["late_at"]) if "late_at" in row else None,
        late_acts=row.get("late_acts", 0),
        is_provisional=row.get("is_provisional", False),
        extended=row.get("extended", 0),
        claims=_claims(row.get("claims", ())),
    )


def _claims(records: Any) -> tuple[Claim, ...]:
    return tuple(Claim(**record) for record in records)


def _signature(record: Json) -> Signature:
    return Signature(
        record["actor"], record["by"], record["outcome"], _instant(record["at"]), record.get("on_behalf_of")
    )


def _asked(record: Json) -> Details:
    return Details(**_commanded(dict(record)))


def _commanded(values: Json) -> Json:
    values["papers"] = tuple(Paper(**paper) for paper in values.get("papers", ()))
    values["choose"] = cast("tuple[tuple[str, str], ...]", tuple(tuple(pair) for pair in values.get("choose", ())))
    if "acted_at" in values:
        values["acted_at"] = _instant(values["acted_at"])
    if "parent" in values:
        values["parent"] = tuple(values["parent"])
    values["mapping"] = tuple((old, new) for old, new in values.get("mapping", ()))
    return values


def _effects(record: Json) -> Effects:
    values = dict(record)
    if "sop" in values:
        values["sop"] = tuple(values["sop"])
    if "limit" in values:
        values["limit"] = _instant(values["limit"])
    for name in ("closed", "missing", "did_by", "provisional"):
        if name in values:
            values[name] = tuple(tuple(i) if isinstance(i, list) else i for i in values[name])
    if "waiting" in values:
        values["waiting"] = _waiting(values["waiting"])
    if "dues" in values:
        values["dues"] = tuple((tuple(row), _instant(due)) for row, due in values["dues"])
    if "restored" in values:
        values["restored"] = instance_from_json(values["restored"])
    if "lates" in values:
        values["lates"] = tuple(
            (tuple(row), _instant(at) if at is not None else None) for row, at in values["lates"]
        )
    if "claims" in values:
        values["claims"] = _claims(values["claims"])
    if "signature" in values:
        values["signature"] = _signature(values["signature"])
    return Effects(**values)


def _waiting(pairs: Any) -> tuple[tuple[tuple[str, str], int], ...]:
    return tuple(((arc[0], arc[1]), count) for arc, count in pairs)
