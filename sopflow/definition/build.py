"""From nodes to a `Definition`: forgiving, so that one wrong part does not hide what is wrong elsewhere.

What the schema has refused is left out or taken as unknown; the result of a file with errors is only good
for finding more of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar, get_args

from . import dates, duration
from .diagnostics import NOWHERE, Span
from .duration import Duration
from .model import (
    END,
    STARTED,
    UNKNOWN,
    Acceptance,
    Actor,
    Approval,
    Branch,
    Definition,
    Document,
    DocumentKind,
    End,
    Extension,
    FreeDuration,
    Identity,
    Input,
    LateAct,
    MissingInputs,
    OnLate,
    Reading,
    Ref,
    SignOff,
    SourceNote,
    Step,
    Target,
    Targets,
    Time,
    Unknown,
    Wait,
)  # fmt: skip
from .reading import List, Map, Node, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_UNKNOWN: Final = ("unknown", "?")
_NONE: Final = ("-", "–", "—", "")
_ID: Final = re.compile(r"[a-z][a-z0-9_-]*")


def is_id(text: str) -> bool:
    """Whether a text is shaped like an id (and so is not a title)."""
    return _ID.fullmatch(text) is not None


def build(root: Node) -> Definition:
    """The definition that a file's nodes say."""
    top = root if isinstance(root, Map) else Map(NOWHERE)
    top = _with_names(top)
    documents = {i: _document(i, n, _place_of(top, "documents", i)) for i, n in _entries(top.get("documents"))}
    default_missing = _choice(top.get("missing_inputs"), get_args(MissingInputs), "note")
    steps = _steps(top.get("steps"), default_missing)
    may = sorted((key, _refs(node)) for key, node in _entries(top.get("may")))
    for step in steps:
        for title in _titles(step):
            if not is_id(title) and title not in documents:
                documents[str(title)] = Document(str(title), str(title), span=title.span)
    return Definition(
        id=_text(top.get("id")) or "",
        title=_text(top.get("title")) or "",
        version=_text(top.get("version")) or "1",
        actors={i: _actor(i, n, _place_of(top, "actors", i)) for i, n in _entries(top.get("actors"))},
        documents=documents,
        steps=steps,
        identity=_identity(top.get("identity")),
        identity_at=dict(at.keys) if isinstance(at := top.get("identity"), Map) else {},
        calendar=_ref(top.get("calendar")),
        time_limit=_duration(top.get("time_limit")),
        extension=_extension(top.get("extension")),
        stated_total=_duration(top.get("stated_total")),
        may_start=_refs(top.get("may_start")) or dict(may).get("start", ()),
        # `start` stands under its old name, so that either name is the same SOP; under both where both were written
        may=tuple((key, who) for key, who in may if key != "start" or top.get("may_start") is not None),
        missing_inputs=default_missing,
        accept=tuple(_accept(top.get("accept"))),
        source=_source(top.get("source")),
        span=top.keys.get("id", NOWHERE),
    )


def _with_names(top: Map) -> Map:
    """The same, with actors and documents that were written as a list under their names: the list has been told, and
    what names them is not to be blamed for it."""
    values = dict(top.values)
    for section in ("actors", "documents"):
        node = values.get(section)
        if not isinstance(node, List):
            continue
        named = Map(node.span)
        for item in node.items:
            pairs = item.values.items() if isinstance(item, Map) and len(item.values) == 1 else ()
            text = _text(item)
            for key, value in [*pairs, *([(text, item)] if text is not None else [])]:
                named.values.setdefault(key, value)
                named.keys.setdefault(key, item.span)
        values[section] = named
    return Map(top.span, top.keys, values)


def _place_of(top: Map, section: str, key: str) -> Span:
    node = top.get(section)
    return node.keys[key] if isinstance(node, Map) else NOWHERE


def _entries(node: Node | None) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Map):
        yield from node.values.items()


def _text(node: Node | None) -> str | None:
    if isinstance(node, Text) and isinstance(node.value, str) and node.value not in _NONE:
        return " ".join(node.value.split())
    return None


def _ref(node: Node | None) -> Ref | None:
    text = _text(node)
    return Ref(text, node.span) if text is not None and node is not None else None


def _refs(node: Node | None) -> tuple[Ref, ...]:
    if isinstance(node, List):
        return tuple(ref for item in node.items if (ref := _ref(item)) is not None)
    one = _ref(node)
    return (one,) if one is not None else ()


def _flag(node: Node | None) -> bool:
    return isinstance(node, Text) and node.value is True


def _is_unknown(node: Node | None) -> bool:
    return isinstance(node, Text) and node.value in _UNKNOWN


_Choice = TypeVar("_Choice", bound=str)


def _choice(node: Node | None, choices: tuple[_Choice, ...], default: _Choice) -> _Choice:
    text = _text(node)
    return next((c for c in choices if c == text), default)


def _duration(node: Node | None) -> Duration | None:
    text = _text(node)
    try:
        return duration.parse(text) if text is not None else None
    except duration.NotADuration:
        return None


def _time(node: Node | None) -> Time:
    if _is_unknown(node):
        return UNKNOWN
    if isinstance(node, Map):
        return FreeDuration(_text(node.get("text")) or "", _duration(node.get("at_most")))
    return _duration(node)


def _actor(actor_id: str, node: Node, span: Span) -> Actor:
    if not isinstance(node, Map):
        return Actor(actor_id, _text(node) or actor_id, span=span)
    return Actor(
        actor_id,
        _text(node.get("title")) or actor_id,
        external=_flag(node.get("external")),
        substitutes=_refs(node.get("substitutes")),
        calendar=_ref(node.get("calendar")),
        chosen_by=_ref(node.get("chosen_by")),
        among=_refs(node.get("among")),
        also=_refs(node.get("also")),
        span=span,
    )


def _document(document_id: str, node: Node, span: Span) -> Document:
    if not isinstance(node, Map):
        return Document(document_id, _text(node) or document_id, span=span)
    return Document(
        document_id,
        _text(node.get("title")) or document_id,
        kind=_choice(node.get("kind"), get_args(DocumentKind), "document"),
        external=_flag(node.get("external")),
        at_hand=_flag(node.get("at_hand")),
        optional=_flag(node.get("optional")),
        draft_of=_ref(node.get("draft_of")),
        span=span,
    )


def _steps(node: Node | None, default_missing: MissingInputs) -> tuple[Step, ...]:
    rows = [item for item in node.items if isinstance(item, Map)] if isinstance(node, List) else []
    built = []
    position = 0
    for at, row in enumerate(rows):
        number = _text(row.get("no"))
        if number != "none":
            position += 1
        following = _text(rows[at + 1].get("id")) if at + 1 < len(rows) else None
        built.append(_step(row, number or str(position), following, default_missing))
    return tuple(built)


def _step(row: Map, number: str, following: str | None, default_missing: MissingInputs) -> Step:
    branches = tuple(_branch(name, value, row) for name, value in _entries(row.get("branches")))
    goes_on: Targets = (Ref(following, row.span) if following else End(span=row.span),)
    join = row.get("join")
    id_node = row.get("id")
    return Step(
        id=_text(id_node) or "",
        number=None if number == "none" else number,
        activity=_text(row.get("activity")) or "",
        actors=UNKNOWN if _is_unknown(row.get("actor")) else _refs(row.get("actor")),
        sign_off=_choice(row.get("sign_off"), get_args(SignOff), "any"),
        inputs=_inputs(row.get("inputs")),
        outputs=_outputs(row.get("outputs")),
        duration=_time(row.get("duration")),
        next=() if branches else (_targets(row.get("next")) if "next" in row.values else goes_on),
        branches=branches,
        question=_text(row.get("question")),
        join=STARTED if _text(join) == STARTED else (_refs(join) or None),
        optional=_flag(row.get("optional")),
        phase=_text(row.get("phase")),
        terminator=_flag(row.get("terminator")),
        substitutes=_refs(row.get("substitutes")),
        call=_ref(row.get("call")),
        wait=_wait(row.get("wait")),
        missing_inputs=_choice(row.get("missing_inputs"), get_args(MissingInputs), default_missing),
        remarks=_text(row.get("remarks")),
        source=_source(row.get("source")),
        on_late=tuple(_on_late(row.get("on_late"))),
        extension=_extension(row.get("extension")),
        separate_from=_refs(row.get("separate_from")),
        same_as=_ref(row.get("same_as")),
        span=id_node.span if id_node is not None else row.span,
        body=row.span,
        keys=row.keys,
    )


def _branch(name: str, node: Node, row: Map) -> Branch:
    section = row.get("branches")
    span = section.keys[name] if isinstance(section, Map) else row.span
    if not isinstance(node, Map):
        return Branch(name, _targets(node), span=span)
    targets: Targets = (_end(node),) if "end" in node.values else _targets(node.get("to"))
    return Branch(
        name,
        targets,
        note_required=_text(node.get("note")) == "required",
        label=_text(node.get("label")),
        outputs=_outputs(node.get("outputs")) if "outputs" in node.values else None,
        span=span,
    )


def _end(node: Map) -> End:
    return End(
        _text(node.get("end")) or END,
        closes_all=_text(node.get("closes")) == "all",
        hand_over=_text(node.get("hand_over")),
        span=node.span,
    )


def _targets(node: Node | None) -> Targets:
    if node is None or _is_unknown(node):
        return UNKNOWN
    items = node.items if isinstance(node, List) else [node]
    return tuple(target for item in items if (target := _target(item)) is not None)


def _target(node: Node) -> Target | None:
    if isinstance(node, Map):
        return _end(node)
    ref = _ref(node)
    return End(span=ref.span) if ref is not None and ref == END else ref


def _wait(node: Node | None) -> Wait | None:
    if node is None:
        return None
    if not isinstance(node, Map):
        return Wait(_duration(node))
    late = _targets(node.get("late")) if "late" in node.values else None
    return Wait(
        _duration(node.get("at_most")), _ref(node.get("until")), None if isinstance(late, Unknown) else late
    )


def _extension(node: Node | None) -> Extension | None:
    if not isinstance(node, Map):
        return None
    times = _text(node.get("times"))
    often = int(times) if times is not None and times.isdecimal() and len(times) < 5 else 1
    return Extension(_refs(node.get("by")), _duration(node.get("at_most")), often, span=node.span)


def _on_late(node: Node | None) -> Iterator[OnLate]:
    for item in node.items if isinstance(node, List) else [node]:
        if not isinstance(item, Map):
            continue
        after = _duration(item.get("after"))
        for act in get_args(LateAct):
            value = item.get(act)
            if value is not None and (act != "remind" or _flag(value)):
                named = _ref(value)
                actor, branch = (named if act == kind else None for kind in ("escalate", "take"))
                yield OnLate(act, after, actor, branch, span=item.keys[act])


def _items(node: Node | None) -> tuple[Node, ...]:
    if isinstance(node, List):
        return tuple(node.items)
    return (node,) if node is not None and _text(node) else ()


def _inputs(node: Node | None) -> tuple[Input | Unknown, ...] | Unknown:
    if _is_unknown(node):
        return UNKNOWN
    found: list[Input | Unknown] = []
    for item in _items(node):
        document = _ref(item.get("document")) if isinstance(item, Map) else _ref(item)
        if _is_unknown(item):
            found.append(UNKNOWN)
        elif document is not None:
            found.append(Input(document, _text(item.get("when")) if isinstance(item, Map) else None))
    return tuple(found)


def _outputs(node: Node | None) -> tuple[Ref | Unknown, ...] | Unknown:
    if _is_unknown(node):
        return UNKNOWN
    items = [UNKNOWN if _is_unknown(item) else _ref(item) for item in _items(node)]
    return tuple(item for item in items if item is not None)


def _titles(step: Step) -> Iterator[Ref]:
    for item in step.inputs if not isinstance(step.inputs, Unknown) else ():
        if isinstance(item, Input):
            yield item.document
    for outputs in (step.outputs, *(branch.outputs for branch in step.branches)):
        for output in outputs if outputs is not None and not isinstance(outputs, Unknown) else ():
            if isinstance(output, Ref):
                yield output
    if step.wait is not None and step.wait.until is not None:
        yield step.wait.until


def _source(node: Node | None) -> tuple[SourceNote, ...]:
    notes = node.items if isinstance(node, List) else [node]
    return tuple(
        SourceNote(
            _text(n.get("cell")),
            _text(n.get("text")),
            next((c for c in get_args(Reading) if c == _text(n.get("reading"))), None),
            _text(n.get("why")),
            _text(n.get("page")),
            span=n.keys.get("reading", n.span),
        )
        for n in notes
        if isinstance(n, Map)
    )


def _accept(node: Node | None) -> Iterator[Acceptance]:
    for item in node.items if isinstance(node, List) else []:
        if isinstance(item, Map):
            code, reason = _ref(item.get("code")), _text(item.get("reason"))
            if code is not None and reason is not None:
                yield Acceptance(code, reason, _ref(item.get("step")))


def _identity(node: Node | None) -> Identity:
    if not isinstance(node, Map):
        return Identity()
    return Identity(
        agency=_known(node.get("agency")),
        unit=_known(node.get("unit")),
        number=_known(node.get("number")),
        created=_date(node.get("created")),
        revised=_date(node.get("revised")),
        effective=_date(node.get("effective")),
        approved_by=_approval(node.get("approved_by")),
        legal_basis=_lines(node.get("legal_basis")),
        qualifications=_lines(node.get("qualifications")),
        related_sops=_lines(node.get("related_sops")),
        equipment=_lines(node.get("equipment")),
        warnings=_lines(node.get("warnings")),
        records=_lines(node.get("records")),
        logo=_ref(node.get("logo")),
    )


def _known(node: Node | None) -> str | Unknown | None:
    return UNKNOWN if _is_unknown(node) else _text(node)


def _date(node: Node | None) -> date | Unknown | None:
    text = _known(node)
    if text is None or isinstance(text, Unknown):
        return text
    try:
        return dates.parse(text)
    except dates.NotADate:
        return None


def _approval(node: Node | None) -> Approval | Unknown | None:
    if isinstance(node, Map):
        keys = ("title", "name", "capacity", "rank", "nip")
        return Approval(**{key: _known(node.get(key)) for key in keys})
    known = _known(node)
    return Approval(title=known) if isinstance(known, str) else known


def _lines(node: Node | None) -> tuple[str, ...] | Unknown:
    if _is_unknown(node):
        return UNKNOWN
    return tuple(text for item in _items(node) if (text := _text(item)))
