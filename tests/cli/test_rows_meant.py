"""A row is named by its id, else by its number, else by its activity; what several rows have is refused with their ids."""

from __future__ import annotations

import json

import pytest

import sopflow
from sopflow.cli import main
from sopflow.definition.titles import row_meant
from sopflow.errors import AmbiguousStep
from sopflow.terms import outcome_meant

DOUBLED = """\
sopflow: 1
id: surat
title: Surat
actors: {a: A}
steps:
  - {id: a, no: "7", activity: Memeriksa berkas., actor: a, next: [b, c]}
  - {id: b, no: "7", activity: Menyusun surat., actor: a, next: d}
  - {id: c, no: "b", activity: Memeriksa berkas., actor: a, next: d}
  - {id: d, no: "8.", activity: Menutup., actor: a, join: [b, c]}
"""


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("b", "b"), (" b ", "b"), ("B", "c"), ("8", "d"), ("8.", "d"), (" 8 ", "d"), ("menutup", "d"), (" Menutup. ", "d"),
        ("8. Menutup", "d"), ("7. Menyusun surat", "b"), ("7. Memeriksa berkas", "a"), ("b. memeriksa berkas", "c"), (" nix ", "nix"),
    ],
)  # fmt: skip
def test_an_id_comes_before_a_number_and_a_number_before_an_activity(text, step):
    assert row_meant(sopflow.loads(DOUBLED), text) == step


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("7", 'a ("7. Memeriksa berkas"); b ("7. Menyusun surat")'),
        ("Memeriksa berkas.", 'a ("7. Memeriksa berkas"); c ("b. Memeriksa berkas")'),
    ],
)
def test_what_several_rows_have_is_refused_with_what_to_write(text, rows):
    with pytest.raises(AmbiguousStep) as refused:
        row_meant(sopflow.loads(DOUBLED), text)
    assert refused.value.message("id") == f'"{text}" dapat berarti beberapa langkah; tulis id-nya: {rows}'
    assert refused.value.message("en") == f'"{text}" may mean several steps; write the id: {rows}'


def test_a_command_in_the_terminal_asks_for_the_id(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.yaml").write_text(DOUBLED, "utf-8")
    assert main(["start", "s.yaml", "--by", "a", "--db", "p.db", "--format", "json"]) == 0
    instance = json.loads(capsys.readouterr().out)["id"]

    def complete(step):
        code = main(["complete", instance, step, "--by", "a", "--db", "p.db", "--lang", "id"])
        return code, capsys.readouterr().err

    for text in ("7", "Memeriksa berkas."):
        code, said = complete(text)
        assert code == 1
        assert "tulis id-nya" in said
        assert "tidak ada langkah" not in said
    assert complete(" a ") == (0, "")
    assert complete("B") == (0, "")
    assert complete("b") == (0, "")
    code, said = complete("nix")
    assert code == 1
    assert '"nix"' in said
    assert main(["complete", "tidak-ada", "7", "--by", "a", "--db", "p.db", "--lang", "id"]) == 1
    assert "tidak-ada" in capsys.readouterr().err


def test_the_walk_asks_again(tmp_path, monkeypatch, capsys):
    text = DOUBLED.replace("next: [b, c]", "question: 'Lengkap?', branches: {Y: c, N: unknown}").replace(
        ", join: [b, c]", ""
    )
    (tmp_path / "s.yaml").write_text(text, "utf-8")
    answers = iter(["N", "7", "8", "diminta camat", "", ""])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert main(["run", str(tmp_path / "s.yaml"), "--lang", "id"]) == 0
    assert '"7" dapat berarti beberapa langkah; tulis id-nya' in capsys.readouterr().out


def test_check_tells_a_number_that_names_no_row_or_another(tmp_path):
    (tmp_path / "s.yaml").write_text(DOUBLED, "utf-8")
    found = [
        (f.code, str(f.step), f.message("id"))
        for f in sopflow.check(tmp_path / "s.yaml").findings
        if f.code in ("SOP335", "SOP336")
    ]
    assert found == [
        ("SOP335", "b", 'nomor "7" sudah menjadi nomor langkah "a"'),
        ("SOP336", "c", 'nomor "b" adalah id langkah lain'),
    ]


def test_a_number_that_is_the_id_of_its_own_row_is_no_matter(tmp_path):
    (tmp_path / "s.yaml").write_text(
        DOUBLED.replace('id: b, no: "7"', 'id: b, no: "b"').replace('no: "b", activity: Mem', "activity: Mem"),
        "utf-8",
    )
    assert not [f for f in sopflow.check(tmp_path / "s.yaml").findings if f.code in ("SOP335", "SOP336")]


def test_an_answer_may_be_written_as_a_table_says_it_in_either_language(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.yaml").write_text(DOUBLED, "utf-8")
    for written in ("selesai", "done", "Selesai"):
        assert main(["start", "s.yaml", "--by", "a", "--db", "p.db", "--format", "json"]) == 0
        run = json.loads(capsys.readouterr().out)["id"]
        assert main(["complete", run, "a", "--by", "a", "--outcome", written, "--db", "p.db"]) == 0
        capsys.readouterr()
        assert main(["run", "s.yaml", "--choose", f"a={written}", "--auto"]) == 0
        capsys.readouterr()
    capsys.readouterr()
    assert main(["run", "s.yaml", "--choose", "a=usai", "--auto", "--lang", "id"]) == 1
    assert "sidik SOP" in capsys.readouterr().out


def test_a_row_with_an_answer_of_that_name_keeps_it():
    assert outcome_meant("selesai", ("selesai", "done")) == "selesai"
    assert outcome_meant("y", ("Y", "N")) == "Y"
    assert outcome_meant("y", ("Y", "y")) == "y"
    assert outcome_meant("YA", ("Ya", "yA")) == "YA"
