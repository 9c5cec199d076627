"""A projection that disagrees with the cluster holds up nobody, is named, and is mended."""

from __future__ import annotations

import pytest
from sqlalchemy import Integer, delete, select, update

import sopflow
from sopflow.engine.chain import ROOT, link
from sopflow.engine.positions import mark_of, position_of
from sopflow.engine.sops import Sops
from sopflow.errors import PositionGone
from sopflow.restate import rebuild
from sopflow.restate.problems import ProjectionDiffers
from sopflow.restate.projection import Projection
from sopflow.restate.rebuilding import Rebuilt
from sopflow.sql.mending import _BESIDE, _OWN, rows_of
from sopflow.sql.tables import DEFINITION, EVENT, INSTANCE, SUBSCRIBER, WORD

pytestmark = pytest.mark.long

SURAT = "sopflow: 1\nid: surat\ntitle: Surat\nactors: {a: A, b: B}\nsteps:\n  - {id: satu, activity: Satu, actor: a, duration: 2 hari}\n  - {id: dua, activity: Dua, actor: b}\n"  # fmt: skip


@pytest.fixture
def engine(application):
    one = application.engine()
    one.register(sopflow.loads(SURAT))
    return one


def run_of(engine, number: int = 0) -> str:
    run = engine.start("surat", "a", key=f"k{number}", subject=f"Undangan {number}").id
    engine.annotate(run, "a", "catatan", key="c")
    assert engine.store.settle()
    return run


def rows(projection, run):
    with projection.engine.connect() as connection:
        return rows_of(connection, run)


def do(projection, *statements) -> None:
    with projection.engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)


def rebuilt(application) -> list[Rebuilt]:
    node = application.node.nodes[0]
    return list(rebuild(node.admin, node.ingress, application.projection, name=application.name))


def forgeries():
    """One of each column changed, and of each table a row gone."""
    for table in (INSTANCE, *_BESIDE):
        for column in table.c:
            if column.name not in _OWN:
                value = column + 77 if isinstance(column.type, Integer) else "palsu"
                yield f"{table.name}.{column.name}", table, update(table).values({column.name: value})
        yield f"{table.name} gone", table, delete(table)


def test_whatever_column_or_row_is_not_as_it_should_be_is_mended(engine, application):
    projection = application.projection
    wrong = list(forgeries())
    whole = {run: rows(projection, run) for run in [run_of(engine, number) for number in range(len(wrong))]}
    untouched, forged = run_of(engine, 1000), {}
    for run, (what, table, statement) in zip(whole, wrong, strict=True):
        one = statement.where((table.c.id if table is INSTANCE else table.c.instance) == run)
        if table is EVENT and not statement.is_delete:
            one = one.where(EVENT.c.revision == 2)
        do(projection, one)
        if rows(projection, run) != whole[run]:  # what was empty stayed so
            forged[run] = what
    assert len(forged) > 25
    assert {forged[found.instance] for found in rebuilt(application) if found.how == "mended"} == set(
        forged.values()
    )
    do(projection, delete(WORD).where(WORD.c.word == "1000"))
    assert [one for one in rebuilt(application) if one.how == "mended"] == [Rebuilt(untouched, 2, "mended")]
    for run, expected in whole.items():
        assert rows(projection, run) == expected, forged.get(run)


def test_another_history_of_the_same_length_is_noticed(engine, application):
    run = run_of(engine)
    whole = rows(application.projection, run)
    with application.projection.engine.begin() as connection:
        bodies = list(connection.execute(select(EVENT.c.body).order_by(EVENT.c.revision)).scalars())
        bodies[1] = bodies[1].replace("catatan", "karangan")
        first = link(ROOT, bodies[0].encode())
        head = link(first, bodies[1].encode())
        connection.execute(update(EVENT).where(EVENT.c.revision == 2).values(body=bodies[1], hash=head))
        connection.execute(update(INSTANCE).values(head=head))
    assert rebuilt(application) == [Rebuilt(run, 2, "mended")]
    assert rows(application.projection, run) == whole


def test_events_that_are_missing_at_the_end_are_added_and_positions_stay(engine, application):
    run = run_of(engine)
    projection, epoch = application.projection, application.projection.epoch()
    taken = Projection(engine.store, projection, Sops(engine.store, {}))
    assert taken.take(run, engine.store.texts(run, 0)) == 0
    do(projection, delete(EVENT), delete(INSTANCE), *(delete(table) for table in (*_BESIDE, WORD)))
    assert rebuilt(application) == [Rebuilt(run, 2, "added")]
    assert projection.epoch() == epoch


def test_after_mending_a_reader_begins_anew_and_a_subscriber_sees_it_again(engine, application):
    run = run_of(engine)
    projection, seen = application.projection, []
    subscription = sopflow.Engine(projection).subscribe("arsip", seen.append)
    subscription.deliver()
    mark = mark_of(projection.epoch(), *projection.recorded(0, 9)[-1])
    do(projection, update(INSTANCE).values(subject="palsu"))
    assert rebuilt(application) == [Rebuilt(run, 2, "mended")]
    with pytest.raises(PositionGone):
        position_of(projection, mark)
    subscription.deliver()
    assert [event.revision for event in seen] == [1, 2, 1, 2]
    do(projection, delete(SUBSCRIBER))


def test_what_the_cluster_does_not_have_is_named_and_left_alone(engine, application):
    run_of(engine)
    stranger = sopflow.Engine(application.projection)
    stranger.register(sopflow.loads(SURAT))
    lone = stranger.start("surat", "a").id
    assert rebuilt(application) == [Rebuilt(lone, 0, "stray")]
    assert application.projection.load(lone).id == lone


def test_a_definition_that_was_changed_is_mended(engine, application):
    run = run_of(engine)
    digest = engine.instance(run).digest
    changed = select(DEFINITION.c.body).where(DEFINITION.c.digest == digest)
    with application.projection.engine.begin() as connection:
        body = connection.execute(changed).scalar_one().replace("Satu", "Lain")
        connection.execute(update(DEFINITION).values(body=body))
    rebuilt(application)
    assert application.projection.definition(digest) == sopflow.loads(SURAT)


@pytest.mark.parametrize(
    "forged",
    [
        {"revision": 99},
        {"head": "0" * 64},
    ],
)
def test_a_row_that_disagrees_ends_its_writer_after_a_few_attempts(engine, application, forged, monkeypatch):
    run = run_of(engine)
    do(application.projection, update(INSTANCE).values(forged))
    tries = []
    monkeypatch.setattr(Projection, "_there", _counted(Projection._there, tries))
    engine.annotate(run, "a", "sesudahnya")
    texts, head = engine.store.texts(run, 2), engine.store.head(run)
    taken = Projection(engine.store, application.projection, Sops(engine.store, {}))
    tries.clear()
    with pytest.raises(ProjectionDiffers, match="sopflow rebuild") as told:
        taken.take(run, texts, head)
    assert len(tries) <= 8
    assert "perbaiki dengan sopflow rebuild" in told.value.message("id")


def test_rows_that_disagree_stop_no_list(engine, application):
    """Each writer ends; as many as there are threads would have stopped all others."""
    runs = [run_of(engine, number) for number in range(9)]
    do(application.projection, update(INSTANCE).values(revision=99))
    for run in runs:
        engine.annotate(run, "a", "sesudahnya")
    engine.store._unseen.clear()
    fresh = engine.start("surat", "a", subject="Baru").id
    assert [one.id for one in engine.find(subject="baru").items] == [fresh]
    assert {found.how for found in rebuilt(application)} == {"mended"}
    assert engine.store.settle()


def _counted(function, calls):
    def counting(*given):
        calls.append(given)
        return function(*given)

    return counting
