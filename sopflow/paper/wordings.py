"""What the heads of an official table mean, by the words that offices use for them."""

from __future__ import annotations

import re
from typing import Final

_EXACT: Final[dict[str, tuple[str, ...]]] = {
    "number": ("no", "nomor", "no urut", "nomor urut", "nr"),
    "activity": (
        "kegiatan", "uraian kegiatan", "uraian", "aktivitas", "uraian prosedur", "langkah", "langkah kegiatan",
        "prosedur", "tahapan", "uraian aktivitas", "activity",
    ),
    "actor": ("pelaksana", "pelaku", "aktor", "penanggung jawab", "pelaksana kegiatan", "petugas pelaksana"),
    "inputs": (
        "kelengkapan", "persyaratan", "persyaratan kelengkapan", "persyaratan perlengkapan", "input",
        "persyaratan dan kelengkapan", "dokumen", "syarat", "perlengkapan", "peralatan", "bahan", "inputs",
    ),
    "time": ("waktu", "durasi", "jangka waktu", "lama", "waktu penyelesaian", "time"),
    "output": ("output", "keluaran", "hasil", "luaran"),
    "remarks": ("keterangan", "ket", "catatan", "remarks"),
}  # fmt: skip
_BY_NAME: Final = {name: key for key, names in _EXACT.items() for name in names}
_CONTAINED: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("time", ("waktu", "durasi")),
    ("output", ("output", "keluaran", "luaran", "hasil")),
    ("inputs", ("kelengkapan", "persyaratan", "perlengkapan", "input", "masukan")),
    ("remarks", ("keterangan", "catatan")),
    (
        "activity",
        ("aktivit", "aktifit", "kegiatan", "uraian", "langkah", "prosedur", "tahapan", "tindakan", "activit"),
    ),
    ("inputs", ("syarat", "sumberdata", "diperlukan", "dibutuhkan", "kebutuhan")),
)
"""In this order: "waktu kegiatan" is a time, and "hasil kegiatan" an output; words that name inputs only where nothing else is
meant come last."""
_POSITION: Final = re.compile(
    r"\b(?:kepala|ka|kasi|kabid|kasubag|kasubbag|ketua|wakil|tim|pokja|petugas|operator|staf|staff|pengelola|pengolah|pejabat|"
    r"pelaksana|koordinator|panitia|sekretaris|bendahara|penyedia|pengguna|penerima|pemohon|bagian|bidang|seksi|unit|loket|"
    r"admin|administrator|verifikator|analis|arsiparis|penanggung|camat|lurah|sekcam|seklur|kadis|kabag|sekdis)\b"
)
_GROUPS: Final = ("mutu baku", "pelaksana", "pelaku", "baku mutu", "pelaksana kegiatan")
_STANDARD: Final = ("mutu baku", "baku mutu")
_UNIT: Final = re.compile(r"\b(?:hari kerja|hari kalender|detik|menit|jam|hari|minggu|bulan|tahun)\b")
_MOST_WORDS: Final = 6
KEYS: Final[dict[str, str]] = {
    "nomor": "number", "number": "number", "kegiatan": "activity", "activity": "activity", "pelaksana": "actor",
    "actor": "actor", "kelengkapan": "inputs", "inputs": "inputs", "waktu": "time", "time": "time", "duration": "time",
    "output": "output", "outputs": "output", "keterangan": "remarks", "remarks": "remarks", "jabatan": "position",
    "position": "position", "lain": "other", "other": "other",
}  # fmt: skip
"""What a person may call a column when saying which head it has."""
CALLED: Final[dict[str, str]] = {key: name for name, key in reversed(KEYS.items())}
"""What each is called in Indonesian."""


def folded(text: str) -> str:
    """A head without signs and spaces that differ."""
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())


def is_group(head: str) -> bool:
    """Whether a folded head stands over several columns by its nature."""
    return head in _GROUPS


def is_standard(head: str) -> bool:
    """Whether a folded head is the one over inputs, time and output."""
    return head in _STANDARD or head.replace(" ", "") in ("mutubaku", "bakumutu")


def meant(head: str) -> str | None:
    """What a folded head is called everywhere; its words may be broken apart."""
    squeezed = head.replace(" ", "")
    return _BY_NAME.get(head) or (_BY_NAME.get(squeezed) if len(squeezed) > 4 else None)


def guessed(head: str, *, among_positions: bool) -> str | None:
    """What a folded head means by a word that it contains; among the columns of positions one that names a position means
    nothing else."""
    words = head.split()
    if not words or len(words) > _MOST_WORDS or (among_positions and _POSITION.search(head)):
        return None
    squeezed = head.replace(" ", "")
    return next((key for key, parts in _CONTAINED if any(part in squeezed for part in parts)), None)


def is_position(title: str) -> bool:
    """Whether a folded title begins with a word for a position."""
    return _POSITION.match(title) is not None


def unit_of(head: str) -> str:
    """The unit of time that a head names, if it is one: `waktu (menit)`."""
    found = set(_UNIT.findall(folded(head)))
    return found.pop() if len(found) == 1 else ""
