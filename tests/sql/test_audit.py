"""What an audit finds: from the database alone, by deciding again, with the key, and only with heads kept elsewhere.

Each line of the table in docs/audit.md has a test, here, in test_history.py or in test_forgeries.py.
"""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest
import sqlalchemy as sa

import sopflow
from sopflow.engine.store import Change
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.sql import SealKeys, SQLStore, audit, compare, dump, restore
from sopflow.sql.auditing import Noted
from sopflow.sql.records import event_text
from sopflow.sql.seals import BadSealKey
from sopflow.sql.tables import DEFINITION, EVENT, INSTANCE, KEY, PERSON, SUBSCRIBER, WORD, WORK_ITEM
from sopflow.testing import legal_runs
from sopflow.testing.contract.world import START, World, sop_of
from tests.share import share
from tests.sop import engine_for, sop

KEY_1, KEY_2 = b"kunci pertama, rahasia", b"kunci kedua, rahasia"


@pytest.fixture
def world(database):
    world = World(SQLStore(database))
    yield world
    world.store.close()


def problems(store, **options):
    return [a.problem.en for a in audit(store, **options) if a.problem is not None]


def changed(store, *statements):
    with store.engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)


def made_anew(store, path, edit, **options):
    """A database with the events of another, each as `edit` makes it, and with all that is derived from them."""
    there = SQLStore(path, **options)
    for one in store.versions():
        there.keep(Flow(store.definition(one.digest)))
    for run in sopflow.Engine(store).instances():
        flow, state, records = Flow(store.definition(run.digest)), None, []
        for event in map(edit, store.history(run.id)):
            after = evolve(state, event)
            records.append((Change(event, state, after, flow), event_text(event)))
            state = after
        there.append_exactly(records)
    return there


def by_another(event):
    return event._replace(by="z") if event.revision == 1 else event


# -- from the database alone


@pytest.mark.parametrize("decide", [False, True])
def test_an_instance_whose_definition_is_gone_is_named(world, decide):
    run = world.run("susun")
    changed(world.store, DEFINITION.delete())
    (one,) = [a for a in audit(world.store, decide=decide) if a.problem is not None]
    assert (one.instance, one.problem.en) == (run.id, f"its SOP ({run.digest}) is not in the database")


def test_what_cannot_even_be_decided_again_is_named(world, monkeypatch):
    def breaks(*_):
        raise ValueError("tak terbaca")

    world.run("susun")
    assert problems(world.store, decide=True) == []
    monkeypatch.setattr("sopflow.sql.redeciding.decided_again", breaks)
    (said,) = problems(world.store, decide=True)
    assert said.startswith("is not what its command becomes: ")


def test_a_definition_with_another_label_is_named(world):
    changed(world.store, DEFINITION.update().values(version="9"))
    assert problems(world.store) == [f"the stored SOP ({sop_of().digest}) was given another id or version"]


def test_columns_search_words_keys_and_work_items_are_derived_again(world):
    run = world.engine.start("surat", "a", subject="Kunjungan Gubernur", key="ND-1")
    assert problems(world.store) == []
    changed(world.store, INSTANCE.update().values(subject="Lain", due=5))
    assert problems(world.store)[0] == "its columns do not match its events: subject, due"
    changed(world.store, INSTANCE.update().values(subject=run.subject, due=None))
    changed(world.store, WORD.delete().where(WORD.c.word == "gubernur"))
    assert problems(world.store) == ["its search words do not match its subject: gubernur"]
    changed(world.store, WORD.update().values(word="lain"))
    assert 'the search word "lain" is not of its subject' in problems(world.store)
    assert {one.revision for one in audit(world.store) if one.is_loose} == {0}  # of no event
    changed(world.store, WORD.delete(), KEY.update().values(key="ND-2"))
    assert problems(world.store)[1:] == ['the idempotency key "ND-2" (start surat) is not that of its event']
    changed(world.store, WORK_ITEM.update().values(instance="hilang"))
    assert "there are work items without their instance" in problems(world.store)


def test_a_subscriber_beyond_the_last_event_is_named(world):
    world.run()
    world.engine.subscribe("arsip", lambda _: None).deliver()
    assert problems(world.store, now=START) == []
    changed(world.store, SUBSCRIBER.update().values(position=99))
    assert problems(world.store, now=START) == ['the subscriber "arsip" is beyond the last event']
    if world.store.engine.dialect.name == "sqlite":  # where a column takes any text
        changed(world.store, sa.text("UPDATE sopflow_subscriber SET position = 'akhir'"))
        assert problems(world.store, now=START) == ['the subscriber "arsip" is beyond the last event']


def test_when_an_instance_ended_stands_when_something_is_corrected_later_and_not_once_it_goes_on(world):
    letter = sop(
        "- {id: s, activity: Menyusun, actor: a, fills: [nama]}",
        head="may: {correct: [a]}\nfields: {nama: {title: Nama}}",
    )
    engine = engine_for(letter, store=world.store, clock=world.clock)
    run = engine.start("uji", "a").id
    engine.complete(run, "s", "a", fields={"nama": "Ani"})
    ended = engine.now()
    world.clock.advance(timedelta(hours=1))
    engine.correct(run, "a", {"nama": "Budi"}, "salah tulis")
    assert problems(world.store) == []
    assert [one.id for one in engine.find(ended_from=ended, ended_before=ended + timedelta(seconds=1)).items] == [
        run
    ]
    again = engine.start("uji", "a").id
    engine.complete(again, "s", "a", fields={"nama": "Citra"})
    engine.undo_last(again, "a", "keliru")
    assert problems(world.store) == []
    assert [one.id for one in engine.find(ended_from=ended).items] == [run]


def test_one_instance_is_looked_at_with_what_belongs_to_it(world):
    whole = world.engine.start("surat", "a", subject="Utuh", key="1")
    broken = world.engine.start("surat", "a", subject="Diubah", key="2")
    changed(world.store, KEY.delete().where(KEY.c.instance == broken.id))
    assert problems(world.store, instance=whole.id) == []
    assert problems(world.store, instance=broken.id) == ["its idempotency keys are missing or changed: 2"]


def test_what_was_registered_under_another_form_of_digest_is_found_too(world):
    from dataclasses import replace

    from sopflow.definition import canonical_1

    old = Flow(replace(sop_of(), digest=canonical_1.digest(sop_of())))
    started = next(iter(world.store.history(world.run().id)))
    event = started._replace(instance="lama", effects=started.effects._replace(sop=("surat", "1", old.definition.digest)))  # fmt: skip
    world.store.append([Change(event, None, evolve(None, event), old)])
    assert problems(world.store, decide=True) == []


# -- by deciding again


def test_nothing_differs_where_every_event_is_decided_again(world):
    engine = world.engine
    run = engine.start("surat", "a", subject="Surat", key="1")
    engine.complete(run.id, "susun", "a", note="selesai")
    engine.undo_last(run.id, "a", "keliru")
    engine.suspend(run.id, "a", note="tunda")
    world.after(days=1)
    engine.resume(run.id, "a")
    engine.register(sop_of(version="2", also="time_limit: 9 hari"))
    engine.migrate("surat", to="2", by="admin")
    engine.complete(run.id, "susun", "a")
    engine.complete(run.id, "periksa", "b", "Y")
    for by in "bc":
        engine.complete(run.id, "paraf", by)
    world.after(days=5)
    assert engine.advance() == 1
    assert problems(world.store, decide=True) == []


def test_an_event_that_its_command_does_not_become_is_found_by_deciding_again(world, tmp_path):
    world.run("susun", "periksa=N")

    def approved(event):
        opened = tuple(row._replace(step="paraf", actors=("b", "c")) for row in event.opened)
        return event._replace(opened=opened) if event.outcome == "N" else event

    there = made_anew(world.store, tmp_path / "palsu.db", approved)
    assert problems(there) == []
    (found,) = problems(there, decide=True)
    assert "is not what its command becomes: periksa=N by" in found


def test_any_legal_run_is_whole_and_decided_the_same(tmp_path):
    from hypothesis import HealthCheck, given, settings

    number = iter(range(10_000))

    @given(legal_runs(sop_of()))
    @settings(deadline=None, max_examples=share(8), suppress_health_check=[HealthCheck.too_slow])
    def each(legal):
        store = made_anew_of(legal, tmp_path / f"{next(number)}.db")
        assert problems(store, decide=True) == []
        store.close()

    each()


def made_anew_of(legal, path):
    return made_anew(legal.engine.store, path, lambda event: event, synchronous="OFF")


# -- with the key


def test_a_chain_made_anew_is_found_with_the_key_alone(database, tmp_path):
    world = World(SQLStore(database, seal_key=KEY_1))
    world.run("susun")
    assert problems(world.store) == []
    forged = made_anew(world.store, tmp_path / "palsu.db", by_another, seal_key=KEY_2)
    forged.close()
    assert problems(SQLStore(tmp_path / "palsu.db")) == []
    keyed = SQLStore(tmp_path / "palsu.db", seal_key=KEY_1)
    assert problems(keyed) == ["its seal was not made with the key"]


def test_seals_that_were_removed_are_found(database):
    keys = SealKeys({"1": KEY_1}, since=START)
    world = World(SQLStore(database, seal_key=keys))
    run = world.run("susun", "periksa=N")
    changed(world.store, EVENT.update().where(EVENT.c.revision == 3).values(seal=None))
    (one,) = [a for a in audit(world.store) if a.problem is not None]
    assert (one.instance, one.revision, one.problem.en) == (run.id, 3, "its seal is missing")
    changed(world.store, EVENT.update().values(seal=None))
    assert problems(world.store) == ["its seal is missing"]
    # without `since` they might be older than the sealing, which is counted
    store = SQLStore(database, seal_key=KEY_1)
    assert [(a.unsealed, a.problem) for a in audit(store)] == [(3, None)]


def test_what_is_older_than_the_sealing_is_covered_by_the_first_seal_after_it(database, tmp_path):
    world = World(SQLStore(database))
    run = world.run("susun")
    world.after(days=1)
    sealing = SQLStore(database, seal_key=SealKeys({"1": KEY_1}, since=START + timedelta(hours=1)))
    world.another(sealing).complete(run.id, "periksa", "b", "N")
    assert problems(sealing) == []
    seals = sa.select(EVENT.c.seal).order_by(EVENT.c.position)
    with sealing.engine.connect() as connection:
        (*_, seal) = connection.execute(seals).scalars()
    forged = made_anew(sealing, tmp_path / "palsu.db", by_another)
    changed(forged, EVENT.update().where(EVENT.c.revision == 3).values(seal=seal))
    forged.seals = sealing.seals
    assert problems(forged) == ["its seal was not made with the key"]


@pytest.mark.parametrize("since", [None, START + timedelta(days=2)])
def test_what_has_no_seal_and_stands_behind_sealed_events_is_found_whatever_its_date(database, since):
    earlier = World(SQLStore(database))
    earlier.run("susun")
    world = World(SQLStore(database, seal_key=SealKeys({"1": KEY_1}, since=since)))
    world.after(days=3)
    world.run("susun")
    assert problems(world.store) == []
    forged = earlier.run("susun")  # dated before the sealing, without the key
    assert [a.instance for a in audit(world.store) if a.problem is not None] == [forged.id]
    assert problems(world.store, instance=forged.id) == ["its seal is missing"]


def test_until_since_some_processes_may_have_the_key_and_others_not(database):
    with_the_key, without = World(SQLStore(database, seal_key=KEY_1)), World(SQLStore(database))
    with_the_key.run("susun")
    without.run("susun")
    assert problems(with_the_key.store) == ["its seal is missing"]
    since = SQLStore(database, seal_key=SealKeys({"1": KEY_1}, since=START + timedelta(days=1)))
    assert problems(since) == []


def test_a_key_is_rotated_by_adding_one(database):
    world = World(SQLStore(database, seal_key=SealKeys({"2025": KEY_1})))
    run = world.run()
    both = SQLStore(database, seal_key=SealKeys({"2025": KEY_1, "2026": KEY_2}))
    world.another(both).complete(run.id, "susun", "a")
    assert problems(both) == []
    assert problems(world.store) == ['the seal key "2026" was not given']


def test_a_restore_seals_with_the_key_of_the_process_that_restores(world, tmp_path):
    world.run("susun")
    there = SQLStore(tmp_path / "lain.db", seal_key=SealKeys({"1": KEY_1}, since=START))
    list(restore(there, dump(world.store)))
    assert [(a.unsealed, a.problem) for a in audit(there)] == [(0, None)]


@pytest.mark.parametrize(
    ("keys", "since"),
    [({}, None), ({"a b": KEY_1}, None), ({"": KEY_1}, None), ({"a:b": KEY_1}, None), ({"since": KEY_1}, None),
     ({"1": b"pendek"}, None), ({"1": KEY_1}, START.replace(tzinfo=None))],
)  # fmt: skip
def test_a_key_that_cannot_be_used_is_refused(keys, since):
    with pytest.raises(BadSealKey):
        SealKeys(keys, since)


def test_a_file_of_keys_may_begin_with_a_byte_order_mark(tmp_path):
    (tmp_path / "kunci.txt").write_bytes(b"\xef\xbb\xbf1 " + KEY_1.replace(b" ", b"-") + b"\n")
    assert repr(SealKeys.read(tmp_path / "kunci.txt")) == "SealKeys(1)"


def test_a_restore_names_the_line_and_the_instance_whose_key_is_taken_and_refuses_an_end_that_is_none(tmp_path):
    one, other = (World(SQLStore(tmp_path / name)) for name in ("satu.db", "dua.db"))
    run = one.engine.start("surat", "a", key="K")
    other.engine.start("surat", "a", key="K", subject="lain")
    lines = list(dump(one.store))
    with pytest.raises(sopflow.errors.DumpError, match=run.id):
        list(restore(other.store, lines))
    with pytest.raises(sopflow.errors.DumpError, match="was changed"):
        list(restore(other.store, [lines[0], '{"end":5}']))


def test_a_key_does_not_show_itself():
    assert repr(SealKeys({"1": KEY_1})) == "SealKeys(1)"


# -- only with heads kept elsewhere


def test_a_case_removed_whole_or_cut_back_and_an_older_database_are_found_by_heads(tmp_path):
    options = {"seal_key": SealKeys({"1": KEY_1}, since=START)}
    world = World(SQLStore(tmp_path / "proses.db", **options))
    removed, other = world.run("susun"), world.run("susun")
    world.store.close()
    shutil.copy(tmp_path / "proses.db", tmp_path / "lama.db")
    world.engine.complete(other.id, "periksa", "b", "N")
    noted = [Noted(a.instance, a.revision, a.head) for a in audit(world.store)]
    assert not any(a.problem for a in compare(world.store, noted))

    older = SQLStore(tmp_path / "lama.db", **options)
    assert problems(older, decide=True) == []
    assert [a.instance for a in compare(older, noted) if a.problem] == [other.id]

    lines = [line for line in dump(world.store) if f'"instance":"{removed.id}"' not in line]
    forged = SQLStore(tmp_path / "palsu.db", **options)
    with pytest.raises(sopflow.errors.DumpError):  # the rest of it came in by then
        list(restore(forged, lines))
    assert problems(forged, decide=True) == []
    assert [a.instance for a in compare(forged, noted) if a.problem] == [removed.id]


def removing(run):
    """What takes an instance away whole."""
    numbers = sa.select(INSTANCE.c.number).where(INSTANCE.c.id == run.id)
    yield PERSON.delete().where(PERSON.c.number.in_(numbers))
    yield from (t.delete().where(t.c.instance == run.id) for t in (EVENT, WORK_ITEM))
    yield INSTANCE.delete().where(INSTANCE.c.id == run.id)


def test_a_case_removed_whole_leaves_a_gap_on_sqlite(tmp_path):
    world = World(SQLStore(tmp_path / "proses.db"))
    run = world.run("susun")
    world.run("susun")
    changed(world.store, *removing(run))
    assert problems(world.store) == [
        f"the numbers of sopflow_{what} have gaps: rows are missing or were moved"
        for what in ("event", "instance")
    ]


def test_the_case_begun_last_leaves_no_gap_but_heads_and_a_subscriber_that_had_seen_it_tell(tmp_path):
    world = World(SQLStore(tmp_path / "proses.db"))
    world.run("susun")
    run = world.run("susun")
    noted = [Noted(a.instance, a.revision, a.head) for a in audit(world.store)]
    changed(world.store, *removing(run))
    assert problems(world.store) == []
    assert [a.instance for a in compare(world.store, noted) if a.problem] == [run.id]
    changed(world.store, SUBSCRIBER.insert().values(name="arsip", position=4, holder="", leased_until=0))
    assert problems(world.store) == ['the subscriber "arsip" is beyond the last event']


# -- how it works


def test_an_audit_asks_for_no_more_than_a_page_at_a_time_and_tells_how_far_it_is(tmp_path):
    world = World(SQLStore(tmp_path / "proses.db", synchronous="NORMAL"))
    for number in range(260):
        world.engine.start("surat", "a", subject=" ".join(f"kata{number}x{n}" for n in range(5)))
    told = []
    looking = audit(world.store, progress=lambda what, count: told.append((what, count)))
    assert next(looking).problem is None
    assert told == []
    assert not any(a.problem for a in looking)
    assert told == [("sopflow_word", 1000)]
