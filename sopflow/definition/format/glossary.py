"""The keys of a glossary's file."""

from __future__ import annotations

from typing import Any, Final

from .actors import ALSO
from .key import Shape, key, listed
from .shapes import NAME_OF_POSITION, PLAIN_ID, TEXT, TEXTS, expected, file_of

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
    }
)  # fmt: skip
GLOSSARY: Final = file_of(
    "glossary", "Glosarium jabatan, format 1", "Sebutan lain untuk jabatan, bagi semua SOP di map yang sama.",
    "Other names of positions, for all SOPs in the same folder.",
    {"sopflow": 1, "glossary": "contoh", "title": "Sebutan jabatan", "positions": {"Komandan": ["Danru"]}},
    listed({
        "glossary": key(PLAIN_ID, "0.1", "Id glosarium / Glossary id", "Nama pendek; juga nama berkasnya.",
                        "The short name; also that of its file.", "tangerang", required=True),
        "title": key(TEXT, "0.1", "Judul / Title", "Nama glosarium untuk orang.", "The glossary's name for people.",
                     "Sebutan jabatan di kecamatan"),
        "positions": key(_POSITIONS, "0.1", "Jabatan / Positions",
                         "Jabatan, seperti di judul kolom pelaksana atau di awalnya, dan nama-nama lainnya di uraian. Urutannya bebas: masing-masing berarti yang sama.",
                         "A position, as actors' columns or their beginnings have it, and its other names in texts. In any order: each means the same.",
                         {"Komandan": ["Danru", "Komandan Regu"], "Kasi": "Kepala Seksi"}, required=True),
        "source": key(TEXTS, "0.1", "Sumber / Sources", "Dari mana isinya.", "Where it comes from.", ["SK Wali Kota"]),
    }),
)  # fmt: skip
