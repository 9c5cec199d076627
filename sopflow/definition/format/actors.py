"""The columns of the table, and how keys name them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sopflow.diagnostics import Span

from ..nodes import Node
from ..refs import UNKNOWN, Ref, Unknown, its_place
from .key import Shape, key, named, part
from .shapes import (
    FLAG,
    ID,
    ID_PATTERN,
    IDS,
    NAME_OF_POSITION,
    TARGET_PATTERN,
    TEXT,
    TEXT_ALONE,
    array,
    either,
    expected,
    new_id,
    only,
)
from .values import is_unknown, refs_of

ALSO: Final = either(
    NAME_OF_POSITION,
    array(
        NAME_OF_POSITION, "satu sampai 20 nama, masing-masing satu kali", "1 to 20 names, each once",
        minItems=1, maxItems=20, uniqueItems=True,
    ),
    id="sebuah nama, atau daftar nama, misalnya [Danru, Komandan Regu]",
    en="a name, or a list of names, such as [Danru, Komandan Regu]",
    read=refs_of,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """A column of the table: a position (jabatan), never a person."""

    id: str
    title: str = field(metadata=key(
        TEXT, "0.1", "Jabatan / Title", "Judul kolom pelaksana.", "The column's head.", "Kasi Pelayanan", required=True, also=("nama", "judul")))  # fmt: skip
    external: bool = field(default=False, metadata=key(
        FLAG, "0.1", "Pihak luar / External", "Pelaksana di luar kantor.", "An actor outside the office.", True,
        also=("luar", "dari luar", "eksternal")))  # fmt: skip
    substitutes: tuple[Ref, ...] = field(default=(), metadata=key(
        IDS, "0.1", "Pengganti / Substitutes", "Pelaksana yang boleh bertindak menggantikan.",
        "Actors who may act in their place.", ["kasi"], names="actors"))  # fmt: skip
    calendar: str | None = field(default=None, metadata=key(
        ID, "0.1", "Kalender / Calendar", "Kalender kerja pelaksana ini.", "This actor's business calendar.", "tangerang"))  # fmt: skip
    chosen_by: Ref | None = field(default=None, metadata=key(
        ID, "0.1", "Dipilih oleh / Chosen by", "Langkah yang menentukan siapa pelaksananya.",
        "The step whose completion says who this is.", "disposisi", names="steps"))  # fmt: skip
    among: tuple[Ref, ...] = field(default=(), metadata=key(
        IDS, "0.1", "Di antara / Among", "Pelaksana yang dapat dipilih.", "The actors that can be chosen.",
        ["kasi_trantib", "kasi_kesos"], names="actors"))  # fmt: skip
    also: tuple[Ref, ...] = field(default=(), metadata=key(
        ALSO, "0.1", "Sebutan lain / Also called",
        "Nama lain jabatan ini, seperti yang ditulis dalam uraian; satu nama atau daftar.",
        "Other names of the position, as the texts write them; one, or a list.", ["Danru", "Komandan Regu"], "Sekretaris"))  # fmt: skip
    is_starter: bool = field(default=False, metadata=named(**{"is": key(
        only("starter"), "0.1", "Adalah / Is",
        "starter: yang memulai proses, dan tidak ada orang lain, adalah pelaksana ini dalam proses itu; hanya untuk pihak luar.",
        "starter: whoever starts an instance, and nobody else, is this actor in it; for external actors only.", "starter")}))  # fmt: skip
    recorded_by: tuple[Ref, ...] = field(default=(), metadata=key(
        IDS, "0.1", "Dicatatkan oleh / Recorded by",
        "Pelaksana yang boleh mengisikan langkahnya untuk orang yang tidak punya akun; riwayat menyebut siapa yang mencatat dan untuk siapa.",
        "Actors who may enter its rows for somebody without an account; the history says who recorded, and for whom.",
        ["petugas"], names="actors"))  # fmt: skip
    span: Span = its_place()


def actors_of(node: Node | None) -> tuple[Ref, ...] | Unknown:
    return UNKNOWN if is_unknown(node) else refs_of(node)


ACTOR: Final = either(
    {"type": "string", "pattern": TARGET_PATTERN}, IDS, read=actors_of,
    id="id pelaksana, daftar id, atau unknown", en="an actor's id, a list of them, or unknown",
)  # fmt: skip
ACTORS: Final = Shape({
    "type": "object",
    "minProperties": 1,
    "propertyNames": new_id("id pelaksana", "an actor's id"),
    "additionalProperties": either(
        TEXT_ALONE, part("actor", Actor), id="jabatan, atau {title: …, external: true}",
        en="a title, or {title: …, external: true}",
    ),
})  # fmt: skip
_WHO: Final = {
    "type": "string",
    "pattern": ID_PATTERN,
    **expected("id pelaksana, starter, anyone, atau nobody", "an actor's id, starter, anyone, or nobody"),
}
WHO: Final = either(
    _WHO,
    {"type": "array", "minItems": 1, "uniqueItems": True, "items": _WHO},
    id="id pelaksana, starter, anyone, nobody, atau daftarnya",
    en="an actor's id, starter, anyone, nobody, or a list of them",
    read=refs_of,
    name="who",
)
