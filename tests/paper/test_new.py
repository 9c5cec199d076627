"""A definition that begins with a few questions."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.cli import main

ANSWERS = [
    "Surat Pengantar: RT/RW", "Pemohon, Petugas Loket, Camat",
    "Mengajukan permohonan", "Pemohon", "", "Surat permohonan", "",
    "Memeriksa berkas", "Petugas Loket", "15 menit", "Berkas, Tanda terima", "Berkas lengkap?",
    "Menandatangani surat", "Camat", "1 hari", "Surat pengantar", "",
    "",
]  # fmt: skip


@pytest.fixture
def answer(monkeypatch):
    def give(*answers):
        left = iter(answers)
        monkeypatch.setattr("builtins.input", lambda _: next(left))

    return give


def test_the_answers_become_a_definition_that_runs(answer, tmp_path, capsys):
    answer(*ANSWERS)
    path = tmp_path / "surat-pengantar.yaml"
    assert main(["new", str(path), "--lang", "id"]) == 0
    definition = sopflow.load(path)
    assert (definition.title, [a.title for a in definition.actors.values()]) == (
        "Surat Pengantar: RT/RW",
        ["Pemohon", "Petugas Loket", "Camat"],
    )
    first, check, sign = definition.steps
    assert definition.actors["pemohon"].external
    assert (check.question, {b.name: [str(t) for t in b.targets] for b in check.branches}) == (
        "Berkas lengkap?",
        {"Y": [sign.id], "N": [first.id]},
    )
    assert [definition.documents[i.document].title for i in sign.inputs] == ["Berkas", "Tanda terima"]
    assert str(check.duration) == "15 menit"
    assert not [d for d in sopflow.check(path).findings if d.severity == "error"]
    assert main(["run", str(path), "--auto"]) == 0
    capsys.readouterr()
    assert main(["new", str(path)]) == 2


def test_without_an_answer_there_is_an_example(answer, tmp_path):
    answer("", "", "")
    assert main(["new", str(tmp_path / "coba.yaml")]) == 0
    definition = sopflow.load(tmp_path / "coba.yaml")
    assert (definition.title, len(definition.steps)) == ("coba", 2)


def test_who_stops_in_the_middle_leaves_no_file(tmp_path, monkeypatch):
    def stop(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", stop)
    assert main(["new", str(tmp_path / "coba.yaml")]) == 1
    assert not (tmp_path / "coba.yaml").exists()
