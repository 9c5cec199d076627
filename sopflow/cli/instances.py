"""`sopflow instances`: the instances in a database, a page at a time."""

from __future__ import annotations

from argparse import Namespace
from typing import Any, cast

from sopflow.app.searches import searches_of
from sopflow.app.views import instance_view, page_view
from sopflow.engine.naming import naming_of, sop_titles
from sopflow.flow.instance import Instance
from sopflow.flow.lifecycle import Status
from sopflow.language import Language, Words
from sopflow.terms import ENDS, STATUSES, said

from . import database
from .filters import require_known, unknown
from .meant import brief_ids, instance_meant
from .output import say, say_json
from .usage import Parser

NAME = "instances"
HELP = "daftar proses / list the instances"

_HEADS = {
    "id": ("Proses", "SOP", "Versi", "Status", "Terbuka", "Perihal"),
    "en": ("Instance", "SOP", "Version", "Status", "Open", "Subject"),
}
_STATUS_HELP = (
    f"hanya yang {', '.join(words.id for words in STATUSES.values())}"
    f" / only those {', '.join(words.en for words in STATUSES.values())}"
)
NO_INSTANCES = Words("tidak ada proses", "there are no instances")
MORE = Words("\nmasih ada: --after '{next}'", "\nthere are more: --after '{next}'")


def configure(parser: Parser) -> None:
    parser.takes(
        {
            "--sop ID": "hanya SOP ini / only this SOP",
            "--status STATUS": _STATUS_HELP,
            "--subject WORDS": "kata-kata perihalnya (guber*) / words of the subject (guber*)",
            "--key KEY": "kunci saat dimulai / the key of the start",
            "--unit ID": "hanya unit ini / only this unit",
            "--step STEP": "langkah yang sedang terbuka: id, nomor, atau kegiatannya / a step that is open: its id, number or activity",
        }
    )
    parser.takes(
        {"--from DATE": "dimulai pada tanggal ini atau sesudahnya / started on this day or later"}, dest="first"
    )
    parser.takes(
        {"--to DATE": "dimulai pada tanggal ini atau sebelumnya / started on this day or earlier"}, dest="last"
    )
    parser.takes(
        {
            "--overdue": "hanya proses yang melewati batas waktunya / only instances past their due time",
            "--started-by WHO": "yang dimulai orang ini / those that this person started",
            "--parent INSTANCE": "yang dipanggil proses ini / those that this instance called",
            "--ended-from DATE": "berakhir pada tanggal ini atau sesudahnya / ended on this day or later",
            "--ended-to DATE": "berakhir pada tanggal ini atau sebelumnya / ended on this day or earlier",
            "--field TEST ...": "dengan isian yang dicari, bersama --sop: 'nilai>=1 miliar', 'jenis=barang|jasa'; boleh berulang"
            " / with a field that is searched, with --sop: 'nilai>=1 billion', 'jenis=barang|jasa'; repeatable",
            "--sort ORDER": "urutan: started, ended, field.ISIAN; terbalik: --sort=-field.ISIAN"
            " / the order: started, ended, field.FIELD; the other way round: --sort=-field.FIELD",
            "--count": "hanya banyaknya / only how many there are",
        }
    )
    database.paging(parser)
    database.looking(parser)
    database.configure(parser, reads=True)


def _standing(run: Instance, language: Language) -> str:
    status = said(run.status, STATUSES, language)
    end = said(run.end, ENDS, language) if run.end is not None else status
    return status if end == status or run.end == "end" else f"{status}: {end}"


def _status(text: str | None, language: Language) -> Status | None:
    """A status by its name, or as a table of either language prints it; `UnknownName`."""
    if text is None:
        return None
    wanted = text.strip().casefold()
    for name, words in STATUSES.items():
        if wanted in (name, words.id, words.en):
            return cast("Status", name)
    raise unknown("--status", text, [words.within(language) for words in STATUSES.values()])


def execute(arguments: Namespace) -> None:
    first, end = database.days(arguments.first, arguments.last)
    ended_from, ended_before = database.days(arguments.ended_from, arguments.ended_to)
    engine = database.engine_seen(arguments)
    require_known(engine, arguments)
    known = engine.searched(arguments.sop) if arguments.field and arguments.sop is not None else {}
    parent = instance_meant(engine.store, arguments.parent) if arguments.parent is not None else None
    asked: dict[str, Any] = {
        "sop": arguments.sop, "status": _status(arguments.status, arguments.lang), "subject": arguments.subject,
        "key": arguments.key, "unit": arguments.unit, "step": arguments.step, "started_from": first,
        "started_before": end, "overdue": arguments.overdue, "started_by": arguments.started_by,
        "parent": parent, "ended_from": ended_from, "ended_before": ended_before,
        "fields": searches_of(arguments.field, arguments.sop, known) or None,
    }  # fmt: skip
    if arguments.count:
        count = engine.count(**asked)
        say_json({"count": count}) if arguments.format == "json" else say(str(count))
        return
    page = engine.find(**asked, sort=arguments.sort, after=arguments.after, limit=arguments.limit)
    if arguments.format == "json":
        say_json(page_view(page.items, instance_view, page.next))
        return
    if not page.items:
        say(NO_INSTANCES.within(arguments.lang))
        return
    titles = sop_titles(engine, (run.sop for run in page.items))
    names = {(run.sop, run.version): naming_of(engine, run.sop, run.version, arguments.lang) for run in page.items}
    briefly = brief_ids(engine.store, (run.id for run in page.items))
    rows = [
        (
            briefly[run.id], titles[run.sop], run.version, _standing(run, arguments.lang),
            "; ".join(names[run.sop, run.version].title(row.step) for row in run.active) or "-", run.subject or "-",
        )
        for run in page.items
    ]  # fmt: skip
    say(database.listed(_HEADS[arguments.lang], rows, whole=0))
    if page.next is not None:
        say(MORE.within(arguments.lang, next=page.next))
