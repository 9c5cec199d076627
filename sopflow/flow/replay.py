"""Replaying a history: every command decided again, every event compared with the one on record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from sopflow.errors import SopflowError, UnknownStep
from sopflow.language import Words
from sopflow.time import Calendar

from .authority import BOUND, ON_BEHALF, RECORDED
from .commands import EVENTS
from .context import Context, Role, Roles
from .decide import decide
from .event import Effects, Event, OpenRow, details_of
from .evolve import evolve
from .flow import UNKNOWN_ACTOR, Flow
from .following import followed
from .instance import Instance
from .past import Past
from .record import paths
from .wire import event_to_json

_ACT = Words("{what} oleh {by}", "{what} by {by}")
_NOW_REFUSED = Words("{act} diterima, kini ditolak ({code}): {why}", "{act} was accepted, and is now refused ({code}): {why}")  # fmt: skip
_REFUSED = Words("kini ditolak ({code})", "now refused ({code})")
_NOW_OTHER = Words("{act}: {what} {was}, kini {now}", "{act}: {what} {was}, now {now}")
_BEFORE: Final = 30
_LONGEST: Final = 120
"""Characters of a value that are shown: the state that an undo puts back may have thousands."""
_NOTHING = Words("(tidak ada)", "(none)")
_LABELS: Final = {
    "type": Words("jenisnya", "its kind was"),
    "outcome": Words("jawabannya", "its outcome was"),
    "actor": Words("dikerjakan sebagai", "it was done as"),
    "opened": Words("membuka", "it opened"),
    "actors": Words("pelaksananya", "who may go on was"),
    "dues": Words("batas waktu", "the due time was"),
    "documents": Words("menghasilkan", "it produced"),
    "missing": Words("yang belum ada", "missing was"),
    "waiting": Words("yang menunggu di gabungan", "waiting at joins was"),
    "end": Words("akhirnya", "its end was"),
    "status": Words("statusnya", "the status was"),
    "hand_over": Words("diserahkan ke", "it was handed over to"),
    "closed": Words("menutup", "it closed"),
    "kept": Words("dokumen yang mempertahankan berkasnya", "it kept the files of"),
    "restored": Words("keadaan yang dikembalikan", "the state it put back was"),
    "signature": Words("tanda tangannya", "its signature was"),
    "case": Words("isian kasusnya", "the fields of the case were"),
    "compared": Words("isian yang dibandingkan", "the fields compared were"),
}


_KINDS: Final = {
    "type": Words("jenis kejadian", "kind of event"),
    "outcome": Words("jawaban", "outcome"),
    "actor": Words("pelaksana", "actor"),
    "opened": Words("langkah yang dibuka", "rows opened"),
    "actors": Words("siapa yang boleh melanjutkan", "who may go on"),
    "dues": Words("batas waktu", "due time"),
    "documents": Words("dokumen yang dihasilkan", "documents made"),
    "missing": Words("dokumen yang belum ada", "documents missing"),
    "waiting": Words("yang menunggu di gabungan", "waiting at joins"),
    "end": Words("akhir", "end"),
    "status": Words("status", "status"),
    "hand_over": Words("penyerahan", "hand-over"),
    "closed": Words("langkah yang ditutup", "rows closed"),
    "kept": Words("dokumen yang mempertahankan berkasnya", "documents that keep their file"),
    "restored": Words("keadaan yang dikembalikan", "state put back"),
    "signature": Words("tanda tangan", "signature"),
    "case": Words("isian kasus", "fields of the case"),
    "compared": Words("isian yang dibandingkan", "fields compared"),
}


class Divergence(NamedTuple):
    """An event that would be another one now."""

    event: Event
    again: Event | None
    """What the command becomes now; `None` where it is refused."""
    refusal: SopflowError | None

    @property
    def kind(self) -> str:
        """The refusal's code, or what differs first: a part of the event, or of its effects."""
        return self.refusal.code if self.refusal is not None else self._side[0]

    @property
    def label(self) -> Words:
        """The kind, for people."""
        if self.refusal is not None:
            return _REFUSED.filled(code=self.refusal.code)
        return _KINDS.get(self.kind, Words(self.kind, self.kind))

    @property
    def words(self) -> Words:
        """The first difference, for people."""
        act = _ACT.filled(what=_act(self.event), by=self.event.by)
        if self.refusal is not None:
            why = Words(self.refusal.message("id"), self.refusal.message("en"))
            return _NOW_REFUSED.filled(act=act, code=self.refusal.code, why=why)
        what, was, now = self._side
        return _NOW_OTHER.filled(act=act, what=_LABELS.get(what, what), was=was or _NOTHING, now=now or _NOTHING)

    @property
    def _side(self) -> tuple[str, str | Words, str | Words]:
        assert self.again is not None
        sides = _sides(_compared(self.event), _compared(self.again))
        return next(side for side in sides if side[1] != side[2])


def replay(
    events: Iterable[Event], flow_of: Callable[[str], Flow], calendars: Mapping[str, Calendar] | None = None
) -> Iterator[Divergence | None]:
    """For each event of any number of instances, in order: `None` where its command becomes it again.

    `flow_of` gives the flow by an SOP's id (and raises what it likes where there is none). Which version or
    digest of a definition an event was made on is not compared, only what it says. An instance that has
    diverged goes on from what is on record.
    """
    states: dict[str, Instance] = {}
    pasts: dict[str, Past] = {}
    for event in events:
        state = states.get(event.instance)
        sop = state.sop if state is not None else (event.effects.sop or ("", "", ""))[0]
        flow = flow_of(sop)
        if EVENTS[event.type].is_as_recorded and state is not None:
            pasts[event.instance] = followed(pasts.get(event.instance), event, state)
            states[event.instance] = evolve(state, event)
            yield None
            continue
        past = pasts.get(event.instance)
        found = decided_again(event, state, past, flow, flow_of, calendars or {})
        pasts[event.instance] = followed(past, event, state)
        states[event.instance] = evolve(state, event)
        yield found


def decided_again(
    event: Event,
    state: Instance | None,
    past: Past | None,
    flow: Flow,
    flow_of: Callable[[str], Flow | None],
    calendars: Mapping[str, Calendar],
) -> Divergence | None:
    """What becomes of an event's command now, where it is not the same event whoever told who the people were."""
    found = None
    for roles, known in _told(event, flow):
        context = _context(event, roles, known, flow_of, calendars)
        found = _decided(event, state, flow, context._replace(past=past))
        if found is None:
            return None
    return found


def _decided(event: Event, state: Instance | None, flow: Flow, context: Context) -> Divergence | None:
    again, refusal = None, None
    try:
        again = decide(flow, state, event.command, context)
    except SopflowError as problem:
        refusal = problem
    except KeyError as missing:
        # a row that is open on record and that this definition does not have
        refusal = UnknownStep(step=str(missing.args[0]), possible=tuple(flow.rows))
    if again is not None:
        again = _filed_as_then(again, event)
        if _compared(again) == _compared(event):
            return None
    return Divergence(event, again, refusal)


def _filed_as_then(again: Event, event: Event) -> Event:
    """An event without the files of its signature, and those it keeps, where the one on record is from before they were said."""
    was, now = event.effects.signature, again.effects.signature
    if not event.effects.kept and again.effects.kept:
        again = again._replace(effects=again.effects._replace(kept=()))
    if was is None or now is None or now.files is None or was.files == now.files:
        return again
    hashed = {paper.document for paper in event.command.papers if paper.sha256}
    files = (
        tuple(one for one in now.files if one in was.files or one[0] in hashed) if was.files is not None else None
    )
    return again._replace(effects=again.effects._replace(signature=now._replace(files=files)))


def differs_beyond_times(found: Divergence) -> Divergence | None:
    """A divergence without the due times, which rest on the days off that were known then."""
    if found.again is None:
        return found
    was, now = (_without_times(_compared(event)) for event in (found.event, found.again))
    return Divergence(was, now, None) if was != now else None


def _without_times(event: Event) -> Event:
    effects = event.effects._replace(limit=None, dues=(), lates=(), is_provisional=False, provisional=())
    restored = effects.restored
    if restored is not None:
        active = tuple(map(_timeless, restored.active))
        effects = effects._replace(restored=restored._replace(due=None, is_provisional=False, active=active))
    return event._replace(opened=tuple(map(_timeless, event.opened)), effects=effects)


def _timeless(row: OpenRow) -> OpenRow:
    return row._replace(due=None, late_at=None, is_provisional=False)


def _context(
    event: Event,
    roles: Roles | None,
    known: bool,
    flow_of: Callable[[str], Flow | None],
    calendars: Mapping[str, Calendar],
) -> Context:
    """What the decision was handed, as far as the event tells: the same time, people, and new ids."""
    children = [child.rpartition("/")[2] for row in event.opened for child in row.children]
    ids = iter([event.instance, *children] if event.revision == 1 else children)
    others = _others(event)
    return Context(event.at, roles, known, calendars, lambda: next(ids, ""), flow_of, lambda _: others)


def _told(event: Event, flow: Flow) -> Iterator[tuple[Roles | None, bool]]:
    """What the directory said of whoever acted, and whether it knew them. Of one who gave a row to another without a place
    of their own the event does not tell whether there was a directory."""
    capacity, actor = event.effects.capacity, event.actor
    acting_as, position = event.effects.acting_as, event.effects.position
    if capacity is None or actor is None:
        yield None, False
        if event.type == "reassigned" and actor is None:
            yield {}, True
    elif capacity == ON_BEHALF or (capacity == UNKNOWN_ACTOR and event.by != acting_as):
        yield (None, False) if event.by in flow.definition.actors else ({}, True)
    elif event.by == acting_as:
        yield None, False
    elif capacity == BOUND:
        yield {}, True
    elif capacity == RECORDED:
        yield {str(acting_as): Role("definitif", position)}, True
    else:
        yield {actor: Role(capacity, position, acting_as)}, True


def _others(event: Event) -> Roles:
    """What the directory said of somebody else: who delegated a row, or to whom one was given."""
    effects = event.effects
    found = {claim.actor: Role() for claim in effects.claims}
    if effects.on_behalf_of is not None and event.actor is not None:
        found[event.actor] = Role("definitif", effects.position, effects.acting_as)
    return found


def _compared(event: Event) -> Event:
    """An event without the version that it was made on, and without details that only repeat what it says itself, as older
    ones do of an outcome `done` that was named."""
    details = details_of(event.command)
    if details != event.details:
        event = event._replace(details=details)
    if event.effects.sop is None:
        return event
    return event._replace(effects=event.effects._replace(sop=(event.effects.sop[0], "", "")))


def _act(event: Event) -> str | Words:
    if event.step is None:
        return EVENTS[event.type].happened
    return event.step if event.outcome in (None, "done") else f"{event.step}={event.outcome}"


def _sides(was: Event, now: Event) -> Iterator[tuple[str, str | Words, str | Words]]:
    """What people ask about first; then whatever else an event has, by its name in the journal."""
    yield from ((what, said(was), said(now)) for what, said in _SAID.items())
    one, other = event_to_json(was), event_to_json(now)
    for what in paths(Effects):
        yield what, *_beside(one.get("effects", {}).get(what), other.get("effects", {}).get(what))
    for what in paths(Event):
        name = "asked" if what == "details" else what
        yield what, *_beside(one.get(name), other.get(name))


def _beside(was: object, now: object) -> tuple[str, str]:
    """Two values as the journal has them, each from shortly before the first place where they differ."""
    texts = ["" if one is None else json.dumps(one, ensure_ascii=False) for one in (was, now)]
    if texts[0] == texts[1]:
        return texts[0], texts[1]
    alike = next((at for at, (one, other) in enumerate(zip(*texts, strict=False)) if one != other), 0)
    begins = alike - _BEFORE if all(texts) else 0
    return _part(texts[0], begins), _part(texts[1], begins)


def _part(text: str, begins: int) -> str:
    begins = max(begins, 0)
    part = text[begins : begins + _LONGEST]
    return f"{'…' * (begins > 0)}{part}{'…' * (begins + _LONGEST < len(text))}"


def _dues(event: Event) -> str:
    dues = [(row.step, row.due) for row in event.opened] + [(key[0], due) for key, due in event.effects.dues]
    dues += [("", event.effects.limit)]
    return ", ".join(f"{step} {due.isoformat(sep=' ', timespec='minutes')}".strip() for step, due in dues if due)


_SAID: Final[Mapping[str, Callable[[Event], str | Words]]] = {
    "type": lambda one: EVENTS[one.type].happened,
    "outcome": lambda one: one.outcome or "",
    "actor": lambda one: one.actor or "",
    "opened": lambda one: ", ".join(row.step for row in one.opened),
    "end": lambda one: one.effects.end or "",
    "hand_over": lambda one: one.effects.hand_over or "",
    "status": lambda one: one.effects.status or "",
    "waiting": lambda one: ", ".join(f"{arc[0]} -> {arc[1]}" for arc, _ in one.effects.waiting or ()),
    "actors": lambda one: ", ".join(f"{row.step}: {'/'.join(row.actors)}" for row in one.opened),
    "documents": lambda one: ", ".join(one.documents),
    "missing": lambda one: ", ".join(one.effects.missing),
    "dues": _dues,
    "closed": lambda one: ", ".join(step for step, _ in one.effects.closed),
    "kept": lambda one: ", ".join(one.effects.kept),
}
"""What people ask about, as it is said to them."""
