"""`sopflow instances`: the instances in a database, a page at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sopflow.language import Words

from . import database
from .output import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "instances"
HELP = "daftar proses / list the instances"

_HEADS = {
    "id": ("Proses", "SOP", "Versi", "Status", "Terbuka", "Perihal"),
    "en": ("Instance", "SOP", "Version", "Status", "Open", "Subject"),
}
MORE = Words("\nmasih ada: --after '{next}'", "\nthere are more: --after '{next}'")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("--sop", metavar="ID")
    parser.add_argument("--status", choices=("running", "suspended", "completed", "cancelled"))
    parser.add_argument("--subject", metavar="TEXT", help="sebagian perihal / a part of the subject")
    database.paging(parser)
    database.configure(parser)


def execute(arguments: Namespace) -> int:
    page = database.engine_on(arguments).find(
        sop=arguments.sop, status=arguments.status, subject=arguments.subject, after=arguments.after,
        limit=arguments.limit,
    )  # fmt: skip
    if arguments.format == "json":
        found = [
            {**database.record(run), "definition": run.sop, "version": run.version, "subject": run.subject}
            for run in page.items
        ]
        say(json.dumps({"instances": found, "next": page.next}, ensure_ascii=False, indent=2))
        return 0
    rows = [
        (
            run.id, run.sop, run.version, run.status if run.end is None else f"{run.status}: {run.end}",
            ", ".join(row.step for row in run.active) or "-", run.subject or "-",
        )
        for run in page.items
    ]  # fmt: skip
    say(database.listed(_HEADS[arguments.lang], rows))
    if page.next is not None:
        say(MORE.within(arguments.lang, next=page.next))
    return 0
