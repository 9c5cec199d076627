"""Instances, work items, events and definitions as JSON, each beside its schema: one form, whoever shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sopflow.definition.codec import definition_to_json
from sopflow.engine.refusing import refusal_to_json
from sopflow.errors import FieldsRefused, FilesRequired, SopflowError
from sopflow.fields import Problem
from sopflow.flow.files import PARTS
from sopflow.flow.forms import thawed
from sopflow.flow.lifecycle import STATUSES
from sopflow.flow.wire import event_to_json
from sopflow.frozen import NOTHING
from sopflow.language import Language, Words, in_words

from .meanings import MEANINGS
from .requests import InvalidRequest
from .shapes import ANYTHING, FLAG, INSTANT, NUMBER, TEXT, described, listed, perhaps, record, ref

if TYPE_CHECKING:
    from datetime import datetime

    from sopflow.definition.model import Definition
    from sopflow.engine.migration import Migration
    from sopflow.engine.store import Activation, Version
    from sopflow.flow.event import Claim, Event, OpenRow
    from sopflow.flow.instance import Instance
    from sopflow.flow.possible import WorkItem

Json = dict[str, Any]
_LONGEST: Final = 200
_PARTS: Final = re.compile(r"[^.\[\]]+")
T = TypeVar("T")
STATUS: Json = {"type": "string", "enum": [*STATUSES]}

CLAIM = record({"actor": TEXT, "person": TEXT, "on_behalf_of": perhaps(TEXT)})
OPEN_ROW = record(
    {
        "step": TEXT, "visit": NUMBER, "actors": listed(TEXT), "since": INSTANT, "due": perhaps(INSTANT),
        "is_provisional": FLAG, "signed": listed(record({
            "actor": TEXT, "by": TEXT, "outcome": TEXT, "at": INSTANT, "on_behalf_of": perhaps(TEXT),
            "files": listed(record({"document": TEXT, "sha256": TEXT})),
        })),
        "claims": listed(ref("Claim")), "child": perhaps(TEXT), "children": listed(TEXT),
        "ended": listed(record({"instance": TEXT, "end": TEXT})),
    }
)  # fmt: skip
INSTANCE = record(
    {
        "id": TEXT, "sop": TEXT, "version": TEXT, "digest": TEXT, "revision": NUMBER, "status": STATUS,
        "subject": perhaps(TEXT), "unit": perhaps(TEXT), "started_at": INSTANT, "started_by": TEXT,
        "changed_at": INSTANT, "due": perhaps(INSTANT), "end": perhaps(TEXT), "hand_over": perhaps(TEXT),
        "active": listed(ref("OpenRow")), "parent": perhaps(TEXT), "data": ANYTHING,
        "fields": {"type": "object"},
        "people": {"type": "object", "additionalProperties": listed(TEXT)},
        "documents": listed(record({"document": TEXT, "version": NUMBER, "step": perhaps(TEXT), **{name: perhaps({"type": one["type"]}) for name, one in PARTS.items()}})),
    }
)  # fmt: skip
WORK_ITEM = record(
    {
        "instance": TEXT, "sop": TEXT, "subject": perhaps(TEXT), "step": TEXT, "number": perhaps(TEXT), "activity": TEXT,
        "visit": NUMBER, "actors": listed(TEXT), "substitutes": listed(TEXT), "since": INSTANT, "due": perhaps(INSTANT),
        "is_provisional": FLAG, "outcomes": listed(TEXT), "needs_note": listed(TEXT), "needs_target": listed(TEXT), "by_data": listed(TEXT),
        "lacks": listed(record({"field": TEXT, "title": TEXT, "steps": listed(TEXT)})),
        "chooses": listed(TEXT), "may_skip": FLAG, "signs": FLAG,
        "missing": listed(record({"document": TEXT, "title": TEXT, "has_draft": FLAG})), "waits_for": perhaps(TEXT),
        "child": perhaps(TEXT), "children": listed(TEXT), "not_by": listed(TEXT), "only_by": listed(TEXT), "unit": perhaps(TEXT),
        "claim": perhaps(ref("Claim")), "people": listed(TEXT), "recorded_by": listed(TEXT),
        "form": perhaps({"type": "object"}),
        "known": listed(TEXT), "files": perhaps({"type": "object"}),
        "shows": listed(record({"field": TEXT, "title": TEXT, "value": {}})),
    }
)  # fmt: skip
OFFER = record({"command": TEXT, "step": perhaps(TEXT), "visit": perhaps(NUMBER)})
EVENT = record(
    {
        "instance": TEXT, "revision": NUMBER, "at": INSTANT, "type": TEXT, "by": TEXT, "step": perhaps(TEXT),
        "visit": perhaps(NUMBER), "outcome": perhaps(TEXT), "actor": perhaps(TEXT), "acted_at": INSTANT,
        "note": perhaps(TEXT), "record": {"type": "object"},
    }
)  # fmt: skip
VERSION = record({"sop": TEXT, "version": TEXT, "digest": TEXT, "is_current": FLAG})
KEPT_VERSION = record(
    {"sop": TEXT, "version": TEXT, "digest": TEXT, "is_current": FLAG, "activated_at": perhaps(INSTANT), "activated_by": perhaps(TEXT)}
)  # fmt: skip
HISTORY = record({"instance": ref("Instance"), "head": perhaps(TEXT), "items": listed(ref("Event"))})
MIGRATION = record(
    {
        "instance": TEXT, "from": TEXT,
        "rows": listed(record({"step": TEXT, "to": TEXT, "due": perhaps(INSTANT), "was_due": perhaps(INSTANT)})),
        "refused": perhaps(record({"code": TEXT, "detail": TEXT, "values": {"type": "object"}})),
    }
)  # fmt: skip
MIGRATIONS = record(
    {"to": TEXT, "moved": NUMBER, "stay": NUMBER, "dry_run": FLAG, "instances": listed(ref("Migration"))}
)
DEFINITION = record(
    {
        "id": TEXT, "version": TEXT, "digest": TEXT, "is_current": FLAG, "title": TEXT,
        "actors": listed(record({"id": TEXT, "title": TEXT})),
        "steps": listed(record({"id": TEXT, "number": perhaps(TEXT), "activity": TEXT})),
        "documents": listed(record({"id": TEXT, "title": TEXT})),
        "record": {"type": "object", "description": "the whole definition, as stores keep it"},
    }
)  # fmt: skip
PROBLEM = record(
    {
        "type": TEXT, "title": TEXT, "status": NUMBER, "detail": TEXT, "instance": TEXT, "code": TEXT,
        "values": {"type": "object"}, "possible": listed(ref("WorkItem")),
        "errors": listed(record({"pointer": TEXT, "detail": TEXT})),
    },
    optional=("values", "possible", "errors"),
)  # fmt: skip
_ALL: Json = {
    "Claim": CLAIM, "OpenRow": OPEN_ROW, "Instance": INSTANCE, "WorkItem": WORK_ITEM, "Offer": OFFER, "Event": EVENT,
    "Version": VERSION, "KeptVersion": KEPT_VERSION, "Definition": DEFINITION, "History": HISTORY,
    "Migration": MIGRATION, "Migrations": MIGRATIONS, "Problem": PROBLEM,
}  # fmt: skip
SCHEMAS: Json = {name: described(one, MEANINGS.get(name, NOTHING)) for name, one in _ALL.items()}


def instance_view(run: Instance) -> Json:
    return {
        "id": run.id, "sop": run.sop, "version": run.version, "digest": run.digest, "revision": run.revision,
        "status": run.status, "subject": run.subject, "unit": run.unit, "started_at": run.started_at.isoformat(),
        "started_by": run.started_by, "changed_at": run.at.isoformat(), "due": _at(run.due), "end": run.end,
        "hand_over": run.hand_over, "active": [_row(row) for row in run.active],
        "parent": run.parent[0] if run.parent is not None else None, "data": run.data,
        "fields": thawed(run.fields),
        "people": {actor: list(persons) for actor, persons in run.people.items()},
        "documents": [
            {
                "document": name, "version": held.version, "step": held.step,
                **{field: getattr(held.paper, field, None) for field in PARTS},
            }
            for name, held in run.documents.items()
        ],
    }  # fmt: skip


def item_view(item: WorkItem) -> Json:
    found = item._asdict()
    found["since"], found["due"] = item.since.isoformat(), _at(item.due)
    found["missing"] = [one._asdict() for one in item.missing]
    found["lacks"] = [{**one._asdict(), "steps": list(one.steps)} for one in item.lacks]
    found["claim"] = _claim(item.claim) if item.claim is not None else None
    found["form"], found["files"] = thawed(item.form), thawed(item.files)
    found["shows"] = [{**one._asdict(), "value": thawed(one.value)} for one in item.shows]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def event_view(event: Event) -> Json:
    return {
        "instance": event.instance, "revision": event.revision, "at": event.at.isoformat(), "type": event.type,
        "by": event.by, "step": event.step, "visit": event.visit, "outcome": event.outcome, "actor": event.actor,
        "acted_at": event.acted_at.isoformat(), "note": event.note, "record": event_to_json(event),
    }  # fmt: skip


def history_view(run: Instance, events: Iterable[Event], head: str | None) -> Json:
    """`head` is the hash of the last event and of all before it, where the store chains them."""
    return {"instance": instance_view(run), "head": head, "items": [event_view(one) for one in events]}


def version_view(one: Version, last: Activation | None) -> Json:
    """`last` is how it became current the last time."""
    since = (
        {"activated_at": last.at.isoformat(), "activated_by": last.by}
        if last is not None
        else dict.fromkeys(("activated_at", "activated_by"))
    )
    return {**one._asdict(), **since}


def migration_view(one: Migration, language: Language) -> Json:
    return {
        "instance": one.before.id, "from": one.before.version,
        "rows": [
            {"step": was.step, "to": now.step, "due": _at(now.due), "was_due": _at(was.due)} for was, now in one.rows
        ],
        "refused": problem_view(one.refusal, language) if one.refusal is not None else None,
    }  # fmt: skip


def definition_view(sop: Definition, *, is_current: bool) -> Json:
    return {
        "id": str(sop.id), "version": sop.version, "digest": sop.digest, "is_current": is_current,
        "title": sop.title,
        "actors": [{"id": str(a.id), "title": a.title} for a in sop.actors.values()],
        "steps": [{"id": str(s.id), "number": s.number, "activity": s.activity} for s in sop.steps],
        "documents": [{"id": str(d.id), "title": d.title} for d in sop.documents.values()],
        "record": definition_to_json(sop),
    }  # fmt: skip


def page_view(items: Iterable[T], view: Callable[[T], Json], following: str | None) -> Json:
    """A page of a list; `next` is what the page after it is asked for with."""
    return {"items": [view(item) for item in items], "next": following}


def problem_view(problem: SopflowError, language: Language) -> Json:
    """What was refused or went wrong: its code and its values, for programs, and the message; of a request that is not as it
    must be, each place of it in place of values."""
    if isinstance(problem, InvalidRequest):
        errors = [{"pointer": one.pointer, "detail": one.what.within(language)} for one in problem.errors]
        return {"code": problem.code, "detail": problem.message(language), "errors": errors}
    if isinstance(problem, FieldsRefused):
        problems = [Problem(*one) for one in problem.values["problems"]]  # type: ignore[attr-defined]
        errors = [{"pointer": _pointer(one.field), "detail": one.expected.within(language)} for one in problems]
        listed_ = [{"field": one.field, "kind": one.kind, "value": one.value} for one in problems]
        said = {"step": problem.values["step"], "problems": listed_}
        return {"code": problem.code, "detail": problem.message(language), "values": said, "errors": errors}
    if isinstance(problem, FilesRequired):
        errors = [{"pointer": "/documents", "detail": one.within(language)} for one in problem.each()]
        each = [{"document": one, "title": title, "lacks": [*parts]} for one, title, parts in problem.lacking]
        said = {"step": problem.values["step"], "problems": each}
        return {"code": problem.code, "detail": problem.message(language), "values": said, "errors": errors}
    plain = refusal_to_json(problem)["values"]
    values = {n: in_words(v, language) if isinstance(v, Words) else plain[n] for n, v in problem.values.items()}
    return {"code": problem.code, "detail": problem.message(language), "values": values}


def _pointer(place: str) -> str:
    """The place of a value in a request, as JSON Pointer: lists count from 0 there."""
    parts = [
        int(part) - 1 if part.isdecimal() else part.replace("~", "~0").replace("/", "~1")
        for part in _PARTS.findall(place[:_LONGEST])
    ]
    return "".join(f"/{part}" for part in ("fields", *parts))


def _row(row: OpenRow) -> Json:
    return {
        "step": row.step, "visit": row.visit, "actors": list(row.actors), "since": row.since.isoformat(),
        "due": _at(row.due), "is_provisional": row.is_provisional, "child": row.child, "children": list(row.children),
        "ended": [one._asdict() for one in row.ended],
        "signed": [
            {**one._asdict(), "at": one.at.isoformat(), "files": [{"document": d, "sha256": h} for d, h in one.files or ()]}
            for one in row.signed
        ],
        "claims": [_claim(one) for one in row.claims],
    }  # fmt: skip


def _claim(claim: Claim) -> Json:
    return dict(claim._asdict())


def _at(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
