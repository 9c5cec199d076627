"""Examples of files that cannot be read (SOP0..) or in which a value does not fit its key (SOP1..)."""

from __future__ import annotations

from typing import Final

from sopflow.language import Words

from .example import SOP, Example, head, row, slip, whole

_LARGE: Final = Words("sebuah berkas 2 MB", "a file of 2 MB")

EXAMPLES: Final[dict[str, Example]] = {
    "SOP001": whole(SOP, "", missing=True, note=Words("berkas yang tidak ada", "a file that is not there")),
    "SOP002": whole(SOP, SOP.replace("Izin Keramaian", "Izin Café").encode("latin-1"),
                    note=Words("“é” disimpan sebagai Latin-1, satu byte 0xE9", "“é” saved as Latin-1, the one byte 0xE9")),
    "SOP003": whole(SOP, SOP + "# " + "a" * (2 << 20) + "\n", note=_LARGE),
    "SOP004": whole(SOP, SOP + "identity: " + "[" * 40 + "]" * 40 + "\n"),
    "SOP005": row("    remarks: '*bila perlu'\n", "    remarks: *perlu\n"),
    "SOP006": row("    remarks: '!penting segera'\n", "    remarks: !penting segera\n"),
    "SOP007": whole(SOP, SOP + "---\nid: lain\n"),
    "SOP008": whole(SOP, "# belum diisi\n"),
    "SOP009": slip("title: Izin Keramaian\n", "title: Izin Keramaian\ntitle: Izin Keramaian Warga\n", corrected="title: Izin Keramaian\n"),
    "SOP010": row("    remarks: bila perlu\n", "\tremarks: bila perlu\n"),
    "SOP011": row("    remarks: bila perlu\n", "   remarks: bila perlu\n"),
    "SOP012": row("    remarks: \"> 2 orang\"\n", "    remarks: > 2 orang\n"),
    "SOP013": row("    remarks: \"bila Lurah berhalangan: Seklur\"\n", "    remarks: bila Lurah berhalangan: Seklur\n"),
    "SOP014": row("    remarks: \"bila perlu\"\n", "    remarks: \"bila perlu\n"),
    "SOP015": row("    remarks: '\"Surat masuk\" dicatat'\n", "    remarks: \"Surat masuk\" dicatat\n"),
    "SOP016": row("    remarks: bila perlu\n", "    remarks: “bila perlu”\n"),
    "SOP017": row("    remarks: \"surat #12\"\n", "    remarks: surat #12\n"),
    "SOP018": row("    source: {text: \"satu, dua\", reading: open}\n", "    source: {text: satu, dua, reading: open}\n"),
    "SOP019": row("    remarks: bila perlu\n", "    remarks:bila perlu\n"),
    "SOP020": slip("duration: 1 hari", "duration: ?", corrected="duration: unknown"),
    "SOP021": row("    remarks: \"bila perlu\"\n", "    remarks: \"bila \\q perlu\"\n"),
    "SOP022": whole(SOP, "%YAML 1.1\n---\n" + SOP),
    "SOP023": slip("Mengajukan permohonan", "Mengajukan\u2028permohonan"),
    "SOP024": row("    remarks: bila perlu\n      dan disetujui\n", "    remarks: bila perlu\ndan disetujui\n"),
    "SOP025": slip("inputs: [Permohonan]", "inputs: [?]", corrected="inputs: unknown"),
    "SOP026": whole(SOP, SOP + "accept: &catatan []\n*catatan : perlu\n"),
    "SOP027": slip("  - id: periksa", "  -id: periksa"),
    "SOP028": slip("  - id: periksa", "    id: periksa"),
    "SOP029": slip("title: Izin Keramaian", "title Izin Keramaian"),
    "SOP099": whole(SOP, SOP + "".join(f"kunci_{n}: x\n" for n in range(300)),
                    note=Words("sebuah SOP dengan 300 kunci yang tidak dikenal", "an SOP with 300 unknown keys")),
    "SOP101": slip("    duration: 1 hari", "    durasi: 1 hari"),
    "SOP102": slip("title: Izin Keramaian\n", "", corrected="title: Izin Keramaian\n"),
    "SOP103": row("    optional: true\n", "    optional: mungkin\n"),
    "SOP104": slip("sopflow: 1", "sopflow: 2"),
    "SOP106": slip("duration: 1 hari", "duration: sebentar"),
    "SOP107": head("identity: {effective: 2022-01-07}\n", "identity: {effective: 7-1-2022}\n"),
    "SOP108": head("identity: {effective: 2022-02-28}\n", "identity: {effective: 2022-02-30}\n"),
    "SOP109": slip("outputs: [Surat Izin]", "outputs: Surat Izin, Salinan", corrected="outputs: [Surat Izin, Salinan]"),
    "SOP110": slip("outputs: [Surat Izin]", "outputs: [Surat Izin; Salinan]", corrected="outputs: [Surat Izin, Salinan]"),
    "SOP111": row("    next: end\n", "    next: end\n    branches: {Ya: end, Tidak: ajukan}\n"),
}  # fmt: skip
