"""Examples of SOPs that name what is not there, or contradict themselves (SOP2..)."""

from __future__ import annotations

from typing import Final

from .example import SOP, Example, change, head, row, slip, whole

_CALLED: Final = """\
sopflow: 1
id: verifikasi
title: Verifikasi Berkas
actors: {petugas: Petugas, lurah: Lurah}
steps:
  - {id: teliti, activity: Meneliti berkas, actor: petugas, outputs: [Catatan]}
  - {id: setujui, activity: Menyetujui catatan, actor: lurah, inputs: [Catatan], branches: {Ya: {end: lengkap}, Tidak: {end: kurang}}}
"""
_ACTOR: Final = "    activity: Menandatangani izin\n    actor: lurah\n"
_CALLS: Final = "    activity: Memverifikasi berkas\n    call: "
_TWO: Final = "extension: {by: lurah}\ntime_limit: 5 hari\n"
_FIELDS: Final = SOP.replace("actors:", "fields: {acara: {title: Tanggal acara, type: date}}\nactors:").replace(
    "    outputs: [Permohonan]\n", "    outputs: [Permohonan]\n    fills: [acara]\n"
)
_EACH: Final = SOP.replace(
    "actors:",
    "fields: {lokasi: {title: Lokasi, list: {alamat: Alamat}, key: alamat}, nama: {title: Nama}}\nactors:",
).replace("    outputs: [Permohonan]\n", "    outputs: [Permohonan]\n    fills: [lokasi, nama]\n")
_VISITED: Final = _CALLS + "verifikasi\n    for_each: lokasi\n    branches: {semua: {to: end, all: lengkap}, "
_LATE: Final = "    on_late: {remind: true}\n"

EXAMPLES: Final[dict[str, Example]] = {
    "SOP201": slip("actor: lurah", "actor: lura"),
    "SOP202": head("documents: {izin: {title: Izin}, konsep: {title: Konsep, draft_of: izin}}\n",
                   "documents: {izin: {title: Izin}, konsep: {title: Konsep, draft_of: izn}}\n"),
    "SOP203": row("    branches: {Ya: end, Tidak: periksa}\n", "    branches: {Ya: end, Tidak: perika}\n"),
    "SOP204": change(_ACTOR, _CALLS + "verifikasi\n", _CALLS + "verivikasi\n", beside={"verifikasi.yaml": _CALLED}),
    "SOP205": slip("  - id: putuskan", "  - id: periksa"),
    "SOP206": slip("    activity: Menandatangani izin\n", "    activity: Menandatangani izin\n    join: [ajukan, periksa]\n"),
    "SOP207": slip("    activity: Menandatangani izin\n", "    activity: Menandatangani izin\n    join: started\n"),
    "SOP208": slip("    actor: lurah\n", ""),
    "SOP209": row("    next: end\n", "    next: ajukan\n"),
    "SOP210": slip("lurah: Lurah", "lurah: {title: Lurah, substitutes: [lurah]}", "lurah: {title: Lurah, substitutes: [petugas]}"),
    "SOP211": slip("lurah: Lurah", "lurah: {title: Lurah, chosen_by: putuskan}", "lurah: {title: Lurah, chosen_by: periksa}"),
    "SOP212": change("    actor: petugas\n", "    actor: petugas\n", "    wait: 1 hari\n",
                     of=SOP.replace("lurah: Lurah", "lurah: {title: Lurah, chosen_by: periksa}")),
    "SOP213": head("documents: {izin: {title: Izin}}\n", "documents: {izin: {title: Izin, draft_of: izin}}\n"),
    "SOP214": slip("inputs: [Permohonan]", "inputs: [Permohonan.]"),
    "SOP215": whole(SOP.replace("    duration: 1 hari\n", "    branches: {Ya: end, Tidak: lagi}\n") + "  - {id: lagi, activity: Mengulang, terminator: true, next: ajukan}\n",
                    SOP.replace("    duration: 1 hari\n", "    branches: {Ya: end, Tidak: lagi}\n") + "  - {id: lagi, activity: Mengulang, terminator: true, next: lagi}\n"),
    "SOP216": row("    next: [periksa, end]\n", "    next: [periksa, periksa]\n"),
    "SOP217": change(_ACTOR, _CALLS + "verifikasi\n    branches: {lengkap: end, kurang: ajukan}\n", _CALLS + "verifikasi\n    branches: {lengkap: end, ditolak: ajukan}\n",
                     beside={"verifikasi.yaml": _CALLED}),
    "SOP218": head("accept: [{code: SOP325, reason: tidak diukur}]\n", "accept: [{code: SOP398, reason: tidak diukur}]\n"),
    "SOP219": head("accept: [{code: SOP325, reason: tidak diukur}]\n", "accept: [{code: SOP203, reason: tidak diukur}]\n"),
    "SOP220": slip("duration: 1 hari", "duration: unknown"),
    "SOP221": row("    branches: {Ya: end, Tidak: ajukan}\n", "    branches: {Ya: end, Tidak: unknown}\n"),
    "SOP222": head("accept: [{code: SOP325, step: putuskan, reason: tidak diukur}]\n", "accept: [{code: SOP325, step: putus, reason: tidak diukur}]\n"),
    "SOP223": slip("id: izin\n", "id: verifikasi\n", beside={"verifikasi.yaml": _CALLED}),
    "SOP224": slip("    duration: 1 hari\n", _LATE, "    duration: 1 hari\n" + _LATE),
    "SOP225": row("    branches: {Ya: end, Tidak: ajukan}\n    on_late: {take: Tidak}\n", "    branches: {Ya: end, Tidak: ajukan}\n    on_late: {take: Mungkin}\n"),
    "SOP226": row("    branches: {Ya: end, Tidak: ajukan}\n    on_late: {take: Tidak}\n", "    branches: {Ya: end, Tidak: unknown}\n    on_late: {take: Tidak}\n"),
    "SOP227": head(_TWO, "extension: {by: lurah}\n"),
    "SOP228": row("    separate_from: [periksa]\n", "    separate_from: [putuskan]\n"),
    "SOP229": head("may: {start: [petugas]}\n", "may: {start: [starter]}\n"),
    "SOP230": head("", "calendar: kantor\n"),
    "SOP231": head(_TWO + "may: {extend: [lurah]}\n", _TWO + "may: {extend: [petugas]}\n"),
    "SOP232": head("accept: [{code: SOP325, reason: tidak diukur}]\n", "accept: [{code: SOP325, reason: tidak diukur}, {code: SOP325, reason: belum}]\n"),
    "SOP233": head("identity: {agency: Kelurahan}\n", "identity: {agency: Kelurahan, logo: ../logo.png}\n"),
    "SOP234": head("identity: {agency: Kelurahan}\n", "identity: {agency: Kelurahan, logo: logo.png}\n"),
    "SOP235": head("identity: {agency: Kelurahan}\n", "identity: {agency: Kelurahan, logo: logo.png}\n", beside={"logo.png": "bukan gambar"}),
    "SOP236": head("identity: {agency: Kelurahan}\n", "identity: {agency: Kelurahan, logo: logo.png}\n", beside={"logo.png": "x" * 600_000}),
    "SOP237": slip("warga: Warga", "warga: {title: Warga, is: starter}", "warga: {title: Warga, external: true, is: starter}"),
    "SOP238": slip("warga: Warga", "warga: {title: Warga, external: true, recorded_by: [warga]}", "warga: {title: Warga, external: true, recorded_by: [petugas]}"),
    "SOP241": change("fills: [acara]", "fills: [acara]", "fills: [acra]", of=_FIELDS),
    "SOP242": change("type: date}", "type: date, min: 2026-01-01}", "type: date, min: 31 Februari 2026}", of=_FIELDS),
    "SOP243": change("fills: [acara]", "fills: [acara]", "fills: [acara, acara]", of=_FIELDS),
    "SOP244": change("    fills: [acara]\n", "    fills: [acara]\n", "", of=_FIELDS),
    "SOP251": change(_ACTOR, _CALLS + "verifikasi\n    for_each: lokasi\n", _CALLS + "verifikasi\n    for_each: nama\n",
                     beside={"verifikasi.yaml": _CALLED}, of=_EACH),
    "SOP252": change(_ACTOR, _VISITED + "lain: {to: ajukan, otherwise: true}}\n", _VISITED + "gagal: {to: ajukan, all: kurang}}\n",
                     beside={"verifikasi.yaml": _CALLED}, of=_EACH),
}  # fmt: skip
