"""`sopflow import`: an official table becomes a draft of a definition."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sopflow.definition.glossary import glossary_near
from sopflow.files import write_whole
from sopflow.language import Words
from sopflow.paper.importing import import_table

from .output import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sopflow.language import Language
    from sopflow.paper.draft import Draft

NAME = "import"
HELP = "jadikan tabel SOP sebuah draf / import the table of an SOP as a draft"

_COMMENT = Words(
    'Draf dari {file}. Bandingkan dengan kertasnya; yang bertanda "reading: open" harus diputuskan.',
    'A draft from {file}. Compare it with the paper; decide what is marked "reading: open".',
)
_WRITTEN = Words("{rows} baris ditulis ke {path}", "{rows} row(s) written to {path}")
_EXISTS = Words(
    "{path} sudah ada; pilih nama lain dengan -o, atau --force",
    "{path} already exists; use another name with -o, or --force",
)
_OPEN = Words(
    "{count} bacaan belum pasti (reading: open):", "{count} reading(s) that are not certain (reading: open):"
)
_UNREAD = Words(
    "glosarium tidak terpakai: {names}; perbaiki menurut sopflow check",
    "glossaries that are not used: {names}; correct them as sopflow check says",
)
_NEXT = Words("\nlalu: sopflow check {path}", "\nthen: sopflow check {path}")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="TSV, CSV, Markdown, XLSX, DOCX")
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="berkas hasil; tanpa ini: ke layar / to the screen without it"
    )
    parser.add_argument("--force", action="store_true", help="timpa berkas yang ada / overwrite")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def execute(arguments: Namespace) -> int:
    language: Language = arguments.lang
    output = Path(arguments.output) if arguments.output else None
    if output is not None and output.exists() and not arguments.force:
        say(_EXISTS.within(language, path=output), file=sys.stderr)
        return 2
    comment = _COMMENT.within(language, file=Path(arguments.file).name)
    glossary = glossary_near((output or Path(arguments.file)).parent)
    if glossary.unread:
        say(_UNREAD.within(language, names=", ".join(glossary.unread)), file=sys.stderr)
    draft, text, is_original, warning = import_table(arguments.file, comment=comment, glossary=glossary)
    if output is not None:
        write_whole(output, text)
    if warning is not None:
        say(warning.within(language), file=sys.stderr)
    if arguments.format == "json":
        record: dict[str, object] = {"rows": len(draft.steps), "open": [] if is_original else _records(draft)}
        if warning is not None:
            record["warning"] = warning.within(language)
        say(json.dumps(record | ({"text": text} if output is None else {}), ensure_ascii=False, indent=2))
        return 0
    if output is None:
        say(text.rstrip())
    else:
        say(_WRITTEN.within(language, rows=len(draft.steps), path=output))
    listed = sys.stderr if output is None else sys.stdout
    found = [] if is_original else _records(draft)
    if found:
        say("\n" + _OPEN.within(language, count=len(found)), file=listed)
    for one in found:
        say("  " + "  ".join(str(one[key]) for key in ("row", "cell", "text", "why") if one[key]), file=listed)
    if output is not None:
        say(_NEXT.within(language, path=output))
    return 0


def _records(draft: Draft) -> list[dict[str, object]]:
    return [
        {
            "row": f"{step.number} {step.id}".strip() if step is not None else "",
            "cell": n.cell,
            "text": n.text,
            "why": n.why,
        }
        for step, n in draft.open_notes
    ]
