"""What happened, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopflow.language import Words

if TYPE_CHECKING:
    from .event import EventType

HAPPENED: Final[dict[EventType, Words]] = {
    "started": Words("dimulai", "started"),
    "completed": Words("dikerjakan", "completed"),
    "signed_off": Words("ditandatangani", "signed"),
    "withdrawn": Words("tanda tangan ditarik", "signature withdrawn"),
    "skipped": Words("dilewati", "skipped"),
    "received": Words("diterima", "received"),
    "annotated": Words("dicatat", "annotated"),
    "suspended": Words("ditunda", "suspended"),
    "resumed": Words("dilanjutkan", "resumed"),
    "cancelled": Words("dibatalkan", "cancelled"),
    "wait_ended": Words("waktu tunggu selesai", "its wait ended"),
    "call_ended": Words("SOP yang dipanggil selesai", "the SOP that it called ended"),
    "reminded": Words("diingatkan", "reminded"),
    "escalated": Words("dinaikkan", "escalated"),
    "undone": Words("ditarik kembali", "undone"),
    "extended": Words("diperpanjang", "extended"),
    "claimed": Words("diklaim", "claimed"),
    "released": Words("dilepas", "released"),
    "reassigned": Words("dialihkan", "reassigned"),
    "delegated": Words("didelegasikan", "delegated"),
    "migrated": Words("pindah versi", "moved to another version"),
    "rescheduled": Words("dijadwalkan ulang", "rescheduled"),
    "lapsed": Words("berakhir karena terlambat", "ended by being late"),
}
