"""A draft as the text of a definition."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from sopflow.definition.model import STARTED
from sopflow.definition.scalars import scalar

from .draft import UNKNOWN, Draft, DraftStep, Note
from .identity import identity_lines

_WIDTH: Final = 110


def written(draft: Draft, *, comment: str = "") -> str:
    """The file, with a comment at its top."""
    lines = [*(f"# {line}" for line in comment.splitlines()), "sopflow: 1"]
    lines += [f"id: {scalar(draft.id)}", f"title: {scalar(draft.title)}"]
    lines += identity_lines(draft.identity)
    if draft.total is not None:
        lines.append(f"stated_total: {scalar(draft.total)}")
    if draft.sources:
        lines += ["source:", *(line for note in draft.sources for line in _item(note, "  "))]
    lines += ["", "actors:"]
    for actor, title in (draft.actors or {"pelaksana": "Pelaksana"}).items():
        outside = actor in draft.outside
        lines.append(
            f"  {actor}: " + (f"{{title: {_inline(title)}, external: true}}" if outside else scalar(title))
        )
    if draft.documents:
        lines += ["", "documents:"]
        lines += [f"  {document}: {scalar(title)}" for document, title in draft.documents.items()]
    lines += ["", "steps:"]
    for at, step in enumerate(draft.steps):
        lines += _step(step, at, len(draft.steps))
    return "\n".join(lines) + "\n"


def _step(step: DraftStep, at: int, count: int) -> Iterator[str]:
    yield f"  - id: {step.id}"
    if step.number and step.number != str(at + 1):
        yield f"    no: {scalar(step.number)}"
    elif not step.number:
        yield "    no: none"
    yield from _text("activity", step.activity)
    if step.phase:
        yield f"    phase: {step.phase}"
    if step.join:
        yield f"    join: {STARTED if step.join == [STARTED] else '[' + ', '.join(step.join) + ']'}"
    if step.wait:
        yield f"    wait: {scalar(str(step.time))}"
    else:
        yield f"    actor: {_one_or_more(step.actors or [UNKNOWN])}"
        if (step.joint or step.in_order) and len(step.actors) > 1 and UNKNOWN not in step.actors:
            yield f"    sign_off: {'in_order' if step.in_order else 'all'}"
    if step.optional:
        yield "    optional: true"
    yield f"    inputs: {_list(step.inputs)}"
    if not step.wait:
        limit = f", at_most: {_inline(step.limit)}" if step.limit else ""
        in_words = f"{{text: {_inline(str(step.time))}{limit}}}"
        yield f"    duration: {in_words if step.time_is_text else 'null' if step.time is None else scalar(step.time)}"
    yield f"    outputs: {_list(step.outputs)}"
    if step.question:
        yield from _text("question", step.question)
    if step.branches:
        yield "    branches:"
        for name, targets in step.branches.items():
            yield f"      {scalar(name)}: {_targets(targets)}"
    elif step.next:
        yield f"    next: {_targets(step.next)}"
    if step.remarks:
        yield from _text("remarks", step.remarks)
    if step.sources:
        yield "    source:"
        for note in step.sources:
            yield from _item(note, "      ")


def _text(key: str, text: str) -> Iterator[str]:
    whole = f"    {key}: {scalar(text)}"
    if len(whole) <= _WIDTH or "  " in text or text != text.strip():
        yield whole
        return
    yield f"    {key}: >-"
    indent = " " * 6
    lines = textwrap.wrap(text, _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    yield from (indent + line for line in lines)


def _list(items: list[str]) -> str:
    if items == [UNKNOWN]:
        return UNKNOWN
    return f"[{', '.join(dict.fromkeys(items))}]" if items else "null"


def _targets(targets: list[str]) -> str:
    return _one_or_more([f"{{end: {t[4:]}}}" if t.startswith("end:") else t for t in targets])


def _one_or_more(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def _item(note: Note, indent: str) -> Iterator[str]:
    values = {"cell": note.cell, "text": note.text, "reading": note.reading, "why": note.why}
    values["page"] = str(note.page) if note.page else ""
    said = [(key, value) for key, value in values.items() if value.strip()]
    for at, (key, value) in enumerate(said):
        yield f"{indent}{'  ' if at else '- '}{key}: {scalar(' '.join(value.split()))}"


def _inline(text: str) -> str:
    """A text inside of braces, where a comma would end it."""
    plain = scalar(text)
    return plain if plain.startswith('"') or not set(plain) & set(",{}[]") else f'"{plain}"'
