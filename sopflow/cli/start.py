"""`sopflow start`: an instance begins, in a database."""

from __future__ import annotations

from argparse import Namespace

from sopflow.definition.kinds import SUFFIXES
from sopflow.definition.library import Library, Procedure
from sopflow.engine.engine import Engine
from sopflow.texts import by_name

from . import database, filling, referring
from .reading import documents, people, read_options
from .usage import PEOPLE, Parser

NAME = "start"
HELP = "mulai sebuah proses / start an instance"

_OPTIONS = {"documents": "--document", "sop": "FILE|ID", "fields": "--data"}
"""Of fields that an option says by another name."""


def configure(parser: Parser) -> None:
    parser.add_argument(
        "sop",
        metavar="FILE|ID",
        help="berkas SOP, atau id yang sudah disimpan / the file of an SOP, or the id of one that is stored",
    )
    parser.add_argument("--by", required=True, metavar="WHO", help="siapa yang memulai / who starts it")
    parser.takes(
        {
            "--key KEY": "kunci: perintah yang sama hanya terjadi sekali / a key: the same command happens only once",
            "--subject SUBJECT": "perihal / what it is about",
            "--unit ID": "unit dalam direktori / the unit of the directory",
            "--version V": "versi SOP; tanpa ini versi berkas, atau yang berlaku / default: the file's, or the current one",
            "--document ID ...": "dokumen yang dibawa / a document that is available",
            "--people ACTOR=PERSON ...": PEOPLE,
        }
    )
    referring.configure(parser)
    filling.configure(parser, filling.HELP_OR_JSON)
    database.dated(parser)
    database.configure(parser, creates=True)


def execute(arguments: Namespace) -> None:
    data, fields = filling.parted(arguments.data, takes_json=True)
    said = {name: getattr(arguments, name) for name in ("by", "subject", "unit", "version")} | {
        "sop": arguments.sop,
        "documents": documents(arguments.document, arguments.files),
        "people": people(arguments.people),
        "acted_at": database.acted_at(arguments),
        "data": data,
        "fields": fields or None,
    }
    given = read_options(said, lambda field: _OPTIONS.get(field, f"--{field.replace('_', '-')}"))
    procedure = read(arguments)
    arguments.creates = procedure is not None  # an id alone is of a database that is there
    engine = database.engine_on(arguments, by_name(arguments.sop).parent)
    sop, version = registered(engine, arguments, procedure)
    database.require_dated(given, arguments, engine)
    if fields:
        given["fields"] = filling.values_of(engine.flow(sop, given.get("version", version)), fields)
    run = engine.start(key=arguments.key, **{"version": version, **given, "sop": sop})
    database.show(engine, run, arguments)


def read(arguments: Namespace) -> Procedure | None:
    """The SOP of the file that is named, read before any database is opened or made; `None` for an id."""
    path = by_name(arguments.sop)
    return Library().load(path) if path.suffix in SUFFIXES or path.exists() else None


def registered(
    engine: Engine, arguments: Namespace, procedure: Procedure | None, *, keep: bool = True
) -> tuple[str, str | None]:
    """The id of the SOP that is named, and the version where it is a file; that is kept in the store, with those that it
    calls."""
    if procedure is None:
        return str(arguments.sop), None
    for sop in procedure.all:
        engine.register(sop, keep=keep)
    return str(procedure.sop.id), procedure.sop.version
