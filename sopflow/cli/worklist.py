"""`sopflow worklist`: what an actor is to do, what is due first first."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sopflow.language import Words

from . import database
from .instances import MORE
from .output import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sopflow.flow.possible import WorkItem

NAME = "worklist"
HELP = "daftar kerja seorang pelaksana / the worklist of an actor"

_HEADS = {
    "id": ("Batas", "Proses", "Perihal", "No", "Langkah", "Pelaksana", "Jawaban"),
    "en": ("Due", "Instance", "Subject", "No", "Step", "Actors", "Outcomes"),
}
_LATE = Words("terlambat", "late")
_NEEDS_ACTOR = Words(
    "sebutkan pelaksananya: --actor ID, atau --overdue untuk semua yang terlambat",
    "name the actor: --actor ID, or --overdue for all that is late",
)


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("--actor", metavar="ID")
    parser.add_argument("--overdue", action="store_true", help="hanya yang terlambat / only what is late")
    database.paging(parser)
    database.configure(parser)


def execute(arguments: Namespace) -> int:
    if arguments.actor is None and not arguments.overdue:
        say(_NEEDS_ACTOR.within(arguments.lang), file=sys.stderr)
        return 2
    engine = database.engine_on(arguments)
    limit = arguments.limit
    if arguments.overdue:
        page = engine.overdue(arguments.actor, after=arguments.after, limit=limit)
    else:
        page = engine.worklist_page(arguments.actor, after=arguments.after, limit=limit)
    if arguments.format == "json":
        found = [_record(item) for item in page.items]
        say(json.dumps({"items": found, "next": page.next}, ensure_ascii=False, indent=2))
        return 0
    now = datetime.now(UTC)
    late = _LATE.within(arguments.lang)
    rows = [
        (
            database.minute(item.due) + (f" {late}" if item.due is not None and item.due < now else ""), item.instance,
            item.subject or "-", item.number or "-", item.step, ", ".join(item.actors), "/".join(item.outcomes),
        )
        for item in page.items
    ]  # fmt: skip
    say(database.listed(_HEADS[arguments.lang], rows))
    if page.next is not None:
        say(MORE.within(arguments.lang, next=page.next))
    return 0


def _record(item: WorkItem) -> dict[str, object]:
    return {
        "instance": item.instance, "definition": item.sop, "subject": item.subject, "step": item.step,
        "number": item.number, "activity": item.activity, "visit": item.visit, "actors": list(item.actors),
        "since": database.instant(item.since), "due": database.instant(item.due), "provisional": item.is_provisional, "outcomes": list(item.outcomes),
        "missing": [missing.document for missing in item.missing],
    }  # fmt: skip
