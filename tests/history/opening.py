"""A copy of each of the stores that a folder keeps, opened by the sopflow of today."""

from __future__ import annotations

import shutil

from sopflow.engine.journal import JournalStore
from sopflow.sql import SQLStore, restore

KINDS = ("sqlite", "postgresql", "journal", "restored")


def opened(kind, folder, tmp_path, request):
    if kind == "postgresql":
        return postgresql(folder, request)
    return {"sqlite": sqlite, "journal": journal, "restored": restored}[kind](folder, tmp_path)


def sqlite(folder, tmp_path):
    return SQLStore(shutil.copy(folder / "proses.db", tmp_path))


def journal(folder, tmp_path):
    return JournalStore(shutil.copy(folder / "proses.journal", tmp_path))


def restored(folder, tmp_path):
    store = SQLStore(tmp_path / "baru.db")
    with (folder / "proses.dump.jsonl").open(encoding="utf-8") as lines:
        assert all(one.is_new for one in restore(store, lines))
    return store


def postgresql(folder, request):
    """In a database of its own, which is gone after the test."""
    cluster = request.getfixturevalue("cluster")
    import psycopg

    def run(*texts, database="postgres"):
        with psycopg.connect(cluster.url.replace("/postgres", f"/{database}"), autocommit=True) as connection:
            for text in texts:
                connection.execute(text)

    run("DROP DATABASE IF EXISTS kept", "CREATE DATABASE kept")
    lines = (folder / "proses.postgresql.sql").read_text("utf-8").splitlines()
    run("DROP SCHEMA public", database="kept")
    run("\n".join(line for line in lines if not line.startswith("\\")), database="kept")
    store = SQLStore(cluster.url.replace("/postgres", "/kept"))

    def gone():
        store.close()
        run("DROP DATABASE kept WITH (FORCE)")

    request.addfinalizer(gone)
    return store
