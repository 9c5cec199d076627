"""What can be done now: for worklists, for pages with buttons, and for messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sopflow.definition.model import DONE

from .audience import Seer, actors_for
from .authority import kept_out, pending, signers, substitutes, tied_to
from .data import decided_by, filled_at, lacks
from .event import Claim, OpenRow
from .files import form_of_files, form_of_wait
from .flow import Flow, Row
from .instance import Instance
from .sight import visible_fields


class Missing(NamedTuple):
    """An input that is missing."""

    document: str
    title: str
    has_draft: bool
    """A draft of it is available."""


class Lack(NamedTuple):
    """A field by which a row is decided, and which is empty."""

    field: str
    title: str
    steps: tuple[str, ...]
    """The rows that fill it in."""


class Shown(NamedTuple):
    """A field that stands beside the form of a row, with the value that the case has."""

    field: str
    title: str
    value: Any
    """As in the fields of the instance."""


class WorkItem(NamedTuple):
    """What one signer, or one of several actors, can do now."""

    instance: str
    sop: str
    subject: str | None
    step: str
    number: str | None
    activity: str
    visit: int
    actors: tuple[str, ...]
    """Who may do it; empty for a row that ends by itself."""
    substitutes: tuple[str, ...]
    since: datetime
    due: datetime | None
    outcomes: tuple[str, ...]
    needs_note: tuple[str, ...]
    """Outcomes that need a note."""
    needs_target: tuple[str, ...]
    """Outcomes whose target the paper does not say."""
    chooses: tuple[str, ...]
    """Actors that are to be chosen with it."""
    may_skip: bool
    signs: bool
    """Others sign too."""
    missing: tuple[Missing, ...]
    waits_for: str | None = None
    """The document that ends a wait."""
    child: str | None = None
    """The instance that it waits for; `None` where it waits for none, or for more than one."""
    children: tuple[str, ...] = ()
    """All that it waits for, in the order of the records for each of which one was called."""
    is_provisional: bool = False
    """Whether `due` rests on days off that are only estimated, or not decided yet."""
    not_by: tuple[str, ...] = ()
    """Persons who may not do it, because they did a row that another person must do, or signed this one already."""
    only_by: tuple[str, ...] = ()
    """The persons who must do it, because they did the row named in `same_as`; empty if there is no such rule."""
    unit: str | None = None
    """The unit of the directory whose positions act."""
    claim: Claim | None = None
    """Who has claimed it or was given it."""
    people: tuple[str, ...] = ()
    """The persons who are its actors in this instance, whoever holds the positions."""
    recorded_by: tuple[str, ...] = ()
    """The actors who may enter it for them."""
    by_data: tuple[str, ...] = ()
    """The branches, if the fields of the case decide between them; then `done` is the only outcome to give."""
    lacks: tuple[Lack, ...] = ()
    """The empty fields without which it cannot be decided: it is refused until others have filled them in."""
    form: Mapping[str, Any] | None = None
    """The fields that it asks for, as JSON Schema."""
    known: tuple[str, ...] = ()
    """Those of them that the case has values of: they need not be filled in again."""
    files: Mapping[str, Any] | None = None
    """The documents whose files it asks for, as JSON Schema of `documents`."""
    shows: tuple[Shown, ...] = ()
    """What the case knows besides: what the row `shows`, or everything, as far as all of its actors may see it."""


def work_items(flow: Flow, instance: Instance) -> tuple[WorkItem, ...]:
    """The work items of an instance, in the order in which its rows were opened."""
    if instance.status != "running":
        return ()
    return tuple(item for row in instance.active for item in _items(flow, instance, row))


def _items(flow: Flow, instance: Instance, open_row: OpenRow) -> list[WorkItem]:
    row = flow.rows[open_row.step]
    step, wait, idle = row.step, row.step.wait, row.ends_itself
    turn = () if idle else pending(row, open_row)
    signers = [(actor,) for actor in turn] if row.is_joint and not idle else [turn]
    return [
        WorkItem(
            instance=instance.id,
            sop=instance.sop,
            subject=instance.subject,
            step=row.id,
            number=step.number,
            activity=step.activity,
            visit=open_row.visit,
            actors=actors,
            substitutes=tuple(dict.fromkeys(s for actor in actors for s in substitutes(flow, actor, row))),
            since=open_row.since,
            due=open_row.due,
            outcomes=() if idle else row.outcomes if row.decision is None else (DONE,),
            by_data=row.outcomes if row.decision is not None else (),
            lacks=_lacks(flow, instance, row) if row.decision is not None and not idle else (),
            needs_note=tuple(w.outcome for w in row.ways.values() if w.note_required),
            needs_target=tuple(w.outcome for w in row.ways.values() if w.is_open),
            chooses=tuple(dict.fromkeys(c for w in row.ways.values() for c in w.choices)),
            may_skip=step.optional and row.when is None and not open_row.signed,
            signs=row.is_joint,
            missing=tuple(_missing(flow, instance, d) for d in row.needed if d not in instance.documents),
            waits_for=str(wait.until) if wait is not None and wait.until is not None else None,
            child=open_row.child,
            children=open_row.children,
            is_provisional=open_row.is_provisional,
            not_by=_not_by(instance, open_row, row),
            only_by=tied_to(row, instance),
            unit=instance.unit,
            claim=next((c for c in open_row.claims if c.actor in actors), None),
            **(_form(flow, instance, row) if row.form else {}),
            files=_files(flow, instance, row, open_row) if row.asks_files or (wait and flow.with_files) else None,
            shows=_shown(flow, instance, row, actors) if instance.rare.fields and actors else (),
            **(_bound(flow, instance, actors) if instance.rare.people else {}),
        )
        for actors in signers
    ]


def _form(flow: Flow, instance: Instance, row: Row) -> dict[str, Any]:
    fields = instance.rare.fields
    return {"form": flow.form(row.id), "known": tuple(one.field.id for one in row.form if one.field.id in fields)}


def _lacks(flow: Flow, instance: Instance, row: Row) -> tuple[Lack, ...]:
    fields = flow.definition.fields
    return tuple(
        Lack(name, fields[name].title, filled_at(flow, name)) for name in lacks(flow, row, instance.rare.fields)
    )


def _files(flow: Flow, instance: Instance, row: Row, open_row: OpenRow) -> Mapping[str, Any] | None:
    """What has to be brought with the next signature, or by whom a wait ends; nobody brings anything to a call."""
    if row.step.wait is not None:
        return form_of_wait(flow, row.step.wait.until)
    if row.calls:
        return None
    is_last = not row.is_joint or len(open_row.signed) + 1 == len(open_row.actors)
    return form_of_files(flow, row, instance) if is_last else None


def _shown(flow: Flow, instance: Instance, row: Row, actors: tuple[str, ...]) -> tuple[Shown, ...]:
    """What each of the actors may see, since any of them may read it."""
    fields, known = flow.definition.fields, instance.rare.fields
    beside = [name for name in flow.beside(row.id, actors) if name in known]
    return tuple(Shown(name, fields[name].title, known[name]) for name in beside)


def told_of_item(item: WorkItem, flow: Flow, instance: Instance, seer: Seer) -> WorkItem:
    """A work item as somebody may see it: only values that they see, and whether the case knows a field only of those
    or, to whom it asks for it, of all. That another field is needed can tell what a field is by which it is decided: of that a
    refusal tells whom it asks, and others are told who see each of those."""
    if not item.known and not item.shows and not item.lacks:
        return item
    actors = actors_for(flow, instance, seer)
    seen = visible_fields(flow, actors)
    is_theirs = not actors.isdisjoint((*item.actors, *item.substitutes))
    known = item.known if is_theirs else tuple(name for name in item.known if name in seen)
    shows = tuple(one for one in item.shows if one.field in seen)
    may_know = is_theirs or not item.lacks or seen.issuperset(decided_by(flow.rows[item.step]))
    lacks = tuple(one for one in item.lacks if one.field in seen) if may_know else ()
    return item._replace(known=known, shows=shows, lacks=lacks)


def _bound(flow: Flow, instance: Instance, actors: tuple[str, ...]) -> dict[str, Any]:
    people, known = instance.rare.people, flow.definition.actors
    own = [actor for actor in actors if actor in people]
    return {
        "people": tuple(dict.fromkeys(person for actor in own for person in people[actor])),
        "recorded_by": tuple(dict.fromkeys(str(name) for actor in own for name in known[actor].recorded_by)),
    }


def _not_by(instance: Instance, open_row: OpenRow, row: Row) -> tuple[str, ...]:
    did = [person for people in kept_out(row, instance).values() for person in people]
    return tuple(dict.fromkeys((*did, *signers(open_row))))


def _missing(flow: Flow, instance: Instance, document: str) -> Missing:
    documents = flow.definition.documents
    has_draft = any(documents[d].draft_of == document for d in instance.documents if d in documents)
    return Missing(document, documents[document].title, has_draft)
