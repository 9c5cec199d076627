"""`sopflow migrate`: running instances go to another version of their SOP."""

from __future__ import annotations

import json
import sys
from functools import cache, partial
from typing import TYPE_CHECKING

from sopflow.engine.naming import naming_of
from sopflow.errors import NotInVersion
from sopflow.language import Words, did_you_mean
from sopflow.texts import by_name

from . import database
from .output import counted, say
from .start import registered
from .times import Times, zone_for

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable

    from sopflow.engine.engine import Engine
    from sopflow.engine.migration import Migration
    from sopflow.engine.naming import Naming

NAME = "migrate"
HELP = "pindahkan proses yang berjalan ke versi lain / move running instances to another version"

_BAD_MAP = Words('--map "{text}": tulis LAMA=BARU', '--map "{text}": write OLD=NEW')
_HEADS = {
    "id": ("Proses", "Dari", "Langkah", "Batas"),
    "en": ("Instance", "From", "Step", "Due"),
}
_MOVED = Words(
    "{moved} proses pindah ke versi {to}, {stay} tetap", "{moved} instance(s) moved to version {to}, {stay} stay"
)
_WOULD = Words(
    "{moved} proses akan pindah ke versi {to}, {stay} akan tetap; tidak ada yang diubah (--dry-run)",
    "{moved} instance(s) would move to version {to}, {stay} would stay; nothing was changed (--dry-run)",
)
_MAX_SHOWN = 200


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "sop", metavar="FILE|ID", help="berkas versi barunya, atau id / its new version, or the id"
    )
    parser.add_argument(
        "--to",
        metavar="VERSION",
        help="tanpa ini versi berkas, atau yang berlaku / default: the file's, or the current one",
    )
    parser.add_argument("--by", required=True, metavar="WHO", help="siapa yang memindahkan / who moves them")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="OLD=NEW",
        help="langkah yang berganti id / a row with a new id",
    )
    parser.add_argument("--note", help="alasannya / the reason")
    parser.add_argument("--instance", action="append", metavar="ID", help="hanya proses ini / only this one")
    parser.add_argument(
        "--dry-run", action="store_true", help="hanya katakan apa yang akan terjadi / change nothing"
    )
    database.configure(parser)


def execute(arguments: Namespace) -> int:
    names = {}
    for text in arguments.map:
        old, sign, new = text.partition("=")
        if not sign:
            say(_BAD_MAP.within(arguments.lang, text=text), file=sys.stderr)
            return 2
        names[old] = new
    engine = database.engine_on(arguments, by_name(arguments.sop).parent)
    sop, version = registered(engine, arguments, keep=not arguments.dry_run)
    to = arguments.to or version or engine.flow(sop).definition.version
    _require_rows(engine, sop, to, names)
    found = engine.migrate(
        sop, to=to, by=arguments.by, mapping=names, reason=arguments.note, instances=arguments.instance,
        dry_run=arguments.dry_run,
    )  # fmt: skip
    return _report(counted(found, NAME, every=100), engine, sop, to, arguments)


def _require_rows(engine: Engine, sop: str, to: str, names: dict[str, str]) -> None:
    """Refuse a mapping that names a row which no version has, however few instances there are: `NotInVersion`."""
    target = engine.flow(sop, to).rows
    before = {
        v.version: engine.flow(sop, v.version).rows for v in engine.versions() if v.sop == sop and v.version != to
    }
    for old, new in names.items():
        if new not in target:
            raise NotInVersion(step=new, version=to, possible=did_you_mean(new, target))
        if before and not any(old in rows for rows in before.values()):
            known = dict.fromkeys(row for rows in before.values() for row in rows)
            raise NotInVersion(step=old, version=", ".join(before), possible=did_you_mean(old, known))


def _report(found: Iterable[Migration], engine: Engine, sop: str, to: str, arguments: Namespace) -> int:
    times = Times(zone_for(engine, sop, to))
    names = cache(partial(naming_of, engine, sop, language=arguments.lang))
    moved = stay = 0
    rows: list[tuple[str, ...]] = []
    records: list[dict[str, object]] = []
    for one in found:
        moved, stay = moved + (one.after is not None), stay + (one.after is None)
        if arguments.format == "json":
            records.append(_record(one, arguments))
        elif len(rows) < _MAX_SHOWN or one.refusal is not None:
            rows += _rows(one, names(version=one.before.version), names(version=to), times, arguments)
    if arguments.format == "json":
        whole = {"to": to, "moved": moved, "stay": stay, "dry_run": arguments.dry_run, "instances": records}
        say(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        if rows:
            say(database.listed(times.heads(_HEADS[arguments.lang], 3), rows, whole=0) + "\n")
        words = _WOULD if arguments.dry_run else _MOVED
        say(words.within(arguments.lang, moved=moved, stay=stay, to=to))
    return 1 if stay else 0


def _rows(one: Migration, old: Naming, new: Naming, times: Times, arguments: Namespace) -> list[tuple[str, ...]]:
    if one.refusal is not None:
        return [(one.before.id, one.before.version, one.refusal.message(arguments.lang), "-")]
    return [
        (
            one.before.id, one.before.version, _change(old.title(was.step), new.title(now.step)),
            _change(times.minute(was.due), times.minute(now.due)),
        )
        for was, now in one.rows
    ]  # fmt: skip


def _change(was: str, now: str) -> str:
    return was if was == now else f"{was} → {now}"


def _record(one: Migration, arguments: Namespace) -> dict[str, object]:
    refusal = one.refusal
    return {
        "instance": one.before.id,
        "from": one.before.version,
        "rows": [
            {
                "step": was.step,
                "to": now.step,
                "due": database.instant(now.due),
                "was_due": database.instant(was.due),
            }
            for was, now in one.rows
        ],
        "refused": {"code": refusal.code, "message": refusal.message(arguments.lang)}
        if refusal is not None
        else None,
    }
