"""The program of docs/host.md for Django: a command in a transaction that Django began, and that Django ends."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import sopflow
from sopflow.sql import SQLStore

(PROGRAM,) = re.findall(r"```python\n(# sop\.py\n.*?)```", Path("docs/host.md").read_text("utf-8"), re.S)
(FOR_SQLITE,) = re.findall(r'`(create_engine\("sqlite://".*?\))`', Path("docs/host.md").read_text("utf-8"), re.S)


class Own:
    """What Django has of a connection: the driver's own, whose transaction begins and ends by words of SQL or its methods."""

    def __init__(self, opened):
        self.connection = opened

    def ensure_connection(self):
        pass

    @contextmanager
    def atomic(self):
        self.connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")


def of_postgres(address):
    import psycopg

    return psycopg.connect(address, autocommit=True)


def of_sqlite(path):
    import sqlite3

    return sqlite3.connect(path, isolation_level=None)


@pytest.fixture(params=["sqlite", "postgresql"])
def host(request, tmp_path, monkeypatch):
    """The names of the program, with the connection that Django would have, to one database."""
    if request.param == "sqlite":
        address, program = str(tmp_path / "proses.db"), re.sub(r"create_engine\(.*\)", FOR_SQLITE, PROGRAM)
        SQLStore(address).close()
        own = Own(of_sqlite(address))
    else:
        address, program = request.getfixturevalue("postgres_url"), PROGRAM
        own = Own(of_postgres(address))
    django = ModuleType("django.db")
    django.connection = own
    monkeypatch.setitem(sys.modules, "django", ModuleType("django"))
    monkeypatch.setitem(sys.modules, "django.db", django)
    names = {}
    exec(compile(program.replace("postgresql://…", address), "sop.py", "exec"), names)
    own.connection.execute("CREATE TABLE surat (nomor TEXT)")
    yield SimpleNamespace(own=own, engine=names["engine"], lent=names["lent"])
    own.connection.close()
    names["engine"].store.close()


def letters(host):
    return [row[0] for row in host.own.connection.execute("SELECT nomor FROM surat").fetchall()]


def test_both_sides_are_committed_together(host):
    with host.own.atomic(), host.lent.connect() as joined:
        host.own.connection.execute("INSERT INTO surat VALUES ('ND-1')")
        run = host.engine.using(joined).start("pengawalan", by="camat", key="ND-1")
    assert letters(host) == ["ND-1"]
    assert host.engine.instance(run.id).status == "running"


def test_neither_is_where_the_host_rolls_back(host):
    def fail():
        with host.own.atomic(), host.lent.connect() as joined:
            host.own.connection.execute("INSERT INTO surat VALUES ('ND-1')")
            host.engine.using(joined).start("pengawalan", by="camat", key="ND-1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert letters(host) == []
    assert host.engine.count(sop="pengawalan") == 0


def test_a_refusal_leaves_the_rest_of_the_transaction(host):
    with host.own.atomic(), host.lent.connect() as joined:
        run = host.engine.using(joined).start("pengawalan", by="camat")
        host.own.connection.execute("INSERT INTO surat VALUES ('ND-1')")
        with pytest.raises(sopflow.Refusal):
            host.engine.using(joined).complete(run.id, "arsip", by="camat")
    assert letters(host) == ["ND-1"]
    assert [one.type for one in host.engine.history(run.id)] == ["started"]


def test_the_host_goes_on_with_its_connection_after_it_was_lent(host):
    for number in ("ND-1", "ND-2"):
        with host.own.atomic(), host.lent.connect() as joined:
            host.engine.using(joined).start("pengawalan", by="camat", key=number)
            host.own.connection.execute(f"INSERT INTO surat VALUES ('{number}')")
    assert letters(host) == ["ND-1", "ND-2"]
    assert host.engine.count(sop="pengawalan") == 2
