"""From nodes to scenarios: forgiving, as with definitions; what is wrong is said by the schema and the checks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar, cast

from sopflow.definition import duration, instants, schema
from sopflow.definition.diagnostics import NOWHERE, Diagnostic, Span, error
from sopflow.definition.model import ANYONE, DONE, Ref
from sopflow.definition.reading import List, Map, Node, Text
from sopflow.flow.command import Paper
from sopflow.language import did_you_mean

from . import uses
from .model import (
    DEFAULT_START,
    WHOLE,
    AcceptedChange,
    Act,
    ActKind,
    Expectation,
    PathItem,
    Scenario,
    ScenarioFile,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from sopflow.definition.duration import Duration
    from sopflow.flow.lifecycle import Status

SCHEMA: Final = "scenarios-1"
NO_ACT = error(
    "SOP501",
    "nothing-happens",
    id="tidak ada yang terjadi di sini",
    en="nothing happens here",
    hint_id='tulis "PELAKSANA: LANGKAH", "step: LANGKAH", atau sebuah perintah: {verbs}',
    hint_en='write "ACTOR: STEP", "step: STEP", or a command: {verbs}',
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
_BARE: Final = ("auto", "suspend", "resume", "cancel", "undo")
_PEOPLE: Final = ("start", "suspend", "resume", "cancel", "undo")
_STEPS: Final = ("step", "skip", "withdraw")
VERBS: Final = (*_STEPS, *_PEOPLE, "receive", "annotate", "wait", "auto", "extend")


@cache
def act_keys() -> tuple[str, ...]:
    """Every key that a step of a scenario may have, besides actors."""
    act = schema.document(SCHEMA)["properties"]["scenarios"]["items"]["properties"]["steps"]["items"]
    return tuple(act["anyOf"][1]["properties"])


def sop_named(root: Node) -> Ref:
    """The SOP that a file's scenarios are of; empty where it does not say."""
    return (_ref(root.get("sop")) if isinstance(root, Map) else None) or Ref("")


def read(
    root: Node, path: str, lines: tuple[str, ...], actors: Iterable[str] | None
) -> tuple[ScenarioFile, list[Diagnostic]]:
    """The scenarios that a file's nodes say; `actors` are those who may act, `None` where they are not known."""
    top = root if isinstance(root, Map) else Map(NOWHERE)
    start = _instant(top.get("start")) or DEFAULT_START
    people, by_anyone = _people(top.get("people")), _is_anyone(top.get("people"))
    reader = _Reader(None if actors is None else {*map(str, actors), *people})
    listed = top.get("scenarios")
    items = listed.items if isinstance(listed, List) else []
    scenarios = tuple(reader.scenario(item, start, people, by_anyone) for item in items if isinstance(item, Map))
    return ScenarioFile(sop_named(root), scenarios, _accepted(top.get("accept")), path, lines), reader.found


class _Reader:
    def __init__(self, actors: set[str] | None) -> None:
        self.found: list[Diagnostic] = []
        self.keys = act_keys()
        self.actors = actors
        self.own: set[str] = set()

    def scenario(
        self, node: Map, start: datetime, people: dict[str, tuple[str, ...]], by_anyone: bool
    ) -> Scenario:
        name = node.get("name")
        by_anyone = _is_anyone(node.get("people")) if "people" in node.values else by_anyone
        self.own = set(_people(node.get("people")))
        steps = node.get("steps")
        return Scenario(
            name=_text(name) or "",
            acts=tuple(self.act(item) for item in steps.items) if isinstance(steps, List) else (),
            start=_instant(node.get("start")) or start,
            people={} if by_anyone else people | _people(node.get("people")),
            by_anyone=by_anyone,
            answers=_answers(node.get("answers")),
            expect=_expectation(node.get("expect"), node.keys.get("expect", NOWHERE)),
            span=name.span if name is not None else node.span,
        )

    def act(self, node: Node) -> Act:
        if isinstance(node, Text):
            word = str(node.value)
            if word in _BARE:
                return Act(cast("ActKind", word), span=node.span)
            step, outcome = _step(node)
            return Act("step", step, outcome, span=node.span)
        if not isinstance(node, Map):
            return Act("expect", span=node.span)
        verbs = [key for key in node.values if key in VERBS]
        others = [key for key in node.values if key not in self.keys]
        actors = [key for key in others if self.actors is None or key in self.actors or key in self.own]
        span = next(iter(node.keys.values()), node.span)
        for key in others:
            if key not in actors:
                hint = did_you_mean(key, [*(self.actors or ()), *self.own, *self.keys])
                self.found.append(NO_ACTOR.at(node.keys[key], name=key, hint=hint))
        both = [*verbs, *actors]
        if len(both) > 1:
            self.found.append(TWO_ACTS.at(node.keys[both[1]], first=both[0], second=both[1]))
        elif not both and not others and "expect" not in node.values:
            self.found.append(NO_ACT.at(span, verbs=", ".join(VERBS)))
        else:
            self.found += _unused(node, _form(node, verbs, actors), (both or ["expect"])[0])
        verb = verbs[0] if verbs else None
        value = node.get(verb) if verb else None
        by, step, outcome, papers = _ref(node.get("by")), None, None, _papers(node.get("documents"))
        note, lasts = _text(node.get("note")), None
        kind: str = verb or ("step" if actors else "expect")
        if actors:
            by = Ref(actors[0], node.keys[actors[0]])
            step, outcome = _step(node.get(actors[0]))
        if verb in _STEPS:
            step, outcome = _step(value)
        elif verb in _PEOPLE:
            by = _ref(value)
        elif verb == "receive":
            papers = _papers(value)
        elif verb == "annotate":
            note, step = _text(value), None
        elif verb == "wait":
            lasts = _duration(value)
            step = _ref(value) if lasts is None else None
        elif verb == "extend":
            step, lasts = _ref(value), _duration(node.get("length"))
            step = None if step == WHOLE else step
        elif verb == "auto":
            step = _ref(value)
            step = None if step == "end" else step
        return Act(
            kind=cast("ActKind", kind),
            step=step,
            outcome=outcome,
            by=by,
            after=_duration(node.get("after")),
            at=_instant(node.get("at")),
            acted_at=_instant(node.get("acted_at")),
            lasts=lasts,
            note=note,
            papers=papers,
            choose=dict(_texts(node.get("choose"))),
            visit=_number(node.get("visit")),
            inside=_refs(node.get("in")),
            answers=_answers(node.get("answers")),
            subject=_text(node.get("subject")),
            refused=_ref(node.get("refused")),
            expect=_expectation(node.get("expect"), node.keys.get("expect", NOWHERE)),
            span=span,
        )


def _form(node: Map, verbs: list[str], actors: list[str]) -> uses.Form:
    verb = verbs[0] if verbs else "actor" if actors else "expect"
    if verb == "wait" and _duration(node.get(verb)) is None:
        return "wait-for"
    if verb == "extend" and _text(node.get(verb)) == WHOLE:
        return "extend-all"
    return cast("uses.Form", verb)


def _unused(node: Map, form: uses.Form, what: str) -> Iterator[Diagnostic]:
    """The keys of a step that say nothing there."""
    keys = ", ".join(uses.used(form))
    for key in uses.KEYS:
        if key in node.values and key not in uses.USES[form]:
            yield UNUSED.at(node.keys[key], key=key, what=what, keys=keys)
    if "at" in node.values and "after" in node.values:
        yield UNUSED.at(node.keys["after"], key="after", what="at", keys=keys)
    outcome = _step(node.get(form))[1] if form == "withdraw" else None
    if outcome is not None:
        yield UNUSED.at(outcome.span, key=f"={outcome}", what=what, keys=keys)


def _expectation(node: Node | None, span: Span) -> Expectation | None:
    if not isinstance(node, Map):
        return None
    documents = node.get("documents")
    worklist, who, due = node.get("worklist"), node.get("who"), node.get("due")
    return Expectation(
        status=cast("Status | None", _text(node.get("status"))),
        end=_ref(node.get("end")),
        hand_over=_text(node.get("hand_over")),
        path=_listed(node.get("path"), lambda item: PathItem(*_path_item(item))),
        active=_listed(node.get("active"), _some_ref),
        worklist={_key(worklist, a): _refs(n) for a, n in _entries(worklist)} if worklist is not None else None,
        who={_key(who, s): _refs(n) for s, n in _entries(who)} if who is not None else None,
        documents=_listed(documents, _some_ref) if not isinstance(documents, Map) else None,
        versions={_key(documents, d): _number(n) or 0 for d, n in _entries(documents)}
        if isinstance(documents, Map)
        else None,
        late=_listed(node.get("late"), _some_ref),
        reminded=_listed(node.get("reminded"), _some_ref),
        missing=_listed(node.get("missing"), _some_ref),
        elapsed=_duration(node.get("elapsed")),
        due={_key(due, s): d for s, n in _entries(due) if (d := _duration(n) or _instant(n)) is not None}
        if due is not None
        else None,
        span=span,
    )


Item = TypeVar("Item")


def _listed(node: Node | None, item: Callable[[Text], Item]) -> tuple[Item, ...] | None:
    if not isinstance(node, List):
        return None
    return tuple(item(one) for one in node.items if isinstance(one, Text))


def _entries(node: Node | None) -> list[tuple[str, Node]]:
    return list(node.values.items()) if isinstance(node, Map) else []


def _key(node: Node | None, key: str) -> Ref:
    return Ref(key, node.keys[key] if isinstance(node, Map) else NOWHERE)


def _text(node: Node | None) -> str | None:
    if isinstance(node, Text) and isinstance(node.value, str) and node.value.strip():
        return " ".join(node.value.split())
    return None


def _texts(node: Node | None) -> list[tuple[str, str]]:
    return [(key, text) for key, item in _entries(node) if (text := _text(item)) is not None]


def _ref(node: Node | None) -> Ref | None:
    text = _text(node)
    return Ref(text, node.span) if text is not None and node is not None else None


def _some_ref(node: Text) -> Ref:
    return _ref(node) or Ref("", node.span)


def _refs(node: Node | None) -> tuple[Ref, ...]:
    if isinstance(node, List):
        return tuple(ref for item in node.items if (ref := _ref(item)) is not None)
    one = _ref(node)
    return (one,) if one is not None else ()


def _step(node: Node | None) -> tuple[Ref | None, Ref | None]:
    """`STEP`, `STEP=OUTCOME` or `STEP@TARGET`, each with its own place."""
    text = _ref(node)
    if text is None:
        return None, None
    if "=" not in text and "@" in text:
        step, _, target = text.partition("@")
        return Ref(step.strip(), text.span), Ref(f"{DONE}@{target.strip()}", text.span)
    step, sign, outcome = (part.strip() for part in text.partition("="))
    line, column, end_line, end_column = text.span
    if line != end_line or not sign or end_column - column != len(text):
        return Ref(step, text.span), Ref(outcome, text.span) if sign else None
    middle = column + text.index("=")
    return Ref(step, Span(line, column, line, column + len(step))), Ref(
        outcome, Span(line, middle + 1, line, end_column)
    )


def _path_item(node: Text) -> tuple[Ref, str | None]:
    step, outcome = _step(node)
    return step or Ref("", node.span), outcome


def _number(node: Node | None) -> int | None:
    text = _text(node)
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else None


def _duration(node: Node | None) -> Duration | None:
    try:
        return duration.parse(_text(node) or "")
    except ValueError:
        return None


def _instant(node: Node | None) -> datetime | None:
    try:
        return instants.parse(_text(node) or "")
    except ValueError:
        return None


def _accepted(node: Node | None) -> tuple[AcceptedChange, ...]:
    items = node.items if isinstance(node, List) else []
    return tuple(
        AcceptedChange(change, _text(item.get("reason")) or "")
        for item in items
        if isinstance(item, Map) and (change := _ref(item.get("change"))) is not None
    )


def _is_anyone(node: Node | None) -> bool:
    return isinstance(node, Text) and node.value == ANYONE


def _people(node: Node | None) -> dict[str, tuple[str, ...]]:
    return {person: tuple(_refs(actors)) for person, actors in _entries(node)}


def _answers(node: Node | None) -> dict[str, tuple[str, ...]]:
    return {_key(node, step): _refs(outcomes) for step, outcomes in _entries(node)}


def _papers(node: Node | None) -> tuple[Paper, ...]:
    if isinstance(node, Map):
        fields = Paper._fields[1:]
        return tuple(
            Paper(_key(node, name), **{k: v for k, v in _texts(details) if k in fields})
            for name, details in _entries(node)
        )
    return tuple(Paper(ref) for ref in _refs(node))
