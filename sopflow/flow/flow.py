"""A definition compiled: one machine that all its instances share, and what each row needs at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import Any, Final, NamedTuple

from transitions import Event

from sopflow.definition.arcs import UNKNOWN_PLACE, place_of, places_of, works_after
from sopflow.definition.conditions import decision_of, formula_of
from sopflow.definition.duration import Duration
from sopflow.definition.model import DONE, LATE, Definition, End, FreeDuration, Input, Outputs, Ref, Step, Unknown
from sopflow.definition.titles import row_titles
from sopflow.frozen import Frozen
from sopflow.graph import Bits, Graph, Reach

from .event import Act
from .files import inputs_of, with_files
from .forms import form_fields, form_schema
from .machine import LeanMachine, Token
from .record import Record
from .sight import shown_beside

UNKNOWN_ACTOR: Final = "unknown"


class Way(Record, frozen=True):
    """One outcome of a row."""

    outcome: str
    triggers: tuple[Event, ...]
    """One for each token that it sends on."""
    targets: tuple[str, ...]
    outputs: tuple[str, ...]
    act: Act
    """Of whoever completes the row so."""
    note_required: bool
    is_open: bool
    """The paper does not say where it leads."""
    choices: tuple[str, ...]
    """Actors that must be chosen when it is taken."""
    asks: bool
    """Whether something must be said of it besides: a note, a choice, or where it leads."""


class Row:
    """What deciding needs to know of a row, looked up once."""

    def __init__(self, step: Step, position: int, ways: dict[str, Way], sop: Definition, is_watched: bool) -> None:
        self.id = str(step.id)
        self.step = step
        self.position = position
        self.actors = (UNKNOWN_ACTOR,) if isinstance(step.actors, Unknown) else tuple(map(str, step.actors))
        self.ways = Frozen(ways)
        self.sole = ways.get(DONE) if not step.is_decision else None
        self.join = frozenset(map(str, step.join)) if isinstance(step.join, tuple) else None
        self.inclusive = step.join == "started"
        self.is_joined = step.join is not None
        """Whether tokens can wait at it for others."""
        self.is_automatic = step.terminator
        self.when = formula_of(step.when, sop.fields) if step.when is not None else None
        """Of an optional row: when it is needed."""
        self.decision = decision_of(step, sop.fields) if step.is_decided else None
        """How the data of a case takes a branch."""
        self.each = str(step.for_each) if step.for_each is not None else None
        """The list for each of whose records it calls."""
        self.is_simple = not (
            self.is_joined or self.is_automatic or self.when is not None or self.each is not None
        )
        """Whether it opens as soon as a token arrives, and stays open."""
        self.sign_off = step.sign_off
        self.is_joint = step.sign_off != "any" and len(self.actors) > 1
        """Whether several must sign."""
        self.is_apart = bool(step.separate_from or step.same_as)
        """Whether it matters who did other rows."""
        self.calls = step.call is not None
        self.ends_itself = step.wait is not None or self.calls
        """Whether it is nobody's work."""
        self.refuses_missing = step.missing_inputs == "refuse"
        self.limit = _limit(step)
        self.calendar = _calendar(step, sop)
        self.may_open_with_more = self.calls or self.calendar is not None or bool(step.on_late)
        """Whether more may be known of it when it opens than when it is due."""
        self.needed = tuple(_needed(step, sop))
        self.form = form_fields(step, sop) if step.fills else ()
        """The fields that it asks for."""
        documents = (*inputs_of(self), *(d for way in ways.values() for d in way.outputs))
        self.asks_files = any(sop.documents[d].file is not None for d in documents)
        """Whether it takes or makes a document with its file."""
        self.is_watched = is_watched
        """Whether others ask who did it."""

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What may be answered."""
        return tuple(o for o in self.ways if o != LATE)


class Flow:
    """A compiled definition. `machine` is an ordinary `transitions.Machine`; callbacks can be attached to it."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.steps = Frozen({str(s.id): s for s in definition.steps})
        self._branches = Frozen({(str(s.id), str(b.name)): b for s in definition.steps for b in s.branches})
        ends: dict[str, End] = {}
        arcs = {(s.id, name): places_of(targets) for s in definition.steps for name, targets in s.ways}
        for step in definition.steps:
            for _, targets in step.ways:
                for target in targets if not isinstance(targets, Unknown) else ():
                    if isinstance(target, End):
                        ends[place_of(target)] = target
        if "end" not in ends and any(places == (UNKNOWN_PLACE,) for places in arcs.values()):
            ends["end"] = End()
        self.ends = Frozen(ends)
        self.machine = self._machine(arcs)
        self.hooks = self.machine.hooks
        choosers = {str(a.id): str(a.chosen_by) for a in definition.actors.values() if a.chosen_by is not None}
        self.graph = Graph.of((str(row), place) for (row, _), places in arcs.items() for place in places)
        self.watched = frozenset(
            str(other)
            for s in definition.steps
            for other in (*s.separate_from, *([s.same_as] if s.same_as else []))
        )
        """Rows of which others ask who did them."""
        rows: dict[str, Row] = {}
        for position, step in enumerate(definition.steps):
            ways = {name: self._way(step, name, arcs[step.id, name], choosers) for name, _ in step.ways}
            rows[str(step.id)] = Row(step, position, ways, definition, str(step.id) in self.watched)
        self.rows = Frozen(rows)
        self.first = self.rows[str(definition.steps[0].id)]
        self.has_fields = bool(definition.fields)
        self.reads_data = any(
            row.decision is not None or row.when is not None or row.each is not None for row in rows.values()
        )
        """Whether the fields of a case decide anything."""
        self.lists_called_for = frozenset(row.each for row in rows.values() if row.each is not None)
        """The lists for each of whose records a row calls."""
        self.searched = tuple(field for field in definition.fields.values() if field.search and not field.personal)
        """The fields by which cases are found."""
        self.inclusive = tuple(row for row in self.rows.values() if row.inclusive)
        self.with_files = with_files(definition.documents)
        """The documents that are brought or made with their files."""
        self.at_hand = tuple(str(d.id) for d in definition.documents.values() if d.at_hand)
        self.has_timers = any(step.wait is not None or step.on_late for step in definition.steps)
        """Whether time alone can bring something."""
        self.is_seen_in_turn = bool(definition.who_may("see"))
        """Whether who may see an instance goes by whose turn it is."""
        self.has_calls = any(step.call is not None for step in definition.steps)
        self.starter = next((str(a.id) for a in definition.actors.values() if a.is_starter), None)
        """The actor who whoever starts an instance is."""
        self._near: dict[str, Near] = {}
        self._forms: dict[str, Mapping[str, Any]] = {}
        self._beside: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}

    def with_digest(self, digest: str) -> Flow:
        """The same flow, its machine included, whose definition is known by a digest of another form."""
        twin = copy(self)
        twin.definition = replace(self.definition, digest=digest)
        return twin

    def __repr__(self) -> str:
        return f"Flow({self.definition.id!r}, version={self.definition.version!r})"

    def _machine(self, arcs: Mapping[tuple[str, str], tuple[str, ...]]) -> LeanMachine:
        states = [str(s.id) for s in self.definition.steps] + list(self.ends)
        moves = [
            {"trigger": trigger_name(outcome, arm), "source": source, "dest": place}
            for (source, outcome), places in arcs.items()
            for arm, place in enumerate(places)
        ]
        if any(places == (UNKNOWN_PLACE,) for places in arcs.values()):
            moves += [{"trigger": deviation_name(s), "source": UNKNOWN_PLACE, "dest": s} for s in states]
            states.append(UNKNOWN_PLACE)
        return LeanMachine(states, moves, str(self.definition.steps[0].id))

    def _way(
        self,
        step: Step,
        name: str,
        places: tuple[str, ...],
        choosers: Mapping[str, str],
    ) -> Way:
        branch = self._branches.get((str(step.id), str(name)))
        outputs = branch.outputs if branch is not None and branch.outputs is not None else step.outputs
        chosen = tuple(
            actor
            for actor, by in choosers.items()
            if by == step.id and works_after(self.definition, self.graph, actor, places)
        )
        made = _known(outputs) if name != LATE else ()
        triggers = [trigger_name(name, arm) for arm in range(len(places))]
        is_open, note_required = places == (UNKNOWN_PLACE,), branch is not None and branch.note_required
        return Way(
            outcome=str(name),
            triggers=tuple(self.machine.events[trigger] for trigger in triggers),
            targets=places,
            outputs=made,
            act=Act("completed", str(step.id), str(name), made),
            note_required=note_required,
            is_open=is_open,
            choices=chosen,
            asks=note_required or is_open or bool(chosen),
        )

    def fire(self, source: str, way: Way) -> Sequence[str]:
        """The places to which the machine sends the tokens of an outcome."""
        if not self.hooks.are_there:
            return way.targets
        places = []
        for trigger in way.triggers:
            token = Token(source)
            if not trigger.trigger(token):
                return []
            places.append(token.state)
        return places

    def deviate(self, place: str) -> str | None:
        """Return the place to which a token is sent if the paper does not say where; `None` if there is no such
        place."""
        name = deviation_name(place)
        return self.machine.moved(name, UNKNOWN_PLACE) if name in self.machine.events else None

    def arrivals(self, row: Row) -> Sequence[str]:
        """The rows that lead to this one."""
        return self.graph.before(row.id)

    def near(self, join: Row) -> Near:
        """By which of an inclusive join's arrivals a token can still come, from each place."""
        found = self._near.get(join.id)
        if found is None:
            own = Bits(sorted(self.arrivals(join))).own
            reached = self.graph.gathered(own, without=join.id)
            found = self._near[join.id] = Near(own, {p: own.get(p, 0) | bits for p, bits in reached.items()})
        return found

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What people read in place of the id of a row."""
        return row_titles(self.definition)

    def form(self, step: str) -> Mapping[str, Any] | None:
        """Return the form of a row as JSON Schema 2020-12, for browsers and other tools; `None` for a row without
        fields."""
        row = self.rows[step]
        if not row.form:
            return None
        if step not in self._forms:
            self._forms[step] = form_schema(row.form, self.title(step))
        return self._forms[step]

    def beside(self, step: str, actors: tuple[str, ...]) -> tuple[str, ...]:
        """The fields that stand beside a row's form for some actors, of whom each sees them."""
        if (step, actors) not in self._beside:
            each = [shown_beside(self, step, (actor,)) for actor in actors]
            self._beside[step, actors] = tuple(one for one in each[0] if all(one in other for other in each[1:]))
        return self._beside[step, actors]

    def title(self, step: str | None) -> str:
        """What people read in place of one id; what is not a row, as it is."""
        return self.titles.get(step or "", step or "")

    @cached_property
    def reach(self) -> Reach:
        """Which rows lead to which."""
        return self.graph.reach(self.rows)


class Near(NamedTuple):
    """The arrivals of an inclusive join as bits."""

    own: Mapping[str, int]
    """The bit of each arrival."""
    reached: Mapping[str, int]
    """For each place, the arrivals that a token there can still come by, not through the join."""


def trigger_name(outcome: str, arm: int) -> str:
    """The machine's trigger for the `arm`-th token of an outcome.

    `transitions` keeps the name of the model's attribute to itself, so an answer called "state" gets a suffix
    too; the separator is a character that no file may hold.
    """
    return str(outcome) if arm == 0 and outcome != "state" else f"{outcome}\x1f{arm + 1}"


def deviation_name(place: str) -> str:
    return f"deviate to {place}"


def _known(outputs: Outputs) -> tuple[str, ...]:
    if isinstance(outputs, Unknown):
        return ()
    return tuple(dict.fromkeys(str(o) for o in outputs if isinstance(o, Ref)))


def _limit(step: Step) -> Duration | None:
    if step.wait is not None:
        return step.wait.lasts
    if isinstance(step.duration, FreeDuration):
        return step.duration.at_most
    return step.duration if isinstance(step.duration, Duration) else None


def _calendar(step: Step, sop: Definition) -> str | None:
    if isinstance(step.actors, Unknown) or not step.actors:
        return sop.calendar
    actor = sop.actors[step.actors[0]]
    return actor.calendar or (None if actor.external else sop.calendar)


def _needed(step: Step, sop: Definition) -> Iterable[str]:
    for item in step.inputs if not isinstance(step.inputs, Unknown) else ():
        if isinstance(item, Input) and item.when is None:
            document = sop.documents[item.document]
            if not document.optional and document.kind != "equipment":
                yield str(item.document)
