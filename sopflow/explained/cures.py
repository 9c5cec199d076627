"""How findings are fixed whose message names what was meant, so that they have no hint of their own: for `sopflow explain`."""

from __future__ import annotations

from typing import Final

from sopflow.diagnostics import Rule
from sopflow.language import Words


def cure_of(rule: Rule) -> Words:
    """How a finding is fixed, wherever that is said; empty where its page says it."""
    return rule.hint if rule.hint.en else _CURES.get(rule.code, Words("", ""))


_NAMED: Final = Words(
    "samakan namanya dengan salah satu yang ada (pesan temuannya menyebut yang terdekat), atau tambahkan yang belum ada",
    "write one of the existing names (the finding gives the nearest), or add what is missing",
)
_EXPECTED: Final = Words(
    "tulis seperti yang disebut sesudah “yang diharapkan”; kunci dan isinya dijelaskan dalam panduan dan oleh editor yang "
    "memakai skema sopflow",
    "write what the finding names after “expected”; the guide explains the keys and their values, and so does an editor with "
    "the schema of sopflow",
)
_FILE_NAME: Final = Words(
    "ganti nama berkasnya, atau id di dalamnya, sehingga keduanya sama", "rename the file, or change the id in it, so that both agree"
)  # fmt: skip
_CURES: Final[dict[str, Words]] = {
    "SOP001": Words("periksa nama, letak, dan hak baca berkasnya", "check the name of the file, its place and who may read it"),
    "SOP099": Words("perbaiki yang ditampilkan, lalu periksa lagi", "fix those that are shown, then check again"),
    "SOP101": _NAMED,
    "SOP103": _EXPECTED,
    "SOP104": Words("tulis salah satu pilihan yang disebut", "write one of the choices that are named"),
    "SOP111": _EXPECTED,
    "SOP201": _NAMED,
    "SOP202": _NAMED,
    "SOP203": _NAMED,
    "SOP204": Words(
        "simpan berkas SOP itu di map yang sama, atau samakan id-nya", "put the file of that SOP into the same folder, or correct the id"
    ),
    "SOP206": Words(
        "sebut dalam join hanya langkah yang menuju baris ini (next atau branches)",
        "name in join only the steps that lead to this row (by next or branches)",
    ),
    "SOP210": Words("sebut pelaksana lain, atau hapus substitutes", "name another actor, or leave substitutes out"),
    "SOP211": Words("biarkan pelaksana lain yang memilih", "let another actor choose"),
    "SOP212": Words("sebut langkah yang dikerjakan seorang pelaksana", "name a step that an actor performs"),
    "SOP213": Words("sebut dokumen jadinya dalam draft_of", "name the finished document in draft_of"),
    "SOP214": Words("bila dokumennya sama, tulis satu judul saja", "if it is one document, write one title"),
    "SOP216": Words("tulis tujuan itu satu kali", "write that target once"),
    "SOP218": Words("sopflow explain menampilkan semua kode", "sopflow explain lists all codes"),
    "SOP220": Words("isi bila sudah diketahui", "fill it in when it is known"),
    "SOP222": _NAMED,
    "SOP223": Words("beri berkas itu id atau versi lain", "give that file another id or version"),
    "SOP225": _NAMED,
    "SOP230": Words("simpan kalendernya di sana, atau samakan id-nya", "put the calendar there, or correct the id"),
    "SOP503": _NAMED,
    "SOP504": Words("simpan berkas SOP-nya di map skenario ini, atau samakan id-nya", "put the file of the SOP beside the scenarios, or correct the id"),
    "SOP506": _NAMED,
    "SOP507": _NAMED,
    "SOP508": _NAMED,
    "SOP509": _NAMED,
    "SOP510": Words("docs/engine.md menyebut semua penolakan; sopflow explain KODE menjelaskan masing-masing", "docs/engine.md lists the refusals; sopflow explain CODE explains each"),
    "SOP511": Words("tambahkan isi itu pada kasusnya, atau samakan namanya", "give the case that value, or correct the name"),
    "SOP512": Words("kurangi kasus atau isinya, atau bagi menjadi beberapa skenario", "write fewer cases or values, or several scenarios"),
    "SOP513": _NAMED,
    "SOP514": Words("beri setiap skenario nama sendiri", "give each scenario a name of its own"),
    "SOP515": Words("sebut langkah yang memanggil SOP lain (call)", "name a step that calls another SOP (call)"),
    "SOP516": Words("pindahkan start ke paling depan, atau hapus", "move start to the front, or leave it out"),
    "SOP517": Words("tulis misalnya wait: 2 jam, atau id langkah yang menunggu", "write wait: 2 jam, for example, or the id of a step that waits"),
    "SOP522": _NAMED,
    "SOP526": _NAMED,
    "SOP527": _NAMED,
    "SOP602": Words("urutkan jamnya dari pagi, tanpa tumpang tindih", "write the hours in order, without overlaps"),
    "SOP603": Words("tulis misalnya Asia/Jakarta, Asia/Makassar, atau Asia/Jayapura", "write, for example, Asia/Jakarta, Asia/Makassar or Asia/Jayapura"),
    "SOP605": Words("tulis setiap hari satu kali", "write each day once"),
    "SOP606": Words("tulis kode negaranya, misalnya ID", "write the code of the country, such as ID"),
    "SOP607": _FILE_NAME,
    "SOP701": _NAMED,
    "SOP702": _NAMED,
    "SOP703": Words("tukar from dan to, atau perbaiki tanggalnya", "swap from and to, or correct the date"),
    "SOP704": Words("sebut dalam part_of unit di atasnya", "name in part_of the unit above it"),
    "SOP705": _NAMED,
    "SOP710": _FILE_NAME,
    "SOP801": _FILE_NAME,
    "SOP901": _NAMED,
    "SOP902": Words("tulis batas yang terpendek lebih dahulu, rata-rata lebih dari nol, dalam jam, menit, atau detik", "write the shortest bound first and a mean above zero, in hours, minutes or seconds"),
    "SOP903": Words("hapus jawaban langkah itu, dan tulis di fields apa yang diisikan", "remove the answers of that row, and write under fields what is filled in"),
    "SOP904": Words("tulis nilai isian itu, sebarannya, atau seberapa sering tiap nilai", "write a value of that field, a distribution, or how often each value comes"),
}  # fmt: skip
