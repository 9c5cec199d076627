"""What a simulation found, as people read it."""

from __future__ import annotations

import pytest

from sopflow.cli import main

CALLED = """sopflow: 1
id: anak
title: Survei Anggota
actors: {petugas: Petugas}
steps:
  - {id: kunjungi, activity: Mengunjungi, actor: petugas, duration: 1 Jam}
"""
SOP = """sopflow: 1
id: induk
title: Induk
{limit}
actors: {{b: B}}
steps:
  - {{id: terima, activity: Menerima, actor: b}}
  - {{id: panggil, activity: Memanggil, call: anak}}
"""


@pytest.fixture
def told(tmp_path, capsys):
    """The output of a simulation, as lists of cells."""
    (tmp_path / "anak.yaml").write_text(CALLED, "utf-8")

    def simulate(*words, limit="", lang="en"):
        (tmp_path / "induk.yaml").write_text(SOP.format(limit=limit), "utf-8")
        assert main(["simulate", str(tmp_path / "induk.yaml"), "--cases", "3", "--lang", lang, *words]) == 0
        return [[cell.strip() for cell in line.split("|")] for line in capsys.readouterr().out.splitlines()]

    return simulate


def test_rows_of_a_called_sop_have_their_activity_and_its_title(told):
    rows = [line[:2] for line in told() if len(line) == 7]
    assert rows[1:] == [["1", "Menerima"], ["2", "Memanggil"], ["1", "Mengunjungi (SOP Survei Anggota)"]]


def test_nothing_is_said_to_be_late_where_nothing_has_a_limit(told):
    whole = told(lang="id")
    assert "kasus terlambat" not in whole[0][0]
    assert [line[-1] for line in whole if len(line) == 7] == ["Terlambat", "-", "-", "0"]
    assert [line[-2] for line in told("--vary", "b=1..2") if len(line) == 5] == ["Cases late", "-", "-"]


def test_where_there_is_a_limit_cases_that_are_late_are_counted(told):
    limit = "time_limit: 30 Menit"
    assert told(limit=limit)[0][0].endswith("; 3 cases late")
    assert told(limit=limit, lang="id")[0][0].endswith("; 3 kasus terlambat")
    assert [line[-2] for line in told("--vary", "b=1..2", limit=limit) if len(line) == 5] == [
        "Cases late",
        "3",
        "3",
    ]
