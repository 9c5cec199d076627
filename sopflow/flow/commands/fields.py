"""What commands say besides who gives them: each field once, whatever the surface calls it."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from sopflow.language import Words

FieldName = Literal[
    "step", "outcome", "visit", "note", "reason", "documents", "choose", "to", "person", "length", "data", "acted_at",
    "people", "fields", "erased",
]  # fmt: skip


class Field(NamedTuple):
    """A field of a command."""

    title: Words
    description: Words
    argument: str
    """What the engine's methods, bodies over HTTP and scenarios call it."""


FIELDS: Final[dict[FieldName, Field]] = {
    "step": Field(Words("Langkah", "Row"), Words("langkahnya", "the row"), "step"),
    "outcome": Field(Words("Jawaban", "Outcome"), Words("jawaban", "the answer of a decision"), "outcome"),
    "visit": Field(
        Words("Kunjungan", "Visit"),
        Words("kunjungan ke-N", "which opening of the row, if it is open more than once"),
        "visit",
    ),
    "note": Field(Words("Catatan", "Note"), Words("catatan", "a note"), "note"),
    "reason": Field(Words("Alasan", "Reason"), Words("alasannya", "the reason"), "reason"),
    "documents": Field(
        Words("Dokumen", "Documents"), Words("dokumen yang dibawa", "documents that are brought"), "documents"
    ),
    "choose": Field(
        Words("Pilihan", "Choice"),
        Words("pelaksana yang ditunjuk", "the actors that this row chooses"),
        "choose",
    ),
    "to": Field(
        Words("Tujuan", "Target"),
        Words(
            "tujuan yang tidak disebutkan kertasnya", "where a branch leads whose target the paper does not say"
        ),
        "to",
    ),
    "person": Field(Words("Kepada", "To"), Words("kepada siapa", "to whom"), "to"),
    "length": Field(
        Words("Selama", "Length"),
        Words(
            "berapa lama; tanpa ini: yang paling lama dibolehkan",
            "by how much; default: the longest that is allowed",
        ),
        "length",
    ),
    "data": Field(
        Words("Data", "Data"), Words("data aplikasi, sebagai JSON", "the host's own data, any JSON"), "data"
    ),
    "acted_at": Field(
        Words("Dikerjakan pada", "Acted at"),
        Words("kapan terjadinya, bila lebih awal dari sekarang", "when it happened, if earlier than now"),
        "acted_at",
    ),
    "people": Field(
        Words("Orang", "People"),
        Words(
            "orang yang menjadi pelaksana itu dalam proses ini",
            "the persons who are these actors in the instance, and nobody else",
        ),
        "people",
    ),
    "fields": Field(
        Words("Isian", "Fields"),
        Words("isian formulirnya, menurut id", "the fields of its form, by their ids"),
        "fields",
    ),
    "erased": Field(
        Words("Isian", "Fields"),
        Words(
            "id isian pribadi yang dihapus; tanpa ini: semuanya",
            "ids of the personal fields whose values are removed; all of them without it",
        ),
        "fields",
    ),
}
