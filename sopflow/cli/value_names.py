"""What values are called in help, usage and completions, such as `--by WHO`: in English where a command says it, and here in Indonesian."""

from __future__ import annotations

import re
from typing import Final

from sopflow.language import Language

_CAPITALS: Final = re.compile(r"\b[A-Z]+\b")
_IN_INDONESIAN: Final = {
    "ACTION": "TINDAKAN", "ACTOR": "PELAKSANA", "ANSWER": "JAWABAN", "CODE": "KODE", "CODES": "KODE",
    "COLUMN": "KOLOM", "COMMAND": "PERINTAH", "CURSOR": "PENANDA", "DATE": "TANGGAL", "DIR": "MAP",
    "DOCUMENT": "DOKUMEN", "DURATION": "DURASI", "FIELD": "ISIAN", "FILE": "BERKAS", "FOLDER": "MAP",
    "FORMAT": "BENTUK", "FROM": "DARI", "FUNCTION": "FUNGSI", "HEAD": "JUDUL", "HOST": "ALAMAT",
    "INSTANCE": "PROSES", "JOURNAL": "JURNAL", "KEY": "KUNCI", "MODULE": "MODUL", "NAME": "NAMA",
    "NEW": "BARU", "NOTE": "CATATAN", "OFFICE": "KANTOR", "OLD": "LAMA", "ORDER": "URUTAN", "OUT": "HASIL",
    "OUTCOME": "JAWABAN", "PATH": "JALUR", "PERCENT": "PERSEN", "PERSON": "ORANG", "REVISION": "REVISI",
    "SECONDS": "DETIK", "STEP": "LANGKAH", "SUBJECT": "PERIHAL", "TEST": "SYARAT", "TEXT": "TEKS",
    "TIME": "WAKTU", "TO": "SAMPAI", "VALUE": "NILAI", "VERSION": "VERSI", "WHAT": "APA", "WHEN": "KAPAN",
    "WHO": "SIAPA", "WIDTH": "LEBAR", "WORD": "KATA", "WORDS": "KATA",
}  # fmt: skip
"""Without those that are called the same."""


def value_in(name: str, language: Language) -> str:
    """The name of a value, also of several in one (`ACTOR=PERSON`), in a language."""
    if language == "en":
        return name
    return _CAPITALS.sub(lambda one: _IN_INDONESIAN.get(one[0], one[0]), name)
