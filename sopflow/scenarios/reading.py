"""From nodes to scenarios: forgiving, as with definitions; what is wrong is said by the schema and the checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final, cast

from sopflow.definition.format.reader import read as node_read
from sopflow.definition.model import Actor, Ref
from sopflow.definition.reading import List, Map, Node, Text
from sopflow.definition.written import text_of
from sopflow.diagnostics import NOWHERE, Diagnostic, error
from sopflow.flow.persons import with_title
from sopflow.language import Words, did_you_mean

from . import uses
from .format.expecting import expectation_of
from .format.scene import Scene
from .model import WHOLE, Act, ActKind, Scenario, ScenarioFile
from .names import Form
from .offices import slips
from .values import duration_of, papers_of, people_of, ref_of, step_of
from .verbs import BY_PERSON, HANDS, NO_OUTCOME, ON_INSTANCES, VERBS, WORK

if TYPE_CHECKING:
    from .offices import Offices

SCHEMA: Final = "scenarios-1"
NO_ACT = error(
    "SOP501",
    "nothing-happens",
    id="tidak ada yang terjadi di sini",
    en="nothing happens here",
    hint_id='tulis "PELAKSANA: LANGKAH", "step: LANGKAH", atau sebuah perintah: {verbs}',
    hint_en='write "ACTOR: STEP", "step: STEP", or a command: {verbs}',
)
_ONLY_TIME: Final = Words(
    'bila hanya waktu yang berlalu, tulis "wait: {length}"', 'if only time passes, write "wait: {length}"'
)
TWO_ACTS = error(
    "SOP502",
    "two-acts",
    id='"{first}" dan "{second}" tidak dapat terjadi bersama',
    en='"{first}" and "{second}" cannot happen in one step',
    hint_id="tulis masing-masing pada baris sendiri, diawali -",
    hint_en="write each on a line of its own, beginning with -",
)
NO_ACTOR = error(
    "SOP503",
    "no-such-actor",
    id='"{name}" bukan pelaksana SOP ini, dan bukan perintah',
    en='"{name}" is neither an actor of this SOP nor a command',
)
UNUSED = error(
    "SOP519",
    "unused-key",
    id='"{key}" tidak dipakai pada "{what}"',
    en='"{key}" is not used with "{what}"',
    hint_id="hapus, atau tulis pada baris lain; yang dipakai di sini: {keys}",
    hint_en="delete it, or write it on another line; used here: {keys}",
)
_BARE: Final = ("auto", *ON_INSTANCES)


def sop_named(root: Node) -> Ref:
    """The SOP that a file's scenarios are of; empty where it does not say."""
    return (ref_of(root.get("sop")) if isinstance(root, Map) else None) or Ref("")


def read(
    root: Node, path: str, lines: tuple[str, ...], actors: Mapping[str, Actor] | None, places: Offices
) -> tuple[ScenarioFile, list[Diagnostic]]:
    """The scenarios that a file's nodes say; `actors` are those who may act, `None` where they are not known, `places` the
    directories that it names."""
    top = root if isinstance(root, Map) else Map(NOWHERE)
    scene = Scene().within(top)
    reader = _Reader(actors, scene.people, places)
    reader.found += slips(top, scene, places)
    listed = top.get("scenarios")
    items = listed.items if isinstance(listed, List) else []
    scenarios = tuple(reader.scenario(item, scene) for item in items if isinstance(item, Map))
    file = node_read(ScenarioFile, top, sop=sop_named(root), scenarios=scenarios, path=path, lines=lines)
    return file, reader.found


class _Reader:
    def __init__(self, actors: Mapping[str, Actor] | None, people: Iterable[str], places: Offices) -> None:
        self.found: list[Diagnostic] = []
        self.places = places
        self.keys = uses.ACT_KEYS
        self.titled = actors or {}
        self.actors = None if actors is None else dict.fromkeys((*actors, *people))
        self.own: set[str] = set()

    def scenario(self, node: Map, above: Scene) -> Scenario:
        name, scene = node.get("name"), above.within(node)
        office = self.places.get(scene.directory) if scene.directory is not None else None
        self.found += slips(node, scene, self.places)
        self.own = {*people_of(node.get("people")), *(office.people if office is not None else ())}
        steps = node.get("steps")
        self.own.update(_named(steps))
        return node_read(
            Scenario,
            node,
            **{one.name: getattr(scene, one.name) for one in fields(Scene)},
            name=text_of(name) or "",
            acts=tuple(self.act(item) for item in steps.items) if isinstance(steps, List) else (),
            expect=expectation_of(node.get("expect"), node.keys.get("expect", NOWHERE)),
            span=name.span if name is not None else node.span,
            office=office,
        )

    def act(self, node: Node) -> Act:
        if isinstance(node, Text):
            word = str(node.value)
            if word in _BARE:
                return Act(word, span=node.span)
            step, outcome = step_of(node)
            return Act("step", step, outcome, span=node.span)
        if not isinstance(node, Map):
            return Act("expect", span=node.span)
        verbs: list[str] = [key for key in node.values if key in VERBS]
        others = [key for key in node.values if key not in self.keys]
        actors = [key for key in others if self.actors is None or key in self.actors or key in self.own]
        span = next(iter(node.keys.values()), node.span)
        for key in others:
            if key not in actors:
                meant = with_title(key, self.titled)
                known = [meant] if meant is not None else [*(self.actors or ()), *self.own, *self.keys]
                hint = did_you_mean(meant or key, known)
                self.found.append(NO_ACTOR.at(node.keys[key], name=key, hint=hint))
        both = [*verbs, *actors]
        if len(both) > 1:
            self.found.append(TWO_ACTS.at(node.keys[both[1]], first=both[0], second=both[1]))
        elif not both and not others and "expect" not in node.values:
            self.found.append(NO_ACT.at(span, hint=_waiting_meant(node), verbs=", ".join(VERBS)))
        elif both or not others:  # of what nobody could mean nothing else is said
            self.found += _unused(node, _form(node, verbs, actors), (both or ["expect"])[0])
        verb = verbs[0] if verbs else None
        value = node.get(verb) if verb else None
        step, outcome = None, None
        said: dict[str, Any] = {}
        if actors:
            said["by"] = Ref(actors[0], node.keys[actors[0]])
            step, outcome = step_of(node.get(actors[0]))
        if verb in WORK:
            step, outcome = step_of(value)
        elif verb in HANDS:
            step = ref_of(value)
        elif verb in BY_PERSON:
            said["by"] = ref_of(value)
        elif verb == "receive":
            said["papers"] = papers_of(value)
        elif verb == "annotate":
            said["note"] = text_of(value)
        elif verb == "wait":
            said["lasts"] = duration_of(value)
            step = ref_of(value) if said["lasts"] is None else None
        elif verb == "extend":
            step = ref_of(value)
            step = None if step == WHOLE else step
        elif verb == "auto":
            step = ref_of(value)
            step = None if step == "end" else step
        expect = expectation_of(node.get("expect"), node.keys.get("expect", NOWHERE))
        kind = cast("ActKind", verb or ("step" if actors else "expect"))
        return node_read(Act, node, kind=kind, step=step, outcome=outcome, expect=expect, span=span, **said)


def _named(steps: Node | None) -> Iterator[str]:
    """The persons of whom a step says that they are actors of the run."""
    for item in steps.items if isinstance(steps, List) else ():
        for persons in people_of(item.get("people")).values() if isinstance(item, Map) else ():
            yield from map(str, persons)


def _form(node: Map, verbs: list[str], actors: list[str]) -> Form:
    verb = verbs[0] if verbs else "actor" if actors else "expect"
    if verb == "wait" and duration_of(node.get(verb)) is None:
        return "wait-for"
    if verb == "extend" and text_of(node.get(verb)) == WHOLE:
        return "extend-all"
    return cast("Form", verb)


def _unused(node: Map, form: Form, what: str) -> Iterator[Diagnostic]:
    """The keys of a step that say nothing there."""
    keys = ", ".join(uses.used(form))
    for key in uses.KEYS:
        if key in node.values and key not in uses.USES[form]:
            yield UNUSED.at(node.keys[key], key=key, what=what, keys=keys)
    if "at" in node.values and "after" in node.values:
        others = ", ".join(key for key in uses.used(form) if key != "after")
        yield UNUSED.at(node.keys["after"], key="after", what="at", keys=others)
    outcome = step_of(node.get(form))[1] if form in NO_OUTCOME else None
    if outcome is not None:
        yield UNUSED.at(outcome.span, key=f"={outcome}", what=what, keys=keys)


def _waiting_meant(node: Map) -> Words | None:
    """The hint for an act that says nothing but how much later it is."""
    length = text_of(node.get("after"))
    return _ONLY_TIME.filled(length=length) if length else None
