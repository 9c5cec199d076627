"""Scenarios as a YAML file, a line a step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sopflow.definition import instants
from sopflow.definition.format.key import keys_of
from sopflow.definition.model import ANYONE
from sopflow.definition.scalars import inline, inlined, scalar
from sopflow.flow.command import Paper

from .model import DEFAULT_START, WHOLE, Act, Doer, Expectation, Scenario
from .uses import ACT_KEYS
from .verbs import BY_PERSON, HANDS, WORK

_NOTHING: Final[tuple[object, ...]] = (None, (), {})
_OPENING: Final = str.maketrans("]}", "[{")
_WIDTH: Final = 110
_ON_ROWS: Final = (*WORK, *HANDS)
_OF_THE_VERB: Final = {"receive": ("documents",), "annotate": ("note",), "wait": ("length",)}
"""What the verb's own value says."""


def written(
    sop: str, scenarios: Sequence[Scenario], *, comment: str = "", remarks: Mapping[tuple[int, int], str] = {}
) -> str:
    """A scenario file that reads back to equal scenarios, where `readable` made their texts. `comment` stands at its top, and
    each of `remarks` behind the act with that number in the scenario with that number, both from 0."""
    lines = [*(f"# {line}" for line in comment.splitlines()), "sopflow: 1", f"sop: {scalar(sop)}"]
    starts = {scenario.start for scenario in scenarios}
    shared = next(iter(starts)) if len(starts) == 1 else None
    if shared is not None and shared != DEFAULT_START:
        lines.append(f"start: {instants.written(shared)}")
    lines += ["", "scenarios:"]
    for number, scenario in enumerate(scenarios):
        said = {at: text for (one, at), text in remarks.items() if one == number}
        lines += [*_scenario(scenario, said, with_start=shared is None), ""]
    return "\n".join(lines).rstrip() + "\n"


def _scenario(scenario: Scenario, remarks: Mapping[int, str], *, with_start: bool) -> list[str]:
    lines = [f"  - name: {scalar(scenario.name)}"]
    for one, key, _ in keys_of(Scenario):
        value = getattr(scenario, one.name)
        if key == "steps":
            lines.append("    steps:" if scenario.acts else "    steps: []")
            for at, act in enumerate(scenario.acts):
                lines.append(f"      - {_act(act)}" + (f"  # {remarks[at]}" if at in remarks else ""))
        elif key == "people" and scenario.by_anyone:
            lines.append(f"    people: {ANYONE}")
        elif isinstance(value, Expectation):
            lines.append(f"    {key}:")
            for name, said in _expected(value).items():
                lines += _folded(f"      {name}: {said}")
        elif key != "name" and (key != "start" or with_start) and value not in _NOTHING:
            lines += _folded(f"    {key}: {_every(value)}")
    return lines


def _folded(line: str) -> list[str]:
    """A long list or mapping over several lines."""
    if len(line) <= _WIDTH or line.rstrip()[-1] not in "]}":
        return [line]
    indent = " " * (line.index(line.strip()[-1].translate(_OPENING)) + 1)
    lines: list[str] = []
    for part in _parts(line):
        if lines and len(lines[-1]) + len(part) < _WIDTH:
            lines[-1] += f" {part}"
        else:
            lines.append(indent + part if lines else part)
    return lines


def _parts(line: str) -> list[str]:
    """A line parted after its commas, but not inside of quotes."""
    parts: list[str] = []
    begin = 0
    is_quoted = is_escaped = False
    for at, sign in enumerate(line):
        if sign == '"' and not is_escaped:
            is_quoted = not is_quoted
        is_escaped = is_quoted and sign == "\\" and not is_escaped
        if sign == " " and line[at - 1 : at] == "," and not is_quoted:
            parts.append(line[begin:at])
            begin = at + 1
    return [*parts, line[begin:]]


def _act(act: Act) -> str:
    values = _values(act)
    if list(values) == ["step"]:
        return values["step"]
    if len(values) == 1:
        key, value = next(iter(values.items()))
        return f"{scalar(key)}: {value}"
    return inlined(values)


def _values(act: Act) -> dict[str, str]:
    """The keys of an act, each value as YAML."""
    step = str(act.step) if act.step is not None else ""
    if act.outcome is not None:
        step += f"={act.outcome}"
    values: dict[str, str] = {}
    by = str(act.by) if act.by is not None else None
    is_short = act.kind == "step" and by is not None and by not in ACT_KEYS
    if is_short and by is not None:
        values[by] = scalar(step)
    elif act.kind in _ON_ROWS:
        values[act.kind] = scalar(step)
    elif act.kind in BY_PERSON:
        values[act.kind] = scalar(by or "")
    elif act.kind == "receive":
        values["receive"] = _papers(act.papers)
    elif act.kind == "extend":
        values["extend"] = scalar(step or WHOLE)
    elif act.kind == "annotate":
        values["annotate"] = scalar(act.note or "")
    elif act.kind == "wait":
        values["wait"] = scalar(str(act.lasts)) if act.lasts is not None else scalar(step)
    elif act.kind == "auto":
        values["auto"] = scalar(step or "end")
    own = ("by",) if is_short or act.kind in BY_PERSON else _OF_THE_VERB.get(act.kind, ())
    for one, name, _ in keys_of(Act):
        value = getattr(act, one.name)
        if name not in own and name not in values and value not in _NOTHING:
            values[name] = inline(value) if one.name == "fields" else _said(value)
    return values


def _said(value: Any) -> str:
    """What stands at a key of an act: one of several is written alone."""
    if isinstance(value, Expectation):
        return inlined(_expected(value))
    if isinstance(value, tuple):
        if isinstance(value[0], Paper):
            return _papers(value)
        return _list(value) if len(value) > 1 else scalar(str(value[0]))
    if isinstance(value, Mapping):
        return inlined({name: _said(one) for name, one in value.items()})
    return _every(value)


def _expected(expected: Expectation) -> dict[str, str]:
    values = {name: getattr(expected, one.name) for one, name, _ in keys_of(Expectation)}
    if expected.versions is not None:
        values["documents"] = expected.versions
    return {name: _every(value) for name, value in values.items() if value is not None}


def _every(value: Any) -> str:
    """What stands at a key where a list is one with a single item too, save of those who signed."""
    if isinstance(value, Mapping):
        return inlined({name: _every(one) for name, one in value.items()})
    if isinstance(value, tuple):
        items = [_every(one) for one in value]
        return items[0] if len(items) == 1 and isinstance(value[0], Doer) else f"[{', '.join(items)}]"
    if isinstance(value, Doer):
        return _doer(value)
    if isinstance(value, datetime):
        return scalar(instants.written(value))
    if value is None:
        return scalar("-")
    return str(value) if isinstance(value, int) else scalar(str(value))


def _doer(doer: Doer) -> str:
    if doer.by is not None and doer.how is None and doer.place is None:
        return scalar(str(doer.by))
    said = {"by": doer.by, "as": doer.how, "for": doer.place}
    return inlined({key: scalar(str(value)) for key, value in said.items() if value is not None})


def _papers(papers: Iterable[Paper]) -> str:
    listed = list(papers)
    if all(paper[1:] == (None,) * (len(paper) - 1) for paper in listed):
        return _list(paper.document for paper in listed)
    details = {
        p.document: inlined(
            {
                k: str(v) if isinstance(v, int) else scalar(v)
                for k, v in zip(p._fields[1:], p[1:], strict=True)
                if v is not None
            }
        )
        for p in listed
    }
    return inlined(details)


def _list(items: Iterable[object]) -> str:
    return f"[{', '.join(scalar(str(item)) for item in items)}]"
