"""A store is opened by its address, one that a package brings as well as ours; everything works on it that its contract allows."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from starlette.testclient import TestClient

import sopflow
from sopflow.app import stores
from sopflow.cli import main
from sopflow.service import service
from sopflow.sql import SQLStore
from sopflow.studio.app import studio_app
from sopflow.studio.folder import Folder
from sopflow.testing import StoreContract
from tests.app.third import BROUGHT, Only
from tests.cli.test_giving import GIVEN, SOP

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1:9999"
EVENTS = 1 + len(GIVEN)
"""Of one run: its start, and one for each command."""


@pytest.fixture(autouse=True)
def installed(monkeypatch):
    point = EntryPoint("kamus", "tests.app.third:opened", stores.GROUP)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [point] if group == stores.GROUP else [])
    BROUGHT.clear()


@pytest.fixture
def said(tmp_path, monkeypatch, capsys):
    """Runs a command on a store that a package brings; what it said."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")

    def command(*words, db="kamus://satu", code=0):
        assert main([*words, "--db", db, "--lang", "en"]) == code, capsys.readouterr()
        found = capsys.readouterr()
        return found.err.strip() if code else found.out

    return command


@pytest.fixture
def run(said):
    """An instance with every command behind it."""
    name = json.loads(said("start", "izin.yaml", "--by", "staf", "--format", "json"))["id"]
    for command, words, _ in GIVEN:
        said(command, name, *words)
    return name


def kept(said, db):
    """The lines of a dump, but for what says how many they are; instances stand there in any order."""
    return sorted(said("dump", db=db).splitlines()[1:-1])


def test_an_address_says_which_store_it_is(tmp_path):
    for where in (str(tmp_path / "a.db"), f"sqlite:///{tmp_path}/b.db"):
        assert isinstance(sopflow.open_store(where), SQLStore)
    assert sopflow.open_store("kamus://satu") is BROUGHT["kamus://satu"]
    with pytest.raises(
        stores.UnknownStore, match='no store for "etcd://"; known: "sqlite", "postgresql", "kamus"'
    ):
        sopflow.open_store("etcd://satu")


def test_the_terminal_works_on_a_store_that_a_package_brings(run, said):
    def told(*words):
        return json.loads(said(*words, "--format", "json"))

    assert [one["type"] for one in told("history", run)["items"]][1:] == [becomes for _, _, becomes in GIVEN]
    assert [one["id"] for one in told("instances")["items"]] == [run]
    assert told("worklist", "--actor", "staf")["items"] == []
    assert told("report")["sops"][0]["instances"] == 1
    assert told("activate", "izin")["items"][0]["is_current"] is True
    assert told("subscribers") == []
    assert told("advance") == {"advanced": 0}
    assert "Izin" in said("history", run)
    said("record", run, "-o", "x.scenarios.yaml", "--against", "izin.yaml")
    assert str(EVENTS) in said("replay", "--against", "izin.yaml")


def test_a_dump_goes_from_any_store_to_any_other_and_back(run, said):
    said("start", "izin", "--by", "staf", "--subject", "\u202e é", "--key", "k")
    Path("satu.jsonl").write_text(said("dump"), "utf-8")
    for db in ("dua.db", "kamus://tiga"):
        assert "2 instances imported" in said("restore", "satu.jsonl", db=db)
        assert kept(said, db) == kept(said, "kamus://satu")
        assert "2 unchanged" in said("restore", "satu.jsonl", db=db)
    Path("dua.jsonl").write_text(said("dump", db="dua.db"), "utf-8")
    said("restore", "dua.jsonl", db="kamus://empat")
    assert kept(said, "kamus://empat") == kept(said, "dua.db")
    other = json.loads(said("instances", "--format", "json"))["items"][1]["id"]
    assert said("history", other, db="kamus://empat", code=0)
    said("cancel", other, "--by", "staf")
    Path("lagi.jsonl").write_text(said("dump"), "utf-8")
    assert "1 continued" in said("restore", "lagi.jsonl", db="kamus://empat")
    assert said("audit", "--decide", db="kamus://empat").startswith(f"2 instances, {EVENTS + 2} events: 0 broken")


def test_what_another_sopflow_wrote_is_not_kept_as_something_else(said):
    text = (ROOT / "tests/history/proses.dump.jsonl").read_text("utf-8")
    Path("lama.jsonl").write_text(text, "utf-8")
    told = said("restore", "lama.jsonl", code=1)
    assert "another version of sopflow wrote it, and this store does not keep its text" in told
    assert said("instances") == "there are no instances\n"
    assert "imported" in said("restore", "lama.jsonl", db="baru.db")


def test_an_audit_looks_whether_everything_fits_together(run, said):
    heads = Path("heads.jsonl")
    assert "This store keeps no hashes" in said("audit", "--heads", str(heads))
    assert "no longer there: 0" in said("audit", "--against", str(heads))
    assert said("audit", run).startswith(f"1 instance, {EVENTS} events: 0 broken")
    assert "there is no instance" in said("audit", "xxxxxxxxxx", code=1)
    kept = BROUGHT["kamus://satu"]._kept._kept[run]
    events = list(kept.events)
    kept.events[3] = events[3]._replace(by="lain")
    assert f"{EVENTS} events: 0 broken" in said("audit")  # what nobody noted, nobody can tell
    assert main(["audit", "--db", "kamus://satu", "--against", str(heads)]) == 1
    kept.events[3:4] = []
    assert main(["audit", "--db", "kamus://satu"]) == 1
    kept.events[:] = events
    kept.snapshot = kept.snapshot._replace(subject="lain")
    assert main(["audit", "--db", "kamus://satu"]) == 1


def test_a_command_that_is_decided_otherwise_is_found(run, said, capsys):
    kept = BROUGHT["kamus://satu"]._kept._kept[run]
    kept.events[7] = kept.events[7]._replace(outcome="lain")
    assert main(["audit", "--db", "kamus://satu", "--decide", "--lang", "en"]) == 1
    assert "event 8: is not what its command becomes" in capsys.readouterr().out


def test_what_a_store_cannot_do_is_refused_plainly(said, tmp_path):
    where = "kamus://ani:rahasia@kantor/satu"
    only = "kamus://***@kantor/satu: {} is for SQLite and PostgreSQL only"
    assert said("backup", "x.db", db=where, code=1) == only.format("backup") + "; copy it with sopflow dump"
    assert (
        said("upgrade", db=where, code=1) == only.format("upgrade") + "; another store is upgraded by its package"
    )
    rebuild = ("rebuild", "--admin", "http://127.0.0.1:9", "--ingress", "http://127.0.0.1:9")
    assert "127.0.0.1:9" in said(*rebuild, db=where, code=1)  # the cluster is asked first
    (tmp_path / "k").write_text("kunci-1: " + "ab" * 32, "utf-8")
    with pytest.raises(stores.NoSeals, match=r"kamus://\*\*\*@kantor/satu: this store does not seal events"):
        sopflow.open_store(where, seal_key=b"x" * 32)
    assert 'no store for "etcd://"' in said("instances", db="etcd://satu", code=1)


def test_the_service_and_the_page_work_on_it(tmp_path):
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")
    engine = sopflow.Engine(sopflow.open_store("kamus://satu"))
    engine.register(sopflow.load(tmp_path / "izin.yaml"))
    client = TestClient(
        service(engine, open_to_this_machine=True), base_url="http://localhost", client=("127.0.0.1", 5)
    )
    run = client.post("/instances", json={"sop": "izin", "by": "staf"}).json()["id"]
    done = client.post(f"/instances/{run}/skip", json={"step": "catat", "by": "staf", "reason": "x"})
    assert done.json()["revision"] == 2
    events = client.get("/events", params={"follow": "false"}).text
    assert [json.loads(line[6:])["type"] for line in events.splitlines() if line.startswith("data: ")] == [
        "started", "skipped",
    ]  # fmt: skip
    app = studio_app(Folder(tmp_path), token="kunci", hosts=frozenset({HOST}), engine=engine)
    page = TestClient(app, base_url=f"http://{HOST}", client=("127.0.0.1", 50000))
    page.cookies.set("sopflow-9999", "kunci")
    shown = page.post("/api/instance", json={"instance": run}).json()
    assert shown["view"] == client.get(f"/instances/{run}").json()


def test_a_package_that_is_installed_brings_its_store_to_the_service(tmp_path):
    """As a host has it: a distribution with an entry point, and a process of its own."""
    info = tmp_path / "kamus-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kamus\nVersion: 1\n", "utf-8")
    (info / "entry_points.txt").write_text("[sopflow.stores]\nkamus = kamus:opened\n", "utf-8")
    (tmp_path / "kamus.py").write_text("from tests.app.third import opened\n", "utf-8")
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    words = ["serve", "izin.yaml", "--db", "kamus://satu", "--port", "0", "--open-to-this-machine"]
    with subprocess.Popen(
        [sys.executable, "-m", "sopflow", *words], stdout=subprocess.PIPE, text=True, cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": path, "LC_ALL": "en_US.UTF-8"},
    ) as process:  # fmt: skip
        try:
            address = re.search(r"http://\S+?:\d+", process.stdout.readline())[0]
            body = json.dumps({"sop": "izin", "by": "staf"}).encode()
            started = Request(f"{address}/instances", body, {"content-type": "application/json"})
            with urlopen(started) as answer:
                assert json.load(answer)["status"] == "running"
        finally:
            process.terminate()


class TestBrought(StoreContract):
    def make(self, tmp_path):
        return Only()
