"""`sopflow import`: one SOP of several, heads that a person names, and the list of what is left open."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import yaml

import sopflow
from sopflow.cli import main

HEADS = "| No | Kegiatan | Pelaksana | Kelengkapan | Waktu | Output | Keterangan |\n"
ROWS = "| 1 | Menyusun | Camat | Nota | sesuai jadwal | Konsep | keputusan |\n| 2 | Mengirim | ? | Konsep | 1 jam | ? | |\n"
SEVERAL = f"# Surat masuk\n\n{HEADS}{ROWS}\n# Surat keluar\n\n{HEADS}{ROWS}"
ODD = "# Surat\n\n| Urutan | Apa | Siapa | Bekal | Kapan (jam) | Jadi |\n| 1 | Menyusun | Camat | Nota | 2 | Konsep |\n"


@pytest.fixture
def file(tmp_path):
    def made(text, name="surat.md"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return str(path)

    return made


def test_a_file_with_several_sops_lists_them_and_writes_nothing(file, tmp_path, capsys):
    out = tmp_path / "x.yaml"
    assert main(["import", file(SEVERAL), "-o", str(out), "--lang", "en"]) == 2
    said = capsys.readouterr()
    assert "holds 2 SOPs" in said.err
    assert said.err.splitlines()[1:] == ["  1  Surat masuk", "  2  Surat keluar"]
    assert (out.exists(), said.out) == (False, "")


def test_one_of_several_is_taken_by_its_number(file, capsys):
    assert main(["import", file(SEVERAL), "--sop", "2"]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["title"] == "Surat keluar"


def test_folders_that_are_not_there_are_made(file, tmp_path):
    out = tmp_path / "baru" / "lagi" / "x.yaml"
    assert main(["import", file(SEVERAL), "--sop", "2", "-o", str(out)]) == 0
    assert yaml.safe_load(out.read_text("utf-8"))["title"] == "Surat keluar"


@pytest.mark.parametrize("number", ["3", "-1"])
def test_a_number_that_is_not_there_is_refused_with_those_that_are(number, file, capsys):
    assert main(["import", file(SEVERAL), f"--sop={number}", "--lang", "id"]) == 2
    assert '"1 Surat masuk", "2 Surat keluar"' in capsys.readouterr().err


def test_all_of_them_go_into_a_folder(file, tmp_path, capsys):
    folder = tmp_path / "sop"
    assert main(["import", file(SEVERAL), "-o", f"{folder}/"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["surat-keluar.yaml", "surat-masuk.yaml"]
    assert sopflow.load(folder / "surat-keluar.yaml").title == "Surat keluar"
    assert main(["import", file(SEVERAL), "-o", str(folder)]) == 2
    assert "surat-masuk.yaml" in capsys.readouterr().err
    assert main(["import", file(SEVERAL), "-o", str(folder), "--force", "--format", "json"]) == 0
    assert [one["rows"] for one in json.loads(capsys.readouterr().out)] == [2, 2]


def test_a_person_can_say_which_head_a_column_has(file, capsys):
    words = ["kegiatan=Apa", "pelaksana=Siapa", "inputs=bekal", "waktu=Kapan (jam)", "Output=Jadi", "nomor=Urutan"]
    assert main(["import", file(ODD)]) == 1
    capsys.readouterr()
    assert main(["import", file(ODD), *(part for word in words for part in ("--column", word))]) == 0
    step = yaml.safe_load(capsys.readouterr().out)["steps"][0]
    assert (step["activity"], step["duration"], step["inputs"]) == ("Menyusun", "2 jam", ["nota"])


def test_a_head_that_is_not_there_is_refused_with_those_that_are(file, capsys):
    assert main(["import", file(ODD), "--column", "waktu=Lama", "--lang", "en"]) == 2
    assert 'no column has the heading "Lama"' in (said := capsys.readouterr().err)
    assert '"Kapan (jam)"' in said


@pytest.mark.parametrize(
    ("options", "code"),
    [(("--column", "waktu=Lama"), "no-such-head"), (("--column", "jam=Kapan"), "no-such-column"), (("--sop", "7"), "no-such-procedure")],
)  # fmt: skip
def test_a_program_is_told_what_is_not_there(options, code, file, capsys):
    assert (
        main(["import", file(SEVERAL if code == "no-such-procedure" else ODD), *options, "--format", "json"]) == 2
    )
    said = capsys.readouterr()
    assert (json.loads(said.out)["code"], said.err != "") == (code, True)


@pytest.mark.parametrize("word", ["jam=Kapan", "waktu", "waktu="])
def test_a_column_that_is_none_is_refused_with_those_that_are(word, file, capsys):
    assert main(["import", file(ODD), "--column", word, "--lang", "en"]) == 2
    assert '"waktu"' in capsys.readouterr().err


def test_what_is_open_is_listed_by_row_in_the_language_of_the_user(file, tmp_path, capsys):
    path = file(f"# Surat\n\nTanggal Efektif : April 2015\n\n{HEADS}{ROWS}")
    assert main(["import", path, "-o", str(tmp_path / "x.yaml"), "--lang", "en"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert [line.split(":")[0] for line in lines] == ["whole SOP, date of effect", "row 1, arrows"]
    assert main(["import", path, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["open"]
    assert [(one["cell"], one["text"], one["page"]) for one in found] == [
        ("identity.effective", "Tanggal Efektif: April 2015", 0),
        ("branches", "keputusan", 0),
    ]


def test_what_is_open_is_a_finding_of_check_with_its_line(file, tmp_path, capsys):
    out = tmp_path / "x.yaml"
    assert main(["import", file(f"# Surat\n\n{HEADS}{ROWS}"), "-o", str(out)]) == 0
    capsys.readouterr()
    assert main(["check", str(out), "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    marked = [
        at
        for at, line in enumerate(out.read_text("utf-8").splitlines(), start=1)
        if line.strip() == "reading: open"
    ]
    assert marked
    assert set(marked) <= {one["line"] for one in findings if one["code"] == "SOP220"}


def test_a_draft_names_its_file_and_the_hash_of_it(file, capsys):
    path = file(f"# Surat\n\n{HEADS}{ROWS}")
    assert main(["import", path]) == 0
    first = yaml.safe_load(capsys.readouterr().out)["source"][0]
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    assert (first["text"], first["why"]) == ("surat.md", f"sha256 {digest}")
