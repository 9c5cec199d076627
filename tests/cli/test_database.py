"""The commands that work in a database, each on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sopflow
from sopflow.cli import main
from sopflow.sql import SQLStore

ROOT = Path(__file__).parents[2]
BROKEN_SQL = 'UPDATE sopflow_event SET body = replace(body, \'"by":"camat"\', \'"by":"warga"\') WHERE revision = 2'


def test_an_instance_is_started_from_a_file_and_then_by_its_id(ask, folder):
    first = ask("start", "pengawalan.yaml", "--by", "camat", "--key", "ND-1", "--subject", "Kunjungan")
    assert {k: first[k] for k in ("revision", "status", "end")} == {
        "revision": 1,
        "status": "running",
        "end": None,
    }
    (row,) = first["active"]
    assert (row["step"], row["actors"]) == ("terima_perintah", ["camat"])
    (folder / "pengawalan.yaml").unlink()
    assert ask("start", "pengawalan", "--by", "camat", "--key", "ND-1", "--subject", "Kunjungan") == first
    second = ask("start", "pengawalan", "--by", "camat")
    assert second["id"] != first["id"]
    listed = ask("instances")
    assert [one["id"] for one in listed["items"]] == [first["id"], second["id"]]
    assert {k: listed["items"][0][k] for k in ("sop", "version", "subject")} == {
        "sop": "pengawalan", "version": "1", "subject": "Kunjungan",
    }  # fmt: skip
    assert listed["next"] is None


def test_rows_are_completed_and_refusals_say_what_is_possible(ask, run):
    one = ask("start", "pengawalan.yaml", "--by", "camat")["id"]
    done = ask("complete", one, "terima_perintah", "--by", "camat", "--note", "segera", "--key", "k")
    assert (done["revision"], done["active"][0]["step"]) == (2, "perintah_camat")
    assert ask("complete", one, "terima_perintah", "--by", "camat", "--note", "segera", "--key", "k") == done
    code, out, err = run("complete", one, "arsip", "--by", "camat")
    assert (code, out) == (1, "")
    assert 'open now: "2. Kasi Ketentraman dan' in err
    code, _, err = run("complete", one, "perintah_camat", "--by", "kasi_trantib", "--expected", "1")
    assert code == 1
    assert "is at revision 2, not 1" in err
    code, out, _ = run("history", one)
    assert code == 0
    assert "segera" in out
    history = ask("history", one)
    assert [event["type"] for event in history["items"]] == ["started", "completed"]
    assert len(history["head"]) == 64


def test_a_due_time_is_put_off_with_a_reason(ask, run, folder):
    shutil.copy(ROOT / "definitions/permohonan-informasi-publik.yaml", folder)
    one = ask("start", "permohonan-informasi-publik.yaml", "--by", "pemohon")["id"]
    for step, by in (
        ("datang", "pemohon"),
        ("isi_formulir", "pemohon"),
        ("beri_bukti", "petugas"),
        ("catat", "petugas"),
    ):
        before = ask("complete", one, step, "--by", by)
    after = ask(
        "extend", one, "pertimbangkan", "--by", "ppid", "--note", "data belum lengkap", "--length", "3 hari"
    )
    assert after["active"][0]["due"] > before["active"][0]["due"]
    code, _, err = run("extend", one, "pertimbangkan", "--by", "ppid", "--note", "lagi")
    assert (code, "was extended 1 time already" in err) == (1, True)
    assert run("extend", one, "--by", "ppid", "--note", "semua")[0] == 1


def test_the_last_completion_is_undone(ask, run):
    one = ask("start", "pengawalan.yaml", "--by", "camat")["id"]
    ask("complete", one, "terima_perintah", "--by", "camat")
    after = ask("undo", one, "--by", "camat", "--note", "keliru")
    assert (after["revision"], after["active"][0]["step"]) == (3, "terima_perintah")
    code, _, err = run("undo", one, "--by", "camat", "--note", "lagi")
    assert (code, "what happened last: undone" in err) == (1, True)
    assert ask("audit")["broken"] == []


def test_a_worklist_is_what_an_actor_is_to_do(ask, run):
    ask("start", "pengawalan.yaml", "--by", "camat", "--subject", "Kunjungan")
    (item,) = ask("worklist", "--actor", "camat")["items"]
    assert (item["step"], item["subject"], item["actors"]) == ("terima_perintah", "Kunjungan", ["camat"])
    assert ask("worklist", "--actor", "sekcam")["items"] == []
    assert ask("worklist", "--overdue")["items"] == []
    code, out, _ = run("worklist", "--actor", "camat", "--lang", "id")
    assert (code, "Kunjungan" in out, "Batas" in out) == (0, True, True)
    assert run("worklist")[0] == 2


def test_lists_come_in_pages(ask):
    for number in range(5):
        ask("start", "pengawalan.yaml", "--by", "camat", "--subject", f"Surat {number}")
    for command in ("instances",), ("worklist", "--actor", "camat"):
        seen, after = [], None
        while True:
            page = ask(*command, "--limit", "2", *(("--after", after) if after else ()))
            seen += [one["subject"] for one in page["items"]]
            after = page["next"]
            if after is None:
                break
        assert sorted(seen) == [f"Surat {n}" for n in range(5)]


@pytest.mark.parametrize("command", [("instances",), ("worklist", "--actor", "camat"), ("worklist", "--overdue")])
def test_what_continues_no_page_is_told_without_a_traceback(ask, run, command):
    ask("start", "pengawalan.yaml", "--by", "camat")
    for after in ("entah", "9" * 40, f"{'9' * 40} a b 1 c", f"1 a b {'9' * 40} c"):
        code, _, err = run(*command, "--after", after)
        assert (code, f'"{after}" is not a cursor' in err) == (1, True)
    assert run(*command, "--limit", "9" * 40)[0] == 0


def test_an_sop_is_run_to_its_end_in_a_database(ask, run):
    result = ask("run", "pengawalan.yaml", "--auto", "--choose", "verifikasi=N")
    (one,) = ask("instances", "--status", "completed")["items"]
    assert (one, one["end"], one["revision"]) == (result["instance"], "end", 14)
    assert run("run", "pengawalan.yaml", "--auto", "--journal", "j.jsonl")[0] == 2
    assert ask("advance") == {"advanced": 0}


def test_an_instance_becomes_a_scenario_that_passes(ask, run, capsys):
    one = ask("run", "pengawalan.yaml", "--auto", "--choose", "verifikasi=N")["instance"]["id"]
    assert run("record", one, "-o", "jalan.scenarios.yaml")[0] == 0
    assert main(["test", "jalan.scenarios.yaml", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["coverage"]["pengawalan"]["missed"] == []
    assert run("record", "tidak-ada")[0] == 1


def test_an_audit_names_what_was_changed_and_heads_are_compared(ask, run, folder, database):
    one = ask("start", "pengawalan.yaml", "--by", "camat", "--subject", "Kunjungan Gubernur")["id"]
    ask("complete", one, "terima_perintah", "--by", "camat")
    assert ask("audit", "--heads", "heads.jsonl") == {"instances": 1, "events": 2, "noted": 0, "broken": []}
    assert ask("audit", "--against", "heads.jsonl")["noted"] == 1
    import sqlalchemy as sa

    from sopflow.sql import SQLStore

    with SQLStore(database).engine.begin() as connection:
        connection.execute(sa.text(BROKEN_SQL.replace(":", "\\:")))
    code, out, _ = run("audit")
    assert code == 1
    assert f"instance {one}, event 2: its content was changed" in out
    with SQLStore(database).engine.begin() as connection:
        connection.execute(
            sa.text("update sopflow_word set word = 'bukan' where word = (select min(word) from sopflow_word)")
        )
    code, out, _ = run("audit")
    assert f'instance {one}: the search word "bukan" is not of its subject' in out
    assert "event 0" not in out
    (folder / "heads.jsonl").write_text('{"instance": "hilang", "revision": 1, "head": "0"}\n', "utf-8")
    code, out, _ = run("audit", "--against", "heads.jsonl")
    assert "1 noted head, no longer there: 1" in out
    (folder / "heads.jsonl").write_text("bukan sidik\n", "utf-8")
    code, _, err = run("audit", "--against", "heads.jsonl")
    assert (code, "heads.jsonl:1" in err) == (1, True)


def test_an_audit_decides_again_and_verifies_seals(ask, run, folder, monkeypatch):
    (folder / "kunci.txt").write_text("2025 0123456789abcdef0123456789abcdef\n", "utf-8")
    old = ask("start", "pengawalan.yaml", "--by", "camat")["id"]
    monkeypatch.setenv("SOPFLOW_SEAL_KEY", "kunci.txt")
    ask("complete", old, "terima_perintah", "--by", "camat")
    ask("start", "pengawalan.yaml", "--by", "camat")
    found = ask("audit", "--decide")
    assert found == {"instances": 2, "events": 3, "noted": 0, "broken": [], "unsealed": 1}
    assert "1 event without a seal" in run("audit")[1]
    # another key after it: the old one still verifies
    with (folder / "kunci.txt").open("a", encoding="utf-8") as file:
        file.write("2026 fedcba9876543210fedcba9876543210  # baru\n")
    ask("start", "pengawalan.yaml", "--by", "camat")
    assert ask("audit")["broken"] == []
    (folder / "lain.txt").write_text("2025 00000000000000000000000000000000\n", "utf-8")
    code, out, _ = run("audit", "--seal-key", "lain.txt")
    assert code == 1
    assert "its seal was not made with the key" in out
    assert 'the seal key "2026" was not given' in out
    for text, why in (
        ("2025\n", "line 1"),
        ("2025 pendek\n", "too short"),
        ("", "no key"),
        ("a 1\na 2", "too short"),
    ):
        (folder / "lain.txt").write_text(text, "utf-8")
        code, _, err = run("audit", "--seal-key", "lain.txt")
        assert code == 1
        assert "the seal key cannot be used" in err, why


def test_a_dump_moves_between_databases_and_backups_are_made(ask, run, database):
    one = ask("run", "pengawalan.yaml", "--auto")["instance"]["id"]
    assert run("dump", "-o", "dump.jsonl")[0] == 0
    nothing = dict.fromkeys(("restored", "appended", "unchanged", "ahead", "events", "withheld", "passed_over"), 0)
    assert ask("restore", "dump.jsonl", db="lain.db") == nothing | {"restored": 1, "events": 12}
    assert ask("restore", "dump.jsonl", db="lain.db") == nothing | {"unchanged": 1}
    assert ask("history", one, db="lain.db") == ask("history", one)
    code, out, _ = run("dump")
    assert out == Path("dump.jsonl").read_text("utf-8")
    Path("dump.jsonl").write_text(out.replace("camat", "warga", 1), "utf-8")
    code, _, err = run("restore", "dump.jsonl", db="rusak.db")
    assert (code, "line 2" in err) == (1, True)
    code, out, err = run("backup", "cadangan.db")
    if "://" in database:
        assert (code, "pg_dump" in err) == (1, True)
    else:
        assert code == 0
        assert ask("history", one, db="cadangan.db") == ask("history", one)
        assert "that file already exists; use another name" in run("backup", "cadangan.db")[2]


def test_without_a_database_it_says_how_to_name_one(folder, capsys, monkeypatch):
    monkeypatch.delenv("SOPFLOW_DB", raising=False)
    assert main(["instances"]) == 1
    assert "--db FILE" in capsys.readouterr().err
    monkeypatch.setenv("SOPFLOW_DB", "proses.db")
    SQLStore("proses.db").close()
    assert main(["instances"]) == 0


@pytest.mark.parametrize("command", [["instances"], ["audit"], ["worklist", "--actor", "a"], ["dump"]])
def test_what_is_no_database_is_told_without_a_traceback(folder, capsys, command):
    Path("surat.db").write_bytes(b"bukan basis data" * 100)
    assert main([*command, "--db", "surat.db"]) == 1
    assert "surat.db" in capsys.readouterr().err
    assert main([*command, "--db", "tidak/ada.db"]) == 1
    assert "tidak/ada.db" in capsys.readouterr().err


def test_an_acknowledged_command_is_on_disk(folder):
    """Killed the moment it ends: what exit 0 said holds for another process."""
    command = [sys.executable, "-m", "sopflow", "start", "pengawalan.yaml", "--by", "camat", "--db", "p.db"]
    done = subprocess.run(
        [*command, "--format", "json"], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    instance = json.loads(done.stdout)["id"]
    import sqlite3

    assert sqlite3.connect("p.db").execute("SELECT id, revision FROM sopflow_instance").fetchall() == [
        (instance, 1)
    ]


def test_an_instance_that_called_another_is_recorded_with_it(folder, tmp_path, monkeypatch, capsys):
    from sopflow.sql import SQLStore
    from sopflow.testing.contract import world as contract

    for name, rows in (("surat", contract.LETTER), ("pemanggil", contract.CALLER)):
        text = contract.HEAD.format(id=name, version="1") + rows
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    world = contract.World(SQLStore("p.db"))
    world.engine.register(contract.sop_of("pemanggil", contract.CALLER))
    run = world.engine.start("pemanggil", "a")
    child = world.engine.complete(run.id, "mulai", "a").active[0].child
    for step, by, outcome in (
        ("susun", "a", None),
        ("periksa", "a", "Y"),
        ("paraf", "b", None),
        ("paraf", "c", None),
    ):
        world.engine.complete(child, step, by, outcome)
    world.after(days=4)
    world.engine.advance()
    world.engine.complete(child, "arsip", "c")
    world.engine.complete(run.id, "tutup", "a")
    assert main(["record", run.id, "--db", "p.db", "-o", "jalan.scenarios.yaml"]) == 0
    assert main(["test", "jalan.scenarios.yaml"]) == 0, capsys.readouterr()


def test_the_version_that_new_instances_start_on_is_chosen(ask, run, folder):
    file = folder / "pengawalan.yaml"
    ask("start", "pengawalan.yaml", "--by", "camat")
    text = file.read_text("utf-8")
    (folder / "baru.yaml").write_text(text.replace("version: 1", "version: 2", 1), "utf-8")
    ask("start", "baru.yaml", "--by", "camat")
    listed = ask("activate", "pengawalan")
    assert [(one["version"], one["is_current"]) for one in listed["items"]] == [("1", False), ("2", True)]
    ask("activate", "pengawalan", "1", "--by", "camat")
    ask("start", "pengawalan", "--by", "camat")
    assert [one["version"] for one in ask("instances")["items"]] == ["1", "2", "1"]
    code, out, _ = run("activate", "pengawalan")
    assert code == 0
    assert any("yes" in line and "Camat" in line for line in out.splitlines()), out
    assert run("activate", "pengawalan", "1")[0] == 2
    assert run("activate", "tidak-ada")[0] == 1
    assert run("activate", "pengawalan", "9", "--by", "camat")[0] == 1


def test_subscribers_are_listed_with_their_lag_and_what_failed(ask, run, database):
    one = ask("start", "pengawalan.yaml", "--by", "camat")["id"]
    assert ask("subscribers") == []
    engine = sopflow.Engine(SQLStore(database))

    def fails(_):
        raise RuntimeError("no mail server")

    mail = engine.subscribe("mail", fails, pauses=[])
    mail.deliver()
    ask("complete", one, "terima_perintah", "--by", "camat")
    code, out, _ = run("subscribers")
    assert code == 1  # something is parked
    assert next(line.split()[2] for line in out.splitlines() if line.startswith("mail")) == "1"
    assert "RuntimeError: no mail server" in out
    code, out, _ = run("subscribers", "mail", "--format", "json")
    (found,) = json.loads(out)
    assert (found["behind"], found["set_aside"][0]["instance"], found["set_aside"][0]["next_at"]) == (1, one, None)
    assert run("subscribers", "--retry")[0] == 2
    assert run("subscribers", "lain", "--retry")[0] == 1
    assert "delivery: 1 instance\n" in run("subscribers", "mail", "--retry")[1]
    assert mail.deliver() == 0
    assert "event 1" in run("subscribers", "mail", "--skip", one)[1]
    seen = []
    assert engine.subscribe("mail", seen.append).deliver() == 1
    assert ask("subscribers")[0] | {"set_aside": [], "behind": 0} == ask("subscribers")[0]


@pytest.mark.parametrize(
    "words",
    [
        "audit", "audit X", "backup b.db", "dump", "worklist --actor a", "instances", "history X", "report", "upgrade", "subscribers",
        "advance", "activate surat", "complete X s --by a", "claim X s --by a", "undo X --by a --note n",
        "migrate surat --by a --to 2", "record X",
    ],
)  # fmt: skip
def test_a_command_that_begins_nothing_makes_no_database(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kosong.db").touch()
    for name in ("salah.db", "kosong.db"):
        assert main([*words.split(), "--db", name, "--lang", "en"]) == 1
        assert "there is no sopflow database" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["kosong.db"]


def test_commands_that_begin_something_make_one(tmp_path, monkeypatch, folder, capsys):
    assert main(["start", "pengawalan.yaml", "--by", "camat", "--db", "satu.db"]) == 0
    assert main(["dump", "--db", "satu.db", "-o", "dump.jsonl"]) == 0
    assert main(["restore", "dump.jsonl", "--db", "dua.db"]) == 0
    assert main(["run", "pengawalan.yaml", "--auto", "--db", "tiga.db"]) == 0
    for name in ("satu.db", "dua.db", "tiga.db"):
        assert Path(name).exists()
        assert not Path(f"{name}-wal").exists()  # in one file, once the command has ended


def test_an_instance_that_is_not_there_is_not_called_whole(ask, run):
    ask("start", "pengawalan.yaml", "--by", "camat")
    code, out, err = run("audit", "tidak-ada")
    assert (code, out) == (1, "")
    assert "tidak-ada" in err
