"""Every store of ours keeps the contract."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.engine.journal import JournalStore
from sopflow.sql import SQLStore
from sopflow.testing import StoreContract


class TestInMemoryStore(StoreContract):
    def make(self, tmp_path):
        return sopflow.InMemoryStore()


class TestJournalStore(StoreContract):
    def make(self, tmp_path):
        return JournalStore(tmp_path / "j.jsonl")


class TestSQLite(StoreContract):
    def make(self, tmp_path):
        return SQLStore(tmp_path / "proses.db")

    def again(self, store):
        return SQLStore(store.engine.url)


class TestPostgreSQL(StoreContract):
    @pytest.fixture(autouse=True)
    def server(self, postgres_url):
        self.url = postgres_url

    def make(self, tmp_path):
        return SQLStore(self.url)

    def again(self, store):
        return SQLStore(store.engine.url)
