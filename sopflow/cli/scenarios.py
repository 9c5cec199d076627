"""`sopflow scenarios generate`: the fewest scenarios that take every arrow of an SOP, and others for its rules."""

from __future__ import annotations

import os
from argparse import SUPPRESS, Namespace
from pathlib import Path

from sopflow.budget import GENERATING, Spent
from sopflow.definition.library import Library
from sopflow.definition.model import NOBODY
from sopflow.language import Language, Words
from sopflow.scenarios.coverage import arc_text
from sopflow.scenarios.generate import generate
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.writing import written

from .output import SCENARIOS_WRITTEN, give, warn
from .usage import LANG, OVERWRITE, SOP_FILE, TO_FILE, BadOption, Parser, require_new

NAME = "scenarios"
HELP = "buat skenario / generate scenarios"

_COMMENT = Words(
    "Dibuat dari {file}: jalan menurut SOP itu, bukan bukti bahwa SOP itu benar.\nBandingkan setiap harapan dengan dokumen cetaknya.",
    "Made from {file}: the ways through the SOP as it is written, not proof that it is right.\nCompare each expectation with the printed document.",
)
_ONLY_CALLED = Words(
    "{sop} hanya dipanggil SOP lain (may: {{start: nobody}}); buat skenario dari SOP yang memanggilnya",
    "{sop} is only called by another SOP (may: {{start: nobody}}); generate scenarios of the SOP that calls it",
)
_UNREACHABLE = Words("tidak ada jalan yang melewati: {arcs}", "no way takes: {arcs}")
_UNMADE = Words("tidak dapat dibuatkan skenario: {rules}", "no scenario could be made for: {rules}")
_NOT_FEWEST = Words(
    "terlalu banyak jalan; mungkin skenario yang lebih sedikit sudah cukup",
    "too many ways; fewer scenarios may be enough",
)


def configure(parser: Parser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    make = actions.add_parser(
        "generate", help="skenario untuk setiap panah dan setiap aturan / scenarios for every arrow and every rule"
    )
    make.add_argument("--lang", choices=("id", "en"), default=SUPPRESS, help=LANG)
    make.takes(
        {
            "file FILE": SOP_FILE,
            "-o --output OUT": TO_FILE,
            "--loops N=1": "berapa kali setiap putaran ditempuh / how often each loop is taken",
            "--no-rules": "hanya jalannya, tanpa siapa, kapan, dan yang ditolak / only the ways, without who acts, when, and what is refused",
            "--force": OVERWRITE,
        }
    )


def execute(arguments: Namespace) -> int:
    language: Language = arguments.lang
    path = Path(arguments.file)
    library = Library()
    procedure = library.load(path)
    output = Path(arguments.output) if arguments.output else None
    require_new(arguments, output, option="-o")
    if NOBODY in procedure.sop.may_start:
        raise BadOption(why=_ONLY_CALLED.filled(sop=procedure.sop.id))
    made = generate(compiled(procedure), max(0, arguments.loops), GENERATING, language)
    folder = path.resolve().parent if output is None else output.resolve().parent
    sop = str(procedure.sop.id)
    if folder != path.resolve().parent or len(library.named(sop, path.parent)) > 1:
        sop = os.path.relpath(path.resolve(), folder)
    scenarios = made.scenarios if arguments.no_rules else (*made.scenarios, *made.rules)
    text = written(sop, scenarios, comment=_COMMENT.within(language, file=path.name))
    give(text, output, SCENARIOS_WRITTEN.within(language, count=len(scenarios), path=output))
    if made.unreachable:
        warn(_UNREACHABLE.within(language, arcs="; ".join(map(arc_text, made.unreachable))))
    if made.unmade and not arguments.no_rules:
        warn(_UNMADE.within(language, rules="; ".join(made.unmade)))
    if not made.is_whole:
        warn(f"{Spent.code}: {Spent(limit=GENERATING).message(language)}")
        return 1
    if not made.is_fewest and not made.unreachable:
        warn(_NOT_FEWEST.within(language))
    return 0
