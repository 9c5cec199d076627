"""`sopflow new`: the beginning of a definition, by a few questions."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sopflow.files import write_whole
from sopflow.language import Language, Words
from sopflow.paper.beginning import Answers, begun
from sopflow.paper.writing import written

from .output import say
from .usage import OVERWRITE, Parser, require_new

NAME = "new"
HELP = "mulai SOP baru dengan beberapa pertanyaan / create a new SOP from a few questions"

_TITLE = Words("Nama SOP: ", "Name of the SOP: ")
_ACTORS = Words(
    "Pelaksana, dipisah koma (misalnya Pemohon, Petugas, Camat): ",
    "Actors, separated by commas (for example Pemohon, Petugas, Camat): ",
)
_ROWS = Words(
    "\nLangkah demi langkah; Enter saja bila sudah selesai.", "\nStep by step; press Enter when you are done."
)
_ACTIVITY = Words("{number}. Kegiatan (diawali kata kerja): ", "{number}. Activity (begin with a verb): ")
_WHO = Words("   Pelaksana ({actors}): ", "   Actor ({actors}): ")
_TIME = Words(
    "   Waktu (misalnya 30 menit; kosong bila tidak ada): ",
    "   Duration (for example 30 menit; empty if none): ",
)
_OUTPUT = Words("   Hasil, dipisah koma: ", "   Outputs, separated by commas: ")
_QUESTION = Words(
    "   Keputusan? Tulis pertanyaannya; kosong bila bukan: ",
    "   Decision? Write its question; empty if not: ",
)
_DONE = Words(
    "\n{path} ditulis. Lalu: sopflow check {path}, sopflow run {path}",
    "\n{path} was written. Then: sopflow check {path}, sopflow run {path}",
)
_COMMENT = Words(
    "Dimulai dengan sopflow new. Panduan: definitions/README.md",
    "Created with sopflow new. Guide: definitions/README.md",
)


def configure(parser: Parser) -> None:
    parser.takes({"file FILE": "berkas yang dibuat / the file to create", "--force": OVERWRITE})


def execute(arguments: Namespace) -> None:
    path = Path(arguments.file)
    require_new(arguments, path)
    draft = begun(_asked(arguments.lang), path.name.partition(".")[0])
    write_whole(path, written(draft, comment=_COMMENT.within(arguments.lang)))
    say(_DONE.within(arguments.lang, path=path))


def _asked(language: Language) -> Answers:
    title = input(_TITLE.within(language)).strip()
    actors = [name.strip() for name in input(_ACTORS.within(language)).split(",") if name.strip()]
    say(_ROWS.within(language))
    rows: list[tuple[str, str, str, str, str]] = []
    while True:
        activity = input(_ACTIVITY.within(language, number=len(rows) + 1)).strip()
        if not activity:
            break
        who = input(_WHO.within(language, actors=", ".join(actors) or "-")).strip()
        time, output, question = (input(q.within(language)).strip() for q in (_TIME, _OUTPUT, _QUESTION))
        rows.append((activity, who, time, output, question))
    return Answers(title, tuple(actors), tuple(rows))
