"""Tables of plain text as offices' programs write them: in whatever encoding, with whatever separates the cells."""

from __future__ import annotations

import codecs

import pytest

from sopflow.paper.sheets import UnreadableSheet, read

HEADS = ["No", "Kegiatan", "Pelaksana", "Waktu", "Output"]
ROW = ["1", "Menelaah – “urusan”", "Kasi", "1½ jam", "Résumé, nota, surat"]


def semicolons(*rows):
    return "".join(";".join(row) + "\r\n" for row in rows)


def rows_of(path):
    (table,) = read(path).tables
    return [list(row) for row in table.rows]


def test_what_excel_on_windows_calls_csv(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(semicolons(HEADS, ROW).encode("cp1252"))
    assert rows_of(path) == [HEADS, ROW]
    (told,) = read(path).unread
    assert (told.text, told.place) == ("Windows-1252", "seluruh berkas")


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF16_LE + semicolons(HEADS, ROW).encode("utf-16-le"),
        codecs.BOM_UTF16_BE + semicolons(HEADS, ROW).encode("utf-16-be"),
        codecs.BOM_UTF8 + semicolons(HEADS, ROW).encode(),
        semicolons(HEADS, ROW).encode(),
    ],
    ids=["UTF-16", "UTF-16, the other way round", "UTF-8 with a mark", "UTF-8"],
)
def test_encodings_that_say_what_they_are(data, tmp_path):
    (tmp_path / "x.csv").write_bytes(data)
    assert rows_of(tmp_path / "x.csv") == [HEADS, ROW]
    assert read(tmp_path / "x.csv").unread == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(encoding, tmp_path):
    (tmp_path / "x.csv").write_bytes(semicolons(HEADS, ROW).encode(encoding))
    assert rows_of(tmp_path / "x.csv") == [HEADS, ROW]
    assert [one.text for one in read(tmp_path / "x.csv").unread] == [encoding.upper()]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;;;"])
def test_a_first_line_may_say_what_separates(first, tmp_path):
    (tmp_path / "x.csv").write_bytes(f"{first}\r\n{semicolons(HEADS, ROW)}".encode())
    assert rows_of(tmp_path / "x.csv") == [HEADS, ROW]
    assert read(tmp_path / "x.csv").lines == ()


def test_a_separator_that_is_said_is_taken_whatever_it_is(tmp_path):
    (tmp_path / "x.csv").write_text("sep=|\nNo|Kegiatan\n1|Menyusun; lalu, kirim\n", "utf-8")
    assert rows_of(tmp_path / "x.csv") == [["No", "Kegiatan"], ["1", "Menyusun; lalu, kirim"]]


def test_semicolons_separate_though_the_texts_have_more_commas(tmp_path):
    rows = [
        HEADS,
        ["1", "Menyusun, memaraf, mengirim, menyimpan, mencatat, melapor", "Kasi", "1 jam", "a, b, c, d"],
    ]
    (tmp_path / "x.csv").write_text(semicolons(*rows), "utf-8")
    assert rows_of(tmp_path / "x.csv") == rows


def test_commas_separate_though_the_texts_have_semicolons(tmp_path):
    (tmp_path / "x.csv").write_text(
        'No,Kegiatan,Output\n1,Menyusun,a; b; c; d\n2,"Memaraf, lalu kirim",e; f; g; h\n', "utf-8"
    )
    assert rows_of(tmp_path / "x.csv")[1:] == [
        ["1", "Menyusun", "a; b; c; d"],
        ["2", "Memaraf, lalu kirim", "e; f; g; h"],
    ]


def test_lines_break_and_quotes_stand_in_quoted_cells(tmp_path):
    (tmp_path / "x.csv").write_bytes(b'No;Kegiatan;Output\r\n1;"Menyusun ""surat""\nlalu; kirim";"a\r\nb"\r\n')
    assert rows_of(tmp_path / "x.csv")[1] == ["1", 'Menyusun "surat"\nlalu; kirim', "a\nb"]


def test_the_unicode_text_of_excel_quotes_its_cells(tmp_path):
    (tmp_path / "x.txt").write_bytes(
        codecs.BOM_UTF16_LE + 'No\tKegiatan\r\n1\t"satu\ndua"\r\n'.encode("utf-16-le")
    )
    assert rows_of(tmp_path / "x.txt")[1] == ["1", "satu\ndua"]


@pytest.mark.parametrize(
    "data",
    [b"No;Keg\x00\x01iatan\xff\n", b"a,b\nc,\x81\n", b"\xff\xfea"],
    ids=["binary", "no sign of Windows", "cut off"],
)
def test_what_is_no_text_is_refused(data, tmp_path):
    (tmp_path / "x.csv").write_bytes(data)
    with pytest.raises(UnreadableSheet, match="UTF-8"):
        read(tmp_path / "x.csv")
