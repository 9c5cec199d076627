"""`sopflow replay`: a journal decided again, against the same definition or a changed one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sopflow.definition.digest import is_digest_of
from sopflow.definition.library import Library
from sopflow.engine.journal import JournalReader
from sopflow.errors import UnknownDefinition
from sopflow.flow.replay import replay
from sopflow.language import Language, Words
from sopflow.scenarios.rehearsal import compiled
from sopflow.time.shelf import calendars_near

from .output import counted, say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from sopflow.engine.journal import Line
    from sopflow.flow.event import Event
    from sopflow.flow.flow import Flow

NAME = "replay"
HELP = "putuskan ulang sebuah jurnal / replay a journal and compare the decisions"

_SAME = Words(
    "{events} kejadian dari {instances} proses: semuanya sama",
    "{events} events of {instances} instance(s): all the same",
)
_OTHER = Words(
    "{path}:{line}: proses {instance}, kejadian {revision}: {what}",
    "{path}:{line}: instance {instance}, event {revision}: {what}",
)
_CHANGED = Words(
    'SOP "{sop}" sudah bukan versi yang dijalankan ({was}, kini {now})',
    'the SOP "{sop}" is not the version that ran ({was}, now {now})',
)
TORN = Words(
    "baris terakhir jurnal terpotong (terhenti saat menulis); dipakai sampai kejadian utuh terakhir",
    "the journal's last line was cut off (stopped while writing); used up to the last whole event",
)
_HEAD = Words("sidik terakhir (head): {head}", "head: {head}")
_CUT = Words(
    "{path}: akhirnya terpotong atau dibuat ulang: sidik {wanted} tidak ada di dalamnya",
    "{path}: its end was cut off, or it was rebuilt: the hash {wanted} is not in it",
)
_EMPTY = Words("{path}: tidak ada kejadian", "{path}: there are no events")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("journal", metavar="JOURNAL")
    parser.add_argument("--against", required=True, metavar="FILE", help="definisi SOP / the definition")
    parser.add_argument(
        "--head",
        metavar="HASH",
        help="sidik yang pernah dicatat dari jurnal ini / a hash of this journal, noted earlier",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")


def execute(arguments: Namespace) -> int:
    language: Language = arguments.lang
    procedure = Library().load(Path(arguments.against))
    flows = {str(flow.definition.id): flow for flow in compiled(procedure)}

    def flow_of(sop: str) -> Flow:
        if sop not in flows:
            raise UnknownDefinition(sop=sop, known=tuple(flows))
        return flows[sop]

    reader = JournalReader(arguments.journal)
    seen = _Seen(arguments.head)
    calendars = calendars_near(Path(procedure.sop.path).parent)
    divergence = None
    for found in replay(counted(seen.events(reader.lines()), NAME), flow_of, calendars):
        if found is not None:
            divergence = found
            break
    record = {
        "events": seen.events_read, "instances": len(seen.instances), "head": reader.head, "torn": reader.torn,
        "same": divergence is None,
    }  # fmt: skip
    if divergence is not None:
        what = divergence.words.within(language)
        record |= {"line": seen.line, "instance": divergence.event.instance, "revision": divergence.event.revision, "difference": what}  # fmt: skip
    if arguments.format == "json":
        say(json.dumps(record, ensure_ascii=False, indent=2))
    for sop, (version, digest) in seen.versions.items():
        now = flows[sop].definition
        if not is_digest_of(digest, now):
            was, is_now = (f"{v} {d[:19]}" for v, d in ((version, digest), (now.version, now.digest)))
            say(_CHANGED.within(language, sop=sop, was=was, now=is_now), file=sys.stderr)
    if reader.torn:
        say(TORN.within(language), file=sys.stderr)
    if divergence is not None:
        if arguments.format == "text":
            place = {"path": arguments.journal, "line": seen.line, "instance": divergence.event.instance}
            say(_OTHER.within(language, **place, revision=divergence.event.revision, what=divergence.words))
        return 1
    if arguments.head is not None and not seen.has_head:
        say(_CUT.within(language, path=arguments.journal, wanted=arguments.head), file=sys.stderr)
        return 1
    if not seen.events_read:
        say(_EMPTY.within(language, path=arguments.journal), file=sys.stderr)
        return 1
    if arguments.format == "text":
        say(_SAME.within(language, events=seen.events_read, instances=len(seen.instances)))
        say(_HEAD.within(language, head=reader.head))
    return 0


class _Seen:
    """What has gone by of a journal."""

    def __init__(self, head: str | None) -> None:
        self.head = head
        self.has_head = False
        self.events_read = 0
        self.line = 0
        self.instances: set[str] = set()
        self.versions: dict[str, tuple[str, str]] = {}

    def events(self, lines: Iterator[Line]) -> Iterator[Event]:
        for number, event, own in lines:
            self.line = number
            self.events_read += 1
            self.has_head |= own == self.head
            if event.effects.sop is not None:
                self.instances.add(event.instance)
                self.versions[event.effects.sop[0]] = event.effects.sop[1:]
            yield event
