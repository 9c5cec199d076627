"""What people call the choices of the format: in Indonesian, or as other programs do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sopflow.terms import STATUSES

_CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (
        "teks", "teks pendek", "teks singkat", "tulisan", "kata", "kalimat", "huruf", "karakter", "nama", "nomor", "alamat", "telepon",
        "email", "surel", "string", "str", "short text", "char", "varchar", "url",
    ),
    "long_text": (
        "teks panjang", "teks bebas", "uraian", "paragraf", "deskripsi", "keterangan", "catatan", "textarea", "text area", "long text",
        "paragraph", "memo", "multiline",
    ),
    "number": (
        "angka", "bilangan", "bilangan desimal", "angka desimal", "desimal", "pecahan", "persen", "persentase", "numerik", "numeric",
        "decimal", "float", "double", "real", "percent",
    ),
    "whole": ("bilangan bulat", "bulat", "angka bulat", "bilangan cacah", "jumlah", "integer", "int", "count", "whole number"),
    "money": (
        "uang", "rupiah", "rp", "idr", "mata uang", "jumlah uang", "nilai uang", "nominal", "harga", "biaya", "anggaran", "tarif",
        "currency", "amount", "price",
    ),
    "date": ("tanggal", "tgl", "hari", "hari tanggal", "hari/tanggal", "day", "calendar date"),
    "time": ("jam", "waktu", "pukul", "jam menit", "time of day", "hour", "clock"),
    "yes_no": (
        "ya tidak", "ya/tidak", "ya atau tidak", "ya/tdk", "iya/tidak", "ya", "tidak", "benar/salah", "benar salah", "logika", "centang",
        "kotak centang", "boolean", "bool", "yes/no", "y/n", "true/false", "checkbox", "flag", "toggle", "switch",
    ),
    "document": ("dokumen", "surat", "naskah"),
    "equipment": ("peralatan", "alat", "perlengkapan"),
    "state": ("keadaan", "status", "kondisi"),
    "all": ("semua", "seluruhnya", "semuanya"),
    "any": ("salah satu", "siapa saja"),
    "anyone": ("siapa saja", "siapapun", "semua orang", "semua"),
    "in_order": ("berurutan", "urut", "berjenjang"),
    "refuse": ("tolak", "ditolak"),
    "note": ("catat", "catatan", "dicatat"),
    "required": ("wajib", "harus", "diperlukan"),
    "optional": ("opsional", "boleh kosong", "tidak wajib", "pilihan"),
    "unique": ("unik", "satu", "tunggal"),
    "first": ("pertama", "yang pertama"),
    "started": ("dimulai", "sudah dimulai", "yang dimulai"),
    "starter": ("pemulai", "yang memulai", "pemohon", "pengaju"),
    "certain": ("pasti", "yakin"),
    "probable": ("mungkin", "kemungkinan"),
    "open": ("terbuka", "belum pasti"),
    "substitute": ("pengganti",),
    "definitif": ("definitive", "tetap"),
    "Pj.": ("penjabat", "pj"),
    "Plt.": ("pelaksana tugas", "plt"),
    "Plh.": ("pelaksana harian", "plh"),
    "a.n.": ("atas nama", "an", "a.n"),
    "awal": ("beginning", "start", "opening", "pembuka", "persiapan"),
    "utama": ("main", "inti", "pelaksanaan"),
    "akhir": ("end", "closing", "final", "penutup"),
    **{name: (words.id,) for name, words in STATUSES.items()},
}  # fmt: skip


def choice_called(word: str, known: Iterable[str]) -> str | None:
    """The one of some choices that people call so."""
    plain = " ".join(word[:80].casefold().replace("_", " ").split())
    return next((one for one in known if plain in _CALLED.get(one, ())), None)
