"""From a file in BPMN to the text of a definition.

A file that was exported carries its definition. It is what comes back as long as the diagram is the one that this definition
has; where somebody changed the diagram, the definition with those changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sopflow.budget import TableTooLarge, Undrawn
from sopflow.definition.files import MAX_BYTES
from sopflow.definition.loading import check_bytes
from sopflow.definition.reading import compose, decode
from sopflow.definition.scalars import inline, scalar
from sopflow.language import Language
from sopflow.paper.seal import unpacked

from .dialects import DIALECTS
from .drafting import Draft, Plain, draft_of
from .exporting import export_bpmn
from .graph import Unread, carried_in, graph_of, processes_of, titles_of
from .merging import merged
from .model import Process
from .problems import LARGE_DRAFT, NO_PROCESS, NoSuchProcess, NotInBpmn, UnreadableBpmn
from .source import Element, elements_of
from .weaving import process_of


class Imported(NamedTuple):
    """A definition's file, made from a diagram."""

    id: str
    text: str
    rows: int
    unread: tuple[Unread, ...]
    """What has no counterpart in an SOP, each with its place; it stands in `source` too."""
    titles: tuple[str, ...]
    """Of all processes in the file."""
    is_original: bool = False
    """Whether it is the very definition that the diagram was made from."""
    changed: tuple[str, ...] | None = None
    """The rows that somebody changed in the diagram since it was exported; `None` where it carried no definition."""
    lost: tuple[Unread, ...] = ()
    """What the definition said and cannot stay with those changes, and changes that are left out; it stands in `source` too."""


def import_bpmn(data: bytes, *, sop: int = 1, comment: str = "") -> Imported:
    """The definition that a diagram says; `sop` is the number of the process where there are several. `UnreadableBpmn`,
    `NoSuchProcess`."""
    root = elements_of(data)
    processes = processes_of(root)
    if not processes:
        raise UnreadableBpmn(line=root.line, why=NO_PROCESS)
    if not 1 <= sop <= len(processes):
        raise NoSuchProcess(number=sop, count=len(processes))
    process = processes[sop - 1]
    titles = tuple(titles_of(root, processes))
    carried = _carried(process)
    now = draft_of(graph_of(root, process), root, carried.made.omitted if carried is not None else ())
    whole, unread = now.whole, now.unread
    if carried is None:
        return Imported(whole["id"], _drafted(whole, comment, root), len(whole["steps"]), tuple(unread), titles)
    if carried.base.whole == whole:
        return Imported(whole["id"], carried.text, len(carried.plain["steps"]), (), titles, True, ())
    made = merged(
        carried.text, carried.plain, carried.made, carried.base, now, lambda plain: _drafted(plain, comment, root)
    )
    known = {(one.id, one.kind, one.why.id) for one in carried.base.unread}
    new = tuple(one for one in unread if (one.id, one.kind, one.why.id) not in known)
    return Imported(
        str(made.whole["id"]), made.text, len(made.whole["steps"]), new, titles, False, made.changed, made.lost
    )


def _drafted(whole: Plain, comment: str, root: Element) -> str:
    """The file of a definition; `UnreadableBpmn` for one that is larger than files of definitions may be."""
    text = written(whole, comment)
    if len(text.encode()) > MAX_BYTES or compose(text)[0] is None:
        raise UnreadableBpmn(line=root.line, why=LARGE_DRAFT.filled(rows=len(whole["steps"]), limit=MAX_BYTES))
    return text


class _Carried(NamedTuple):
    """The definition that a process carries, and what its own diagram says."""

    text: str
    plain: Plain
    base: Draft
    made: Process
    """The process of its own diagram."""


def _carried(process: Element) -> _Carried | None:
    own = carried_in(process)
    text = unpacked(own.text) if own is not None else None
    sop = check_bytes(text.encode(), "").definition if text is not None else None
    if own is None or text is None or sop is None:
        return None
    dialect = next((one for one in DIALECTS if one == own.said.get("dialect")), DIALECTS[0])
    language: Language = "en" if own.said.get("language") == "en" else "id"
    try:
        again = elements_of(export_bpmn(sop, text, dialect=dialect, language=language).content)
        made = process_of(sop, language)
    except (NotInBpmn, TableTooLarge, Undrawn):  # then no diagram was made from it
        return None
    root, _ = compose(decode(text.encode())[0])
    plain: Any = root.plain() if root is not None else None
    base = draft_of(graph_of(again, processes_of(again)[0]), again)
    return _Carried(text, plain, base, made)


_WIDE: Final = 100


def written(whole: Plain, comment: str) -> str:
    """Plain values as the file of a definition."""
    lines = [f"# {line}" for line in comment.splitlines()]
    for key, value in whole.items():
        if key in ("actors", "documents", "steps"):
            lines.append("")
        if key == "steps":
            lines.append("steps:")
            for row in value:
                block = list(_block(row, "    "))
                lines += ["  - " + block[0].strip(), *block[1:]]
        else:
            lines += _entry(key, value, "")
    return "\n".join(lines) + "\n"


def _block(value: dict[str, Any], indent: str) -> Iterator[str]:
    for key, one in value.items():
        yield from _entry(key, one, indent)


def _entry(key: str, value: Any, indent: str) -> Iterator[str]:
    head = f"{indent}{scalar(str(key))}:"
    short = _inline(value)
    if short is not None and (not isinstance(value, dict | list) or len(head) + len(short) < _WIDE):
        yield f"{head} {short}"
    elif isinstance(value, dict):
        yield head
        yield from _block(value, indent + "  ")
    else:
        yield head
        for item in value:
            if isinstance(item, dict):
                block = list(_block(item, indent + "    "))
                yield f"{indent}  - {block[0].strip()}"
                yield from block[1:]
            else:
                yield f"{indent}  - {inline(item)}"


def _inline(value: Any) -> str | None:
    """A value on one line, where that reads well."""
    reads_well = True
    if isinstance(value, dict):
        reads_well = len(value) <= 3 and all(isinstance(one, str | int | None) for one in value.values())
    elif isinstance(value, list):
        reads_well = not any(_inline(one) is None or (isinstance(one, dict) and len(one) > 1) for one in value)
    return inline(value) if reads_well else None
