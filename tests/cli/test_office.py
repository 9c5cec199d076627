"""Commands for people and for versions: who takes what, whose list it is, what moves where."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sopflow.cli import main

ROOT = Path(__file__).parents[2]
NORTH = "kec-tangerang"
SMALL = """\
sopflow: 1
id: surat
title: Surat
version: "{version}"
actors: {{a: A, b: B}}
steps:
  - {{id: susun, activity: Menyusun, actor: a, duration: {hours} jam}}
  - {{id: {check}, activity: Memeriksa, actor: b}}
"""


@pytest.fixture
def office(folder, monkeypatch):
    shutil.copy(ROOT / "examples/tangerang.directory.yaml", folder)
    monkeypatch.setenv("SOPFLOW_DIRECTORY", "tangerang.directory.yaml")
    return folder


def test_people_act_for_the_positions_that_they_hold(ask, run, office):
    code, _, err = run("start", "pengawalan.yaml", "--by", "citra")
    assert (code, "name the unit: kec-ciledug, kec-tangerang, kota" in err) == (1, True)
    one = ask("start", "pengawalan.yaml", "--by", "citra", "--unit", NORTH)
    assert one["unit"] == NORTH
    code, _, err = run("complete", one["id"], "terima_perintah", "--by", "ani")
    assert (code, '"Ani Suryani" may not do "1. Kasi Ketentraman dan Ketertiban Umum menerima' in err) == (1, True)
    ask("complete", one["id"], "terima_perintah", "--by", "citra")
    code, out, _ = run("history", one["id"])
    assert code == 0
    assert "definitif Camat" in out
    assert "Kecamatan" in out
    assert NORTH not in out


def test_a_forgotten_directory_is_warned_of(ask, run, office, monkeypatch):
    """Without it nobody checks who acts: of an instance that was begun with one that is a slip."""
    one = ask("start", "pengawalan.yaml", "--by", "citra", "--unit", NORTH)["id"]
    code, _, err = run("annotate", one, "--by", "citra", "--note", "x")
    assert (code, err) == (0, "")
    monkeypatch.delenv("SOPFLOW_DIRECTORY")
    code, _, err = run("complete", one, "terima_perintah", "--by", "camat", "--lang", "id")
    assert (code, "tanpa --directory tidak diperiksa siapa yang bertindak" in err) == (0, True)
    other = ask("start", "pengawalan.yaml", "--by", "camat")["id"]
    code, _, err = run("complete", other, "terima_perintah", "--by", "camat")
    assert (code, err) == (0, "")


def test_a_row_is_taken_given_and_delegated(ask, run, office):
    one = ask("start", "pengawalan.yaml", "--by", "citra", "--unit", NORTH)["id"]
    held = ask("claim", one, "terima_perintah", "--by", "citra")
    assert held["active"][0]["claims"] == [{"actor": "camat", "person": "citra", "on_behalf_of": None}]
    code, _, err = run("complete", one, "terima_perintah", "--by", "budi")
    assert (code, 'menerima perintah dari …" is claimed by "Citra Lestari"' in err) == (1, True)
    ask("claim", one, "1", "--by", "budi", "--take-over")
    ask("release", one, "terima_perintah", "--by", "budi")
    ask("reassign", one, "terima_perintah", "--by", "budi", "--to", "citra")
    ask("release", one, "terima_perintah", "--by", "citra")
    ask("delegate", one, "terima_perintah", "--by", "citra", "--to", "joko", "--note", "dinas luar")
    code, out, _ = run("worklist", "--person", "joko", "--lang", "id")
    assert (code, "Joko Susilo (a.n." in out, "Citra Lestari)" in out) == (0, True, True)
    ask("complete", one, "terima_perintah", "--by", "joko")
    kinds = [e["type"] for e in ask("history", one)["items"]]
    assert kinds == [
        "started",
        "claimed",
        "reassigned",
        "released",
        "reassigned",
        "released",
        "delegated",
        "completed",
    ]
    assert "a.n. Citra Lestari" in run("history", one)[1]


def test_worklists_of_persons_units_and_sops(ask, run, office):
    one = ask("start", "pengawalan.yaml", "--by", "citra", "--unit", NORTH)["id"]
    other = ask("start", "pengawalan.yaml", "--by", "ani", "--unit", "kec-ciledug")["id"]

    def listed(*arguments):
        return {item["instance"] for item in ask("worklist", *arguments)["items"]}

    assert listed("--person", "citra") == listed("--unit", NORTH) == {one}
    assert listed("--person", "ani") == {other}
    assert listed("--person", "budi") == set()
    code, _, err = run("worklist", "--sop", "lain")
    assert (code, "pengawalan" in err) == (2, True)
    assert listed("--sop", "pengawalan", "--step", "terima_perintah") == listed("--actor", "camat") == {one, other}
    code, _, err = run("worklist", "--person", "siapa")
    assert (code, '--person: there is no "siapa"; known: ani' in err) == (2, True)
    code, _, err = run("worklist")
    assert (code, "--person, --as, --actor, --unit, --sop, " in err) == (2, True)


def test_instances_are_searched(ask, run, office):
    words = ["--subject", "Kunjungan Gubernur"]
    one = ask("start", "pengawalan.yaml", "--by", "citra", "--unit", NORTH, "--key", "ND-1", *words)["id"]
    ask("start", "pengawalan.yaml", "--by", "ani", "--unit", "kec-ciledug", "--key", "ND-2")

    def found(*arguments):
        return [item["id"] for item in ask("instances", *arguments)["items"]]

    assert found("--subject", "guber*") == found("--key", "ND-1") == found("--unit", NORTH) == [one]
    assert found("--step", "terima_perintah", "--subject", "kunjungan") == [one]
    assert found("--overdue") == found("--to", "2020-01-01") == found("--subject", "gube") == []
    assert len(found("--from", "1 Januari 2020")) == 2
    code, _, err = run("instances", "--from", "kemarin")
    assert (code, '"kemarin" is not a date' in err) == (2, True)


def test_a_new_version_takes_over(ask, run, folder):
    (folder / "satu.yaml").write_text(SMALL.format(version=1, hours=2, check="periksa"), "utf-8")
    (folder / "dua.yaml").write_text(SMALL.format(version=2, hours=5, check="telaah"), "utf-8")
    one = ask("start", "satu.yaml", "--by", "a")["id"]
    other = ask("start", "satu.yaml", "--by", "a")["id"]
    ask("complete", other, "susun", "--by", "a")
    code, out, _ = run("migrate", "dua.yaml", "--by", "admin", "--dry-run")
    assert code == 1
    assert "has no place in version 2" in out
    assert "1 instance would move to version 2, 1 would stay; nothing was changed" in out
    assert ask("start", "surat", "--by", "a", "--key", "k")["id"]  # still on version 1
    assert {i["version"] for i in ask("instances")["items"]} == {"1"}
    moved = ask("migrate", "dua.yaml", "--by", "admin", "--map", "periksa=telaah", "--note", "SK baru")
    assert (moved["moved"], moved["stay"], moved["to"]) == (3, 0, "2")
    rows = {i["instance"]: i["rows"] for i in moved["instances"]}
    assert [(r["step"], r["to"]) for r in rows[other]] == [("periksa", "telaah")]
    assert rows[one][0]["was_due"] < rows[one][0]["due"]
    assert ask("migrate", "surat", "--by", "admin")["moved"] == 0
    assert ask("complete", other, "telaah", "--by", "b")["status"] == "completed"
    report = ask("report")["sops"]
    assert [(sop["version"], {r["step"]: r["count"] for r in sop["steps"]}) for sop in report] == [
        ("1", {"susun": 1, "periksa": 0}), ("2", {"susun": 0, "telaah": 1}),
    ]  # fmt: skip
    assert run("audit")[0] == 0
    assert "moved to" in run("history", other)[1]
    code, _, err = run("migrate", "surat", "--by", "admin", "--map", "periksa")
    assert (code, "OLD=NEW" in err) == (2, True)
    code, _, err = run("migrate", "surat", "--to", "9", "--by", "admin")
    assert (code, "surat 9" in err) == (1, True)


def test_a_dump_with_a_migration_is_restored(ask, run, folder, tmp_path):
    (folder / "satu.yaml").write_text(SMALL.format(version=1, hours=2, check="periksa"), "utf-8")
    (folder / "dua.yaml").write_text(SMALL.format(version=2, hours=5, check="telaah"), "utf-8")
    one = ask("start", "satu.yaml", "--by", "a", "--subject", "Surat masuk")["id"]
    ask("complete", one, "susun", "--by", "a")
    ask("claim", one, "periksa", "--by", "b")
    ask("migrate", "dua.yaml", "--by", "admin", "--map", "periksa=telaah")
    assert run("dump", "-o", "isi.jsonl")[0] == 0
    target = str(tmp_path / "lain.db")
    assert main(["restore", "isi.jsonl", "--db", target]) == 0
    assert main(["audit", "--db", target]) == 0
    assert run("worklist", "--person", "b", db=target)[1].count(one) == 1
    assert (
        json.loads(run("instances", "--subject", "masuk", "--format", "json", db=target)[1])["items"][0]["version"]
        == "2"
    )


def test_what_happened_earlier_is_entered_as_far_back_as_is_allowed(ask, run, folder, monkeypatch):
    def ago(**length):
        return (datetime.now(UTC) - timedelta(**length)).strftime("%Y-%m-%d %H:%M:%S UTC")

    ask("start", "pengawalan.yaml", "--by", "camat", "--acted-at", ago(days=2))
    code, _, err = run("start", "pengawalan.yaml", "--by", "camat", "--acted-at", ago(days=4), "--lang", "id")
    assert (code, "paling lama 3 hari yang lalu" in err) == (1, True)
    ask("start", "pengawalan.yaml", "--by", "camat", "--acted-at", ago(days=4), "--backdating", "5 hari")
    monkeypatch.setenv("SOPFLOW_BACKDATING", "0")
    code, _, err = run("start", "pengawalan.yaml", "--by", "camat", "--acted-at", ago(minutes=1))
    assert (code, "leave acted_at out" in err) == (1, True)
    code, _, err = run("start", "pengawalan.yaml", "--by", "camat", "--acted-at", "kemarin")
    assert (code, "is not a time" in err) == (1, True)
    code, _, err = run(
        "start", "pengawalan.yaml", "--by", "camat", "--acted-at", ago(days=1), "--backdating", "lama"
    )
    assert (code, "is not a duration" in err) == (1, True)
    code, _, err = run("start", "pengawalan.yaml", "--by", "system")
    assert (code, "system is reserved for the engine" in err) == (1, True)
    one = ask("start", "pengawalan.yaml", "--by", "camat", "--acted-at", ago(days=2), "--backdating", "3 hari")
    ask(
        "complete",
        one["id"],
        "terima_perintah",
        "--by",
        "camat",
        "--acted-at",
        ago(days=1),
        "--backdating",
        "3 hari",
    )
