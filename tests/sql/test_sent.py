"""Statements that libpq sends answer as psycopg's own cursor does, on connections that a store keeps and nowhere else."""

from __future__ import annotations

import _thread
import signal
import threading

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.sql import SQLStore, audit
from sopflow.sql.lending import Lending
from sopflow.sql.prepared import Prepared
from sopflow.sql.sent import Sent
from tests.sop import engine_for, sop

SOP = sop("- {id: s, activity: x, actor: a, branches: {Y: s, N: end}}")
ASKED = "SELECT CAST(:word AS TEXT), CAST(:large AS BIGINT), CAST(:small AS INTEGER), :small < :large, CAST(:word AS TEXT) AS again"
PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'sopflow%%'"


@pytest.fixture
def engine(postgres_url):
    """An engine of SQLAlchemy as a store makes it of a URL."""
    made = sa.create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    yield made
    made.dispose()


@pytest.fixture
def kept(engine):
    lending = Lending(engine)
    with lending.connect() as connection:
        yield connection
    lending.close()


def twice(kind, text, connection, **values):
    """What it answers when it is prepared."""
    statement = kind(text, connection.dialect)
    statement(connection, **values)
    return statement(connection, **values)


def prepared(connection):
    return connection.exec_driver_sql(PREPARED).scalar_one()


TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, st.none() | st.integers(-(2**63), 2**63 - 1), st.none() | st.integers(-(2**31), 2**31 - 1))
def test_it_answers_as_a_cursor_does(kept, word, large, small):
    values = {"word": word, "large": large, "small": small}
    sent, cursor = (twice(kind, ASKED, kept, **values) for kind in (Sent, Prepared))
    assert not hasattr(sent, "execute")
    assert sent.fetchall() == cursor.fetchall() == [(word, large, small, _less(small, large), word)]
    assert sent.fetchone() is cursor.fetchone() is None


def _less(small, large):
    return None if small is None or large is None else small < large


def test_it_tells_how_many_rows_a_change_concerned_and_gives_one_row_after_the_other(kept):
    kept.exec_driver_sql("CREATE TABLE baris (n INTEGER)")
    assert twice(Sent, "INSERT INTO baris SELECT generate_series(1, :n)", kept, n=3).rowcount == 3
    assert twice(Sent, "DELETE FROM baris WHERE n > :n", kept, n=3).rowcount == 0
    found = twice(Sent, "SELECT n FROM baris WHERE n <= :n ORDER BY n", kept, n=2)
    assert [found.fetchone(), found.fetchall()] == [(1,), [(1,), (2,), (2,)]]


def test_a_text_that_no_column_takes_is_refused_and_not_cut_off(kept):
    asked = Sent("SELECT CAST(:word AS TEXT)", kept.dialect)
    for _ in range(3):
        assert asked(kept, word="Budi").fetchall() == [("Budi",)]
        with pytest.raises(sa.exc.DBAPIError):
            asked(kept, word="Budi\x00Siti")


def test_a_pooler_that_shares_a_server_process_among_clients_mixes_up_no_statements(engine):
    """What another client has prepared there under a name is the same statement; no two have one name."""
    lending = Lending(engine)
    with lending.connect() as connection:
        answers = {Sent(f"SELECT {n} + CAST(:n AS INTEGER)", connection.dialect): (n + 1,) for n in (10, 20)}
        for statement, answer in [*answers.items()] * 2:
            connection.info["sopflow_statements"] = {}  # as if a fresh client had taken over the process
            assert {statement(connection, n=1).fetchone() for _ in range(3)} == {answer}
    lending.close()


def test_a_pooler_may_run_each_statement_in_another_server_process(kept):
    class Elsewhere(Sent):
        def _prepare(self, driver):
            super()._prepare(driver)
            driver.execute("DEALLOCATE ALL")

    asked = Elsewhere("SELECT CAST(:n AS INTEGER), CAST(:word AS TEXT)", kept.dialect)
    for n in range(6):
        assert asked(kept, n=n, word="Budi").fetchall() == [(n, "Budi")]


@pytest.mark.parametrize("is_ours", [True, False], ids=["a URL", "an engine of a host's"])
def test_a_column_may_be_of_another_type_from_now_on(postgres_url, engine, is_ours):
    store = SQLStore(postgres_url if is_ours else engine)
    ours = engine_for(SOP, store=store)
    run = ours.start("uji", "a").id
    for _ in range(8):
        store.load(run)
    with sa.create_engine(engine.url, poolclass=sa.NullPool).begin() as other:
        other.exec_driver_sql("ALTER TABLE sopflow_instance ALTER revision TYPE BIGINT")
    for revision in range(2, 9):
        assert store.load(run).revision == revision - 1
        assert ours.complete(run, "s", "a", "Y").revision == revision
    store.close()


def test_a_connection_that_was_kept_and_given_back_has_transactions(engine):
    lending = Lending(engine)
    insert = Sent("INSERT INTO baris VALUES (:n)", engine.dialect)
    with lending.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE baris (n INTEGER)")
        for n in range(2):
            insert(connection, n=n)
        own = connection.connection.dbapi_connection
    lending.close()
    with engine.connect() as connection:
        assert connection.connection.dbapi_connection is own
        with connection.begin() as transaction:
            insert(connection, n=2)
            transaction.rollback()
        assert connection.exec_driver_sql("SELECT n FROM baris ORDER BY n").fetchall() == [(0,), (1,)]


def test_what_the_server_refuses_comes_as_any_other_error_of_a_database(kept):
    asked = Sent("SELECT 6 / CAST(:n AS INTEGER)", kept.dialect)
    for _ in range(3):
        assert asked(kept, n=3).fetchone() == (2,)
        with pytest.raises(sa.exc.DBAPIError) as problem:
            asked(kept, n=0)
        assert problem.value.orig.sqlstate == "22012"


def test_it_is_prepared_when_it_is_used_again_and_once(kept):
    asked = Sent("SELECT CAST(:n AS INTEGER)", kept.dialect)
    found = []
    for n in range(4):
        assert asked(kept, n=n).fetchone() == (n,)
        found.append(prepared(kept))
    assert found == [0, 1, 1, 1]


def test_who_clears_up_on_the_connection_is_no_hindrance(kept):
    asked = Sent("SELECT CAST(:n AS INTEGER)", kept.dialect)
    for n in range(6):
        if n % 2:
            kept.exec_driver_sql("DEALLOCATE ALL")
        assert asked(kept, n=n).fetchone() == (n,)


def test_a_store_prepares_on_what_it_keeps_and_not_for_a_host_or_in_a_transaction(postgres_url, engine):
    store = SQLStore(postgres_url)
    ours = engine_for(SOP, store=store)
    run = ours.start("uji", "a").id

    def work(on):
        for _ in range(7):
            on.complete(run, "s", "a", "Y")

    with store.engine.begin() as connection:
        work(ours.using(connection))
        assert prepared(connection) == 0
    theirs = sopflow.Engine(SQLStore(engine))
    work(theirs)
    with engine.connect() as connection:
        assert prepared(connection) == 0
    work(ours)
    assert store._own.read(prepared) >= 1
    assert ours.instance(run).revision == 22
    assert [a.problem for a in audit(store)] == [None]
    store.close()


def test_nothing_is_prepared_where_psycopg_is_told_not_to(engine):
    @sa.event.listens_for(engine, "connect")
    def _(connection, _):
        connection.prepare_threshold = None

    with Lending(engine).connect() as connection:
        asked = Sent("SELECT CAST(:n AS INTEGER)", connection.dialect)
        assert [asked(connection, n=n).fetchone() for n in range(3)] == [(0,), (1,), (2,)]
        assert prepared(connection) == 0


@pytest.fixture
def heeded():
    """An interrupt is heeded, whoever has started the tests: in the background a shell has them ignore it."""
    was = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, was)


@pytest.mark.usefixtures("heeded")
def test_an_interrupt_ends_it_at_the_server_and_leaves_the_connection_usable(postgres_url, engine):
    store = SQLStore(postgres_url)
    ours = engine_for(SOP, store=store)
    run = ours.start("uji", "a").id
    for _ in range(3):
        ours.complete(run, "s", "a", "Y")
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%%moved%%' AND pid <> pg_backend_pid()"

    def interrupts(look):
        while not look.exec_driver_sql(waiting).scalar_one():
            pass
        _thread.interrupt_main()

    with engine.connect() as other, engine.connect().execution_options(isolation_level="AUTOCOMMIT") as look:
        other.exec_driver_sql("SELECT 1 FROM sopflow_instance FOR UPDATE")
        thread = threading.Thread(target=interrupts, args=(look,))
        thread.start()
        with pytest.raises(KeyboardInterrupt):
            ours.complete(run, "s", "a", "Y")
        thread.join()
        assert look.exec_driver_sql(waiting).scalar_one() == 0
    assert ours.complete(run, "s", "a", "Y").revision == 5
    assert [a.problem for a in audit(store)] == [None]
    store.close()


def test_an_interrupt_before_psycopg_waits_has_sent_nothing(kept, engine, monkeypatch):
    asked = Sent("SELECT CAST(pg_sleep(CAST(:n AS INTEGER)) AS TEXT)", kept.dialect)
    for _ in range(3):
        asked(kept, n=0)

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(type(kept.connection.dbapi_connection), "wait", interrupted)
        with pytest.raises(KeyboardInterrupt):
            asked(kept, n=20)
    active = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%%pg_sleep(CAST%%' AND pid <> pg_backend_pid()"
    with engine.connect() as look:
        assert look.exec_driver_sql(active).scalar_one() == 0
    assert asked(kept, n=0).fetchone() == ("",)
