"""Files that cannot be read here: what somebody can do with each is said, on the command line and in the studio."""

from __future__ import annotations

import zipfile

import pytest

from sopflow.cli import main
from sopflow.paper.sheets import UnreadableSheet, read

from .wordfile import sop, texts, word
from .workbookfile import HEADS, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n"


def packed(path, **parts):
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


@pytest.mark.parametrize(
    ("name", "content", "indonesian", "english"),
    [
        ("x.doc", OLE, "buka di Word, simpan sebagai .docx", "open it in Word and save it as .docx"),
        ("x.xls", OLE, "buka di Excel, simpan sebagai .xlsx", "save it as .xlsx"),
        ("x.docx", OLE, "berkas Word atau Excel lama", "an old Word or Excel file"),
        ("x.docx", OLE + b"x" * 9_000 + "EncryptedPackage".encode("utf-16-le"), "hapus kata sandinya", "remove the password"),
        ("x.rtf", rb"{\rtf1 x}", "buka di Word, simpan sebagai .docx", "save it as .docx"),
        ("x.docx", rb"{\rtf1 x}", "buka di Word, simpan sebagai .docx", "save it as .docx"),
        ("x.odt", b"", "simpan sebagai .docx", "save it as .docx"),
        ("x.ods", b"", "simpan sebagai .xlsx", "save it as .xlsx"),
        ("x.pptx", b"", "salin tabelnya ke Word", "copy the table to Word"),
        ("x.JPG", b"\xff\xd8\xff", "gambar tidak dapat dibaca", "pictures cannot be read"),
        ("x.docx", PNG, "gambar tidak dapat dibaca", "pictures cannot be read"),
        ("x.csv", PNG, "gambar tidak dapat dibaca", "pictures cannot be read"),
        ("x.rar", b"Rar!", "keluarkan dulu", "take the file out"),
        ("x.xls", b"<html><table><tr><td>1</td></tr></table></html>", "simpan sebagai .xlsx", "save it as .xlsx"),
        ("x.gdoc", b"{}", "unduh sebagai .docx", "download it as .docx"),
        ("x.csv", b"%PDF-1.7", "ubah akhiran namanya menjadi .pdf", "change the ending of its name to .pdf"),
    ],
)  # fmt: skip
def test_what_to_do_is_said(name, content, indonesian, english, tmp_path, capsys):
    (tmp_path / name).write_bytes(content)
    assert main(["import", str(tmp_path / name), "--lang", "id"]) == 1
    assert indonesian in capsys.readouterr().err
    with pytest.raises(UnreadableSheet, match=english):
        read(tmp_path / name)


def test_a_file_of_one_program_under_the_ending_of_another(tmp_path):
    word(tmp_path / "x.docx", sop(texts(1)))
    workbook(tmp_path / "y.xlsx", [HEADS])
    for source, name, ending in (
        ("x.docx", "x.xlsx", ".docx"),
        ("x.docx", "x.doc", ".docx"),
        ("y.xlsx", "y.csv", ".xlsx"),
    ):
        (tmp_path / name).write_bytes((tmp_path / source).read_bytes())
        with pytest.raises(UnreadableSheet, match=rf"this is in fact a \{ending} file"):
            read(tmp_path / name)


def test_files_with_macros_are_read_without_them(tmp_path):
    word(tmp_path / "x.docm", sop(texts(1)))
    assert read(tmp_path / "x.docm").tables[0].rows[1][1] == "Menyusun surat"


def test_open_documents_under_another_name(tmp_path):
    packed(tmp_path / "x.docx", mimetype="application/vnd.oasis.opendocument.text")
    packed(tmp_path / "x.xlsx", mimetype="application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(UnreadableSheet, match="open it in Word"):
        read(tmp_path / "x.docx")
    with pytest.raises(UnreadableSheet, match="open it in Excel"):
        read(tmp_path / "x.xlsx")


def test_an_unknown_ending_is_told_with_those_that_are_known(tmp_path):
    (tmp_path / "x.exe").write_bytes(b"MZ")
    with pytest.raises(UnreadableSheet, match=r"\.docx"):
        read(tmp_path / "x.exe")
