"""Notes of the author: about the printed document, and about findings that stay."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from sopflow.diagnostics import Span
from sopflow.fields.limits import END

from ..nodes import List, Node
from ..refs import Ref, its_place
from .key import Shape, key, part
from .reader import read
from .shapes import ID, TEXT, choice, either, matching
from .values import maps_of, ref_of, text_of

Reading = Literal["certain", "probable", "open"]


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What the printed document says if it differs from the definition, and how sure the reading is."""

    cell: str | None = field(default=None, metadata=key(
        TEXT, "0.1", "Sel / Cell", "Kolom yang dimaksud.", "The column that is meant.", "duration"))  # fmt: skip
    text: str | None = field(default=None, metadata=key(
        TEXT, "0.1", "Teks / Text", "Bunyi dokumen tercetak, apa adanya.", "What the printed document says, verbatim.",
        "5 menit ?"))  # fmt: skip
    reading: Reading | None = field(default=None, metadata=key(
        choice(*get_args(Reading)), "0.1", "Tingkat keyakinan / Certainty", "Seberapa yakin pembacaannya.",
        "How sure the reading is.", "certain", "probable", "open"))  # fmt: skip
    why: str | None = field(default=None, metadata=key(
        TEXT, "0.1", "Alasan / Reason", "Mengapa dibaca demikian.", "Why it is read that way.",
        "tanda panah pada kolom Komandan"))  # fmt: skip
    page: str | None = field(default=None, metadata=key(
        TEXT, "0.1", "Halaman / Page", "Halaman sumber.", "The page of the source.", "2"))  # fmt: skip
    span: Span = its_place()


def _notes(node: Node | None) -> tuple[SourceNote, ...]:
    return tuple(read(SourceNote, one, span=one.keys.get("reading", one.span)) for one in maps_of(node))


_NOTE: Final = part("source_note", SourceNote)
SOURCE: Final = either(
    _NOTE, {"type": "array", "minItems": 1, "items": _NOTE}, read=_notes,
    id="satu catatan {cell, text, reading, why, page} atau daftarnya",
    en="one note {cell, text, reading, why, page}, or a list of them",
)  # fmt: skip
SOURCE_KEY: Final = key(
    SOURCE, "0.1", "Sumber / Source", "Catatan tentang dokumen tercetak: satu catatan atau daftar.",
    "Notes about the printed document: one or a list.", {"cell": "duration", "text": "5 menit ?", "reading": "open"},
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A finding that the author accepts, and the reason."""

    code: Ref = field(metadata=key(
        matching(f"^SOP[0-9]{{3}}{END}", "kode temuan, misalnya SOP221", "a finding's code, such as SOP221"), "0.1",
        "Kode / Code", "Kode temuan.", "The finding's code.", "SOP221", required=True))  # fmt: skip
    step: Ref | None = field(default=None, metadata=key(
        ID, "0.1", "Langkah / Step", "Id langkahnya; bila tidak ditulis: di mana pun.",
        "The step's id; anywhere if left out.", "verifikasi", names="steps"))  # fmt: skip
    reason: str = field(metadata=key(
        TEXT, "0.1", "Alasan / Reason", "Mengapa diterima.", "Why it is accepted.", "demikian di kertas", required=True))  # fmt: skip


def _accepted(node: Node | None) -> tuple[Acceptance, ...]:
    items = maps_of(node) if isinstance(node, List) else ()
    return tuple(read(Acceptance, one) for one in items if ref_of(one.get("code")) and text_of(one.get("reason")))


ACCEPT: Final = Shape({"type": "array", "items": part("acceptance", Acceptance)}, _accepted)
