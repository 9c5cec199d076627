"""`sopflow import` of a diagram in BPMN."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sopflow.bpmn.importing import Imported, import_bpmn
from sopflow.files import write_whole
from sopflow.language import Words

from .output import say, say_json, warn
from .usage import require_new

if TYPE_CHECKING:
    from argparse import Namespace

    from sopflow.bpmn.graph import Unread

_COMMENT = Words(
    "Dari diagram {file}. Yang tidak punya padanan disimpan di source.",
    "From the diagram {file}. What has no counterpart is kept in source.",
)
_WRITTEN = Words("{rows} langkah ditulis ke {path}", "{rows} step(s) written to {path}")
_SEVERAL = Words(
    "{path} memuat {count} proses. Pilih satu dengan --sop NOMOR:",
    "{path} holds {count} processes. Choose one with --sop NUMBER:",
)
_ORIGINAL = Words(
    "diagram ini tidak diubah: definisinya persis seperti ketika diekspor",
    "this diagram was not changed: the definition is exactly the exported one",
)
_CHANGED = Words(
    "langkah yang diubah di diagramnya: {rows}; selebihnya tetap seperti definisinya",
    "steps changed in the diagram: {rows}; the rest is as in its definition",
)
_UNREAD = Words(
    "{count} hal yang tidak punya padanan dalam SOP; masing-masing ada di source:",
    "{count} element(s) without a counterpart in an SOP; each is kept in source:",
)
_LOST = Words(
    "{count} hal dalam definisinya tidak dapat dipertahankan; masing-masing ada di source:",
    "{count} part(s) of the definition could not be kept; each is in source:",
)
NEXT = Words("\nlalu: sopflow check {path}", "\nthen: sopflow check {path}")


def execute(arguments: Namespace) -> int:
    file = Path(arguments.file)
    made = import_bpmn(
        file.read_bytes(), sop=arguments.sop or 1, comment=_COMMENT.within(arguments.lang, file=file.name)
    )
    if len(made.titles) > 1 and not arguments.sop:
        warn(_SEVERAL.within(arguments.lang, path=file, count=len(made.titles)))
        for at, title in enumerate(made.titles, start=1):
            warn(f"  {at}  {title}")
        return 2
    output = _output(arguments.output, made)
    require_new(arguments, output, option="-o")
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        write_whole(output, made.text)
    if arguments.format == "json":
        say_json(_record(arguments, made) | ({"text": made.text} if output is None else {"path": str(output)}))
        return 0
    _tell(arguments, made, output)
    return 0


def _output(said: str | None, made: Imported) -> Path | None:
    if said is None:
        return None
    is_folder = said.endswith(("/", "\\")) or Path(said).is_dir()
    return Path(said) / f"{made.id}.yaml" if is_folder else Path(said)


def _record(arguments: Namespace, made: Imported) -> dict[str, object]:
    return {
        "rows": made.rows,
        "original": made.is_original,
        "changed": None if made.changed is None else list(made.changed),
        "unread": [_place(arguments, one) for one in made.unread],
        "lost": [_place(arguments, one) for one in made.lost],
    }


def _place(arguments: Namespace, one: Unread) -> dict[str, object]:
    why = one.why.within(arguments.lang)
    return {"line": one.line, "id": one.id, "kind": one.kind, "name": one.name, "why": why}


def _tell(arguments: Namespace, made: Imported, output: Path | None) -> None:
    told = sys.stderr if output is None else sys.stdout
    if output is None:
        say(made.text.rstrip())
    else:
        say(_WRITTEN.within(arguments.lang, rows=made.rows, path=output))
    if made.is_original:
        say(_ORIGINAL.within(arguments.lang), file=told)
    elif made.changed is not None:
        say(_CHANGED.within(arguments.lang, rows=made.changed), file=told)
    for heading, found in ((_UNREAD, made.unread), (_LOST, made.lost)):
        if found:
            say("\n" + heading.within(arguments.lang, count=len(found)), file=told)
        for one in found:
            say(f"  {one.words.within(arguments.lang)}", file=told)
    if output is not None:
        say(NEXT.within(arguments.lang, path=output))
