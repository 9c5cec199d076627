"""Whether scenarios speak of what their SOP has: steps, outcomes, actors, documents, ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from sopflow import errors
from sopflow.definition.model import DONE, END, LATE, Definition, End, Ref, Unknown
from sopflow.definition.refs import known_in
from sopflow.diagnostics import NOWHERE, Diagnostic, Rule, error
from sopflow.language import did_you_mean

from .leading import with_way_in
from .model import ANYTHING, WHOLE, Act, Expectation, Scenario, ScenarioFile
from .taken import SKIPPED
from .verbs import HANDS, WORK

if TYPE_CHECKING:
    from sopflow.definition.library import Procedure


NO_STEP = error(
    "SOP506",
    "no-such-step",
    id='SOP "{sop}" tidak mempunyai langkah "{name}"',
    en='the SOP "{sop}" has no step "{name}"',
)
NO_OUTCOME = error(
    "SOP507",
    "no-such-outcome",
    id='"{name}" bukan jawaban langkah "{row}"',
    en='"{name}" is not an outcome of the step "{row}"',
)
NO_ACTOR = error(
    "SOP508",
    "not-an-actor",
    id='SOP "{sop}" tidak mempunyai pelaksana "{name}"',
    en='the SOP "{sop}" has no actor "{name}"',
)
NO_PERSON = error(
    "SOP526",
    "not-a-person",
    id='"{name}" bukan pelaksana SOP "{sop}", dan bukan orang yang dikenal skenario ini (directory, people)',
    en='"{name}" is not an actor of the SOP "{sop}", and not a person that this scenario knows (directory, people)',
)
ACCEPTED_TWICE = error(
    "SOP525",
    "accepted-twice",
    id='perubahan "{name}" sudah diterima di atas, dengan alasannya',
    en='the change "{name}" is accepted above, with its reason',
    hint_id="simpan satu di antaranya",
    hint_en="keep one of them",
)
NO_DOCUMENT = error(
    "SOP509",
    "no-such-document",
    id='SOP "{sop}" tidak mengenal dokumen "{name}"',
    en='the SOP "{sop}" has no document "{name}"',
)
NO_FIELD = error(
    "SOP527",
    "no-such-field",
    id='SOP "{sop}" tidak mempunyai isian "{name}"',
    en='the SOP "{sop}" has no field "{name}"',
)
NO_CODE = error(
    "SOP510",
    "no-such-refusal",
    id='tidak ada penolakan berkode "{name}"',
    en='there is no refusal with the code "{name}"',
)
NO_END = error(
    "SOP513",
    "no-such-end",
    id='SOP "{sop}" tidak mempunyai akhir "{name}"',
    en='the SOP "{sop}" has no end "{name}"',
)
TWICE = error(
    "SOP514",
    "duplicate-scenario",
    id='nama skenario "{name}" sudah dipakai',
    en='the scenario name "{name}" is taken',
)
CALLS_NOTHING = error(
    "SOP515",
    "calls-nothing",
    id='langkah "{name}" tidak memanggil SOP lain',
    en='the step "{name}" calls no other SOP',
)
STARTED = error(
    "SOP516", "starts-late", id="start hanya boleh menjadi langkah pertama", en="start can only be the first step"
)
NOT_WAITING = error("SOP517", "not-a-wait", id='"{name}" bukan lama waktu, dan bukan langkah yang menunggu', en='"{name}" is neither a duration nor a step that waits')  # fmt: skip
NOBODY_SAID: Final = ("unknown",)
"""Who does a row whose actor the paper does not say."""
SKIP: Final = SKIPPED
"""The answer that skips an optional row."""


def check(file: ScenarioFile, procedure: Procedure) -> Iterator[Diagnostic]:
    """What scenarios name and their SOP does not have."""
    changes: set[str] = set()
    for accepted in file.accept:
        if accepted.change in changes:
            yield ACCEPTED_TWICE.at(accepted.change.span, name=accepted.change)
        changes.add(str(accepted.change))
    names: set[str] = set()
    for scenario in file.scenarios:
        if scenario.name in names:
            yield TWICE.at(scenario.span, name=scenario.name)
        names.add(scenario.name)
        if scenario.skip is None and scenario.xfail is None:  # these may speak of what the SOP is still to get
            yield from _scenario(scenario, procedure)


def _scenario(scenario: Scenario, procedure: Procedure) -> Iterator[Diagnostic]:
    sop = procedure.sop
    persons = _persons(scenario)
    people = [*map(str, sop.actors), *persons]
    for actors in scenario.people.values():
        everybody = list(dict.fromkeys(str(a) for one in procedure.all for a in one.actors))
        yield from _unknown(NO_ACTOR, [a for a in actors if a not in everybody], everybody, sop)
    yield from _answers(scenario.answers, procedure)
    if scenario.expect is not None:
        yield from _expectation(scenario.expect, sop, persons)
    for at, act in enumerate(scenario.acts):
        if act.kind == "start" and any(a.kind != "start" or a.refused is None for a in scenario.acts[:at]):
            yield STARTED.at(act.span)
        inner = procedure.within(act.calls)
        if inner is None:
            yield from _no_call(act, procedure)
            continue
        yield from _answers(act.answers, procedure)
        known = None if scenario.by_anyone else [*people, *inner.actors]
        found = _act(act, procedure, inner, known, NO_PERSON if persons else NO_ACTOR)
        yield from with_way_in(found, act, procedure, inner)
        if act.expect is not None:
            yield from _expectation(act.expect, inner, persons)


def _persons(scenario: Scenario) -> tuple[str, ...]:
    """Who there is besides actors; where anybody may act, those who do."""
    if scenario.by_anyone:
        return tuple(str(act.by) for act in scenario.acts if act.by is not None)
    named = (person for act in scenario.acts for persons in act.people.values() for person in persons)
    return (*scenario.people, *(scenario.office.people if scenario.office is not None else ()), *map(str, named))


def _fields(act: Act, procedure: Procedure, sop: Definition) -> Iterable[str]:
    """The fields that an act may fill in: `auto` those of the SOPs that it goes on in too."""
    return [name for one in procedure.all for name in one.fields] if act.kind == "auto" else sop.fields


def _act(
    act: Act, procedure: Procedure, sop: Definition, people: list[str] | None, nobody: Rule
) -> Iterator[Diagnostic]:
    if act.refused is None and people is not None:
        yield from _unknown(nobody, [who for who in (act.by, act.to) if who is not None], people, sop)
    if act.refused is not None:
        yield from _unknown(NO_CODE, [act.refused], refusal_codes(), sop)
    else:
        yield from _unknown(NO_DOCUMENT, [p.document for p in act.papers], sop.documents, sop)
        yield from _unknown(NO_FIELD, act.fields, _fields(act, procedure, sop), sop)
        yield from _unknown(NO_FIELD, act.only, sop.fields, sop)
    if act.refused is None and act.kind in (*WORK, *HANDS, "auto", "extend"):
        yield from _step(act.step, act.outcome, sop)
    if act.kind == "wait" and act.lasts is None and act.step is not None:
        waits = [str(s.id) for s in sop.steps if s.wait is not None or s.on_late]
        yield from _unknown(NOT_WAITING, [act.step], waits, sop)


def named(act: Act, procedure: Procedure, persons: Collection[str] | None = None) -> Iterator[Diagnostic]:
    """What the answers, the row of `auto` and the expectation of an act name and their SOP does not have; `persons` are those known
    besides actors, `None` where that is not known."""
    yield from _answers(act.answers, procedure)
    inner = procedure.within(act.calls)
    if act.kind == "auto" and act.refused is None and inner is not None:
        yield from _step(act.step, None, inner)
        yield from _unknown(NO_FIELD, act.fields, _fields(act, procedure, inner), inner)
    if act.expect is not None and inner is not None:
        yield from _expectation(act.expect, inner, persons)


def _answers(answers: Mapping[str, tuple[str, ...]], procedure: Procedure) -> Iterator[Diagnostic]:
    """Answers for rows of the SOP or of one that it calls."""
    for name, outcomes in answers.items():
        rows = [s for sop in procedure.all for s in sop.steps if s.id == name]
        yield from _unknown(NO_STEP, [name], [s.id for sop in procedure.all for s in sop.steps], procedure.sop)
        known = [str(o) for s in rows for o, _ in s.ways] + [SKIP for s in rows if s.optional]
        known += [DONE for s in rows if s.wait is not None]
        for outcome in outcomes if rows else ():
            if outcome not in known and outcome.rpartition("@")[0] not in known:
                span = outcome.span if isinstance(outcome, Ref) else NOWHERE
                yield NO_OUTCOME.at(span, name=outcome, row=name, hint=did_you_mean(outcome, known))


def _step(
    step: Ref | None, outcome: str | None, sop: Definition, *, in_path: bool = False
) -> Iterator[Diagnostic]:
    if step is None:
        return
    row = next((s for s in sop.steps if s.id == step), None)
    if row is None:
        yield NO_STEP.at(step.span, name=step, sop=sop.id, hint=did_you_mean(step, [s.id for s in sop.steps]))
    elif outcome is not None:
        known = [str(name) for name, _ in row.ways]
        if in_path and row.optional:
            known += [SKIP, DONE]
        if outcome not in known and outcome.rpartition("@")[0] not in known:
            span = getattr(outcome, "span", step.span)
            yield NO_OUTCOME.at(
                span, name=outcome, row=step, hint=did_you_mean(outcome, [k for k in known if k != LATE])
            )


def _expectation(expected: Expectation, sop: Definition, persons: Collection[str] | None) -> Iterator[Diagnostic]:
    steps = [str(s.id) for s in sop.steps]
    named = [*(expected.active or ()), *(expected.late or ()), *(expected.reminded or ()), *(expected.who or ())]
    named += expected.done_by or ()
    named += [step for step in expected.due or () if step != WHOLE]
    named += [step for listed in (expected.worklist or {}).values() for step in listed]
    yield from _unknown(NO_STEP, named, steps, sop)
    for item in expected.path or ():
        if item.step != ANYTHING:
            yield from _step(item.step, item.outcome, sop, in_path=True)
    if persons is not None:
        doers = [doer for listed in (expected.done_by or {}).values() for doer in listed]
        named = [*(expected.worklist or ()), *(n for d in doers for n in (d.by, d.place) if n is not None)]
        yield from _unknown(NO_PERSON if persons else NO_ACTOR, named, (*sop.actors, *persons), sop)
    able = [actor for actors in (expected.who or {}).values() for actor in actors]
    yield from _unknown(NO_ACTOR, able, (*sop.actors, *NOBODY_SAID), sop)
    documents = [*(expected.documents or ()), *(expected.versions or ()), *(expected.missing or ())]
    yield from _unknown(NO_DOCUMENT, documents, sop.documents, sop)
    if expected.end is not None:
        # where the paper does not say, somebody may lead a branch to an end that it does not draw
        is_open = any(isinstance(targets, Unknown) for s in sop.steps for _, targets in s.ways)
        known = (*ends_of(sop), END) if is_open else ends_of(sop)
        yield from _unknown(NO_END, [expected.end], known, sop)


def _unknown(rule: Rule, names: Iterable[str], known: Iterable[str], sop: Definition) -> Iterator[Diagnostic]:
    listed = [str(k) for k in known]
    for name in names:
        if name not in listed:
            span = name.span if isinstance(name, Ref) else NOWHERE
            yield rule.at(span, name=name, sop=sop.id, hint=did_you_mean(name, listed))


def _no_call(act: Act, procedure: Procedure) -> Iterator[Diagnostic]:
    for depth, name in enumerate(act.inside):
        outer = procedure.within(act.calls[:depth])
        if outer is not None and procedure.within(act.calls[: depth + 1]) is None:
            calls = [str(s.id) for s in outer.steps if s.call is not None]
            yield CALLS_NOTHING.at(name.span, name=name, hint=did_you_mean(name, calls))


def ends_of(sop: Definition) -> tuple[str, ...]:
    """The names of the ends that a definition draws."""
    targets = (target for step in sop.steps for _, some in step.ways for target in known_in(some))
    return tuple(dict.fromkeys(target.name for target in targets if isinstance(target, End)))


@cache
def refusal_codes() -> Mapping[str, type[errors.Refusal]]:
    todo, found = [errors.Refusal], {}
    while todo:
        kind = todo.pop()
        todo += kind.__subclasses__()
        if kind is not errors.Refusal:
            found[kind.code] = kind
    return dict(sorted(found.items()))
