"""`sopflow replay`: a journal or a database decided again, against the same definition or a changed one."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from sopflow.definition.digest import is_digest_of
from sopflow.definition.library import Library
from sopflow.engine.journal import JournalReader
from sopflow.engine.store import Store
from sopflow.errors import SopflowError
from sopflow.flow.event import Event
from sopflow.flow.flow import Flow
from sopflow.flow.replay import Divergence, replay
from sopflow.language import Language, Words
from sopflow.reasons import reason_of
from sopflow.scenarios.rehearsal import compiled
from sopflow.time.shelf import calendars_near

from . import database
from .legend import legend
from .output import counted, say, say_json, warn
from .usage import AT_EVENT, FORMAT, BadOption, Parser

NAME = "replay"
HELP = "putuskan ulang sebuah jurnal atau basis data / replay a journal or a database and compare the decisions"

_SAME = Words(
    "{events} kejadian dari {instances} proses: semuanya sama",
    "{events} event(s) of {instances} instance(s): all the same",
)
_MORE = Words("... dan {count} perbedaan lain (--show N)", "... and {count} other difference(s) (--show N)")
_SUMMARY = Words(
    "{events} kejadian dari {instances} proses: {count} perbedaan pada {differing} proses",
    "{events} event(s) of {instances} instance(s): {count} difference(s) in {differing} instance(s)",
)
_KIND = Words("{count:6d}  {kind}", "{count:6d}  {kind}")
_SKIPPED = Words("{count} proses SOP lain dilewati: {sops}", "{count} instance(s) of other SOPs left out: {sops}")
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
    "{path}: jurnal ini terpotong atau dibuat ulang: sidik {wanted} tidak ada di dalamnya",
    "{path}: this journal was cut off or rewritten: it does not contain the hash {wanted}",
)
EMPTY = Words("{path}: tidak ada kejadian", "{path}: there are no events")
_ONE = Words(
    "sebutkan jurnal, atau --db dengan basis datanya; --head hanya untuk jurnal",
    "name a journal, or a database with --db; --head is for journals only",
)
_PAGE: Final = 500
"""Events that are asked of a database at a time."""


class DamagedEvents(SopflowError):
    """Stored events that do not fit together: some are missing, or were changed."""

    code = "damaged-events"
    words = Words(
        "kejadian {position} tidak cocok dengan yang sebelumnya ({why}); periksa dengan: sopflow audit",
        "event {position} does not fit those before it ({why}); see: sopflow audit",
    )


DAMAGE: Final = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""How events that were changed by hand fail: their values are not those that the engine writes."""


def configure(parser: Parser) -> None:
    parser.takes(
        {
            "journal [JOURNAL]": "jurnal, berkas .jsonl / a journal, a .jsonl file",
            "--db URL|PATH": "basis data, bukan jurnal / a database instead of a journal",
        }
    )
    parser.set_defaults(migrate=False)
    parser.add_argument("--against", required=True, metavar="FILE", help="definisi SOP / the definition")
    parser.takes(
        {
            "--head HASH": "sidik yang pernah dicatat dari jurnal ini / a hash of this journal, noted earlier",
            "--show N=20": "berapa perbedaan ditampilkan / how many differences are shown",
        }
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help=FORMAT)


class _Found(NamedTuple):
    """A difference and where it was read: the line of a journal, the position in a database."""

    divergence: Divergence
    place: int

    def record(self, language: Language) -> dict[str, object]:
        event = self.divergence.event
        return {
            "line": self.place, "instance": event.instance, "revision": event.revision, "kind": self.divergence.kind,
            "difference": self.divergence.words.within(language),
        }  # fmt: skip


class _Differences:
    """All differences by kind, and the first of them whole."""

    def __init__(self, show: int) -> None:
        self.show = max(0, show)
        self.shown: list[_Found] = []
        self.kinds: Counter[str] = Counter()
        self.labels: dict[str, Words] = {}
        self.instances: set[str] = set()

    def add(self, divergence: Divergence, place: int) -> None:
        self.kinds[divergence.kind] += 1
        self.labels.setdefault(divergence.kind, divergence.label)
        self.instances.add(divergence.event.instance)
        if len(self.shown) < self.show:
            self.shown.append(_Found(divergence, place))

    @property
    def count(self) -> int:
        return self.kinds.total()

    def record(self, language: Language) -> dict[str, object]:
        return {
            "same": not self.count,
            "differing": len(self.instances),
            "kinds": dict(self.kinds),
            "differences": [one.record(language) for one in self.shown],
        }


def execute(arguments: Namespace) -> int:
    language: Language = arguments.lang
    if (arguments.journal is None) == (arguments.db is None) or (arguments.db and arguments.head):
        raise BadOption(why=_ONE)
    procedure = Library().load(Path(arguments.against))
    flows = {str(flow.definition.id): flow for flow in compiled(procedure)}
    reader = JournalReader(arguments.journal) if arguments.journal is not None else None
    if reader is not None:
        events: Iterator[tuple[int, Event, str | None]] = iter(reader.lines())
    else:
        events = _stored(database.opened(arguments))
    seen = _Seen(arguments.head, flows)
    calendars = calendars_near(Path(procedure.sop.path).parent)
    found = _Differences(arguments.show)
    try:
        for divergence in replay(counted(seen.events(events), NAME), flows.__getitem__, calendars):
            if divergence is not None:
                found.add(divergence, seen.line)
    except DAMAGE as problem:
        raise DamagedEvents(position=seen.line, why=reason_of(problem)) from problem
    torn = reader is not None and reader.torn
    if arguments.format == "json":
        record: dict[str, object] = {"events": seen.events_read, "instances": len(seen.instances)}
        if reader is not None:
            record |= {"head": reader.head, "torn": reader.torn}
        record |= {**found.record(language), "left_out": len(seen.others)}
        say_json(record)
    for sop, (version, digest) in seen.versions.items():
        now = flows[sop].definition
        if not is_digest_of(digest, now):
            was, is_now = (f"{v} {d[:19]}" for v, d in ((version, digest), (now.version, now.digest)))
            warn(_CHANGED.within(language, sop=sop, was=was, now=is_now))
    if torn:
        warn(TORN.within(language))
    if seen.others:
        sops = ", ".join(dict.fromkeys(seen.others.values()))
        warn(_SKIPPED.within(language, count=len(seen.others), sops=sops))
    if found.count:
        if arguments.format == "text":
            told = _print(seen, found, arguments.journal, language)
            for line in legend((flow.definition for flow in flows.values()), told, language):
                say(line)
        return 1
    name = arguments.journal or arguments.db
    if arguments.head is not None and not seen.has_head:
        warn(_CUT.within(language, path=name, wanted=arguments.head))
        return 1
    if not seen.events_read:
        warn(EMPTY.within(language, path=name))
        return 1
    if arguments.format == "text":
        say(_SAME.within(language, events=seen.events_read, instances=len(seen.instances)))
        if reader is not None:
            say(_HEAD.within(language, head=reader.head))
    return 0


def _print(seen: _Seen, found: _Differences, journal: str | None, language: Language) -> list[str]:
    told = []
    for one in found.shown:
        event = one.divergence.event
        text = AT_EVENT.within(
            language, instance=event.instance, revision=event.revision, what=one.divergence.words
        )
        say(f"{journal}:{one.place}: {text}" if journal is not None else text)
        told.append(text)
    if found.count > len(found.shown):
        say(_MORE.within(language, count=found.count - len(found.shown)))
    counts = {"events": seen.events_read, "instances": len(seen.instances), "count": found.count}
    say(_SUMMARY.within(language, **counts, differing=len(found.instances)))
    for kind, count in found.kinds.most_common():
        say(_KIND.within(language, count=count, kind=found.labels[kind]))
    return told


def _stored(store: Store) -> Iterator[tuple[int, Event, str | None]]:
    """Every event of a database in the order in which they came about."""
    after = 0
    while page := store.recorded(after, _PAGE):
        for one in page:
            yield one.position, one.event, None
        after = page[-1].position


class _Seen:
    """What has gone by."""

    def __init__(self, head: str | None, flows: Mapping[str, Flow]) -> None:
        self.head = head
        self.flows = flows
        self.has_head = False
        self.events_read = 0
        self.line = 0
        self.instances: set[str] = set()
        self.others: dict[str, str] = {}
        """The instances of other SOPs, each with its SOP."""
        self.versions: dict[str, tuple[str, str]] = {}

    def events(self, lines: Iterator[tuple[int, Event, str | None]]) -> Iterator[Event]:
        for number, event, own in lines:
            self.line = number
            self.has_head |= own is not None and own == self.head
            if event.instance not in self.instances and event.instance not in self.others:
                begun = event.effects.sop
                if begun is None:
                    raise DamagedEvents(position=number, why=f"revision {event.revision}")
                if begun[0] not in self.flows:
                    self.others[event.instance] = begun[0]
            if event.instance in self.others:
                continue
            self.events_read += 1
            if event.effects.sop is not None:
                self.instances.add(event.instance)
                self.versions[event.effects.sop[0]] = event.effects.sop[1:]
            yield event
