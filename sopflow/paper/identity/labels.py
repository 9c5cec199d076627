"""The labels of an identity page, by the words that offices use for them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_LABELS: Final[tuple[tuple[str, str], ...]] = (
    ("number", r"(?:nomor|no\.?) *(?:sop|standar operasional prosedur|dokumen)(?: *[-/]? *ap)?"),
    ("title", r"(?:nama|judul) *(?:sop|standar operasional prosedur|prosedur)(?: *[-/]? *ap)?"),
    ("created", r"(?:tgl\.?|tanggal) *(?:pembuatan|penyusunan|dibuat|ditetapkan|penetapan)"),
    ("revised", r"(?:tgl\.?|tanggal) *(?:revisi|perubahan|perbaikan)"),
    ("effective", r"(?:tgl\.?|tanggal) *(?:efektif|berlaku|pemberlakuan|diberlakukan|mulai berlaku|pelaksanaan)"),
    ("approved_by", r"(?:disahkan|disyahkan|disetujui|ditetapkan) *oleh|pengesahan"),
    ("legal_basis", r"dasar *hukum"),
    ("qualifications", r"kualifikasi *(?:pelaksana(?:an)?|pegawai|petugas)?"),
    ("related_sops", r"keterkaitan(?: *dengan *(?:sop|prosedur) *(?:lain(?:nya)?)?)?|sop *terkait"),
    ("equipment", r"(?:peralatan|perlengkapan)(?: *(?:/|dan|&) *(?:perlengkapan|peralatan))?"),
    ("warnings", r"peringatan"),
    ("records", r"pencatatan(?: *(?:dan|&|/) *pendataan)?"),
    ("agency", r"(?:nama *)?(?:instansi|opd|skpd|perangkat *daerah|lembaga)"),
    ("unit", r"(?:nama *)?(?:unit *kerja|satuan *kerja|unit *organisasi)"),
)  # fmt: skip
_PATTERNS: Final = tuple((key, re.compile(pattern, re.IGNORECASE)) for key, pattern in _LABELS)
BESIDE: Final = ("number", "title", "created", "revised", "effective", "approved_by", "agency", "unit")
"""Labels that have one value, as a rule beside them."""
_BARE: Final = ("number", "title", "created", "revised", "effective", "approved_by")
"""Labels after which a value may follow without a colon."""
DATES: Final = ("created", "revised", "effective")
_LONGEST: Final = 300


class Labelled(NamedTuple):
    """A line that begins with a label."""

    key: str
    label: str
    value: str
    """What follows it on the line."""


def labelled(line: str) -> Labelled | None:
    """The label with which a line begins; `None` where it is only a word of a sentence."""
    flat = " ".join(line.split())
    for key, pattern in _PATTERNS:
        found = pattern.match(flat[:_LONGEST])
        if found is None:
            continue
        rest = flat[found.end() :]
        if not rest.strip(" :."):
            return Labelled(key, found[0], "")
        value = rest.strip()
        if value.startswith(":"):
            return Labelled(key, found[0], value[1:].strip())
        if key in _BARE and rest[0] == " ":
            return Labelled(key, found[0], value)
    return None
