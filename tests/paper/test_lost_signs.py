"""Arrows that a program turned into question marks, and files of plain text that only look broken."""

from __future__ import annotations

from pathlib import Path

import pytest

import sopflow
from sopflow.paper.importing import import_table
from sopflow.render.exporting import EXPORTS, export

FILE = Path(__file__).parents[2] / "definitions/rekomendasi-izin-keramaian.yaml"


def exported(path, encoding, change=("", "")):
    """An exported table after a program without its signs saved it."""
    export(sopflow.load(FILE), FILE.read_text("utf-8"), path)
    text = path.read_text("utf-8-sig")
    path.write_bytes(text.encode(encoding, "replace").decode(encoding).replace(*change).encode(encoding))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_lost_signs_are_told_and_the_definition_is_whole(encoding, tmp_path):
    exported(tmp_path / "x.csv", encoding)
    made = import_table(tmp_path / "x.csv", exports=EXPORTS)
    assert (made.is_original, made.text) == (True, FILE.read_text("utf-8"))
    assert "CSV UTF-8" in made.warning.en
    assert "CSV UTF-8" in made.warning.id


def test_an_arrow_that_somebody_changed_is_the_only_change(tmp_path):
    exported(tmp_path / "x.csv", "ascii", ("? Y ? 9, N ? 7", "? Y ? 9, N ? 6"))
    made = import_table(tmp_path / "x.csv", exports=EXPORTS)
    changes = [one.words.en for one in made.differences if one.kind != "finding"]
    assert changes == ["row 8, arrows: Y → 9, N → 7 became Y → 9, N → 6"]


@pytest.mark.parametrize("mark", ["? Y ? 3, N ? 1", "? ? 2 dan 3", "? ? selesai"])
def test_in_another_table_they_are_open(mark, tmp_path):
    rows = [
        "No,Kegiatan,Kasi,Camat,Waktu,Output", f'1,Memeriksa surat,"{mark}",,1 jam,surat',
        "2,Memaraf,,v,1 jam,surat", "3,Mengirim,v,,1 jam,surat",
    ]  # fmt: skip
    (tmp_path / "x.csv").write_text("\n".join(rows), "utf-8")
    told = [one for one in import_table(tmp_path / "x.csv").open_readings if one["cell"] == "branches"]
    assert [one["text"] for one in told] == [mark]
    assert "CSV UTF-8" in told[0]["why"]


def test_a_question_mark_behind_a_question_is_none(tmp_path):
    rows = ["No,Kegiatan,Kasi,Waktu,Output", '1,Lengkap?,"v ?",1 jam,surat', "2,Memaraf,v,1 jam,surat"]
    (tmp_path / "x.csv").write_text("\n".join(rows), "utf-8")
    assert all(one["cell"] != "branches" for one in import_table(tmp_path / "x.csv").open_readings)


def test_a_cell_of_any_length_that_the_limits_allow_is_read(tmp_path):
    long = " ".join(["surat"] * 40_000)
    (tmp_path / "x.csv").write_text(f"No,Kegiatan,Kasi,Waktu,Output\n1,{long},v,1 jam,surat\n", "utf-8")
    assert import_table(tmp_path / "x.csv").draft.steps[0].activity == long


def test_lines_may_end_as_they_did_on_old_macs(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"No;Kegiatan;Kasi;Waktu;Output\r1;Memaraf;v;1 jam;surat\r")
    assert [step.activity for step in import_table(tmp_path / "x.csv").draft.steps] == ["Memaraf"]


def test_a_tab_in_a_cell_separates_nothing(tmp_path):
    (tmp_path / "x.csv").write_text("No;Kegiatan;Kasi;Waktu;Output\n1;Memaraf\tsurat;v;1 jam;surat\n", "utf-8")
    assert [step.activity for step in import_table(tmp_path / "x.csv").draft.steps] == ["Memaraf surat"]
