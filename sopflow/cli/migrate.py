"""`sopflow migrate`: running instances go to another version of their SOP."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping
from functools import cache, partial

from sopflow.app.versions import migrations
from sopflow.engine.engine import Engine
from sopflow.engine.migration import Migration
from sopflow.engine.naming import Naming, naming_of
from sopflow.language import Words
from sopflow.texts import by_name

from . import database
from .filters import require
from .meant import brief_ids, instance_meant
from .output import counted, say, say_json
from .start import read, registered
from .times import Times, zone_for
from .usage import Parser, by_name_once, pairs

NAME = "migrate"
HELP = "pindahkan proses yang berjalan ke versi lain / move running instances to another version"

_BAD_MAP = Words('--map "{text}": tulis LAMA=BARU', '--map "{text}": write OLD=NEW')
_HEADS = {"id": ("Proses", "Dari", "Langkah", "Batas"), "en": ("Instance", "From", "Step", "Due")}
_MOVED = Words(
    "{moved} proses pindah ke versi {to}, {stay} tetap", "{moved} instance(s) moved to version {to}, {stay} stay"
)
_WOULD = Words(
    "{moved} proses akan pindah ke versi {to}, {stay} akan tetap; tidak ada yang diubah (--dry-run)",
    "{moved} instance(s) would move to version {to}, {stay} would stay; nothing was changed (--dry-run)",
)
_ALL_THERE = Words(
    "tidak ada proses yang belum selesai di versi selain {to}{same}",
    "no unfinished instance is on a version other than {to}{same}",
)
_SAME = Words(
    "; versi {to} sudah ada di basis data: bila {path} versi yang baru, beri nomor versi lain di dalamnya (version: …)",
    "; version {to} is in the database already: give {path} another version number (version: …) if it is the new version",
)
_MAX_SHOWN = 200


def configure(parser: Parser) -> None:
    parser.takes(
        {
            "sop FILE|ID": "berkas versi barunya, atau id SOP / the file of the new version, or the id of the SOP",
            "--to VERSION": "versi barunya; tanpa ini: versi berkas, atau yang berlaku / the new version; default: the file's, or the current one",
        }
    )
    parser.add_argument("--by", required=True, metavar="WHO", help="siapa yang memindahkan / who moves them")
    parser.takes(
        {
            "--map OLD=NEW ...": "langkah yang berganti id / a row with a new id",
            "--note NOTE": "alasannya / the reason",
        }
    )
    parser.add_argument("--instance", action="append", metavar="ID", help="hanya proses ini / only this instance")
    parser.takes({"--dry-run": "hanya tampilkan yang akan terjadi / only show what would happen"})
    database.configure(parser)


def execute(arguments: Namespace) -> int:
    names = by_name_once("--map", pairs(arguments.map, _BAD_MAP))
    procedure = read(arguments)
    engine = database.engine_on(arguments, by_name(arguments.sop).parent)
    before = {(one.sop, one.version) for one in engine.versions()}
    sop, version = registered(engine, arguments, procedure, keep=not arguments.dry_run)
    to = arguments.to or version or engine.flow(sop).definition.version
    _require_rows(engine, sop, to, names)
    found = engine.migrate(
        sop, to=to, by=arguments.by, mapping=names, reason=arguments.note, instances=[instance_meant(engine.store, one) for one in arguments.instance] if arguments.instance else arguments.instance,
        dry_run=arguments.dry_run,
    )  # fmt: skip
    is_same = version is not None and (sop, version) in before
    return _report(counted(found, NAME, every=100), engine, sop, to, arguments, is_same=is_same)


def _require_rows(engine: Engine, sop: str, to: str, names: Mapping[str, str]) -> None:
    """`UnknownName` for a row of `--map` that no version has, or that the new one has not."""
    if names:
        versions = [engine.flow(sop, one.version).definition for one in engine.versions() if one.sop == sop]
        old = {str(step.id) for one in versions for step in one.steps}
        new = [str(step.id) for step in engine.flow(sop, to).definition.steps]
        for was, now in names.items():
            require("--map", was, sorted(old))
            require("--map", now, new)


def _report(
    found: Iterable[Migration], engine: Engine, sop: str, to: str, arguments: Namespace, *, is_same: bool
) -> int:
    if arguments.format == "json":
        told = migrations(found, to, arguments.lang, dry_run=arguments.dry_run)
        say_json(told)
        return 1 if told["stay"] else 0
    times = Times(zone_for(engine, sop, to))
    names = cache(partial(naming_of, engine, sop, language=arguments.lang))
    moved = stay = 0
    rows: list[tuple[str, ...]] = []
    for one in found:
        moved, stay = moved + (one.after is not None), stay + (one.after is None)
        if len(rows) < _MAX_SHOWN or one.refusal is not None:
            short = brief_ids(engine.store, [one.before.id])[one.before.id]
            rows += _rows(one, short, names(version=one.before.version), names(version=to), times, arguments)
    if rows:
        say(database.listed(times.heads(_HEADS[arguments.lang], 3), rows, whole=0) + "\n")
    if not moved and not stay:
        same = _SAME.filled(to=to, path=arguments.sop) if is_same else ""
        say(_ALL_THERE.within(arguments.lang, to=to, same=same))
        return 0
    words = _WOULD if arguments.dry_run else _MOVED
    say(words.within(arguments.lang, moved=moved, stay=stay, to=to))
    return 1 if stay else 0


def _rows(
    one: Migration, short: str, old: Naming, new: Naming, times: Times, arguments: Namespace
) -> list[tuple[str, ...]]:
    if one.refusal is not None:
        return [(short, one.before.version, one.refusal.message(arguments.lang), "-")]
    return [
        (
            short, one.before.version, _change(old.title(was.step), new.title(now.step)),
            _change(times.minute(was.due), times.minute(now.due)),
        )
        for was, now in one.rows
    ]  # fmt: skip


def _change(was: str, now: str) -> str:
    return was if was == now else f"{was} → {now}"
