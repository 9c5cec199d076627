"""Every list and look-up on SQLite goes by an index, in whose order it stands; and every index serves one of them."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

import sopflow
from sopflow import search
from sopflow.errors import UnknownInstance
from sopflow.sql import SQLStore, finding, sighting
from sopflow.sql.tables import METADATA
from tests.sop import engine_for, sop

NOON = datetime(2024, 3, 12, 5, tzinfo=UTC)
SOP = sop(
    "- {id: s, activity: x, actor: a, duration: 1 jam}\n- {id: t, activity: x, actor: b, fills: [nilai, nomor, rasio, ada]}",
    head="fields: {nilai: {type: money, search: true}, nomor: {max_length: 40, search: true}, rasio: {type: number, search: true}, ada: {type: yes_no, search: true}}",
)
KEYS = {
    "sqlite_autoindex_sopflow_definition_1": "definition_version",
    "sqlite_autoindex_sopflow_definition_2": "definition_digest",
    "sqlite_autoindex_sopflow_event_1": "event_key",
    "sqlite_autoindex_sopflow_instance_1": "instance_key",
    "sqlite_autoindex_sopflow_key_1": "key_key",
}
"""What SQLite calls the indexes of keys."""
OWN = {"instance_key", "number"}
OF_LISTS = {index.name.removeprefix("sopflow_") for table in METADATA.sorted_tables for index in table.indexes}
LISTS = [
    ("all work", lambda e: e.worklist_page(), "work_item_by_due"),
    ("late work", lambda e: e.overdue(), "work_item_by_due"),
    ("an actor's work", lambda e: e.worklist_page("a"), "work_item_by_actor"),
    ("an actor's late work", lambda e: e.overdue("a"), "work_item_by_actor"),
    ("an actor's work in a unit", lambda e: e.worklist_page("a", unit="u"), "work_item_by_place"),
    ("a unit's work", lambda e: e.worklist_page(unit="u"), "work_item_by_unit"),
    ("a person's work", lambda e: e.worklist_page(person="siti"), "work_item_by_person work_item_by_place work_item_by_actor"),
    ("work at a row", lambda e: e.worklist_page(sop="uji", step="s"), "work_item_by_step"),
    ("instances", lambda e: e.find(), "instance_by_start"),
    ("instances since", lambda e: e.find(started_from=NOON), "instance_by_start"),
    ("instances of an SOP", lambda e: e.find(sop="uji"), "instance_by_sop"),
    ("running instances", lambda e: e.find(status="running"), "instance_by_status"),
    ("running instances of an SOP", lambda e: e.find(sop="uji", status="running"), "instance_by_sop"),
    ("instances of a unit", lambda e: e.find(unit="u"), "instance_by_unit"),
    ("late instances", lambda e: e.find(overdue=True), "instance_by_due"),
    ("instances at a row", lambda e: e.find(sop="uji", step="s"), "work_item_by_step work_item_key"),
    ("uncertain instances", lambda e: e.store.find(sopflow.Query(is_provisional=True), None, 50), "instance_provisional"),
    ("instances about something", lambda e: e.find(subject="surat"), "word_key"),
    ("instances of a key", lambda e: e.find(key="k"), "key_key definition_version"),
    ("what is due", lambda e: e.advance(), "instance_waking instance_provisional"),
    ("an instance", lambda e: e.instance("x"), "instance_key"),
    ("its events", lambda e: list(e.history("x")), "event_key"),
    ("who has used a key", lambda e: e.store.keyed("x", "k"), "key_key event_key"),
    ("the current version", lambda e: e.store.current("uji"), "activation_by_sop"),
    ("a version", lambda e: e.store.version("uji", "1"), "definition_version"),
    ("what somebody sees", lambda e: e.as_person("siti").find(), "instance_by_audience person_by_start position_by_place"),
    ("what somebody sees of an SOP", lambda e: e.as_person("siti").find(sop="uji", status="running"), "instance_by_audience person_by_start position_by_place"),
    ("what somebody sees since", lambda e: e.as_person("siti").find(started_from=NOON), "instance_by_audience person_by_start position_by_place"),
    ("an instance that somebody sees", lambda e: e.as_person("siti").instance("x"), "instance_key person_key position_by_place"),
    ("late instances that somebody sees", lambda e: e.as_person("siti").find(overdue=True), "instance_by_audience person_by_start position_by_place"),
    ("what somebody sees at a row", lambda e: e.as_person("siti").find(step="s"), "instance_by_audience person_by_start position_by_place work_item_key"),
    ("what somebody sees about something", lambda e: e.as_person("siti").find(subject="surat"), "instance_by_audience person_by_start position_by_place"),
    ("work that somebody sees", lambda e: e.as_person("siti").worklist_page(), "instance_by_audience person_by_start position_by_place work_item_key"),
    ("events that somebody sees", lambda e: e.as_person("siti").recorded(0, 50), "instance_by_audience person_by_start position_by_place event_key"),
    ("cases of an amount", lambda e: e.find(sop="uji", fields={"nilai": search.at_least(10**9)}), "activation_by_sop definition_version field_by_whole field_key"),
    ("cases of a number", lambda e: e.find(sop="uji", fields={"nomor": "005/12"}), "activation_by_sop definition_version field_by_text field_key"),
    ("cases of a ratio", lambda e: e.count(sop="uji", fields={"rasio": search.below(0.5)}), "activation_by_sop definition_version field_by_decimal field_key"),
    ("cases by an amount", lambda e: e.find(sop="uji", sort="-field.nilai"), "activation_by_sop definition_version field_by_whole"),
    ("cases by a number", lambda e: e.find(sop="uji", sort="field.nomor"), "activation_by_sop definition_version field_by_text"),
    ("cases of an amount that somebody sees", lambda e: e.as_person("siti").find(sop="uji", fields={"nilai": search.at_least(10**9)}), "activation_by_sop definition_version instance_by_audience person_by_start position_by_place field_key reader_key"),
    ("what somebody started", lambda e: e.find(started_by="siti"), "instance_by_starter"),
    ("what an instance called", lambda e: e.find(parent="x"), "instance_by_parent"),
    ("what ended", lambda e: e.find(sort="-ended"), "instance_by_end"),
    ("what ended since", lambda e: e.find(ended_from=NOON), "instance_by_end"),
    ("a definition", lambda e: e.store.definition("sha256:x"), "definition_digest"),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    store = SQLStore(tmp_path_factory.mktemp("plans") / "proses.db")
    engine = engine_for(SOP, store=store, directory=Siti(), clock=sopflow.ManualClock(NOON))
    engine.start("uji", "siti")
    return engine


class Siti:
    """A directory of one person, who is a in the unit u."""

    def roles(self, person, at, unit):
        return {"a": sopflow.Role()} if unit == "u" else {}

    def units(self):
        return ["u"]


@contextmanager
def selected(store):
    """The statements that read or choose, as SQLite gets them, with their values."""
    found = []

    def compiled(connection, cursor, text, values, *_):
        found.append((text, values))

    def traced(text):
        if re.match("SELECT|UPDATE", text) and "sqlite_master" not in text:
            found.append((text, ()))

    sa.event.listen(store.engine, "before_cursor_execute", compiled)
    store._own.read(lambda connection: connection.set_trace_callback(traced))
    try:
        yield found
    finally:
        store._own.read(lambda connection: connection.set_trace_callback(None))
        sa.event.remove(store.engine, "before_cursor_execute", compiled)


def plan_of(store, text, values):
    """Each step of a plan with the one within which it is taken."""
    rows = store._own.read(lambda c: c.execute(f"EXPLAIN QUERY PLAN {text}", values).fetchall())
    return [(parent, step) for _, parent, _, step in rows]


def index_of(step):
    """The index by which a step of a plan goes; `None` where it reads what another has found."""
    if re.match(r"MULTI-INDEX OR|INDEX \d", step):
        return None
    if "INTEGER PRIMARY KEY" in step or step == "SEARCH sopflow_event":  # its last position
        return "number"
    name = re.search(r"INDEX (\w+)|(PRIMARY KEY)", step)
    if name is None:
        return None
    if name[1]:
        return KEYS.get(name[1], name[1].removeprefix("sopflow_"))
    table = re.search(r"sopflow_([a-z_]+?)(_\d+)?\b", step)
    return f"{table[1]}_key"


def plans(engine, look):
    with selected(engine.store) as statements, suppress(UnknownInstance):
        look(engine)
    assert statements
    return [plan_of(engine.store, *statement) for statement in statements]


@pytest.mark.parametrize(("what", "look", "indexes"), LISTS, ids=[what for what, _, _ in LISTS])
def test_a_list_is_a_stretch_of_an_index(engine, what, look, indexes):
    used = set()
    for plan in plans(engine, look):
        for parent, step in plan:
            index = index_of(step)
            assert index or not re.match(r"(SCAN|SEARCH) sopflow_", step), step
            if index in OF_LISTS:
                used.add(index)
                assert (parent, "USE TEMP B-TREE FOR ORDER BY") not in plan  # read as it stands, not sorted
            elif index is not None:
                used.add(index)
    # the snapshots of what was found are read by the instances' own
    assert used - OWN == set(indexes.split()) - OWN
    assert used


MANY = [
    ("of one number", lambda e: e.find(sop="uji", fields={"nomor": "005/12"}), "field_by_text"),
    ("of one of some amounts", lambda e: e.find(sop="uji", fields={"nilai": [1, 2]}), "field_by_whole"),
    ("above an amount", lambda e: e.find(sop="uji", fields={"nilai": search.above(1)}), "instance_by_sop"),
    ("by an amount that somebody hardly sees", lambda e: e.as_person("siti").find(sop="uji", sort="field.nilai"), "field_by_audience"),
    ("of a number that somebody sees", lambda e: e.as_person("siti").find(sop="uji", fields={"nomor": "005/12"}), "field_by_text"),
    ("by an amount that somebody sees", lambda e: e.as_person("siti").find(sop="uji", sort="field.nilai", fields={"nilai": search.above(1)}), "field_by_whole"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "look", "leading"), MANY, ids=[what for what, _, _ in MANY])
def test_a_list_of_many_that_are_found_is_read_in_its_order(engine, what, look, leading, monkeypatch):
    monkeypatch.setattr(finding, "ENOUGH", -1)
    monkeypatch.setattr(sighting, "FEW", -1)
    used = set()
    for plan in plans(engine, look):
        for parent, step in plan:
            index = index_of(step)
            assert index or not re.match(r"(SCAN|SEARCH) sopflow_", step), step
            used.add(index)
            used_in_order = OF_LISTS - {"field_by_audience"}
            assert index not in used_in_order or (parent, "USE TEMP B-TREE FOR ORDER BY") not in plan
    assert leading in used


@pytest.mark.parametrize("more", [{}, {"started_from": NOON}], ids=["all", "since"])
def test_how_many_have_a_value_is_counted_in_its_index_alone(engine, more, monkeypatch):
    monkeypatch.setattr(finding, "ENOUGH", -1)
    steps = [
        step
        for plan in plans(engine, lambda e: e.count(sop="uji", fields={"nilai": search.above(1)}, **more))
        for _, step in plan
    ]
    assert [
        step
        for step in steps
        if re.search("sopflow_(field|instance)", step) and "COVERING INDEX sopflow_field_by_whole" not in step
    ] == []
    assert any("sopflow_field_by_whole" in step for step in steps)


def test_every_index_serves_a_list():
    assert {name for _, _, names in [*LISTS, *MANY] for name in names.split()} == OF_LISTS | {
        *KEYS.values(),
        "word_key",
        "work_item_key",
        "person_key",
        "field_key",
        "reader_key",
    }
