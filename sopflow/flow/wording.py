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

ACTS: Final[dict[str, Words]] = {
    "start": Words("memulai SOP ini", "start this SOP"),
    "cancel": Words("membatalkan proses ini", "cancel this instance"),
    "suspend": Words("menunda proses ini", "suspend this instance"),
    "resume": Words("melanjutkan proses ini", "resume this instance"),
    "receive": Words("mencatat dokumen yang datang", "record documents that arrive"),
    "annotate": Words("menulis catatan pada proses ini", "annotate this instance"),
    "extend": Words("memperpanjang batas waktu", "extend the due time"),
    "reassign": Words('mengalihkan "{step}"', 'reassign "{step}"'),
    "undo": Words('menarik kembali "{step}"', 'undo "{step}"'),
    "migrate": Words("memindahkan proses ini ke versi lain", "move this instance to another version"),
    "skip": Words('melewati "{step}"', 'skip "{step}"'),
    "delegate": Words('mendelegasikan "{step}"', 'delegate "{step}"'),
    "answer": Words('menjawab "{step}" dengan "{outcome}"', 'answer "{step}" with "{outcome}"'),
    "activate": Words("menentukan versi yang berlaku", "say which version is current"),
    "advance": Words("memproses yang jatuh tempo", "process what is due"),
    "end_call": Words("mengakhiri SOP yang dipanggil", "end a called SOP"),
    "reschedule": Words("menghitung ulang batas waktu", "recalculate due times"),
}
"""What somebody is about to do, by the command."""
