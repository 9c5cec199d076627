"""What import prints is in the language that is asked for; the notes of a draft are Indonesian."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from sopflow.cli import main
from sopflow.paper.deciding import Decision
from sopflow.paper.reasons import place_in, reason_in, thing_in

from .drawings import Picture

PAPER = Path(__file__).parents[2] / "sopflow/paper"
INDONESIAN = frozenset(
    [
        "yang",
        "tidak",
        "dan",
        "di",
        "ke",
        "dari",
        "dengan",
        "ini",
        "baris",
        "sel",
        "halaman",
        "tabel",
        "panah",
        "simbol",
        "gambar",
        "dibaca",
        "jawaban",
        "garis",
        "tulisan",
        "beberapa",
        "tanpa",
        "berkas",
        "lembar",
        "isinya",
        "mungkin",
        "pelaksana",
        "ujung",
        "hanya",
        "tersembunyi",
        "disembunyikan",
        "rumus",
        "karakter",
        "bentuk",
        "tanda",
        "judul",
        "bukan",
        "satu",
        "terbaca",
        "tercetak",
        "kolom",
        "komentar",
        "catatan",
        "kaki",
        "kepala",
        "nama",
        "pasti",
    ]
)
ENGLISH = frozenset(
    [
        "the",
        "is",
        "of",
        "to",
        "and",
        "with",
        "not",
        "this",
        "row",
        "page",
        "table",
        "arrow",
        "cannot",
        "be",
        "read",
        "which",
        "are",
        "from",
        "several",
    ]
)
NO_REASONS = ("wordings.py", "table.py", "reasons.py", "merging", "heads.py", "limits.py")
OTHERS = frozenset({
    "({} baris)", "Pelaksana: {}", "kolom tidak ada", "tidak ada", "{} simbol, {} panah", "jawaban {}", "{}: {} ({} baris tabel)",
    "halaman {}, ", "{}tabel {}, baris {}", " sampai ke-{}", ", di luar {} baris yang waktunya tidak terbaca",
    "baris-barisnya berjumlah {}{}", "{}: dibaca sebagai {}{}", "beberapa pelaksana", "satu pelaksana", "penghubung{} tanpa pasangan", "{} tanpa panah", "tertulis di kolom",
})  # fmt: skip
"""Parts of texts, and texts that are read or written in a document."""


def words_of(text):
    return set(re.findall(r"[a-z]+", re.sub(r'"[^"]*"|\b(?:Ya|Tidak)\b', "", text).casefold()))


def template_of(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def templates_in(node):
    """The texts in a module, but for those in both languages, patterns and docstrings."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Words", "re.compile"):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    text = template_of(node)
    if text is not None:
        yield text
    for child in ast.iter_child_nodes(node):
        if text is None or isinstance(child, ast.FormattedValue):
            yield from templates_in(child)


def reasons():
    files = [file for file in PAPER.rglob("*.py") if not {*file.relative_to(PAPER).parts} & {*NO_REASONS}]
    found = (text for file in files for text in templates_in(ast.parse(file.read_text("utf-8"))))
    return sorted({text for text in found if " " in text.strip() and words_of(text) & INDONESIAN} - OTHERS)


def test_there_are_enough_of_them():
    assert len(reasons()) > 80


@pytest.mark.parametrize("text", reasons())
def test_every_reason_can_be_said_in_english(text):
    why = re.sub("^{}: ", "", text.removeprefix("; ")).replace("{}", "7")
    ways = (reason_in(why, "en"), place_in(f"{why}: 7", "en")[0], thing_in(why, "en"))
    said = next((one for one in ways if one not in ("", why)), why)
    assert words_of(said) & INDONESIAN == set(), said


def test_in_indonesian_it_is_as_it_stands():
    assert reason_in("tabel 1, baris 7: tidak pasti", "id") == "tabel 1, baris 7: tidak pasti"


def test_the_words_of_the_document_stay_as_they_are():
    why = "tabel 2, baris 3: tanda di beberapa kolom: Kasi, Camat; kolomnya hilang"
    assert reason_in(why, "en") == "table 2, row 3: marks in several columns: Kasi, Camat; kolomnya hilang"


@pytest.mark.parametrize(
    ("why", "text", "indonesian", "english"),
    [
        (
            "halaman 2, baris ke-3: isinya tidak terbaca: mungkin simbol, panah, atau keterangan panah", "gambar",
            'halaman 2, baris ke-3: "gambar" — isinya tidak terbaca: mungkin simbol, panah, atau keterangan panah',
            'page 2, row 3 of the table: "picture" — it cannot be read: it may be a symbol, an arrow or the word on one',
        ),
        ("lembar Tabel 1, sel B7: komentar", "Cek", 'lembar Tabel 1, sel B7: "Cek" — komentar', 'sheet Tabel 1, cell B7: "Cek" — a comment'),
        ("kepala halaman: berulang di setiap halaman, bukan bagian tabel", "Kota", 'kepala halaman: "Kota" — berulang di setiap halaman, bukan bagian tabel', 'the header of the page: "Kota" — repeated on each page, not part of the table'),
    ],
)  # fmt: skip
def test_the_place_is_named_where_it_is_known(why, text, indonesian, english):
    one = Decision(0, 0, "", "", "", text, why)
    assert (one.said("id"), one.said("en")) == (indonesian, english)


def test_what_the_reader_calls_things_is_in_the_language_too():
    one = Decision(
        0,
        2,
        "2",
        "a",
        "actor",
        "kotak (Kasi), belah ketupat (Camat)",
        "beberapa simbol yang tidak dihubungkan panah",
    )
    assert one.said("en") == 'row 2, actor: "box (Kasi), diamond (Camat)" — several symbols that no arrow joins'


def test_counted_things_are_in_the_language_too():
    why = "di luar kolom pelaksana, sehingga tidak dibaca; periksa apakah ada yang termasuk prosedur"
    assert Decision(0, 0, "", "", "", "3 kotak, 1 panah", f"halaman 2: {why}").said("en") == (
        'page 2: "3 × box, 1 × arrow" — outside of the columns of actors and not read; check whether any belongs to the procedure'
    )


def table(tmp_path):
    rows = [
        "No,Kegiatan,Kasi,Camat,Waktu,Output", "1,Memeriksa,v,v,1 jam,surat", "2,,v,,sda,surat", "3,Lengkap?,? Y ? 2,,1 jam,",
        "4,Memaraf,,,1 jam,\u202esurat",
    ]  # fmt: skip
    path = tmp_path / "x.csv"
    path.write_text("\n".join(rows), "utf-8")
    return path


@pytest.mark.parametrize(("language", "other"), [("en", INDONESIAN), ("id", ENGLISH)])
def test_nothing_that_is_printed_is_in_the_other_language(language, other, tmp_path, capsys):
    assert main(["import", "--lang", language, str(table(tmp_path)), "-o", str(tmp_path / "x.yaml")]) == 0
    said = capsys.readouterr().out.replace(str(tmp_path), "")
    assert said.count("\n") > 6
    assert {line: found for line in said.splitlines() if (found := words_of(line) & other)} == {}


def test_what_is_drawn_wrongly_is_said_in_english_too():
    from sopflow.paper.deciding import decisions_of

    read = Picture("Kasi", "Camat", rows=3, marks={(1, "Kasi"): "v"}).read()
    said = [one.said("en") for one in decisions_of(read.draft)]
    assert said
    assert [line for line in said if words_of(line) & INDONESIAN] == []


def test_what_is_left_open_at_a_row_is_said_once_and_by_the_row_alone():
    """Which row of which table of the file it is helps nobody who reads the paper."""
    from sopflow.paper.deciding import Decision, decisions_of
    from sopflow.paper.draft import Draft, DraftStep, Note

    step = DraftStep("catat", "7", "Mencatat")
    step.sources = [Note("outputs", "Surat, KTP", why="tabel 2, baris 9: tidak pasti") for _ in range(2)]
    found = decisions_of(Draft("sop", "SOP", {}, set(), {}, [step], None, []))
    assert found == (Decision(0, 1, "7", "catat", "outputs", "Surat, KTP", "tabel 2, baris 9: tidak pasti"),)
    assert [one.said("en") for one in found] == ['row 7, outputs: "Surat, KTP" — not certain']
