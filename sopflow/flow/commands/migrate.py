"""A running instance moves to another version of its SOP, with every token in its place."""

from __future__ import annotations

from datetime import datetime
from typing import NoReturn

from sopflow.definition.digest import is_digest_of
from sopflow.errors import BadCommand, NoPlace, NotInVersion
from sopflow.fields import Problem
from sopflow.fields.samples import sample
from sopflow.frozen import Frozen
from sopflow.language import Words, did_you_mean

from ..authority import Capacity, titles
from ..command import Command
from ..context import Context
from ..deciding.recording import event_of
from ..event import Arc, Event, OpenRow, RowKey
from ..flow import Flow, Row
from ..forms import carried, difference
from ..instance import InHand, Instance
from ..kinds import CommandType, EventKind, act, event
from ..lifecycle import UNFINISHED
from ..past import Past, due_again, renamed
from ..people import lost_in
from ..rights import as_named, refused
from ..routing import Routing

act("migrate", Words("memindahkan proses ini ke versi lain", "move this instance to another version"))
MIGRATED = event(
    "migrated",
    EventKind(
        "migrate",
        Words("pindah versi", "moved to another version"),
        moves_dues=True,
        is_as_recorded=True,
        carries=("sop", "restored", "case"),
    ),
)
_NO_VERSION = Words("{sop} tidak punya versi {version}", "there is no version {version} of {sop}")
_THERE = Words("{instance} sudah pada versi {version}", "{instance} is already on version {version}")
_GONE = Words(
    "tidak ada langkah itu di sana; {hint}; petakan ke langkah lain (mapping; di terminal --map)",
    "there is no such step; {hint}; map it to another (mapping; in the terminal --map)",
)
_TWICE = Words('sudah ada yang terbuka di "{row}"', '"{row}" would be open twice')
_AUTOMATIC = Words('"{row}" di sana dilewati dengan sendirinya', '"{row}" passes by itself there')
_EACH = Words(
    '"{row}" di sana tidak dijalankan untuk setiap baris daftar yang sama',
    '"{row}" does not call for each record of the same list there',
)
_CALLS = Words('"{row}" di sana tidak memanggil SOP yang sama', '"{row}" does not call the same SOP there')
_SIGNED = Words(
    'sudah ditandatangani {people}, yang tidak cocok dengan "{row}" di sana',
    '{people} signed it, which does not fit "{row}" there',
)
_NOT_CHOSEN = Words('"{actor}" di sana belum ditunjuk', '"{actor}" has not been chosen there')
_NOT_BOUND = Words(
    "{people} adalah {actor} dalam proses ini; pada versi itu hal ini tidak dapat dinyatakan",
    "{people} is {actor} in this instance; that version has no such actor",
)
_UNBOUND = Words(
    "pada versi itu {actor} adalah orang tertentu; sebutkan dahulu orangnya (rebind)",
    "in that version {actor} is a certain person; name that person first (rebind)",
)
_NO_ACTOR = Words(
    "pada versi itu {actor} adalah orang tertentu, dan versi ini tidak punya pelaksana itu; pindahkan dahulu ke versi yang sudah punya, tetapi tanpa is: starter",
    "in that version {actor} is a certain person, and this version has no such actor; first go to a version that has it, but without is: starter",
)
_NO_JOIN = Words(
    'menunggu "{join}", yang di sana tidak menunggunya', 'it waits at "{join}", which does not wait for it there'
)
_UNFIT = Words(
    'pada versi itu isian "{field}" harus {expected}; betulkan dahulu (correct)',
    'in that version the field "{field}" must be {expected}; correct it first (correct)',
)
_IN_USE = Words(
    'pada versi itu isian "{field}" harus {expected}; daftarnya dipakai "{row}", jadi tunggu sampai langkah itu selesai, lalu betulkan (correct)',
    'in that version the field "{field}" must be {expected}; its list is in use by "{row}", so wait until that row is done, then correct it (correct)',
)
_OTHER = Words(
    'pada versi itu isian "{field}" harus {expected}, dan versi ini tidak menerima nilai seperti itu; pindahkan ke versi yang memakai id lain untuk isian itu',
    'in that version the field "{field}" must be {expected}, and this version takes no such value; go to a version with another id for that field',
)
_WOULD_END = Words("proses ini akan langsung berakhir di sana", "the instance would end there at once")


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """Every open row, and everything that waits at a join, goes where the mapping says, or to the row of the same id;
    `NoPlace` where that is not a place for it."""
    target = context.target
    if target is None or target.definition.id != instance.sop:
        raise BadCommand(what=_NO_VERSION.filled(version=command.version, sop=instance.sop))
    if is_digest_of(instance.digest, target.definition):
        raise BadCommand(what=_THERE.filled(instance=instance.id, version=command.version))
    lost = lost_in(target, instance.rare.people)
    if lost is not None:
        rows = tuple(row.step for row in instance.active)
        why = _NOT_BOUND.filled(actor=titles(flow, (lost,)), people=titles(flow, instance.rare.people[lost]))
        raise NoPlace(step=rows, version=command.version, why=why)
    if target.starter is not None and target.starter not in instance.rare.people:
        rows = tuple(row.step for row in instance.active)
        advice = _UNBOUND if target.starter in flow.definition.actors else _NO_ACTOR
        why = advice.filled(actor=titles(target, (target.starter,)))
        raise NoPlace(step=rows, version=command.version, why=why)
    moved = _Moving(flow, target, instance, command, context).moved()
    routing = Routing(target, moved, context)
    routing.fire_joins()
    if routing.end is not None or routing.closes_all:
        raise NoPlace(step=tuple(r.step for r in instance.active), version=command.version, why=_WOULD_END)
    after = moved._replace(
        active=(*moved.active, *routing.opened),
        waiting=tuple(routing.waiting.items()),
        visits=Frozen({**moved.visits, **{row.step: row.visit for row in routing.opened}}),
    )
    sop = (target.definition.id, target.definition.version, target.definition.digest)
    values, unfit = carried(target, instance.rare.fields)
    if unfit is not None:
        raise NoPlace(
            step=tuple(r.step for r in instance.active),
            version=command.version,
            why=_advice(flow, target, instance, unfit),
        )
    case = difference(instance.rare.fields, values)
    return event_of(routing, command, MIGRATED, sop=sop, restored=after.control, case=case, capacity=capacity)


def _advice(flow: Flow, target: Flow, instance: Instance, unfit: Problem) -> Words:
    """Why a value does not go along, with what makes it go: nothing that would be refused in its turn."""
    name = unfit.field.partition("[")[0]
    said = {"field": unfit.field, "expected": unfit.expected}
    if (
        unfit.kind == "unknown"
        and flow.definition.fields[name].personal != target.definition.fields[name].personal
    ):
        return unfit.expected
    other = sample(target.definition.fields[name])
    if other is None or isinstance(flow.definition.fields[name].read(other), Problem):
        return _OTHER.filled(**said)
    rows = [flow.rows[one.step] for one in instance.active]
    using = next((row for row in rows if row.each is not None and name in (row.each, row.step.into)), None)
    return _UNFIT.filled(**said) if using is None else _IN_USE.filled(**said, row=flow.title(using.id))


class _Moving:
    def __init__(self, flow: Flow, target: Flow, instance: Instance, command: Command, context: Context) -> None:
        self.flow = flow
        self.target = target
        self.instance = instance
        self.context = context
        self.version = target.definition.version
        self.names = dict(command.mapping)
        self.past: Past | None = context.past
        self.routing = Routing(target, instance, context)
        self.chosen = Frozen({actor: who for actor, who in instance.chosen.items() if self.may_be(actor, who)})
        for old, new in self.names.items():
            if old not in flow.rows:
                raise NotInVersion(
                    step=old, version=flow.definition.version, possible=did_you_mean(old, flow.rows)
                )
            if new not in target.rows:
                raise NotInVersion(step=new, version=self.version, possible=did_you_mean(new, target.rows))

    def moved(self) -> Instance:
        """The snapshot on the new version, before joins that are full now have started."""
        instance, sop = self.instance, self.target.definition
        rows = tuple(self.row(open_row) for open_row in instance.active)
        keys = [(row.step, row.visit) for row in rows]
        for at, key in enumerate(keys):
            if key in keys[:at]:
                self.refuse(instance.active[at].step, _TWICE.filled(row=self.target.title(key[0])))
        due, uncertain = self.whole()
        return instance._replace(
            version=sop.version, digest=sop.digest, active=rows, waiting=self.waiting(), visits=self.visits(), due=due,
            is_provisional=uncertain, documents=self.documents(), done_by=self.done_by(),
            chosen=self.chosen,
        )  # fmt: skip

    def may_be(self, actor: str, who: str) -> bool:
        """Whether an actor may be who it was chosen to be, there too."""
        known = self.target.definition.actors
        if actor not in known or known[actor].chosen_by is None:
            return False
        if known[actor].among:
            return who in known[actor].among
        return who in known or who not in self.flow.definition.actors  # else a person

    def keeps_key(self, name: str) -> bool:
        """Whether the records of a list are told apart by the same column there."""
        return self.flow.definition.fields[name].key == self.target.definition.fields[name].key

    def place(self, step: str) -> Row:
        row = self.target.rows.get(self.names.get(step, step))
        if row is None:
            self.refuse(step, _GONE.filled(hint=did_you_mean(step, self.target.rows)))
        return row

    def row(self, was: OpenRow) -> OpenRow:
        old, new = self.flow.rows[was.step], self.place(was.step)
        if new.is_automatic:
            self.refuse(was.step, _AUTOMATIC.filled(row=self.target.title(new.id)))
        if old.step.call != new.step.call:
            self.refuse(was.step, _CALLS.filled(row=self.target.title(new.id)))
        if (old.each, old.step.into) != (new.each, new.step.into) or (old.each and not self.keeps_key(old.each)):
            self.refuse(was.step, _EACH.filled(row=self.target.title(new.id)))
        actors = self.actors(was, old, new)
        if was.signed and not self.still_signs(was, old, new, actors):
            people = titles(self.flow, (signature.by for signature in was.signed))
            self.refuse(was.step, _SIGNED.filled(people=people, row=self.target.title(new.id)))
        claims = tuple(c for c in was.claims if c.actor in actors)
        if len(claims) > 1 and not new.is_joint:
            claims = ()  # a row that any of them may do is in one person's hands
        moved = was._replace(step=new.id, actors=actors, claims=claims)
        if (old.limit, old.calendar, old.step.on_late) == (new.limit, new.calendar, new.step.on_late):
            return moved
        return self.timed(was, moved, new)

    def timed(self, was: OpenRow, moved: OpenRow, new: Row) -> OpenRow:
        """The row with its due time by the new standard, counted from when it was opened."""
        if new.limit is None:
            return moved._replace(due=None, late_at=None, late_acts=0, is_provisional=False)
        calendar = self.context.calendar(new.calendar)
        key: RowKey = (was.step, was.visit)
        changes = self.past.moved.get(key, ()) if self.past is not None else ()
        due = due_again(was.since, new.limit, calendar, changes) or was.due
        uncertain = due is not None and new.calendar is not None and calendar.is_provisional(was.since, due)
        acts = min(was.late_acts, len(new.step.on_late))
        late_at = self.routing.late_at(new, due, acts)
        return moved._replace(due=due, late_at=late_at, late_acts=acts, is_provisional=uncertain)

    def actors(self, was: OpenRow, old: Row, new: Row) -> tuple[str, ...]:
        """Who may do it there, with those to whom it was escalated; who must sign is the new version's word alone."""
        known = self.target.definition.actors
        chosen = self.chosen
        for actor in new.actors:
            if actor in known and known[actor].chosen_by is not None and actor not in chosen:
                self.refuse(was.step, _NOT_CHOSEN.filled(actor=known[actor].title))
        there = tuple(dict.fromkeys(chosen.get(actor, actor) for actor in new.actors))
        if new.step.sign_off != "any":
            return there
        own = {self.instance.chosen.get(actor, actor) for actor in old.actors}
        escalated = [actor for actor in was.actors if actor not in own and actor in known]
        return tuple(dict.fromkeys([*there, *escalated]))

    @staticmethod
    def still_signs(was: OpenRow, old: Row, new: Row, actors: tuple[str, ...]) -> bool:
        """Whether the signatures that are there are some, but not all, of those that are asked for there, on the same form."""
        signed = tuple(signature.actor for signature in was.signed)
        if {one.field.id for one in old.form} != {one.field.id for one in new.form}:
            return False  # what they signed is not what is asked for there
        if not new.is_joint or len(signed) >= len(actors) or any(s.outcome not in new.ways for s in was.signed):
            return False
        if new.step.sign_off == "in_order":
            return actors[: len(signed)] == signed
        return set(signed) <= set(actors)

    def waiting(self) -> tuple[tuple[Arc, int], ...]:
        found: dict[Arc, int] = {}
        for (source, join), count in self.instance.waiting:
            place, came_from = self.place(join), self.names.get(source, source)
            if not self.awaits(place, came_from):
                self.refuse(source, _NO_JOIN.filled(join=self.flow.title(place.id)))
            found[came_from, place.id] = found.get((came_from, place.id), 0) + count
        return tuple(found.items())

    def awaits(self, join: Row, step: str) -> bool:
        """Whether what comes from a step waits there: also what was led there where the paper does not say where to."""
        if not join.inclusive:
            return join.join is not None and step in join.join
        row = self.target.rows.get(step)
        return step in self.target.arrivals(join) or (
            row is not None and any(way.is_open for way in row.ways.values())
        )

    def visits(self) -> Frozen[str, int]:
        found: dict[str, int] = {}
        for step, count in self.instance.visits.items():
            name = self.names.get(step, step)
            if name in self.target.rows:
                found[name] = max(found.get(name, 0), count)
        return Frozen(found)

    def documents(self) -> Frozen[str, InHand]:
        """What is available, under the rows' new names, with what the new version has from the beginning."""
        there = {
            name: InHand(held.version, self.names[held.step], held.paper) if held.step in self.names else held
            for name, held in self.instance.documents.items()
        }
        return Frozen({**{name: InHand(0) for name in self.target.at_hand if name not in there}, **there})

    def done_by(self) -> Frozen[str, tuple[str, ...]]:
        """Who did the rows of which others ask there, also where nobody asked before."""
        named = renamed(self.past.did, self.names) if self.past is not None else {}
        return Frozen({step: people for step, people in named.items() if step in self.target.watched})

    def whole(self) -> tuple[datetime | None, bool]:
        instance, old, new = self.instance, self.flow.definition, self.target.definition
        if (old.time_limit, old.calendar) == (new.time_limit, new.calendar):
            return instance.due, instance.is_provisional
        if new.time_limit is None:
            return None, False
        calendar = self.context.calendar(new.calendar)
        moved = self.past.moved.get(None, ()) if self.past is not None else ()
        due = due_again(instance.started_at, new.time_limit, calendar, moved) or instance.due
        uncertain = due is not None and new.calendar is not None
        return due, uncertain and due is not None and calendar.is_provisional(instance.started_at, due)

    def refuse(self, step: str, why: Words) -> NoReturn:
        raise NoPlace(step=(step,), version=self.version, why=why)


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    """Whom the version names to which it goes, else the one on which it is; nobody where neither does."""
    for one in (context.target, flow):
        if one is not None and one.definition.who_may("migrate"):
            return as_named(one, instance, command, context, one.definition.who_may("migrate"))
    if context.roles is None:
        return None
    raise refused(flow, command, ())


COMMAND = CommandType(
    "migrate",
    decide,
    permit,
    statuses=UNFINISHED,
    history="always",
    place=160,
    who=Words(
        "tidak seorang pun: sebutkan pelaksana pada versi tujuannya (atau pada versi asalnya)",
        "nobody: name an actor in the version that it goes to (or in the one that it is on)",
    ),
    verb=Words("memindahkan ke versi lain", "migrate"),
)
