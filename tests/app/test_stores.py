"""A store is opened by its address, one that a package brings as well as ours."""

from __future__ import annotations

import json
from importlib.metadata import EntryPoint

import pytest

import sopflow
from sopflow.app import stores
from sopflow.cli import main
from sopflow.sql import SQLStore
from sopflow.testing import StoreContract
from tests.cli.test_giving import GIVEN, SOP

BROUGHT: dict[str, sopflow.InMemoryStore] = {}


def opened(where: str) -> sopflow.InMemoryStore:
    """What a package would bring: a store for each address."""
    return BROUGHT.setdefault(where, sopflow.InMemoryStore())


@pytest.fixture(autouse=True)
def installed(monkeypatch):
    point = EntryPoint("kamus", f"{__name__}:opened", stores.GROUP)
    monkeypatch.setattr(stores, "entry_points", lambda group: [point] if group == stores.GROUP else [])
    BROUGHT.clear()


def test_an_address_says_which_store_it_is(tmp_path):
    for where in (str(tmp_path / "a.db"), f"sqlite:///{tmp_path}/b.db"):
        assert isinstance(sopflow.open_store(where), SQLStore)
    assert sopflow.open_store("kamus://satu") is BROUGHT["kamus://satu"]
    with pytest.raises(
        stores.UnknownStore, match='no store for "etcd://"; known: "sqlite", "postgresql", "kamus"'
    ):
        sopflow.open_store("etcd://satu")


def test_the_terminal_works_on_a_store_that_a_package_brings(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")
    store = ("--db", "kamus://satu")

    def said(*words):
        assert main([*words, *store, "--format", "json"]) == 0
        return json.loads(capsys.readouterr().out)

    run = said("start", "izin.yaml", "--by", "staf")["id"]
    for name, words, becomes in GIVEN:
        said(name, run, *words)
        assert said("history", run)["items"][-1]["type"] == becomes
    assert said("history", run)["head"] is None
    assert [one["id"] for one in said("instances")["items"]] == [run]
    assert said("worklist", "--actor", "staf")["items"] == []
    assert said("report")["sops"][0]["instances"] == 1
    assert main(["history", run, *store]) == 0
    capsys.readouterr()
    for words in (["audit"], ["backup", "x.db"], ["dump"], ["upgrade"]):
        assert main([*words, *store, "--lang", "id"]) == 1
        assert capsys.readouterr().err.strip() == f"kamus://satu: {words[0]} hanya untuk SQLite dan PostgreSQL"
    assert main(["instances", "--db", "etcd://satu", "--lang", "id"]) == 1
    assert 'tidak ada penyimpan untuk "etcd://"' in capsys.readouterr().err


class TestBrought(StoreContract):
    def make(self, tmp_path):
        return sopflow.open_store(f"kamus://{tmp_path}")
