"""What import says of files without a table, of columns without a place, and of what it reads."""

from __future__ import annotations

import pytest

from sopflow.cli import main
from sopflow.paper.sheets import FORMATS, READERS

ROW = "1,Memaraf,v,kertas,1 jam,surat"


def said(tmp_path, capsys, rows, *options, language="en"):
    path = tmp_path / "x.csv"
    path.write_text("\n".join(rows), "utf-8")
    code = main(["import", "--lang", language, str(path), *options, "-o", str(tmp_path / "x.yaml")])
    out = capsys.readouterr()
    return code, out.out + out.err


@pytest.mark.parametrize(
    ("name", "indonesian", "english"),
    [
        ("tidakada.docx", "berkas ini tidak ada", "this file does not exist"),
        ("tidakada.lain", "berkas ini tidak ada", "this file does not exist"),
        (".", "ini map", "this is a folder"),
        ("a.yaml", "sopflow check", "this is a definition already; check it with: sopflow check"),
        ("a.YML", "ini sudah sebuah definisi", "this is a definition already"),
    ],
)
def test_what_is_no_document_is_told_in_both_languages(name, indonesian, english, tmp_path, capsys):
    for given in ("a.yaml", "a.YML"):
        (tmp_path / given).write_text("sopflow: 1\n", "utf-8")
    for language, words in (("id", indonesian), ("en", english)):
        assert main(["import", "--lang", language, str(tmp_path / name)]) == 1
        assert words in capsys.readouterr().err


def test_help_names_every_format(capsys):
    main(["import", "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert " ".join(FORMATS.split()) in shown
    named = {part.strip(" ().").casefold() for part in FORMATS.replace("(", ",").split(",")}
    assert {ending.strip(".") for ending in READERS} <= named


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        ("No,Kegiatan,Pelaksana,Mutu Baku,,\n,,Kasi,Waktu,Rujukan,Output", 'if it is kelengkapan, repeat with --column kelengkapan="Rujukan"'),
        ("No,Kegiatan,Kasi,Kelengkapan,Waktu,Laporan", 'if it is output, repeat with --column output="Laporan"'),
    ],
)  # fmt: skip
def test_a_column_without_a_place_is_told_as_it_would_be_typed(heads, told, tmp_path, capsys):
    code, text = said(tmp_path, capsys, [heads, ROW])
    assert code == 0
    assert told in text
    option = told.partition("--column ")[2].replace('"', "")
    code, text = said(tmp_path, capsys, [heads, ROW], "--column", option, "--force")
    assert (code, "has no place" in text) == (0, False)


def test_where_no_column_is_missing_nothing_is_suggested(tmp_path, capsys):
    rows = ["No,Kegiatan,Kasi,Kelengkapan,Waktu,Output,Ket,Risiko", f"{ROW},-,rendah"]
    _, text = said(tmp_path, capsys, rows, language="id")
    assert 'kolom "Risiko" tidak punya tempat di draf' in text
    assert "--column" not in text


def test_where_no_table_is_found_the_option_is_told_with_the_heads(tmp_path, capsys):
    code, text = said(tmp_path, capsys, ["Nr,Tugas,Oleh,Lama", "1,Memaraf,Kasi,1 jam"])
    assert code == 1
    assert '--column kegiatan="Tugas"' in text
    assert '"Nr", "Tugas", "Oleh", "Lama"' in text


def test_of_a_wrong_head_only_those_of_the_table_of_the_procedure_are_told(tmp_path, capsys):
    rows = [
        "Instansi,Badan Contoh,Alamat",
        "Nomor SOP,12,x",
        "Catatan",
        "No,Kegiatan,Kasi,Kelengkapan,Waktu,Output",
        ROW,
    ]
    code, text = said(tmp_path, capsys, rows, "--column", "waktu=Durasi")
    assert code == 2
    assert text.endswith('the headings are: "No", "Kegiatan", "Kasi", "Kelengkapan", "Waktu", "Output"\n')
