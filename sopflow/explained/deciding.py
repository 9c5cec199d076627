"""Examples of decisions that data takes (SOP245, SOP246, SOP351 to SOP356)."""

from __future__ import annotations

from typing import Final

from .example import Example, change

BUYING: Final = """\
sopflow: 1
id: pengadaan
title: Pengadaan Barang
actors: {pengusul: Pengusul, pejabat: Pejabat Pengadaan, arsiparis: Arsiparis}
fields:
  nilai: {title: Nilai pengadaan, type: money, min: 0}
  jenis: {title: Jenis, one_of: {barang: Barang, jasa: Jasa}}
steps:
  - {id: usul, activity: Mengusulkan pengadaan, actor: pengusul, fills: [nilai, jenis], outputs: [Usulan], duration: 1 jam}
  - id: pilih
    activity: Memilih cara pengadaan
    actor: pejabat
    inputs: [Usulan]
    duration: 1 hari
    branches:
      langsung: {to: beli, when: {nilai: {at_most: 50 juta}}}
      lelang: {to: lelang, when: {nilai: {above: 50 juta}}}
  - {id: lelang, activity: Melaksanakan lelang, actor: pejabat, outputs: [Berita acara], duration: 14 hari, next: beli}
  - {id: beli, activity: Menandatangani kontrak, actor: pejabat, outputs: [Kontrak], duration: 1 hari}
  - {id: simpan, activity: Menyimpan kontrak, actor: arsiparis, inputs: [Kontrak], duration: 5 menit}
"""
_SMALL: Final = "{nilai: {at_most: 50 juta}}"
_CODED: Final = (
    BUYING.replace("one_of: {barang: Barang, jasa: Jasa}", "KODE")
    .replace(_SMALL, "{jenis: a}")
    .replace("when: {nilai: {above: 50 juta}}", "otherwise: true")
)
_AT_ONCE: Final = """\
sopflow: 1
id: rekomendasi
title: Rekomendasi Usaha
actors: {petugas: Petugas, teknis: Petugas Teknis, kasi: Kasi}
fields: {luas: {title: Luas lahan, type: number, min: 0}}
steps:
  - {id: terima, activity: Menerima berkas, actor: petugas, fills: [luas], next: [ukur, telaah]}
  - {id: ukur, activity: Mengukur lahan, actor: teknis, FILLS, next: susun}
  - id: telaah
    activity: Menelaah berkas
    actor: kasi
    branches:
      kecil: {to: susun, when: {luas: {below: 100}}}
      besar: {to: susun, label: Dengan catatan, outputs: [Catatan], when: {luas: {at_least: 100}}}
  - {id: susun, activity: Menyusun rekomendasi, actor: petugas, join: [ukur, telaah], outputs: [Rekomendasi]}
"""

EXAMPLES: Final[dict[str, Example]] = {
    "SOP245": change(_SMALL, _SMALL, "{nilai: {before: 50 juta}}", of=BUYING),
    "SOP246": change(f"langsung: {{to: beli, when: {_SMALL}}}", f"langsung: {{to: beli, when: {_SMALL}}}", "langsung: beli", of=BUYING),
    "SOP351": change(_SMALL, _SMALL, "{nilai: {below: 50 juta}}", of=BUYING),
    "SOP352": change(_SMALL, _SMALL, "{nilai: {at_most: 60 juta}}", of=BUYING),
    "SOP353": change("{to: lelang, when: {nilai: {above: 50 juta}}}", "{to: lelang, otherwise: true}", "{to: lelang, otherwise: true}\n      khusus: {to: beli, when: {nilai: {above: 1 miliar, below: 1 miliar}}}", of=BUYING),
    "SOP354": change("KODE", "one_of: [a, b]", 'pattern: "[ab]"', of=_CODED),
    "SOP355": change("fills: [nilai, jenis]", "fills: [nilai, jenis]", "fills: [{nilai: optional}, jenis]", of=BUYING),
    "SOP356": change("FILLS", "outputs: [Hasil ukur]", "fills: [luas]", of=_AT_ONCE),
}  # fmt: skip
