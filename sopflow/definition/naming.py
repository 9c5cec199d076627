"""What the parts of a definition are called in Indonesian where versions are compared: as their keys, or otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from sopflow.language import Words
from sopflow.terms import COMMANDS

from .format.fields import FIELD
from .format.key import keys_of
from .stored import PARTS

_OTHERWISE: Final = {
    "title": "nama", "time_limit": "batas waktu keseluruhan", "stated_total": "jumlah waktu tertulis",
    "may_start": "yang boleh memulai", "missing_inputs": "kelengkapan yang belum ada", "number": "nomor",
    "equipment": "peralatan/perlengkapan", "capacity": "kedudukan", "rank": "pangkat/golongan",
    "external": "dari luar", "among": "dipilih di antara", "is_starter": "yang memulai", "also": "nama lain", "at_hand": "sudah ada sejak awal",
    "optional": "tidak wajib", "branches": "jawaban", "sign_off": "cara menandatangani",
    "terminator": "tanda mulai/selesai", "call": "SOP yang dipanggil", "wait": "tunggu",
    "separate_from": "bukan yang mengerjakan", "same_as": "yang mengerjakan juga",
    "note_required": "catatan wajib", "label": "arti", "until": "sampai datang",
    "late": "bila lewat waktu", "act": "tindakan", "after": "setelah", "actor": "pelaksana", "branch": "jawaban",
    "choices": "pilihan", "otherwise": "bila tidak ada yang lain", "decides": "tabel keputusan", "columns": "kolom", "field": "isian",
    "min": "batas bawah", "max": "batas atas", "until_first": "menunggu hanya yang pertama", "into": "daftar penerima hasil",
    "closes_all": "mengakhiri semua", "hand_over": "dilanjutkan dengan",
}  # fmt: skip
"""Those of which the title of the key says too little, or something else, beside another field."""
_PERMITTED: Final = Words("yang boleh {command}", "who may {command}")


@cache
def field_names() -> Mapping[str, str]:
    """The fields that keys say, in Indonesian."""
    keys = [
        (field.name, key.title.partition(" / ")[0]) for kind in PARTS.values() for field, _, key in keys_of(kind)
    ]
    keys += [(name, key.title.partition(" / ")[0]) for name, key in FIELD.keys.items()]
    titles = {name: title if title.isupper() else title[0].lower() + title[1:] for name, title in reversed(keys)}
    return titles | _OTHERWISE


def field_words(name: str) -> Words:
    """A field of a definition as people read it: of a branch `Y.label`, of who may `may.cancel`."""
    before, dot, key = name.rpartition(".")
    if before == "may":
        return _PERMITTED.filled(command=COMMANDS.get(key, key))
    own = Words(field_names().get(key, key), key.replace("_", " "))
    return Words(f"{before}{dot}{own.id}", f"{before}{dot}{own.en}")
