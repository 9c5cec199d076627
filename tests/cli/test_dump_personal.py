"""What a dump leaves out of personal values is said where it is written and where it is imported."""

from __future__ import annotations

import json

import pytest

from sopflow.cli import main

SOP = """sopflow: 1
id: uji
version: 1
title: Uji
actors: {a: A}
fields:
  nik: {title: NIK, personal: true}
  catatan: {title: Catatan, personal: true}
steps:
- {id: isi, activity: Mengisi, actor: a, fills: [nik, catatan]}
- {id: arsip, activity: Mengarsip, actor: a}
"""


@pytest.fixture
def said(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "uji.yaml").write_text(SOP, encoding="utf-8")

    def run(*words):
        assert main(words) == 0, capsys.readouterr()
        return capsys.readouterr()

    return run


@pytest.fixture
def filled(said):
    """Two cases with two values each, of which one case has lost one again."""
    for name in ("satu", "dua"):
        case = json.loads(said("start", "uji.yaml", "--by", "a", "--db", "p.db", "--format", "json").out)["id"]
        data = ("--data", f"nik={name}", "--data", "catatan=x")
        said("complete", case, "isi", "--by", "a", "--db", "p.db", *data)
    said("redact", case, "--by", "a", "--field", "nik", "--reason", "diminta", "--db", "p.db")
    return said


def restored(said, dump, database):
    return json.loads(said("restore", dump, "--db", database, "--format", "json").out)


def test_a_dump_without_them_says_how_many_it_leaves_out_and_so_does_its_restore(filled):
    told = filled("dump", "--db", "p.db", "-o", "d.jsonl")
    assert "3 values" in told.err
    assert "--with-personal" in told.err
    told = filled("restore", "d.jsonl", "--db", "q.db")
    assert "3 values" in told.err
    assert "--with-personal" in told.err
    assert restored(filled, "d.jsonl", "r.db")["withheld"] == 3


def test_a_dump_on_the_screen_stays_a_dump(filled, capsys):
    told = filled("dump", "--db", "p.db")
    assert all(isinstance(json.loads(line), dict) for line in told.out.splitlines())
    assert "3 values" in told.err


def test_with_them_nothing_is_said(filled):
    assert "value" not in filled("dump", "--db", "p.db", "--with-personal", "-o", "d.jsonl").err
    assert filled("restore", "d.jsonl", "--db", "q.db").err == ""
    counts = restored(filled, "d.jsonl", "r.db")
    assert (counts["restored"], counts["withheld"], counts["passed_over"]) == (2, 0, 0)


def test_a_later_dump_with_them_says_that_a_new_database_would_take_them(filled):
    filled("dump", "--db", "p.db", "-o", "d.jsonl")
    filled("dump", "--db", "p.db", "--with-personal", "-o", "e.jsonl")
    filled("restore", "d.jsonl", "--db", "q.db")
    told = filled("restore", "e.jsonl", "--db", "q.db")
    assert "3 values" in told.err
    assert "into a new database" in told.err
    counts = restored(filled, "e.jsonl", "q.db")
    assert (counts["unchanged"], counts["withheld"], counts["passed_over"]) == (2, 3, 3)
    assert restored(filled, "e.jsonl", "baru.db")["withheld"] == 0


def test_what_was_removed_where_a_dump_goes_is_not_missed(filled):
    """The database has a later event than the dump, which removed what the dump still has."""
    filled("dump", "--db", "p.db", "--with-personal", "-o", "d.jsonl")
    filled("restore", "d.jsonl", "--db", "q.db")
    case = json.loads(filled("instances", "--db", "q.db", "--format", "json").out)["items"][0]["id"]
    filled("redact", case, "--by", "a", "--reason", "diminta", "--db", "q.db")
    counts = restored(filled, "d.jsonl", "q.db")
    assert (counts["ahead"], counts["withheld"], counts["passed_over"]) == (1, 0, 0)
