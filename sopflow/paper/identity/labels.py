"""The labels of an identity page, by the words that offices use for them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("number", re.compile(r"(?:nomor|no\.?) ?(?:sop|standar operasional prosedur|dokumen)(?: ?[-/]? ?ap)?", re.IGNORECASE)),
    ("title", re.compile(r"(?:nama|judul) ?(?:sop|standar operasional prosedur|prosedur)(?: ?[-/]? ?ap)?", re.IGNORECASE)),
    ("created", re.compile(r"(?:tgl\.?|tanggal) ?(?:pembuatan|penyusunan|dibuat|ditetapkan|penetapan)", re.IGNORECASE)),
    ("revised", re.compile(r"(?:tgl\.?|tanggal) ?(?:revisi|perubahan|perbaikan)", re.IGNORECASE)),
    ("effective", re.compile(r"(?:tgl\.?|tanggal) ?(?:efektif|berlaku|pemberlakuan|diberlakukan|mulai berlaku|pelaksanaan)", re.IGNORECASE)),
    ("approved_by", re.compile(r"(?:disahkan|disyahkan|disetujui|ditetapkan) ?oleh|pengesahan", re.IGNORECASE)),
    ("legal_basis", re.compile(r"dasar ?hukum", re.IGNORECASE)),
    ("qualifications", re.compile(r"kualifikasi ?(?:pelaksana(?:an)?|pegawai|petugas)?", re.IGNORECASE)),
    ("related_sops", re.compile(r"keterkaitan(?: ?dengan ?(?:sop|prosedur) ?(?:lain(?:nya)?)?)?|sop ?terkait", re.IGNORECASE)),
    ("equipment", re.compile(r"(?:peralatan|perlengkapan)(?: ?(?:/|dan|&) ?(?:perlengkapan|peralatan))?", re.IGNORECASE)),
    ("warnings", re.compile(r"peringatan", re.IGNORECASE)),
    ("records", re.compile(r"pencatatan(?: ?(?:dan|&|/) *pendataan)?", re.IGNORECASE)),
    ("agency", re.compile(r"(?:nama *)?(?:instansi|opd|skpd|perangkat ?daerah|lembaga)", re.IGNORECASE)),
    ("unit", re.compile(r"(?:nama *)?(?:unit ?kerja|satuan ?kerja|unit ?organisasi)", re.IGNORECASE)),
)  # fmt: skip
_BARE_PATTERNS: Final = (
    ("number", re.compile(r"(?:nomor|no\.?)(?= ?:)", re.IGNORECASE)),
    ("created", re.compile(r"(?:tanggal|tgl\.?)(?= ?:)", re.IGNORECASE)),
)
"""What an office writes over a table without an identity page; elsewhere these words stand in other sentences."""
_OTHER: Final = re.compile(
    r"((?:maksud|tujuan|ruang ?lingkup|definisi|pengertian|latar ?belakang)(?: ?(?:dan|&|/) ?\w+)?) ?:(?: (.*))?\Z",
    re.IGNORECASE,
)
"""What many offices add to the page, with a colon; a definition has no place for it."""
_OF_A_LAW: Final = re.compile(r"\btahun\b", re.IGNORECASE)
BESIDE: Final = ("number", "title", "created", "revised", "effective", "approved_by", "agency", "unit")
"""Labels that have one value, as a rule beside them."""
_BARE: Final = ("number", "title", "created", "revised", "effective", "approved_by")
"""Labels after which a value may follow without a colon."""
DATES: Final = ("created", "revised", "effective")
_LONGEST: Final = 300


class Labelled(NamedTuple):
    """A line that begins with a label."""

    key: str
    """Empty where a definition has no place for it."""
    label: str
    value: str
    """What follows it on the line."""
    doubt: str = ""
    """Why that may be another's."""


def labelled(line: str) -> Labelled | None:
    """The label with which a line begins; `None` where it is only a word of a sentence."""
    flat = " ".join(line.split())
    if other := _OTHER.match(flat):
        return Labelled("", other[1], other[2] or "")
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


def labelled_alone(line: str) -> Labelled | None:
    """The same for a line outside of tables, where the label may be short: `Nomor : 045/SEK`, `Tanggal : 5 Mei 2026`."""
    flat = " ".join(line.split())
    for key, pattern in _BARE_PATTERNS:
        found = pattern.match(flat[:_LONGEST])
        value = flat[found.end() :].lstrip(" :") if found is not None else ""
        if found is not None and value and not _OF_A_LAW.search(value):
            return Labelled(key, found[0], value)
    return labelled(line)
