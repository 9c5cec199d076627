"""Searches by fields on PostgreSQL go by an index too, with so many cases that its planner chooses between them."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from sopflow import search
from sopflow.sql import SQLStore, finding
from tests.sop import engine_for, sop

COUNT = 20_000
SOP = sop(
    "- {id: s, activity: x, actor: a, fills: [nilai, nomor, rasio]}\n- {id: t, activity: x, actor: b}",
    head="fields: {nilai: {type: money, search: true}, nomor: {max_length: 40, search: true}, rasio: {type: number, search: true}}",
)
ALL = ("sopflow_instance", "sopflow_field", "sopflow_event", "sopflow_case")
LISTS = [
    ("of an amount", lambda e: e.find(sop="uji", fields={"nilai": search.at_least(COUNT - 20)}), "whole"),
    ("of a number", lambda e: e.find(sop="uji", fields={"nomor": "n 7"}), "text"),
    ("of a ratio", lambda e: e.find(sop="uji", fields={"rasio": search.below(0.001)}), "decimal"),
    ("of most amounts", lambda e: e.find(sop="uji", fields={"nilai": search.above(100)}), None),
    ("by an amount", lambda e: e.find(sop="uji", sort="-field.nilai"), "whole"),
    ("by an amount, a later page", lambda e: e.find(sop="uji", sort="field.nilai", after=e.find(sop="uji", sort="field.nilai").next), "whole"),
    ("by a number", lambda e: e.find(sop="uji", sort="field.nomor"), "text"),
    ("how many of a number", lambda e: e.count(sop="uji", fields={"nomor": "n 7"}), "text"),
    ("how many of an amount", lambda e: e.count(sop="uji", fields={"nilai": search.at_least(COUNT - 200)}), "whole"),
    ("how many running of an amount", lambda e: e.count(sop="uji", status="running", fields={"nilai": search.at_least(COUNT - 200)}), "whole"),
    ("how many of an amount and a ratio", lambda e: e.count(sop="uji", fields={"nilai": search.at_least(COUNT - 200), "rasio": search.above(0.5)}), "whole"),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine(cluster):
    """One case as the engine writes it, and as many more like it as make a database choose."""
    name = "rencana"
    admin = sa.create_engine(
        cluster.url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine = engine_for(SOP, store=SQLStore(cluster.url.rpartition("/")[0] + f"/{name}"))
    run = engine.start("uji", "siti").id
    engine.complete(run, "s", "a", fields={"nilai": 1, "nomor": "n 1", "rasio": 0.0})
    with engine.store.engine.begin() as connection:
        for table, changed in (
            ("sopflow_instance", {"number": "n", "id": "'case ' || n", "started_at": "started_at + n"}),
            ("sopflow_field", {
                "number": "n", "started_at": "started_at + n", "whole_value": "whole_value + n", "text_value": "CASE WHEN text_value IS NOT NULL THEN 'n ' || n END",
                "decimal_value": f"CASE WHEN decimal_value IS NOT NULL THEN n / {COUNT}.0 END",
            }),
        ):  # fmt: skip
            columns = [one["name"] for one in sa.inspect(connection).get_columns(table)]
            values = ", ".join(changed.get(column, column) for column in columns)
            more = f"generate_series(2, {COUNT}) AS n"
            connection.exec_driver_sql(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}, {more}"
            )
    with engine.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    yield engine
    engine.store.close()
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name}")
    admin.dispose()


def nodes(plan):
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def is_read_through(step):
    """Whether it reads a table of cases from the beginning, and more of it than a page may need."""
    if step["Node Type"] != "Seq Scan" or step["Relation Name"] not in ALL:
        return False
    return (step["Actual Rows"] + step.get("Rows Removed by Filter", 0)) * step["Actual Loops"] > COUNT // 10


def plans(engine, look):
    """The steps of the plans of each statement that looks for cases, and what each look found."""
    statements = []

    def sent(connection, cursor, text, values, *_):
        if "sopflow_field" in text:
            statements.append((text, values))

    sa.event.listen(engine.store.engine, "before_cursor_execute", sent)
    try:
        found = look(engine)
    finally:
        sa.event.remove(engine.store.engine, "before_cursor_execute", sent)
    assert statements
    assert found if isinstance(found, int) else found.items  # else a plan for nothing is looked at
    with engine.store.engine.connect() as connection:
        for text, values in statements:
            said = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {text}", values).scalar_one()
            (one,) = said if isinstance(said, list) else json.loads(said)
            yield list(nodes(one["Plan"]))


@pytest.mark.parametrize("enough", [finding.ENOUGH, 0], ids=["few first", "in order"])
@pytest.mark.parametrize(("what", "look", "value"), LISTS, ids=[what for what, _, _ in LISTS])
def test_no_search_by_a_field_reads_all_cases(engine, what, look, value, enough, monkeypatch):
    monkeypatch.setattr(finding, "ENOUGH", enough)
    used = set()
    for steps in plans(engine, look):
        for step in steps:
            assert not is_read_through(step), step
            used.add(step.get("Index Name"))
    if value is not None and (enough or what.startswith(("by", "how many"))):
        assert f"sopflow_field_by_{value}" in used


def test_a_plan_that_reads_all_cases_is_seen(engine):
    with engine.store.engine.connect() as connection:
        said = connection.exec_driver_sql(
            "EXPLAIN (ANALYZE, FORMAT JSON) SELECT count(snapshot) FROM sopflow_instance"
        ).scalar_one()
        assert any(map(is_read_through, nodes(said[0]["Plan"])))
