"""Why something is open, in English: notes in a draft are Indonesian, what a person is shown is in the language asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from sopflow.language import Language

REASONS: Final[dict[str, str]] = {
    "jumlahnya bukan lama waktu yang terbaca": "the total is not a time that can be read",
    "baris-barisnya berjumlah {}, di luar {} baris yang waktunya tidak terbaca": "the rows add up to {}, without {} row(s) whose time cannot be read",
    "baris-barisnya berjumlah {}": "the rows add up to {}",
    "sel di luar kolom": "a cell outside of the columns",
    "kegiatannya kosong": "the activity is empty",
    "bukan lama waktu; tulis at_most bila ada batasnya": "not a time; write at_most if there is a limit",
    "dibaca sebagai {} dokumen": "read as {} document(s)",
    "rinciannya dibaca sebagai isi dokumen itu": "its parts are read as the content of that document",
    '"{}" dibaca sebagai judulnya': '"{}" is read as their heading',
    "tertulis begitu juga di sel lain": "another cell says the same",
    "koma dibaca sebagai pemisah": "commas are read as separators",
    "kalimat di belakangnya bukan dokumen": "the sentence behind them is left out",
    "sebagian barisnya digabung": "some of its lines are joined",
    "nomornya tercetak di tengah baris": "its numbers are printed within the lines",
    "dipisah menurut titik koma": "separated at the semicolons",
    "dipisah menurut nomornya": "separated at the numbers",
    "labelnya terpotong menjadi dua baris; nilainya dipasangkan menurut urutan": "a label is broken over two lines; the values are given to the labels in their order",
    "butirnya mungkin tergabung": "some of its items may be joined",
    "tidak pasti": "not certain",
    "ada {} yang tidak terbaca di kolom {}; mungkin ada simbol lain di sana": "a {} in the column {} cannot be read; there may be another symbol",
    "simbol di luar kolom pelaksana": "a symbol outside of the columns of actors",
    "tulisan di dalam simbol": "what is written in a symbol",
    "hanya awal atau akhir": "only a beginning or an end",
    "dikerjakan berurutan": "done one after another",
    "dikerjakan bersama": "done together",
    "penghubung antarhalaman": "a connector between pages",
    "jawaban tanpa panah": "an answer without an arrow",
    "tertulis di kolom {}": "written in the column {}",
    "garis tanpa tujuan": "a line that leads nowhere",
    "panah kembali ke simbolnya sendiri": "an arrow back to its own symbol",
    "dibaca sebagai akhir, tetapi panahnya tidak lengkap": "read as an end, but its arrows are incomplete",
    "di baris ini mulai sebuah panah yang pangkalnya tidak menyentuh simbol": "an arrow begins in this row that touches no symbol here",
    "tidak ada panah keluar": "no arrow leaves it",
    "beberapa panah keluar tanpa belah ketupat": "several arrows leave it without a diamond",
    "akhir ini mengatur lebih dari namanya; tulis closes: all atau hand_over": "this end says more than its name; write closes: all or hand_over",
    "simbolnya menunggu, dan beberapa panah keluar; tulis wait dengan until, at_most dan late": "its symbol waits, and several arrows leave it; write wait with until, at_most and late",
    "simbolnya menunggu; tidak ada yang mengerjakan": "its symbol waits; nobody performs it",
    "simbolnya menunggu selama waktu lain; mana yang berlaku?": "its symbol waits for another time; which one applies?",
    "keterangannya saling bertentangan; mana yang berlaku?": "the remarks contradict each other; which one applies?",
    "baris yang ditunggu tidak menuju baris ini": "a row that it waits for does not lead to it",
    "jalannya bertemu lagi, jadi dikerjakan bersamaan": "their ways meet again, so they run together",
    "belah ketupat dengan kurang dari dua panah keluar": "a diamond that fewer than two arrows leave",
    "panah jawaban tanpa tujuan": "the arrow of an answer leads nowhere",
    "beberapa jawaban menuju baris yang sama": "several answers lead to the same row",
    "satu panah tanpa tulisan; dibaca sebagai jawaban yang lain": "one arrow without a word; read as the other answer",
    "panah tanpa tulisan; yang maju dibaca sebagai Ya, yang kembali sebagai Tidak": "arrows without a word; the one onward is read as Ya, the one back as Tidak",
    "panah tanpa tulisan; nama jawabannya dibuat": "arrows without a word; the names of the answers are made up",
    "beberapa panah dengan tulisan yang sama": "several arrows with the same word",
    "tulisan pada panah: {}": "the word on an arrow: {}",
    "tulisan pada panah": "the word on an arrow",
    "panah ini tidak terpakai": "this arrow is not used",
    "asal panah tidak jelas": "it is not clear where the arrow begins",
    "tidak ada panah masuk": "nothing leads to it",
    "tidak ada yang mengerjakan": "nobody performs it",
    "pelaksananya tidak disebutkan": "the actor is not named",
    "dibaca sebagai beberapa pelaksana": "read as several actors",
    "dibaca sebagai satu pelaksana": "read as one actor",
    "tidak semuanya dikenal": "not all of them are known",
    "simbol dan panah di kolom pelaksana": "symbols and arrows in the column of actors",
    'tanda panah hilang (menjadi "?") saat berkas disimpan': 'arrows were lost (they became "?") when the file was saved',
    "simpan lagi sebagai CSV UTF-8": "save it again as CSV UTF-8",
    "tanda dan jawaban di kolom pelaksana": "a mark and an answer in the columns of actors",
    "tanda di kolom {}": "a mark in the column {}",
    "tanda di beberapa kolom; dipilih menurut uraiannya": "marks in several columns; chosen by the activity",
    "tanda di beberapa kolom: {}": "marks in several columns: {}",
    "tidak ada tanda yang terbaca": "no mark can be read",
    "kolomnya hilang": "its column is lost",
    "tidak ada tandanya": "it has no mark",
    "dibaca dari uraiannya": "read from the activity",
    "arah jawabannya dibaca dari kolomnya": "where the answers lead is read from their columns",
    "tabel {}: gambar pada tabel lain": "table {}: drawn on another table",
    "panah di luar baris SOP": "an arrow outside of the rows of the SOP",
    "tidak ada baris nomor {}": "there is no row {}",
    "hanya satu jawaban yang disebut": "only one answer is named",
    "jawaban dibaca dari kalimatnya; tidak digambar": "the answer is read from the sentence; it is not drawn",
    "tujuannya tidak jelas": "it is not clear where it leads",
    "tujuan jawaban ini tidak jelas": "it is not clear where this answer leads",
    "kalimat ini dan gambarnya berbeda; yang digambar yang dipakai": "this sentence and the drawing differ; the drawing is used",
    "simbol meliputi sebagian dari kolom lain": "the symbol covers a part of another column",
    "mungkin pelaksananya juga": "this may be an actor of it too",
    "satu simbol meliputi beberapa kolom": "one symbol over several columns",
    "panah di antara simbolnya tidak menunjukkan urutan": "the arrows between its symbols show no order",
    "beberapa simbol yang tidak dihubungkan panah": "several symbols that no arrow joins",
    "panah keluar dari simbol di samping belah ketupat": "an arrow leaves the symbol beside a diamond",
    "beberapa belah ketupat dalam satu baris": "several diamonds in one row",
    "keputusan tanpa panah yang terbaca": "a decision without arrows that can be read",
    "hanya satu jawaban yang digambar": "only one answer is drawn",
    "dari baris pertama tidak ada jalan ke akhir": "no way leads from the first row to an end",
    "menunggu jalan yang bersamaan: join": "waits for ways that run together: join",
    "beberapa penghubung dapat menjadi pasangannya; dipilih menurut urutannya": "several connectors may be its partner; chosen by their order",
    "penghubung dipasangkan menurut halamannya; kolomnya lain": "connectors joined by their pages; the columns differ",
    "penghubung dipasangkan menurut letaknya; hanya satu yang bertulisan": "connectors joined by their places; only one has a name",
    "penghubung tanpa pasangan": "a connector without a partner",
    "penghubung {} tanpa pasangan": "the connector {} without a partner",
    "garis tanpa kepala panah": "a line without an arrowhead",
    "garis dengan kepala panah di kedua ujung": "a line with arrowheads at both ends",
    "beberapa garis bertemu; arah masing-masing tidak jelas": "several lines meet; it is not clear where each leads",
    "ujung garis tidak menyentuh simbol": "the end of a line touches no symbol",
    "pangkal panah tidak ada di simbol mana pun": "the arrow begins at no symbol",
    "ujung panah tidak ada di simbol mana pun": "the arrow ends at no symbol",
    "label halaman identitas yang tidak punya tempat di draf": "a label of the identity page that has no place in the draft",
    "label ini tercetak lagi": "this label is printed again",
    "bukan tanggal yang lengkap": "not a complete date",
    "baris terakhir dibaca sebagai nama": "the last line is read as the name",
    "tidak ada nama yang terbaca": "no name can be read",
    "baris di bawah nama instansi, dibaca sebagai unit kerja": "the line below the agency's name, read as its unit",
    "sebagian barisnya mungkin nama unit kerja": "some of its lines may name a unit",
    "dibaca dari kepala halaman": "read from the header of the page",
    "nama di bawah tabel": "the name below the table",
    "bentuk yang disembunyikan": "a hidden shape",
    'teks "{}" sama dekatnya dengan panah lain': 'the text "{}" is as near to another arrow',
    "barisnya ditaksir dari letaknya, karena tinggi baris tidak tertulis": "its row is estimated from its place, since heights of rows are not written",
    "letaknya di luar baris-baris tabel": "it lies outside of the rows of the table",
    "ujung panah tidak menyentuh simbol; diambil yang terdekat": "the end of an arrow touches no symbol; the nearest is used",
    "ujung panah tidak pada simbol mana pun": "the arrow ends at no symbol",
    "kepala panah di kedua ujung": "arrowheads at both ends of an arrow",
    "panah ke simbol di tabel lain": "an arrow to a symbol in another table",
    "bukan simbol": "not a symbol",
    "simbol di luar tabel": "a symbol outside of the tables",
    "teks di gambar yang bukan milik sebuah panah": "a text of the drawing that belongs to no arrow",
    "bentuk {} bukan salah satu dari lima simbol": "the shape {} is none of the five symbols",
    "bentuk dengan {} sudut bukan salah satu dari lima simbol": "a shape with {} corners is none of the five symbols",
    "bentuk bebas": "a free shape",
    "bentuk {}": "the shape {}",
    "dihapus dengan lacak perubahan": "removed with tracked changes",
    "rumus yang belum dihitung; buka di Excel lalu simpan lagi": "a formula that was not calculated; open it in Excel and save it again",
    "simbol terletak di atas garis baris": "a symbol lies over a line between rows",
    "ujungnya tidak menyentuh simbol": "its ends touch no symbol",
    "isinya tidak terbaca: mungkin simbol, panah, atau keterangan panah": "it cannot be read: it may be a symbol, an arrow or the word on one",
    "bentuknya miring: bukan kotak dan bukan belah ketupat": "its shape is slanted: neither a box nor a diamond",
    "bentuknya bukan salah satu dari lima simbol": "its shape is none of the five symbols",
    "nomor ini juga tercetak di baris ke-{}": "this number is also printed at row {} of the table",
    "kepala di atas beberapa kolom": "a heading over several columns",
    "kolom pertama di bawah Mutu Baku, dibaca sebagai kelengkapan": "the first column below Mutu Baku, read as inputs",
    "kepala kolom yang tidak punya tempat di draf": "the heading of a column that has no place in the draft",
    "kepala kolom, dibaca sebagai {}": "the heading of a column, read as {}",
    "satuan waktu dari kepala kolom: {}": "the unit of time from the heading of the column: {}",
    "kepala kolom lain sama dengan kepala kolom ini; mana yang dimaksud?": "another column has the same heading as this one: which is meant?",
    "dua kolom pelaksana berkepala sama: mana yang dimaksud?": "two columns of actors have the same heading: which is meant?",
    "berulang di setiap halaman, bukan bagian tabel": "repeated on each page, not part of the table",
    "pengodean tidak tertulis di berkas dan ditebak": "the encoding is not written in the file and was guessed",
    "periksa huruf yang tidak biasa, atau simpan sebagai CSV UTF-8": "check unusual letters, or save it as CSV UTF-8",
    "teks di sel yang tertutup sel gabungan": "a text in a cell that a merged cell covers",
    "baris yang disembunyikan": "a hidden row",
    "kolom yang disembunyikan": "a hidden column",
    "letaknya di baris kosong": "it lies in an empty row",
    "lembar yang disembunyikan; isinya tidak dibaca": "a hidden sheet; its content is not read",
    "kepala atau kaki halaman": "the header or footer of the page",
    "komentar": "a comment",
    "catatan kaki": "a footnote",
    "catatan akhir": "an endnote",
    "waktu ini tercetak sekali untuk beberapa baris ({} baris tabel)": "this time is printed once for several rows ({} rows of the table)",
    "tanda ini tercetak sekali untuk beberapa baris ({} baris tabel)": "this mark is printed once for several rows ({} rows of the table)",
    "uraian ini tercetak sekali untuk beberapa baris ({} baris tabel)": "this activity is printed once for several rows ({} rows of the table)",
    "waktu ini tercetak sekali untuk beberapa baris": "this time is printed once for several rows",
    "tanda ini tercetak sekali untuk beberapa baris": "this mark is printed once for several rows",
    "uraian ini tercetak sekali untuk beberapa baris": "this activity is printed once for several rows",
    "judul bagian di bawah baris terakhir": "the title of a part below the last row",
    "judul bagian di atas baris ini": "the title of a part above this row",
    "sel digabung dengan baris di atas": "a cell that is merged with the row above",
    "sama dengan baris di atasnya": "the same as in the row above",
    "tidak ada baris di atas yang diulang": "there is no row above that it repeats",
    "batas waktunya dibaca {}": "its limit is read as {}",
    'kolom "{}"': 'the column "{}"',
    "karakter tak terlihat, tidak boleh ada di berkas SOP; dihapus, {} kali": "an invisible character, which no SOP file may contain; left out {} time(s)",
    "di luar kolom pelaksana, sehingga tidak dibaca (biasanya lambang, cap, atau kode QR)": "outside of the columns of actors and not read (usually an emblem, a stamp or a QR code)",
    "di luar kolom pelaksana, sehingga tidak dibaca; periksa apakah ada yang termasuk prosedur": "outside of the columns of actors and not read; check whether any belongs to the procedure",
    "melewati tepi kertas: tulisan dan kolom di tepi itu bisa terpotong atau hilang; sempitkan tabelnya, lalu simpan kembali sebagai PDF": "runs off the edge of the paper: words and columns there may be cut or lost; make the table narrower and save it as PDF again",
    "tulisan bertumpuk yang tidak dapat dipisahkan; samakan teks di halaman ini dengan berkas aslinya": "overlapping texts that cannot be separated; compare the text of this page with the file that it was made from",
    "tidak diperiksa: gambar lain di dokumen ini sudah terlalu padat; mungkin ada panah di antaranya": "not checked: the other pictures of this document are too dense already; some may be arrows",
    "tidak diperiksa: dokumen ini memuat lebih dari {} gambar; mungkin ada panah di antaranya": "not checked: this document has more than {} pictures; some may be arrows",
    "dengan perubahan ini definisinya tidak dapat dibaca ({})": "with this change the definition would not load ({})",
}  # fmt: skip
_BEHIND: Final[dict[str, str]] = {
    "{} tanpa panah": "{} without an arrow",
    "{} di luar baris SOP": "{} outside of the rows of the SOP",
}
"""Those that begin with what differs."""
PLACES: Final[dict[str, str]] = {
    "halaman {}, tabel {}, baris {}": "page {}, table {}, row {}",
    "halaman {}, baris ke-{} sampai ke-{}": "page {}, rows {} to {} of the table",
    "halaman {}, baris ke-{}": "page {}, row {} of the table",
    "halaman {}, baris {} sampai {}": "page {}, rows {} to {}",
    "halaman {}, baris {}": "page {}, row {}",
    "halaman {} dan {}": "pages {} and {}",
    "halaman {}": "page {}",
    "tabel {}, baris {}, kolom {}": "table {}, row {}, column {}",
    "tabel {}, baris {}": "table {}, row {}",
    "tabel {}": "table {}",
    "gambar di tabel {}": "the drawing on table {}",
    "lembar {}, baris {}": "sheet {}, row {}",
    "lembar {}, kolom {}": "sheet {}, column {}",
    "lembar {}, sel {}": "sheet {}, cell {}",
    "lembar {}": "sheet {}",
    "setelah baris {}": "after the line {}",
    "di luar tabel": "outside of the tables",
    "seluruh berkas": "the whole file",
    "seluruh dokumen": "the whole document",
    "nama lembar": "the name of a sheet",
    "kepala halaman": "the header of the page",
    "kaki halaman": "the footer of the page",
    "catatan kaki": "a footnote",
    "catatan akhir": "an endnote",
}
_THINGS: Final[dict[str, str]] = {
    "kapsul": "capsule", "kotak": "box", "belah ketupat": "diamond", "penghubung": "connector", "gambar": "picture",
    "garis": "line", "bentuk": "shape", "panah": "arrow", "pangkal panah": "beginning of an arrow", "tabel": "table",
}  # fmt: skip
"""What the reader calls things that have no text of their own."""


def reason_in(why: str, language: Language) -> str:
    """Why something is open; what is not known here stays as it is."""
    return why if language == "id" else _english(why)


def place_in(why: str, language: Language) -> tuple[str, str]:
    """The place with which a reason begins, and the rest of it, both in a language; without a place the reason alone."""
    place, sign, rest = why.partition(": ")
    known = _matched(place, PLACES) if sign else None
    if known is None:
        return "", reason_in(why, language)
    return (place if language == "id" else known), reason_in(rest, language)


def thing_in(text: str, language: Language) -> str:
    """A text of a document, or what the reader calls things without one: `kotak (Kasi), belah ketupat (Camat)`, `3 kotak, 1 garis`."""
    if language == "id":
        return text
    counted = [part.partition(" ") for part in text.split(", ")]
    if all(count.isdecimal() and name in _THINGS for count, _, name in counted):
        return ", ".join(f"{count} × {_THINGS[name]}" for count, _, name in counted)
    parts = [part.partition(" (") for part in text.split("), ")]
    if not all(name in _THINGS for name, _, _ in parts):
        return text
    return "), ".join(_THINGS[name] + sign + rest for name, sign, rest in parts)


@lru_cache(maxsize=512)
def _english(text: str) -> str:
    whole = _THINGS.get(text) or _matched(text, REASONS)
    if whole is not None:
        return whole
    place, sign, rest = text.partition(": ")
    known = _matched(place, PLACES) if sign else None
    if known is not None:
        return f"{known}: {_english(rest)}"
    if "; " in text:
        return "; ".join(map(_english, text.split("; ")))
    return _matched(text, _BEHIND) or text


def _matched(text: str, known: dict[str, str]) -> str | None:
    """A text in other words, by the pattern that it is of."""
    for pattern in sorted(known, key=len, reverse=True):
        holes = _holes(text, pattern)
        if holes is not None:
            return known[pattern].format(*(_THINGS.get(hole, hole) for hole in holes))
    return None


def _holes(text: str, pattern: str) -> list[str] | None:
    """What stands in a text for each `{}` of a pattern."""
    first, *others = pattern.split("{}")
    if not text.startswith(first) or (not others and text != first):
        return None
    holes, at = [], len(first)
    for part in others:
        end = len(text) if not part else text.find(part, at + 1)
        if end <= at:
            return None
        holes.append(text[at:end])
        at = end + len(part)
    return holes if at == len(text) else None
