"""A definition's file that was changed while its table was away loses nothing when the table comes back."""

from __future__ import annotations

import random

import pytest

from sopflow.cli import main
from sopflow.paper.merging import joined

from .exported import REMARKS, SURAT, TIME, Printed


@pytest.fixture
def away(tmp_path):
    """A table that was exported and changed, and the file of its definition."""
    table = Printed(tmp_path, SURAT)
    table.cell(2, TIME, "45 menit")
    table.back()
    file = tmp_path / "surat.yaml"
    file.write_text(SURAT)
    return table, file


def imported(table, file, language="id"):
    return main(["import", str(table.path), "-o", str(file), "--force", "--lang", language])


def test_what_was_changed_in_the_file_stays(away, capsys):
    table, file = away
    file.write_text(SURAT.replace("Pakai kop", "Pakai kop dinas"))
    assert imported(table, file) == 0
    assert file.read_text() == SURAT.replace("Pakai kop", "Pakai kop dinas").replace("30 menit", "45 menit")
    assert "surat.yaml sudah diubah sejak tabelnya diekspor" in capsys.readouterr().err


def test_a_file_that_nobody_changed_is_only_changed(away, capsys):
    table, file = away
    assert imported(table, file) == 0
    assert file.read_text() == SURAT.replace("30 menit", "45 menit")
    assert capsys.readouterr().err == ""


def test_the_same_lines_changed_in_both_are_refused(away, capsys):
    table, file = away
    mine = SURAT.replace("30 menit", "60 menit")
    file.write_text(mine)
    assert imported(table, file, "en") == 1
    assert file.read_text() == mine
    assert "cannot be merged with the changes of the table; nothing was written" in capsys.readouterr().err


def test_a_table_that_nobody_changed_does_not_take_the_file_back(tmp_path):
    table = Printed(tmp_path, SURAT)
    table.back()
    file = tmp_path / "surat.yaml"
    mine = SURAT.replace("1 jam", "2 jam")
    file.write_text(mine)
    assert imported(table, file) == 0
    assert file.read_text() == mine


def test_a_file_that_does_not_load_is_not_lost(away):
    table, file = away
    mine = SURAT + "  - id: \n"
    file.write_text(mine)
    assert imported(table, file) == 1
    assert file.read_text() == mine


def test_a_table_that_comes_back_twice_is_applied_twice(away):
    table, file = away
    assert imported(table, file) == 0
    table.cell(2, REMARKS, "Tanpa kop")
    table.back()
    assert imported(table, file) == 0
    assert file.read_text() == SURAT.replace("30 menit", "45 menit").replace("Pakai kop", "Tanpa kop")


def test_another_sop_is_overwritten_as_asked_for(away):
    table, file = away
    file.write_text(SURAT.replace("id: surat\n", "id: lain\n", 1))
    assert imported(table, file) == 0
    assert file.read_text() == SURAT.replace("30 menit", "45 menit")


def test_changes_of_different_lines_are_all_there():
    """Against a model: each side gives some lines another text; they join unless both change a line differently."""
    chance = random.Random(1)
    lines = SURAT.splitlines(keepends=True)
    remarks = [at for at, line in enumerate(lines) if "   # " in line or "duration: " in line]
    for _ in range(200):
        sides = [{at: f" # {chance.random()}\n" for at in chance.sample(remarks, 2)} for _ in range(2)]
        texts = ["".join(line[:-1] + side.get(at, "\n") for at, line in enumerate(lines)) for side in sides]
        found = joined(SURAT, *texts)
        if sides[0].keys() & sides[1].keys():
            assert found is None
        else:
            both = sides[0] | sides[1]
            assert found == "".join(line[:-1] + both.get(at, "\n") for at, line in enumerate(lines))
