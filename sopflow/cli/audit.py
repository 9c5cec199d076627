"""`sopflow audit`: whether anybody rewrote what happened."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sopflow.errors import UnreadableRecord
from sopflow.files import whole_file
from sopflow.language import Words
from sopflow.reasons import reason_of
from sopflow.texts import lines_of

from . import database
from .meant import instance_meant
from .output import counted, say, say_json, ticking
from .usage import AT_EVENT, Parser

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from sopflow.sql.audited import Audited, Noted

NAME = "audit"
HELP = "periksa keutuhan riwayat / verify the history"

_LOOSE = Words("proses {instance}: {what}", "instance {instance}: {what}")
_SUMMARY = Words(
    "{instances} proses, {events} kejadian: {broken} rusak",
    "{instances} instance(s), {events} event(s): {broken} broken",
)
_COMPARED = Words(
    "{count} sidik yang pernah dicatat: {broken} tidak ada lagi",
    "{count} noted head(s), no longer there: {broken}",
)
_SEALED = Words(
    "{unsealed} kejadian tanpa segel: isinya hanya dijaga oleh rantainya",
    "{unsealed} event(s) without a seal: only the chain protects them",
)
_NO_CHAIN = Words(
    "Penyimpanan ini tidak menyimpan sidik: yang diperiksa hanyalah apakah catatannya cocok satu sama lain.",
    "This store keeps no hashes: the audit only checked that its records agree with each other.",
)
_NOTE_THEM = Words(
    "Catat sidiknya di tempat lain (--heads), dan bandingkan kelak (--against).",
    "Save the heads elsewhere (--heads), and compare with them later (--against).",
)

_NO_HEAD = Words(
    "{path}:{line}: bukan sidik yang ditulis audit --heads ({why})",
    "{path}:{line}: not a head as audit --heads writes them ({why})",
)


def configure(parser: Parser) -> None:
    parser.takes(
        {
            "instance [INSTANCE]": "satu proses; tanpa ini: semua / one instance; default: all",
            "--heads FILE": "tulis sidik terakhir setiap proses / write the last hash (head) of each instance",
            "--against FILE": "bandingkan dengan sidik yang dicatat / compare with heads written earlier",
            "--decide": "putuskan ulang setiap kejadian / decide every event again",
        }
    )
    database.configure(parser, reads=True)


def execute(arguments: Namespace) -> int:
    from sopflow.app.stores import Audits, auditing

    store = database.opened(arguments)
    audits = auditing(store)
    seals = getattr(store, "seals", None)
    only = instance_meant(store, arguments.instance) if arguments.instance is not None else None
    instances = events = unsealed = 0
    broken: list[Audited] = []
    with _writing(arguments.heads) as write:
        looked = audits.audit(only, decide=arguments.decide, progress=ticking)
        for one in counted(looked, NAME, every=1000):
            if not one.is_loose:
                instances, events, unsealed = instances + 1, events + one.revision, unsealed + one.unsealed
            if one.problem is not None:
                broken.append(one)
                _tell(one, arguments)
            else:
                write(json.dumps({"instance": one.instance, "revision": one.revision, "head": one.head}) + "\n")
    noted = gone = 0
    if arguments.against:
        for one in counted(audits.compare(_noted(arguments.against)), NAME, every=1000):
            noted += 1
            if one.problem is not None:
                gone += 1
                broken.append(one)
                _tell(one, arguments)
    if arguments.format == "json":
        record = _record(instances, events, noted, broken, arguments)
        if seals is not None:
            record["unsealed"] = unsealed
        say_json(record)
    else:
        rotten = len(broken) - gone
        say(_SUMMARY.within(arguments.lang, instances=instances, events=events, broken=rotten))
        if seals is not None and unsealed:
            say(_SEALED.within(arguments.lang, unsealed=unsealed))
        if arguments.against:
            say(_COMPARED.within(arguments.lang, count=noted, broken=gone))
        elif not isinstance(store, Audits):
            say(_NO_CHAIN.within(arguments.lang))
        if not arguments.heads and not arguments.against:
            say(_NOTE_THEM.within(arguments.lang))
    return 1 if broken else 0


@contextmanager
def _writing(path: str | None) -> Iterator[Callable[[str], object]]:
    """Where heads are written to, if anywhere."""
    if path is None:
        yield lambda _: None
        return
    with whole_file(path) as file:
        yield lambda text: file.write(text.encode())


def _tell(one: Audited, arguments: Namespace) -> None:
    if arguments.format == "text":
        words = AT_EVENT if one.revision else _LOOSE if one.instance else Words("{what}", "{what}")
        place = {"instance": one.instance, "revision": one.revision}
        say(words.within(arguments.lang, **place, what=one.problem))


def _noted(path: str) -> Iterator[Noted]:
    from sopflow.sql.audited import Noted

    for number, line in enumerate(lines_of(path), start=1):
        try:
            record = json.loads(line)
            yield Noted(str(record["instance"]), int(record["revision"]), str(record["head"]))
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as problem:
            raise UnreadableRecord(why=_NO_HEAD.filled(path=path, line=number, why=reason_of(problem))) from None


def _record(
    instances: int, events: int, noted: int, broken: list[Audited], arguments: Namespace
) -> dict[str, Any]:
    return {
        "instances": instances,
        "events": events,
        "noted": noted,
        "broken": [
            {
                "instance": one.instance or None,
                "revision": one.revision,
                "problem": one.problem.within(arguments.lang) if one.problem is not None else None,
            }
            for one in broken
        ],
    }
