"""Examples of tables that say one thing in words and another in symbols (SOP32.. to SOP34..)."""

from __future__ import annotations

from typing import Final

from .example import SOP, Example, change, head, row, slip, whole
from .flow import FORK

_FULL: Final = """\
identity:
  agency: Kelurahan
  unit: Seksi Pemerintahan
  number: 01/SOP/2024
  created: 2024-01-02
  effective: 2024-01-10
  approved_by: {title: Lurah, name: Ani}
  legal_basis: [Peraturan Wali Kota 25/2012]
  qualifications: [SMA]
  equipment: [Komputer]
  warnings: [Izin terlambat bila berkas kurang]
  records: [Buku agenda]
"""

EXAMPLES: Final[dict[str, Example]] = {
    "SOP321": slip("activity: Memeriksa permohonan", "activity: Petugas memeriksa permohonan"),
    "SOP322": slip("lurah: Lurah}", "lurah: Lurah, camat: Camat}", "lurah: Lurah}"),
    "SOP323": slip("activity: Memeriksa permohonan", "activity: Lurah memeriksa permohonan"),
    "SOP324": slip("petugas: Petugas, lurah: Lurah", "lurah: Lurah, petugas: Petugas"),
    "SOP325": slip("    duration: 1 hari\n", ""),
    "SOP326": row("    question: Disetujui?\n    branches: {Ya: end, Tidak: periksa}\n", "    branches: {Ya: end, Tidak: periksa}\n"),
    "SOP327": change("actor: lurah", "actor: lurah", "actor: petugas", of=SOP.replace("actor: warga", "actor: petugas").replace("warga: Warga, ", "")),
    "SOP328": head(_FULL, "", publish=True),
    "SOP329": slip("activity: Memeriksa permohonan", "activity: Memeriksa permohonan kemudian menyusun konsep"),
    "SOP330": slip("activity: Menandatangani izin", "activity: Menerima konsep izin dari Warga", "activity: Menerima konsep izin dari Petugas"),
    "SOP331": slip("activity: Mengajukan permohonan", "activity: Menerima perintah dari Bupati", "activity: Menerima permohonan"),
    "SOP332": slip("inputs: [Permohonan]", "inputs: [Permohonan, Kartu Keluarga]"),
    "SOP333": row("    question: Disetujui?\n    branches: {Ya: end, Tidak: periksa}\n", "    question: Disetujui?\n"),
    "SOP334": slip("lurah: Lurah", "lurah: {title: Lurah, also: [Petugas]}"),
    "SOP335": slip("  - id: putuskan\n", "  - id: putuskan\n    no: 2\n", "  - id: putuskan\n    no: 3\n"),
    "SOP336": slip("  - id: putuskan\n", "  - id: putuskan\n    no: periksa\n", "  - id: putuskan\n    no: 3\n"),
    "SOP341": head("stated_total: 1 hari 70 menit\n", "stated_total: 3 hari\n"),
    "SOP342": whole("".join(one for one in SOP.splitlines(keepends=True) if "duration:" not in one), SOP),
    "SOP343": slip("duration: 1 hari", "duration: 3-1 hari", "duration: 1-3 hari"),
    "SOP344": change("duration: 1 jam", "duration: 2 jam", "duration: 1 jam", of=FORK),
    "SOP345": slip("actor: lurah", "actor: [petugas, lurah]", "actor: [petugas, lurah]\n    sign_off: all"),
}  # fmt: skip
