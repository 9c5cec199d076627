"""What commands say besides who gives them: each field once, whatever the surface calls it."""

from __future__ import annotations

from typing import Final, Literal

from sopflow.language import Words

FieldName = Literal[
    "step", "outcome", "visit", "note", "reason", "documents", "choose", "to", "person", "length", "data", "acted_at",
]  # fmt: skip

FIELDS: Final[dict[FieldName, Words]] = {
    "step": Words("langkahnya", "the row"),
    "outcome": Words("jawaban", "the answer of a decision"),
    "visit": Words("kunjungan ke-N", "which opening of the row, if it is open more than once"),
    "note": Words("catatan", "a note"),
    "reason": Words("alasannya", "the reason"),
    "documents": Words("dokumen yang dibawa", "documents that are brought"),
    "choose": Words("pelaksana yang ditunjuk", "the actors that this row chooses"),
    "to": Words(
        "tujuan yang tidak disebutkan kertasnya", "where a branch leads whose target the paper does not say"
    ),
    "person": Words("kepada siapa", "to whom"),
    "length": Words("tanpa ini: paling lama", "by how much; the longest that is allowed if left out"),
    "data": Words("data aplikasi, sebagai JSON", "the host's own data, any JSON"),
    "acted_at": Words("kapan terjadinya, bila lebih awal dari sekarang", "when it happened, if earlier than now"),
}
