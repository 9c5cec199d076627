"""`sopflow activate`: which version of an SOP new instances start on."""

from __future__ import annotations

from argparse import Namespace

from sopflow.app.versions import versions
from sopflow.engine.naming import naming_of
from sopflow.language import Words

from . import database
from .output import say, say_json
from .times import Times, zone_for
from .usage import BadOption, Parser

NAME = "activate"
HELP = "tentukan versi yang berlaku untuk proses baru / choose the version that new instances start on"

_NO_BY = Words("sebutkan siapa yang memberlakukannya: --by", "name who activates it: --by")
_HEADS = {"id": ("Versi", "Berlaku", "Sejak", "Oleh"), "en": ("Version", "Current", "Since", "By")}
_YES = Words("ya", "yes")


def configure(parser: Parser) -> None:
    parser.takes(
        {
            "sop SOP": "id SOP yang sudah disimpan / the id of an SOP that is stored",
            "version [VERSION]": "versi yang diberlakukan; tanpa ini: daftar versinya / the version to activate; default: list the versions",
            "--by WHO": "siapa / who",
        }
    )
    database.configure(parser)


def execute(arguments: Namespace) -> None:
    if arguments.version is not None and not arguments.by:
        raise BadOption(why=_NO_BY)
    engine = database.engine_on(arguments)
    if arguments.version is not None:
        engine.activate(arguments.sop, arguments.version, arguments.by)
    found = versions(engine, arguments.sop)
    if arguments.format == "json":
        say_json(found)
        return
    last = {one.version: one for one in engine.activations(arguments.sop)}
    times = Times(zone_for(engine, arguments.sop))
    names = naming_of(engine, arguments.sop, None, arguments.lang)
    rows = [
        (
            name, _YES.within(arguments.lang) if one["is_current"] else "-",
            times.minute(last[name].at) if name in last else "-", names.who(last[name].by) if name in last else "-",
        )
        for one in found["items"] for name in [one["version"]]
    ]  # fmt: skip
    say(database.listed(times.heads(_HEADS[arguments.lang], 2), rows))
