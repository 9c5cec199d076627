"""`sopflow import`: an official table, or a diagram in BPMN, becomes a definition."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sopflow.bpmn.exporting import ENDING
from sopflow.definition.glossary import glossary_near
from sopflow.definition.loading import check_bytes
from sopflow.files import write_whole
from sopflow.language import Language, Words
from sopflow.paper.choosing import NoSuchColumn, NoSuchHead, NoSuchProcedure, said_of
from sopflow.paper.deciding import decisions_of
from sopflow.paper.importing import Imported, import_table
from sopflow.paper.merging import Difference, joined
from sopflow.paper.sheets import FORMATS
from sopflow.render.exporting import EXPORTS

from . import diagrams
from .output import say, say_json, warn
from .telling import tell
from .usage import FORMAT, OVERWRITE, Parser, require_new

if TYPE_CHECKING:
    from argparse import Namespace

    from sopflow.definition.names import Glossary
    from sopflow.paper.heads import Said

NAME = "import"
HELP = (
    "jadikan tabel SOP atau diagram BPMN sebuah draf / import the table of an SOP, or a BPMN diagram, as a draft"
)

_COMMENT = Words(
    'Draf dari {file}. Bandingkan dengan kertasnya; yang bertanda "reading: open" harus diputuskan.',
    'A draft from {file}. Compare it with the paper; decide what is marked "reading: open".',
)
_WRITTEN = Words("{rows} baris ditulis ke {path}", "{rows} row(s) written to {path}")
_BOTH = Words(
    "{path} sudah diubah sejak tabelnya diekspor; berkas itu kini memuat perubahan tersebut dan perubahan tabelnya",
    "{path} was changed since its table was exported; it now contains both those changes and the changes of the table",
)
_CLASH = Words(
    "{path} sudah diubah sejak tabelnya diekspor, dan tidak dapat digabung dengan perubahan tabelnya; belum ada yang ditulis. "
    "Tulis ke nama lain dengan -o, lalu bandingkan: sopflow diff {path} NAMA",
    "{path} was changed since its table was exported, and cannot be merged with the changes of the table; nothing was written. "
    "Write to another name with -o, then compare: sopflow diff {path} NAME",
)
_OPEN = Words("{count} bacaan belum pasti (reading: open):", "{count} uncertain reading(s) (reading: open):")
_CHANGED = Words(
    "{count} perubahan di tabelnya sejak diekspor; selebihnya tetap seperti definisinya:",
    "{count} change(s) in the table since it was exported; everything else is as in its definition:",
)
_FOLLOWS = Words("{count} akibat dan hal yang perlu diperiksa:", "{count} consequence(s) and point(s) to review:")
_UNREAD = Words(
    "glosarium tidak terpakai: {names}; perbaiki menurut sopflow check",
    "glossaries that are not used: {names}; correct them as sopflow check says",
)
_UNPLACED = Words(
    'kolom "{head}" tidak punya tempat di draf (isinya ada di source); bila itu {name}, ulangi dengan --column {name}="{head}"',
    'the column "{head}" has no place in the draft (its cells are in source); if it is {name}, repeat with --column {name}="{head}"',
)
_OTHER = Words(
    'kolom "{head}" tidak punya tempat di draf (isinya ada di source)',
    'the column "{head}" has no place in the draft (its cells are in source)',
)
_SEVERAL = Words(
    "{path} memuat {count} SOP. Pilih satu dengan --sop NOMOR, atau tulis semuanya dengan -o MAP/:",
    "{path} holds {count} SOPs. Choose one with --sop NUMBER, or write them all with -o FOLDER/:",
)


def configure(parser: Parser) -> None:
    parser.takes(
        {
            "file FILE": f"{FORMATS}, {ENDING}",
            "-o --output OUT": "berkas hasil, atau map/ untuk semua SOP; tanpa ini: ke layar / a file, or a folder/ for all SOPs; default: "
            "the screen",
        }
    )
    parser.takes({"--sop N": "SOP yang ke berapa dalam berkas / which SOP of the file"}, type=int)
    parser.takes(
        {
            '--column COLUMN="HEAD" ...': 'kolom menurut kepalanya, boleh berulang: waktu="Waktu (menit)" / a column by its heading; may be repeated: waktu="Waktu (menit)"',
            "--force": OVERWRITE,
        }
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help=FORMAT)


def execute(arguments: Namespace) -> int:
    if Path(arguments.file).suffix.lower() == ENDING:
        return diagrams.execute(arguments)
    try:
        columns = said_of(arguments.column)
        unread = _glossary(arguments).unread
        if unread:
            warn(_UNREAD.within(arguments.lang, names=", ".join(unread)))
        first = _imported(arguments, columns, arguments.sop or 1)
    except (NoSuchColumn, NoSuchHead, NoSuchProcedure) as problem:
        tell(problem, arguments)
        return 2
    output = arguments.output
    if output is not None and _is_folder(output):
        numbers = [arguments.sop] if arguments.sop else range(1, len(first.procedures) + 1)
        every = [first if n == (arguments.sop or 1) else _imported(arguments, columns, n) for n in numbers]
        return _finish(arguments, every, _names(Path(output), every))
    if len(first.procedures) > 1 and not arguments.sop:
        warn(_SEVERAL.within(arguments.lang, path=arguments.file, count=len(first.procedures)))
        for at, title in enumerate(first.procedures, start=1):
            warn(f"  {at}  {title}")
        return 2
    return _finish(arguments, [first], [Path(output) if output else None])


def _imported(arguments: Namespace, columns: Said, sop: int) -> Imported:
    comment = _COMMENT.within(arguments.lang, file=Path(arguments.file).name)
    return import_table(
        arguments.file, comment=comment, columns=columns, sop=sop, exports=EXPORTS, glossary=_glossary(arguments)
    )


def _glossary(arguments: Namespace) -> Glossary:
    """The glossaries beside what is written, else beside what is read."""
    output = arguments.output
    if output is None:
        return glossary_near(Path(arguments.file).parent)
    return glossary_near(Path(output) if _is_folder(output) else Path(output).parent)


def _is_folder(output: str) -> bool:
    return output.endswith(("/", "\\")) or Path(output).is_dir()


def _names(folder: Path, every: list[Imported]) -> list[Path | None]:
    """A file in a folder for each, by its id."""
    names: list[str] = []
    for made in every:
        name, count = made.draft.id, 2
        while name in names:
            name, count = f"{made.draft.id}-{count}", count + 1
        names.append(name)
    return [folder / f"{name}.yaml" for name in names]


def _finish(arguments: Namespace, every: list[Imported], outputs: list[Path | None]) -> int:
    require_new(arguments, *outputs, option="-o")
    for at, (made, output) in enumerate(zip(every, outputs, strict=True)):
        text = _beside(made, output)
        if text is None:
            warn(_CLASH.within(arguments.lang, path=output))
            return 1
        if text != made.text:
            warn(_BOTH.within(arguments.lang, path=output))
            every[at] = made._replace(text=text)
    records = [_write(arguments, made, output) for made, output in zip(every, outputs, strict=True)]
    if arguments.format == "json":
        say_json(records[0] if len(records) == 1 else records)
    return 0


def _beside(made: Imported, output: Path | None) -> str | None:
    """The text to write; where the file is the same definition and was changed while its table was away, with those changes.
    `None` where that cannot be."""
    if made.carried is None or output is None or not output.is_file():
        return made.text
    file = output.read_bytes().decode("utf-8-sig", "replace")
    file = file if "\r\n" in made.carried else file.replace("\r\n", "\n")
    known, there = (check_bytes(text.encode(), "").definition for text in (made.carried, file))
    is_it = known is not None and (there.id == known.id if there is not None else known.id in file)
    if file == made.carried or not is_it:
        return made.text
    return joined(made.carried, file, made.text)


def _write(arguments: Namespace, made: Imported, output: Path | None) -> dict[str, object]:
    language: Language = arguments.lang
    draft, text, warning = made.draft, made.text, made.warning
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        write_whole(output, text)
    if warning is not None:
        warn(warning.within(language))
    decisions = () if made.is_original or made.differences is not None else decisions_of(draft)
    record: dict[str, object] = {"rows": len(draft.steps), "open": made.open_readings}
    if made.differences is not None:
        record["differences"] = [_record(one, language) for one in made.differences]
    if made.unplaced:
        record["unplaced"] = [head for head, _ in made.unplaced]
    if warning is not None:
        record["warning"] = warning.within(language)
    if arguments.format == "json":
        return record | ({"text": text} if output is None else {"path": str(output)})
    if output is None:
        say(text.rstrip())
    else:
        say(_WRITTEN.within(language, rows=len(draft.steps), path=output))
    listed = sys.stderr if output is None else sys.stdout
    if made.differences is not None:
        for heading, follows in ((_CHANGED, False), (_FOLLOWS, True)):
            own = [one.words.within(language) for one in made.differences if one.follows == follows]
            if own or not follows:
                say("\n" + heading.within(language, count=len(own)), file=listed)
            for line in own:
                say(f"  {line}", file=listed)
    if decisions:
        say("\n" + _OPEN.within(language, count=len(decisions)), file=listed)
    for one in decisions:
        say(f"  {one.said(language)}", file=listed)
    for head, name in made.unplaced:
        words = _OTHER if name == "lain" else _UNPLACED
        say("\n" + words.within(language, head=head, name=name), file=listed)
    if output is not None:
        say(diagrams.NEXT.within(language, path=f"{output} --notes" if decisions else output))
    return record


def _record(one: Difference, language: Language) -> dict[str, object]:
    record: dict[str, object] = {"kind": one.kind, "row": one.row, "step": one.step, "applied": one.applied}
    return record | {"open": one.open is not None, "text": one.words.within(language)}
