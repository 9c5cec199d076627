"""Examples of the files beside SOPs: scenarios (SOP5..), calendars, directories, glossaries and offices, and values in them."""

from __future__ import annotations

from typing import Final

from sopflow.language import Words

from .deciding import BUYING
from .example import SOP, Example, change, whole

_WAITING: Final = """\
sopflow: 1
id: izin
title: Izin Keramaian
actors: {warga: Warga, petugas: Petugas}
steps:
  - {id: ajukan, activity: Mengajukan permohonan, actor: warga, outputs: [Permohonan]}
  - {id: periksa, activity: Memeriksa permohonan, actor: petugas, branches: {Ya: tunggu, Tidak: ajukan}}
  - {id: tunggu, activity: Menunggu sanggahan, wait: 2 hari, next: {end: selesai}}
"""
SCENARIOS: Final = """\
sopflow: 1
sop: izin
scenarios:
  - name: permohonan diterima
    steps:
      - warga: ajukan
      - petugas: periksa=Ya
      - wait: tunggu
    expect: {end: selesai}
"""
CALENDAR: Final = """\
sopflow: 1
calendar: kantor
title: Kantor
time_zone: Asia/Jakarta
hours: {senin-kamis: [07:30-12:00, 13:00-16:00], jumat: [07:30-11:30]}
holidays: {country: ID}
periods:
  - {title: Ramadan, from: 2026-02-19, to: 2026-03-20, hours: {senin-jumat: [08:00-12:00]}}
"""
DIRECTORY: Final = """\
sopflow: 1
directory: kantor
title: Kantor
time_zone: Asia/Jakarta
units: {kota: Kota, utara: {title: Utara, part_of: kota}}
positions: {lurah: Lurah, petugas: Petugas, warga: Warga}
people:
  ani: {name: Ani, holds: {position: lurah, unit: utara, to: 2024-12-31}}
  budi: {name: Budi, holds: {position: petugas, unit: utara}}
  citra: {name: Citra, holds: {position: lurah, unit: utara, from: 2025-01-01}}
"""
GLOSSARY: Final = """\
sopflow: 1
glossary: kantor
title: Sebutan jabatan
positions:
  Komandan: [Danru, Komandan Regu]
"""
OFFICE: Final = """\
arrivals: {izin: {every: {exponential: 40 menit}}}
people: {petugas: 2}
durations: {periksa: {uniform: [10 menit, 1 jam]}}
"""
_DRAWN: Final = """\
sop: pengadaan
fields: {nilai: {exponential: 40 juta}, jenis: {barang: 0.6, jasa: 0.4}}
"""
_FILLED: Final = _WAITING.replace("steps:\n", "fields: {keperluan: Keperluan}\nsteps:\n", 1).replace(
    "actor: warga,", "actor: warga, fills: [keperluan],"
)
_PLT: Final = DIRECTORY.replace("unit: utara, to: 2024-12-31", "unit: utara, to: 2024-12-31").replace(
    "holds: {position: petugas, unit: utara}",
    "holds: [{position: petugas, unit: utara}, {position: lurah, unit: utara, as: Plt., from: 2025-01-01, to: 2025-01-31}]",
)
_VACANT: Final = _PLT.replace("from: 2025-01-01}}", "from: 2025-02-01}}")
_HEAD: Final = "sop: izin\n"


def _played(was: str, bad: str, corrected: str | None = None, **beside: str) -> Example:
    return change(was, was if corrected is None else corrected, bad, of=SCENARIOS, name="izin.scenarios.yaml",
                  beside={"izin.yaml": _WAITING, **{f"{name}.directory.yaml": text for name, text in beside.items()}})  # fmt: skip


def _worked(was: str, bad: str, corrected: str | None = None) -> Example:
    return change(was, was if corrected is None else corrected, bad, of=CALENDAR, name="kantor.calendar.yaml")


def _held(was: str, bad: str, corrected: str | None = None, of: str = DIRECTORY) -> Example:
    return change(was, was if corrected is None else corrected, bad, of=of, name="kantor.directory.yaml")


_FIRST: Final = "      - warga: ajukan\n"
_CASES: Final = "    cases: [{siapa: warga}]\n    steps:\n      - step: ajukan\n        by: $"

EXAMPLES: Final[dict[str, Example]] = {
    "SOP112": _played(_FIRST, "      - {warga: ajukan, at: kemarin}\n", "      - {warga: ajukan, at: 2024-03-12 08:00 WIB}\n"),
    "SOP113": _worked("13:00-16:00", "13-16"),
    "SOP114": _played(_FIRST, "      - {warga: ajukan, expect: {due: {periksa: besok}}}\n", "      - {warga: ajukan, expect: {due: {periksa: 2 jam}}}\n"),
    "SOP501": _played(_FIRST, _FIRST + "      - {note: berkas lengkap}\n", "      - {warga: ajukan, note: berkas lengkap}\n"),
    "SOP502": _played(_FIRST, "      - {warga: ajukan, petugas: periksa}\n", _FIRST),
    "SOP503": _played("petugas: periksa=Ya", "petgas: periksa=Ya"),
    "SOP504": _played(_HEAD, "sop: izn\n"),
    "SOP505": whole(SCENARIOS, SCENARIOS.replace(_HEAD, "sop: rusak\n"), name="izin.scenarios.yaml", beside={"izin.yaml": _WAITING, "rusak.yaml": _WAITING.replace("id: izin", "id: rusak").replace("actor: warga", "actor: wargo")}),
    "SOP506": _played(_FIRST, "      - warga: ajkan\n"),
    "SOP507": _played("periksa=Ya", "periksa=Mungkin"),
    "SOP508": _played(_FIRST, "      - {claim: ajukan, by: orang-lain}\n", "      - {claim: ajukan, by: warga}\n" + _FIRST),
    "SOP509": _played(_FIRST, "      - {warga: ajukan, documents: [Permohonn]}\n", "      - {warga: ajukan, documents: [Permohonan]}\n"),
    "SOP510": _played(_FIRST, "      - {petugas: ajukan, refused: not-authorised}\n" + _FIRST, "      - {petugas: ajukan, refused: not-authorized}\n" + _FIRST),
    "SOP511": _played("    steps:\n      - warga: ajukan\n", _CASES + "siapakah\n", _CASES + "siapa\n"),
    "SOP512": whole(SCENARIOS, SCENARIOS.replace("    steps:\n", "    cases:\n" + "".join(f"      - {{siapa: {n}}}\n" for n in range(300)) + "    steps:\n" + "      - warga: ajukan\n" * 400), name="izin.scenarios.yaml", beside={"izin.yaml": _WAITING},
                    note=Words("sebuah skenario dengan 300 kasus dan 400 langkah", "a scenario of 300 cases and 400 steps")),
    "SOP513": _played("expect: {end: selesai}", "expect: {end: selesia}"),
    "SOP514": change("    expect: {end: selesai}\n", "  - {name: lagi, steps: [auto]}\n", "  - {name: permohonan diterima, steps: [auto]}\n", of=SCENARIOS, name="izin.scenarios.yaml", beside={"izin.yaml": _WAITING}),
    "SOP515": _played(_FIRST, "      - {warga: ajukan, in: periksa}\n", _FIRST),
    "SOP516": _played(_FIRST, _FIRST + "      - start: warga\n", "      - start: warga\n" + _FIRST),
    "SOP517": _played("wait: tunggu", "wait: periksa"),
    "SOP519": _played(_FIRST, "      - {warga: ajukan, after: 5 hari, at: 2024-03-12 08:00 WIB}\n", _FIRST),
    "SOP520": _played(_HEAD, _HEAD + "directory: tiada.directory.yaml\n", _HEAD),
    "SOP521": _played(_HEAD, _HEAD + "directory: rusak.directory.yaml\n", _HEAD, rusak=DIRECTORY.replace("kantor", "rusak").replace("position: petugas", "position: petgas")),
    "SOP522": _played(_HEAD, _HEAD + "directory: kantor.directory.yaml\nunit: utra\n", _HEAD, kantor=DIRECTORY),
    "SOP523": _played(_HEAD, _HEAD + "unit: utara\n", _HEAD),
    "SOP524": _played(_HEAD, _HEAD + "people: {budi: petugas}\ndirectory: kantor.directory.yaml\n", _HEAD + "people: {budi: petugas}\n", kantor=DIRECTORY),
    "SOP518": whole(SCENARIOS.replace(_HEAD, "sop: lama.yaml\n"), SCENARIOS, name="izin.scenarios.yaml",
                    beside={"lama.yaml": _WAITING.replace("id: izin\n", "id: izin\nversion: 1\n"), "baru.yaml": _WAITING.replace("id: izin\n", "id: izin\nversion: 2\n")}),
    "SOP525": _played(_HEAD, _HEAD + "accept: [{change: tunggu.wait, reason: a}, {change: tunggu.wait, reason: b}]\n", _HEAD + "accept: [{change: tunggu.wait, reason: a}]\n"),
    "SOP526": change(_FIRST, "      - {step: ajukan, by: dewi}\n", "      - {step: ajukan, by: rini}\n",
                     of=SCENARIOS.replace(_HEAD, _HEAD + "directory: kantor.directory.yaml\nunit: utara\n"), name="izin.scenarios.yaml",
                     beside={"izin.yaml": _WAITING, "kantor.directory.yaml": DIRECTORY.replace("  citra:", "  dewi: {name: Dewi, holds: {position: warga, unit: utara}}\n  citra:")}),
    "SOP527": change(_FIRST, "      - {warga: ajukan, fields: {keperluan: hajatan}}\n", "      - {warga: ajukan, fields: {keprluan: hajatan}}\n",
                     of=SCENARIOS, name="izin.scenarios.yaml", beside={"izin.yaml": _FILLED}),
    "SOP601": _worked("senin-kamis", "senen-kamis"),
    "SOP602": _worked("13:00-16:00", "11:00-16:00"),
    "SOP603": _worked("Asia/Jakarta", "Asia/Jakrta"),
    "SOP604": _worked("to: 2026-03-20", "to: 2026-01-20"),
    "SOP605": _worked("jumat: [07", "kamis: [07"),
    "SOP606": _worked("country: ID", "country: XX"),
    "SOP607": _worked("calendar: kantor", "calendar: dinas"),
    "SOP608": _worked("13:00-16:00", "16:00-13:00"),
    "SOP701": _held("position: petugas, unit: utara", "position: petugas, unit: utra"),
    "SOP702": _held("position: petugas, unit", "position: petgas, unit"),
    "SOP703": _held("to: 2024-12-31", "from: 2025-01-01, to: 2024-12-31"),
    "SOP704": _held("kota: Kota,", "kota: {title: Kota, part_of: utara},"),
    "SOP705": _held("position: petugas, unit: utara", "position: petugas"),
    "SOP706": _held("to: 2024-12-31", "to: 2025-12-31"),
    "SOP707": _held("to: 2025-01-31", "to: 2025-02-05", of=_VACANT),
    "SOP708": _held("as: Plt.", "as: Plh.", of=_VACANT),
    "SOP709": change("  citra:", "  dewi: {name: Dewi, holds: {position: warga, unit: utara}}\n  citra:", "  citra:", of=DIRECTORY, name="kantor.directory.yaml", beside={"izin.yaml": SOP}),
    "SOP710": _held("directory: kantor", "directory: dinas"),
    "SOP901": change("petugas: 2", "petugas: 2", "petgas: 2", of=OFFICE, name="loket.office.yaml", beside={"izin.yaml": SOP}),
    "SOP902": change("[10 menit, 1 jam]", "[10 menit, 1 jam]", "[1 jam, 10 menit]", of=OFFICE, name="loket.office.yaml", beside={"izin.yaml": SOP}),
    "SOP903": change("sop: pengadaan\n", "sop: pengadaan\n", "sop: pengadaan\nanswers: {pilih: {langsung: 0.8, lelang: 0.2}}\n", of=_DRAWN, name="loket.office.yaml", beside={"pengadaan.yaml": BUYING}),
    "SOP904": change("jasa: 0.4", "jasa: 0.4", "jaza: 0.4", of=_DRAWN, name="loket.office.yaml", beside={"pengadaan.yaml": BUYING}),
    "SOP802": whole(SOP, SOP, name="izin.yaml", beside={"kantor.glossary.yaml": GLOSSARY.replace("positions", "jabatan")}, corrected={"kantor.glossary.yaml": GLOSSARY}),
    "SOP801": whole(GLOSSARY, GLOSSARY.replace("glossary: kantor", "glossary: dinas"), name="kantor.glossary.yaml"),
}  # fmt: skip
