"""How long a row takes, what it waits for, and what happens when it is late."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from sopflow.diagnostics import Span
from sopflow.fields.limits import END

from ..duration import Duration
from ..nodes import Map, Node
from ..refs import UNKNOWN, Ref, Unknown, its_place
from .documents import TITLE_OR_ID
from .key import Shape, key, named, part
from .reader import read
from .shapes import DURATION, NULL, SOME_DURATIONS, TEXT, a_duration, an_id, either, expected, of_part, text
from .targets import TARGETS, Target, targets_of
from .values import duration_of, flag_of, is_unknown, maps_of, ref_of, refs_of, text_of

_A_DURATION: Final = {"type": "string", "format": "sopflow-duration"}


@dataclass(frozen=True, slots=True)
class FreeDuration:
    """A cell of the Waktu column with other text than a duration."""

    text: str = field(metadata=key(
        TEXT, "0.1", "Teks / Text", "Bunyi sel Waktu.", "What the cell says.", "sesuai dengan penugasan", required=True))  # fmt: skip
    at_most: Duration | None = field(default=None, metadata=key(
        DURATION, "0.1", "Paling lama / At most", "Batas waktunya.", "The longest time; then it is due.", "3 hari"))  # fmt: skip


Time = Duration | FreeDuration | Unknown | None


def time_of(node: Node | None) -> Time:
    if is_unknown(node):
        return UNKNOWN
    if isinstance(node, Map):
        return read(FreeDuration, node, text=text_of(node.get("text")) or "")
    return duration_of(node)


TIME: Final = either(
    _A_DURATION, NULL, part("free_duration", FreeDuration), read=time_of,
    id=f"lama waktu ({SOME_DURATIONS}), kosong, unknown, atau {{text: …}}",
    en=f"a duration ({SOME_DURATIONS}), nothing, unknown, or {{text: …}}",
)  # fmt: skip


def _late(node: Node | None) -> tuple[Target, ...] | None:
    late = targets_of(node)
    return None if isinstance(late, Unknown) else late


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A row that nobody performs: it ends after `lasts`, or when the document `until` arrives."""

    until: Ref | None = field(default=None, metadata=key(
        TITLE_OR_ID, "0.1", "Sampai / Until", "Dokumen yang ditunggu; baris berakhir ketika dokumen itu diterima.", "The document that it waits for; the row ends when that is received.", "tanggapan",
        required=True, names="documents"))  # fmt: skip
    lasts: Duration | None = field(default=None, metadata=named(at_most=key(
        DURATION, "0.1", "Paling lama / At most", "Paling lama menunggu; bila tidak ditulis: sampai dokumennya datang.", "The longest wait; if left out: until the document comes.", "10 hari kalender")))  # fmt: skip
    """The fixed length, or the longest wait for `until`; `None` has no limit."""
    late: tuple[Target, ...] | None = field(default=None, metadata=key(
        Shape(TARGETS.schema, _late, TARGETS.name), "0.1", "Terlambat / Late", "Ke mana bila waktunya habis dan dokumennya belum datang. Bila tidak ditulis: ke baris berikutnya, tanpa dokumen itu.",
        ("Where to go when the time is over and the document has not come. If left out: to the following "
"row, without it."), "ingatkan", names="targets"))  # fmt: skip
    """Where the token goes when `lasts` is over and `until` has not come; `None`: on to `next`."""


def wait_of(node: Node | None) -> Wait:
    return read(Wait, node) if isinstance(node, Map) else Wait(lasts=duration_of(node))


WAIT: Final = either(
    _A_DURATION, part("wait", Wait), read=wait_of,
    id="lama waktu, atau {until: dokumen, at_most: …, late: …}", en="a duration, or {until: document, at_most: …, late: …}",
)  # fmt: skip

LateAct = Literal["remind", "escalate", "take"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnLate:
    """What happens, once, when a row is late for longer than `after` (`None`: at once)."""

    after: Duration | None = field(default=None, metadata=key(
        a_duration("1 hari", "1 hari"), "0.1", "Tenggang / Grace", "Sesudah terlambat sekian lama; tanpa ini: begitu terlambat.",
        "After being late for so long; at once without it.", "1 hari"))  # fmt: skip
    """On the row's calendar, from when it was due."""
    act: LateAct = field(metadata=named(remind=key(
        Shape({"const": True}), "0.1", "Ingatkan / Remind", "Catat sebuah pengingat; aplikasi meneruskannya kepada orangnya.",
        "Record a reminder; the application passes it on.", True)))  # fmt: skip
    actor: Ref | None = field(default=None, metadata=named(escalate=key(
        an_id("id pelaksana", "an actor's id"), "0.1", "Naikkan / Escalate",
        "Pelaksana ini lalu boleh mengerjakan langkah ini juga.", "This actor may then do the row too.", "camat", names="actors")))  # fmt: skip
    """Who may do the row too, from then on (`escalate`)."""
    branch: Ref | None = field(default=None, metadata=named(take=key(
        text("nama cabang langkah ini", "the name of one of the row's branches", ref_of), "0.1", "Tempuh / Take",
        "Langkah ini lalu berakhir dengan jawaban ini, tanpa orang.", "The row then ends with this answer, by itself.",
        "ditolak")))  # fmt: skip
    """The answer with which the row then ends (`take`)."""
    span: Span = its_place()


def on_late_of(node: Node | None) -> tuple[OnLate, ...]:
    found = []
    for item in maps_of(node):
        for act in get_args(LateAct):
            value = item.get(act)
            if value is not None and (act != "remind" or flag_of(value)):
                actor, branch = (ref_of(value) if act == kind else None for kind in ("escalate", "take"))
                found.append(read(OnLate, item, act=act, actor=actor, branch=branch, span=item.keys[act]))
    return tuple(found)


_ON_LATE: Final = part(
    "on_late", OnLate, oneOf=[{"required": [act]} for act in get_args(LateAct)],
    **expected("salah satu dari remind, escalate, take; dengan after bila ada tenggang",
               "one of remind, escalate, take; with after for a grace time"),
)  # fmt: skip
ON_LATE: Final = either(
    _ON_LATE, {"type": "array", "minItems": 1, "maxItems": 10, "items": _ON_LATE}, read=on_late_of,
    id="{remind: true}, {escalate: pelaksana}, {take: cabang}, atau daftarnya",
    en="{remind: true}, {escalate: actor}, {take: branch}, or a list of them",
)  # fmt: skip


def _often(node: Node | None) -> int | None:
    times = text_of(node)
    return int(times) if times is not None and times.isdecimal() and len(times) < 5 else None


_BY: Final = an_id("id pelaksana", "an actor's id")
_TIMES: Final = Shape(
    {
        "type": ["string", "integer"], "pattern": f"^[1-9][0-9]{{0,2}}{END}", "minimum": 1, "maximum": 999,
        **expected("sebuah bilangan, misalnya 2", "a whole number, such as 2"),
    },
    _often,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extension:
    """By whom a due time can be extended, how often, and by how much at a time."""

    by: tuple[Ref, ...] = field(metadata=key(
        either(_BY, {"type": "array", "minItems": 1, "items": _BY}, read=refs_of,
               id="pelaksana, atau daftarnya", en="an actor, or a list of them"),
        "0.1", "Oleh / By", "Siapa yang boleh memperpanjang.", "Who may grant it.", "ppid", ["kasi", "camat"], required=True, names="actors"))  # fmt: skip
    at_most: Duration | None = field(default=None, metadata=key(
        a_duration("7 hari", "7 hari"), "0.1", "Paling lama / At most",
        "Paling lama sekali perpanjangan; tanpa ini tidak dibatasi.",
        "The longest that one extension may be; no limit without it.", "7 hari"))  # fmt: skip
    times: int = field(default=1, metadata=key(
        _TIMES, "0.1", "Berapa kali / Times", "Berapa kali boleh diperpanjang; tanpa ini satu kali.",
        "How often it may be granted; once without it.", "1", "2"))  # fmt: skip
    span: Span = its_place()


def extension_of(node: Node | None) -> Extension | None:
    return read(Extension, node, span=node.span) if isinstance(node, Map) else None


EXTENSION: Final = of_part(
    part("extension", Extension,
         **expected("{by: pelaksana, at_most: lama waktu, times: berapa kali}", "{by: actor, at_most: duration, times: how often}")),
    extension_of,
)  # fmt: skip
