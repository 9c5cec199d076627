"""The keys of a glossary's file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from ..nodes import List, Node
from ..refs import Ref
from .actors import ALSO
from .key import Shape, key, keys_of
from .shapes import NAME_OF_POSITION, PLAIN_ID, TEXT, TEXTS, expected, file_of
from .values import entries, ref_of, text_of


def _groups_of(node: Node | None) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (name, *filter(None, map(text_of, one.items if isinstance(one, List) else [one])))
        for name, one in entries(node)
    )


_ALSO_CALLED: Final[dict[str, Any]] = {
    **ALSO.schema, "title": "Sebutan lain / Also called", "description": "Satu nama atau daftar.\n\nOne name, or a list.",
    "examples": ["Kepala Seksi", ["Danru"]],
}  # fmt: skip
_POSITIONS: Final = Shape(
    {
        "type": "object", "minProperties": 1, "maxProperties": 500, "propertyNames": NAME_OF_POSITION,
        "additionalProperties": _ALSO_CALLED,
        **expected("1 sampai 500 jabatan, masing-masing dengan nama lainnya: {Komandan: [Danru]}",
                   "1 to 500 positions, each with its other names: {Komandan: [Danru]}"),
    },
    _groups_of,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenGlossary:
    """A glossary, as its file has it."""

    glossary: Ref | None = field(metadata=key(
        PLAIN_ID._replace(read=ref_of), "0.1", "Id glosarium / Glossary id", "Nama pendek; juga nama berkasnya.",
        "The short name; also that of its file.", "tangerang", required=True))  # fmt: skip
    title: str | None = field(default=None, metadata=key(
        TEXT, "0.1", "Judul / Title", "Nama glosarium untuk orang.", "The glossary's name for people.",
        "Sebutan jabatan di kecamatan"))  # fmt: skip
    positions: tuple[tuple[str, ...], ...] = field(default=(), metadata=key(
        _POSITIONS, "0.1", "Jabatan / Positions",
        "Setiap jabatan, seperti tertulis di judul kolom pelaksana (atau di awal judulnya), dan nama-nama lainnya dalam uraian. Urutannya bebas.",
        "Each position, as the title of an actor's column has it (or begins with it), and its other names in texts. The order does not matter.",
        {"Komandan": ["Danru", "Komandan Regu"], "Kasi": "Kepala Seksi"}, required=True))  # fmt: skip
    """Each with its other names."""
    source: tuple[str, ...] = field(default=(), metadata=key(
        TEXTS, "0.1", "Sumber / Sources", "Dari mana isinya.", "Where it comes from.", ["SK Wali Kota"]))  # fmt: skip


GLOSSARY: Final = file_of(
    "glossary", "Glosarium jabatan, format 1", "Sebutan lain untuk jabatan, bagi semua SOP di map yang sama.",
    "Other names of positions, for all SOPs in the same folder.",
    {"sopflow": 1, "glossary": "contoh", "title": "Sebutan jabatan", "positions": {"Komandan": ["Danru"]}},
    {name: own for _, name, own in keys_of(WrittenGlossary)},
)  # fmt: skip
