"""The keys of a directory's file, each in the class of the part that it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sopflow.definition.format.key import key, keys_of, named, part
from sopflow.definition.format.reader import read
from sopflow.definition.format.shapes import (
    FLAG,
    PLAIN_ID,
    TEXT,
    TEXTS,
    array,
    choice,
    either,
    expected,
    file_of,
    mapping,
)
from sopflow.definition.format.values import maps_of, ref_of, refs_of, text_of
from sopflow.definition.nodes import Map, Node
from sopflow.definition.refs import Ref, its_place
from sopflow.definition.written import entries
from sopflow.diagnostics import NOWHERE, Span
from sopflow.fields.limits import END
from sopflow.frozen import NOTHING, freeze
from sopflow.time.format import DAY

CAPACITIES: Final = ("definitif", "Pj.", "Plt.", "Plh.")
"""Who counts first: the holder, a Pj. (penjabat), a Plt. (the post is vacant), a Plh. (its holder is away); UU 30/2014
art. 14 for the last two."""
_LISTED: Final = ("daftar id, misalnya [sekcam]", "a list of ids, such as [sekcam]")


def _texts_of(node: Node | None) -> tuple[str, ...]:
    return tuple(map(str, refs_of(node)))


_SOME_IDS: Final = either(
    PLAIN_ID, array(PLAIN_ID, *_LISTED, minItems=1, uniqueItems=True), id=_LISTED[0], en=_LISTED[1], read=_texts_of
)
_SOME_REFS: Final = _SOME_IDS._replace(read=refs_of)


@dataclass(frozen=True, slots=True)
class Unit:
    """An office, or a part of one."""

    id: str
    title: str = field(metadata=key(
        TEXT, "0.1", "Judul / Title", "Nama unit.", "The unit's name.", "Kecamatan Tangerang", required=True, also=("nama",)))  # fmt: skip
    part_of: str | None = field(default=None, metadata=key(
        PLAIN_ID._replace(read=ref_of), "0.1", "Bagian dari / Part of", "Unit di atasnya.", "The unit above.", "kota"))  # fmt: skip
    span: Span = its_place()


@dataclass(frozen=True, slots=True)
class Position:
    """A position (jabatan); several units can have it."""

    id: str
    title: str = field(metadata=key(
        TEXT, "0.1", "Judul / Title", "Nama jabatan.", "The position's name.", "Camat", required=True, also=("nama",)))  # fmt: skip
    actors: tuple[str, ...] = field(metadata=key(
        _SOME_IDS, "0.1", "Pelaksana / Actors", "Pelaksana dalam SOP yang dijabatnya; tanpa ini: id jabatan itu sendiri.",
        "The actors of SOPs for whom it acts; its own id without it.", ["kasi_trantib", "komandan"]))  # fmt: skip
    substitutes: tuple[str, ...] = field(default=(), metadata=key(
        _SOME_REFS, "0.1", "Pengganti / Substitutes", "Jabatan di unit yang sama yang boleh bertindak untuknya.",
        "Positions of the same unit that may act for it.", ["sekcam"]))  # fmt: skip
    many: bool = field(default=False, metadata=key(
        FLAG, "0.1", "Banyak / Many", "true: beberapa orang dapat memegangnya sekaligus, misalnya staf atau anggota regu.",
        "true: several people may hold it at once, such as staff.", True))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holding:
    """One person in one position, for a time."""

    position: str = field(metadata=key(
        PLAIN_ID, "0.1", "Jabatan / Position", "Id jabatannya.", "The id of the position.", "camat", required=True))  # fmt: skip
    unit: str | None = field(metadata=key(
        PLAIN_ID, "0.1", "Unit / Unit", "Unit tempat jabatan itu; wajib bila direktori ini punya `units`.",
        "The unit; needed where the directory has `units`.", "kec-tangerang"))  # fmt: skip
    capacity: str = field(default="definitif", metadata=named(**{"as": key(
        choice(*CAPACITIES), "0.1", "Sebagai / As",
        "Kedudukannya: definitif (bila tidak disebut), Pj. (penjabat), Plt. (jabatannya kosong), Plh. (pejabatnya berhalangan).",
        "The capacity: definitif unless said; Pj., Plt. where the post is vacant, Plh. where its holder is away.", "Plh.")}))  # fmt: skip
    first: date | None = field(default=None, metadata=named(**{"from": key(
        DAY, "0.1", "Dari / From", "Hari pertamanya; bila tidak ditulis: tanpa batas awal.", "The first day; if left out: no beginning.",
        "2026-02-18", "18 Februari 2026")}))  # fmt: skip
    last: date | None = field(default=None, metadata=named(to=key(
        DAY, "0.1", "Sampai / To", "Hari terakhirnya; bila tidak ditulis: sampai ada perubahan.",
        "The last day; if left out: until further notice.", "2026-02-18", "18 Februari 2026")))  # fmt: skip
    letter: str | None = field(default=None, metadata=key(
        TEXT, "0.1", "Surat / Letter", "Surat keputusan atau surat perintahnya.", "The decree or order that says so.",
        "SK 821.2/123-BKPSDM/2024"))  # fmt: skip
    places: Mapping[str, Span] = field(default=NOTHING, compare=False, repr=False)
    """Where the value of each of its keys stands."""

    def __post_init__(self) -> None:
        freeze(self, "places")

    def covers(self, day: date) -> bool:
        """Whether it holds on a day; the first and the last are included."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def seat(self) -> str:
        """The position in its unit."""
        return seat(self.position, self.unit)

    def place_of(self, key: str) -> Span:
        """Where a key's value stands; that of the position where it is not written."""
        return self.places.get(key) or self.places.get("position", NOWHERE)


def seat(position: str, unit: str | None) -> str:
    """The name of a position in a unit, as the history has it."""
    return position if unit is None else f"{unit}/{position}"


def _holding(node: Map) -> Holding:
    return read(
        Holding,
        node,
        position=text_of(node.get("position")) or "",
        places={name: one.span for name, one in node.values.items()},
    )


def _holdings(node: Node | None) -> tuple[Holding, ...]:
    return tuple(_holding(one) for one in maps_of(node) if text_of(one.get("position")) is not None)


_HOLDING: Final = part(
    "holding", Holding, title="Jabatan yang dipegang / Holding",
    **expected("sebuah jabatan dengan position, unit, as, from, to", "a position with position, unit, as, from, to"),
)  # fmt: skip
_HOLDINGS: Final = (
    "daftar jabatan, misalnya [{position: camat, from: 2024-01-02}]",
    "a list of positions, such as [{position: camat, from: 2024-01-02}]",
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person, by the id that commands name in `by`."""

    id: str
    name: str = field(metadata=key(
        TEXT, "0.1", "Nama / Name", "Nama lengkap.", "The full name.", "Ani Suryani", required=True))  # fmt: skip
    holds: tuple[Holding, ...] = field(default=(), metadata=key(
        either(_HOLDING, array(_HOLDING, *_HOLDINGS), id=_HOLDINGS[0], en=_HOLDINGS[1], read=_holdings), "0.1", "Memegang / Holds",
        "Jabatan yang dipegangnya, sekarang dan dahulu, supaya riwayat lama tetap dapat diperiksa.",
        "The positions that they hold or held, so that old histories can still be checked.",
        [{"position": "camat", "from": "2024-01-02"}]))  # fmt: skip


_UNIT_WORDS: Final = expected("judul, atau {title, part_of}", "a title, or {title, part_of}")
_UNIT: Final = part("unit", Unit, **_UNIT_WORDS)
_POSITION_WORDS: Final = expected(
    "judul, atau {title, actors, substitutes, many}", "a title, or {title, actors, substitutes, many}"
)
_POSITION: Final = part("position", Position, **_POSITION_WORDS)
_PERSON: Final = part(
    "person", Person, title="Orang / Person",
    **expected("sebuah bagian dengan name dan holds", "a mapping with name and holds"),
)  # fmt: skip
_A_UNIT: Final = {
    "title": "Unit / Unit",
    "description": "Judulnya, atau judul dengan unit di atasnya.\n\nIts title, or title and the unit above.",
    "examples": ["Kecamatan Tangerang"], "anyOf": [TEXT, _UNIT], **_UNIT_WORDS,
}  # fmt: skip
_A_POSITION: Final = {
    "title": "Jabatan / Position",
    "description": "Judulnya, atau judul dengan pelaksana dan penggantinya.\n\nIts title, or title, actors and substitutes.",
    "examples": ["Camat"], "anyOf": [TEXT, _POSITION], **_POSITION_WORDS,
}  # fmt: skip
_PERSON_ID: Final = {
    "type": "string", "pattern": rf"^[^\s,;=]{{1,100}}{END}",
    **expected("id tanpa spasi, misalnya NIP atau nama akun, dalam tanda petik bila angka semua",
               "an id without spaces, such as a staff number or an account, in quotes if it is all digits"),
}  # fmt: skip


def _by_id(made: Callable[[str, Node, Span], Any]) -> Callable[[Node | None], Any]:
    """What stands at each name of a mapping."""
    return lambda node: tuple(made(name, one, at) for name, one, at in entries(node))


def _unit(name: str, node: Node, at: Span) -> Unit:
    if isinstance(node, Map):
        return read(Unit, node, id=name, title=text_of(node.get("title")) or name, span=at)
    return Unit(name, text_of(node) or name, span=at)


def _position(name: str, node: Node, at: Span) -> Position:
    if not isinstance(node, Map):
        return Position(name, text_of(node) or name, (name,))
    own = {} if "actors" in node.values else {"actors": (name,)}
    return read(Position, node, id=name, title=text_of(node.get("title")) or name, **own)


def _person(name: str, node: Node, at: Span) -> Person:
    top = node if isinstance(node, Map) else Map(node.span)
    return read(Person, top, id=name, name=text_of(top.get("name")) or name)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDirectory:
    """A directory, as its file has it."""

    directory: Ref | None = field(metadata=key(
        PLAIN_ID._replace(read=ref_of), "0.1", "Id direktori / Directory id", "Nama pendek; juga nama berkasnya.",
        "The short name; also that of its file.", "tangerang", required=True))  # fmt: skip
    title: str | None = field(metadata=key(
        TEXT, "0.1", "Judul / Title", "Nama direktori untuk orang.", "The directory's name for people.",
        "Pejabat Kota Tangerang", required=True, also=("nama",)))  # fmt: skip
    time_zone: Ref | None = field(metadata=key(
        TEXT._replace(read=ref_of), "0.1", "Zona waktu / Time zone",
        "Zona waktu tempat hari-harinya dihitung, menurut basis data IANA.",
        "The time zone of its days, of the IANA database.", "Asia/Jakarta", required=True))  # fmt: skip
    units: tuple[Unit, ...] = field(default=(), metadata=key(
        mapping(_A_UNIT, "unit dan judulnya", "units with their titles", PLAIN_ID, minProperties=1)._replace(read=_by_id(_unit)),
        "0.1", "Unit / Units",
        "Kantor-kantornya; satu SOP melayani semuanya. `part_of` menunjuk unit di atasnya, yang jabatannya berlaku juga di sini.",
        "The offices; one SOP serves them all. `part_of` names the unit above, whose positions act here too.",
        {"kota": "Pemerintah Kota Tangerang", "kec-tangerang": {"title": "Kecamatan Tangerang", "part_of": "kota"}}))  # fmt: skip
    positions: tuple[Position, ...] = field(default=(), metadata=key(
        mapping(_A_POSITION, "jabatan dan judulnya", "positions with their titles", PLAIN_ID, minProperties=1)._replace(read=_by_id(_position)),
        "0.1", "Jabatan / Positions", "Jabatan yang ada di unit-unit itu.", "The positions that units have.",
        {"camat": {"title": "Camat", "substitutes": ["sekcam"]}, "sekcam": "Sekretaris Camat"}, required=True))  # fmt: skip
    people: tuple[Person, ...] = field(default=(), metadata=key(
        mapping(_PERSON, "orang dan jabatannya", "people with their positions", _PERSON_ID, minProperties=1)._replace(read=_by_id(_person)),
        "0.1", "Orang / People",
        "Orangnya, menurut id yang dipakai dalam perintah (`by`): NIP atau nama akun.",
        "The people, by the id that commands name (`by`): a staff number or an account.",
        {"ani": {"name": "Ani Suryani", "holds": [{"position": "camat", "from": "2024-01-02"}]}}, required=True))  # fmt: skip
    source: tuple[str, ...] = field(default=(), metadata=key(
        TEXTS, "0.1", "Sumber / Sources", "Dari mana isinya.", "Where it comes from.", ["SK Wali Kota"]))  # fmt: skip


DIRECTORY: Final = file_of(
    "directory", "Direktori pejabat, format 1", "Siapa memegang jabatan apa, di unit mana, sejak dan sampai kapan.",
    "Who holds which position, in which unit, from when to when.",
    {"sopflow": 1, "directory": "contoh", "title": "Pejabat", "time_zone": "Asia/Jakarta", "positions": {"camat": "Camat"},
     "people": {"ani": {"name": "Ani Suryani", "holds": [{"position": "camat", "from": "2024-01-02"}]}}},
    {name: own for _, name, own in keys_of(WrittenDirectory)},
)  # fmt: skip
