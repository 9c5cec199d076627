"""Databases and dumps that several modules here need."""

from __future__ import annotations

import pytest

from sopflow.sql import SQLStore, dump
from tests.conftest import NUMBERS

from .doing import psycopg, with_a_case


@pytest.fixture
def lines(tmp_path):
    """The dump of another database."""
    other = tmp_path / "lain.db"
    with_a_case(other)
    store = SQLStore(other)
    yield list(dump(store))
    store.close()


@pytest.fixture
def server(cluster):
    """A database by its encoding."""
    made = []

    def make(encoding):
        name = f"c{next(NUMBERS)}"
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute(
                f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
            )
        made.append(name)
        return cluster.url.replace("/postgres", f"/{name}")

    yield make
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
