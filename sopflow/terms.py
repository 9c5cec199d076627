"""The words of programs that people meet, and how a text for people says them. JSON and YAML keep the words themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopflow.language import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sopflow.language import Language

STATUSES: Final = {
    "running": Words("berjalan", "running"),
    "suspended": Words("ditunda", "suspended"),
    "completed": Words("selesai", "completed"),
    "cancelled": Words("dibatalkan", "cancelled"),
}
COMMANDS: Final = {
    "start": Words("memulai", "start"),
    "reassign": Words("mengalihkan", "reassign"),
    "extend": Words("memperpanjang", "extend"),
    "migrate": Words("memindahkan ke versi lain", "migrate"),
    "receive": Words("menerima dokumen", "receive documents"),
    "annotate": Words("menulis catatan", "annotate"),
    "suspend": Words("menunda", "suspend"),
    "resume": Words("melanjutkan", "resume"),
    "cancel": Words("membatalkan", "cancel"),
    "undo": Words("menarik kembali", "undo"),
}
CAPACITIES: Final = {"substitute": Words("pengganti", "substitute")}
OUTCOMES: Final = {"done": Words("selesai", "done"), "late": Words("lewat waktu", "late")}
ENDS: Final = {"end": Words("selesai", "end")}

FIELDS: Final = {
    "id": "id", "title": "nama", "version": "versi", "calendar": "kalender", "time_limit": "batas waktu keseluruhan",
    "stated_total": "jumlah waktu tertulis", "may_start": "yang boleh memulai", "missing_inputs": "kelengkapan yang belum ada",
    "extension": "perpanjangan",
    "agency": "instansi", "unit": "unit kerja", "number": "nomor", "created": "tanggal pembuatan", "revised": "tanggal revisi",
    "effective": "tanggal efektif", "approved_by": "disahkan oleh", "legal_basis": "dasar hukum",
    "qualifications": "kualifikasi pelaksana", "related_sops": "keterkaitan", "equipment": "peralatan/perlengkapan",
    "warnings": "peringatan", "records": "pencatatan dan pendataan", "logo": "logo",
    "name": "nama", "capacity": "kedudukan", "rank": "pangkat/golongan", "nip": "NIP",
    "external": "dari luar", "substitutes": "pengganti", "chosen_by": "dipilih oleh", "among": "dipilih di antara",
    "also": "nama lain", "kind": "jenis", "at_hand": "sudah ada sejak awal", "optional": "tidak wajib", "draft_of": "draf dari",
    "actors": "pelaksana", "documents": "dokumen", "inputs": "kelengkapan", "outputs": "output", "branches": "jawaban", "sign_off": "cara menandatangani",
    "question": "pertanyaan", "join": "menunggu", "phase": "tahap", "terminator": "tanda mulai/selesai", "call": "SOP yang dipanggil",
    "wait": "tunggu", "remarks": "keterangan", "on_late": "bila terlambat", "separate_from": "bukan yang mengerjakan",
    "same_as": "yang mengerjakan juga", "note_required": "catatan wajib", "label": "arti", "lasts": "lamanya",
    "until": "sampai datang", "late": "bila lewat waktu", "act": "tindakan", "after": "setelah", "actor": "pelaksana",
    "branch": "jawaban", "by": "oleh", "at_most": "paling lama", "times": "berapa kali", "closes_all": "mengakhiri semua",
    "hand_over": "dilanjutkan dengan", "document": "dokumen", "when": "bila",
}  # fmt: skip
"""The keys of a definition, in Indonesian."""
_PERMITTED: Final = Words("yang boleh {command}", "who may {command}")


def field_words(name: str) -> Words:
    """A key of a definition as people read it: of a branch `Y.label`, of who may `may.cancel`."""
    before, dot, key = name.rpartition(".")
    if before == "may":
        return _PERMITTED.filled(command=COMMANDS.get(key, key))
    own = Words(FIELDS.get(key, key), key.replace("_", " "))
    return Words(f"{before}{dot}{own.id}", f"{before}{dot}{own.en}")


def outcome_meant(text: str, outcomes: Sequence[str]) -> str:
    """The answer that a person means: as it is written whatever its case, or as tables say it (`selesai`)."""
    folded = text.strip().casefold()
    alike = [one for one in outcomes if folded in (one.casefold(), *_as_told(one))]
    return alike[0] if len(alike) == 1 and text not in outcomes else text


def _as_told(outcome: str) -> tuple[str, ...]:
    return (OUTCOMES[outcome].id, OUTCOMES[outcome].en) if outcome in OUTCOMES else ()


def said(word: str, terms: Mapping[str, Words], language: Language) -> str:
    """A word of a program as people read it; any other word as it is."""
    return terms[word].within(language) if word in terms else word
