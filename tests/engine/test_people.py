"""Who the actors of an instance are: those persons and nobody else, whatever positions others hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

import sopflow
from sopflow import errors
from sopflow.flow.evolve import fold
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json, instance_from_json, instance_to_json
from sopflow.sql import SQLStore
from tests.sop import engine_for, sop

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
ACTORS = """actors:
  pemohon: {title: Pemohon, external: true, is: starter, recorded_by: [petugas]}
  petugas: {title: Petugas, substitutes: [kasi]}
  kasi: Kasi
  saksi: {title: Saksi, external: true, substitutes: [lurah]}
  lurah: Lurah
"""
PERMIT = sop(
    """
- {id: ajukan, activity: Mengajukan, actor: pemohon}
- {id: periksa, activity: Memeriksa, actor: petugas, branches: {lengkap: teken, kurang: ajukan}}
- {id: teken, activity: Menandatangani, actor: [pemohon, saksi], sign_off: all}
- {id: putus, activity: Memutus, actor: kasi, separate_from: [ajukan]}
""",
    head=ACTORS,
)
PEOPLE = {
    "ani": ("pemohon",), "budi": ("pemohon",), "sari": ("petugas",), "joko": ("kasi", "pemohon"), "wati": ("saksi",),
    "dedi": ("lurah",),
    "tamu": (),
}  # fmt: skip


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def engine(request, tmp_path):
    store = None
    if request.param == "sqlite":
        store = SQLStore(tmp_path / "proses.db", synchronous="OFF")
    elif request.param == "postgresql":
        store = SQLStore(request.getfixturevalue("postgres_url"))
    yield engine_for(PERMIT, store=store, clock=sopflow.ManualClock(NOW), directory=sopflow.FixedDirectory(PEOPLE))
    if store is not None:
        store.close()


def lists(engine, *people):
    return [[item.step for item in engine.worklist(person=person)] for person in people]


def test_whoever_starts_is_the_applicant_through_every_visit(engine):
    run = engine.start("uji", "ani")
    assert run.people == {"pemohon": ("ani",)}
    for _ in range(2):
        for other in ("budi", "tamu", "wati", "siapa"):
            with pytest.raises(errors.NotAuthorized):
                engine.complete(run.id, "ajukan", other)
        assert lists(engine, "ani", "budi", "joko", "sari") == [["ajukan"], [], [], ["ajukan"]]
        engine.complete(run.id, "ajukan", "ani")
        engine.complete(run.id, "periksa", "sari", "kurang")
    with pytest.raises(errors.NotAuthorized, match='who may: "ani", "Petugas"'):
        engine.complete(run.id, "ajukan", "budi")


def test_whoever_records_is_told_with_for_whom(engine):
    run = engine.start("uji", "sari", people={"pemohon": "warga tanpa akun"})
    engine.complete(run.id, "ajukan", "sari")
    event = [*engine.history(run.id)][-1]
    assert (event.by, event.actor, event.effects.capacity) == ("sari", "pemohon", "recorded")
    assert (event.effects.acting_as, event.effects.on_behalf_of) == ("petugas", "warga tanpa akun")
    assert lists(engine, "sari") == [["periksa"]]


@pytest.mark.parametrize("give", [
    lambda e, r: e.claim(r, "ajukan", "sari"),
    lambda e, r: e.delegate(r, "ajukan", "sari", "wati", "cuti"),
    lambda e, r: e.reassign(r, "ajukan", "sari", "sari"),
    lambda e, r: e.reassign(r, "ajukan", "sari", "budi"),
])  # fmt: skip
def test_whoever_records_takes_nothing_from_the_person(engine, give):
    run = engine.start("uji", "ani").id
    with pytest.raises(errors.NotAuthorized):
        give(engine, run)
    engine.complete(run, "ajukan", "ani")


def test_somebody_whom_the_directory_does_not_know_has_a_worklist_as_long_as_they_have_work(engine):
    run = engine.start("uji", "warga").id
    assert lists(engine, "warga") == [["ajukan"]]
    engine.complete(run, "ajukan", "warga")
    with pytest.raises(errors.UnknownPerson):
        lists(engine, "warga")
    with pytest.raises(errors.UnknownPerson):
        lists(engine, "pemohon")


def test_several_persons_are_one_actor(engine):
    run = engine.start("uji", "sari", people={"pemohon": ["ani", "warga"]}).id
    assert lists(engine, "ani", "warga", "budi") == [["ajukan"], ["ajukan"], []]
    (item,) = engine.worklist("pemohon")
    assert (item.people, item.recorded_by) == (("ani", "warga"), ("petugas",))
    assert len([*engine.worklist()]) == 1
    engine.complete(run, "ajukan", "warga")


def test_the_person_may_delegate(engine):
    run = engine.start("uji", "ani").id
    engine.delegate(run, "ajukan", "ani", "budi", "sakit")
    assert lists(engine, "ani", "budi", "sari") == [[], ["ajukan"], []]
    assert engine.complete(run, "ajukan", "budi").active[0].step == "periksa"
    assert [*engine.history(run)][-1].effects.on_behalf_of == "ani"


def test_the_person_may_delegate_to_somebody_whom_the_directory_does_not_know(engine):
    run = engine.start("uji", "ani").id
    for nobody in ("system", " "):
        with pytest.raises(errors.Refusal):
            engine.delegate(run, "ajukan", "ani", nobody, "sakit")
    engine.delegate(run, "ajukan", "ani", "tetangga", "sakit")
    assert lists(engine, "ani", "tetangga", "sari") == [[], ["ajukan"], []]
    assert engine.as_person("tetangga").instance(run).id == run
    engine.complete(run, "ajukan", "tetangga")
    event = [*engine.history(run)][-1]
    assert (event.by, event.effects.capacity, event.effects.on_behalf_of) == ("tetangga", "a.n.", "ani")
    with pytest.raises(errors.UnknownPerson):  # a row of the office
        engine.delegate(run, "periksa", "sari", "tetangga", "sakit")


def test_a_row_that_several_sign_is_listed_to_each(engine):
    run = engine.start("uji", "ani", people={"saksi": "budi"}).id
    engine.complete(run, "ajukan", "ani")
    engine.complete(run, "periksa", "sari", "lengkap")
    assert lists(engine, "ani", "budi", "wati", "sari") == [["teken"], ["teken"], [], ["teken"]]
    with pytest.raises(errors.NotAuthorized):
        engine.sign_off(run, "teken", "dedi")  # a substitute of the witness
    engine.sign_off(run, "teken", "budi")
    assert lists(engine, "ani", "budi", "sari") == [["teken"], [], ["teken"]]


def test_an_official_whose_own_case_it_is_does_nothing_for_the_office_in_it(engine):
    run = engine.start("uji", "joko").id
    engine.complete(run, "ajukan", "joko")
    with pytest.raises(errors.OwnInterest, match="conflict of interest"):
        engine.complete(run, "periksa", "joko", "lengkap")  # a substitute otherwise
    with pytest.raises(errors.NotAuthorized):
        engine.delegate(run, "periksa", "sari", "joko", "cuti")
    with pytest.raises(errors.NotAuthorized):
        engine.suspend(run, "joko")
    engine.complete(run, "periksa", "sari", "lengkap")
    assert lists(engine, "joko") == [["teken"]]
    other = engine.start("uji", "ani").id
    engine.complete(other, "ajukan", "ani")
    engine.complete(other, "periksa", "joko", "lengkap")


def test_whose_case_it_once_was_does_nothing_for_the_office_in_it_either(engine):
    run = engine.start("uji", "joko").id
    engine.complete(run, "ajukan", "joko")
    engine.rebind(run, "sari", {"pemohon": "ani"}, "diteruskan adiknya")
    assert engine.instance(run).formerly == {"pemohon": ("joko",)}
    for give in (
        lambda: engine.complete(run, "periksa", "joko", "lengkap"),
        lambda: engine.delegate(run, "periksa", "sari", "joko", "cuti"),
        lambda: engine.suspend(run, "joko"),
    ):
        with pytest.raises(errors.NotAuthorized):
            give()
    with pytest.raises(errors.BadCommand, match="is or was"):
        engine.rebind(run, "sari", {"kasi": "joko"}, "jabatannya")
    with pytest.raises(errors.BadCommand, match="is or was"):
        engine.rebind(run, "sari", {"pemohon": "budi", "kasi": "ani"}, "ditukar")
    engine.complete(run, "periksa", "sari", "lengkap")
    engine.undo_last(run, "sari", "keliru")
    assert engine.instance(run).formerly == {"pemohon": ("joko",)}
    with pytest.raises(errors.OwnInterest):
        engine.complete(run, "periksa", "joko", "lengkap")
    engine.register(replace(PERMIT, version="2", digest="2" * 64))
    engine.migrate("uji", to="2", by="sari", instances=[run])
    engine.rebind(run, "sari", {"pemohon": "budi"}, "lagi")
    assert engine.instance(run).formerly == {"pemohon": ("joko", "ani")}
    with pytest.raises(errors.OwnInterest):
        engine.complete(run, "periksa", "joko", "lengkap")
    assert lists(engine, "joko", "sari") == [[], ["periksa"]]
    state, events = engine.instance(run), [*engine.history(run)]
    assert fold(events) == state
    assert instance_from_json(instance_to_json(state)) == state
    other = engine.start("uji", "ani").id
    engine.complete(other, "ajukan", "ani")
    engine.complete(other, "periksa", "joko", "lengkap")


def test_what_was_recorded_counts_for_both_where_rows_are_done_apart():
    apart = sop("- {id: p, activity: x, actor: pemohon}\n- {id: q, activity: y, actor: [petugas, pemohon], separate_from: p}", head=ACTORS)  # fmt: skip
    engine = engine_for(apart, directory=sopflow.FixedDirectory({**PEOPLE, "rudi": ("petugas",)}))
    run = engine.start("uji", "ani").id
    engine.complete(run, "p", "sari")
    for did in ("ani", "sari"):
        with pytest.raises(errors.SamePerson):
            engine.complete(run, "q", did)
    engine.complete(run, "q", "rudi")


def test_somebody_else_becomes_the_person_for_a_reason(engine):
    run = engine.start("uji", "ani").id
    engine.complete(run, "ajukan", "ani")
    engine.complete(run, "periksa", "sari", "kurang")
    engine.delegate(run, "ajukan", "ani", "wati", "sakit")
    for by in ("ani", "budi", "tamu"):
        with pytest.raises(errors.NotAuthorized):
            engine.rebind(run, by, {"pemohon": "budi"}, "meninggal")
    with pytest.raises(errors.NoteRequired):
        engine.rebind(run, "sari", {"pemohon": "budi"}, " ")
    with pytest.raises(errors.BadCommand, match="name the actor and the person"):
        engine.rebind(run, "sari", {}, "meninggal")
    after = engine.rebind(run, "sari", {"pemohon": "budi"}, "meninggal")
    assert (after.people, after.active[0].claims) == ({"pemohon": ("budi",)}, ())
    assert lists(engine, "ani", "wati", "budi") == [[], [], ["ajukan"]]
    with pytest.raises(errors.NotAuthorized):
        engine.complete(run, "ajukan", "ani")
    with pytest.raises(errors.NotUndoable):
        engine.undo_last(run, "sari", "keliru")
    engine.complete(run, "ajukan", "budi")
    event = next(e for e in engine.history(run) if e.type == "rebound")
    assert (event.note, event.by, event.effects.people) == ("meninggal", "sari", (("pemohon", ("budi",)),))


def test_a_row_is_given_to_another_person_of_its_actor_whom_the_directory_does_not_know(engine):
    run = engine.start("uji", "sari", people={"pemohon": ["ani", "anak"]}).id
    engine.complete(run, "ajukan", "ani")
    engine.complete(run, "periksa", "sari", "kurang")
    with pytest.raises(errors.UnknownPerson):
        engine.reassign(run, "ajukan", "sari", to="tetangga")
    engine.reassign(run, "ajukan", "sari", to="anak")
    assert lists(engine, "ani", "anak") == [[], ["ajukan"]]
    engine.complete(run, "ajukan", "anak")


def offers(engine, run, *people):
    return [any(one.command == "rebind" for one in engine.may(run, person)) for person in people]


def test_the_office_may_replace_a_person_before_it_has_done_anything(engine):
    run = engine.start("uji", "ani").id
    assert offers(engine, run, "ani", "budi", "tamu", "wati") == [False] * 4
    assert offers(engine, run, "sari", "joko", "dedi") == [True] * 3
    engine.rebind(run, "dedi", {"pemohon": "tetangga"}, "pindah")
    assert lists(engine, "ani", "tetangga") == [[], ["ajukan"]]
    engine.complete(run, "ajukan", "tetangga")
    assert offers(engine, run, "sari", "dedi") == [True, False]  # now a row of the office is open


def test_whoever_records_for_a_person_may_replace_them_whenever():
    actors = """actors:
  pemohon: {title: Pemohon, external: true, is: starter, recorded_by: [loket]}
  loket: Loket
  kasi: Kasi
"""
    rows = """
- {id: ajukan, activity: Mengajukan, actor: pemohon}
- {id: periksa, activity: Memeriksa, actor: kasi, branches: {lengkap: {end: selesai}, kurang: ajukan}}
"""
    known = sopflow.FixedDirectory({"sari": ("loket",), "joko": ("kasi",)})
    engine = engine_for(sop(rows, head=actors), clock=sopflow.ManualClock(NOW), directory=known)
    run = engine.start("uji", "ani").id
    engine.complete(run, "ajukan", "ani")
    assert offers(engine, run, "sari", "joko", "ani") == [True, True, False]


def test_an_undoing_leaves_the_persons_who_they_are(engine):
    run = engine.start("uji", "ani").id
    engine.complete(run, "ajukan", "ani")
    assert engine.undo_last(run, "ani", "keliru").people == {"pemohon": ("ani",)}
    assert lists(engine, "ani", "budi") == [["ajukan"], []]


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ({"pemohn": "ani"}, 'no actor "pemohn"'),
        ({"pemohon": []}, "at least one"),
        ({"pemohon": ["ani", "ani"]}, "each once"),
        ({"kasi": "siapa"}, "siapa"),
        ({"pemohon": "joko", "kasi": "joko"}, "conflict of interest"),
        ({"kasi": "ani"}, "conflict of interest"),
        ({"pemohon": "system"}, "name of a person"),
        ({"pemohon": [5]}, "name of a person"),
        ([("pemohon", "ani")], "actors and persons"),
    ],
)
def test_who_cannot_be_is_refused(engine, people, said):
    with pytest.raises(errors.SopflowError, match=said):
        engine.start("uji", "ani", people=people)
    assert engine.find().items == ()


def test_a_chosen_actor_is_named_where_it_is_chosen():
    chosen = sop("- {id: p, activity: x, actor: a}\n- {id: q, activity: y, actor: b}", head="actors: {a: A, b: {title: B, chosen_by: p}}")  # fmt: skip
    with pytest.raises(errors.BadCommand, match="choose"):
        engine_for(chosen).start("uji", "a", people={"b": "ani"})


def test_the_applicant_is_the_starter_of_a_case_that_was_recorded(engine):
    run = engine.start("uji", "sari", people={"pemohon": "warga"}).id
    engine.annotate(run, "warga", "halo")
    assert engine.cancel(run, "warga").status == "cancelled"
    run = engine.start("uji", "sari", people={"pemohon": "warga"}).id
    assert engine.cancel(run, "sari").status == "cancelled"


def test_without_a_directory_it_holds_too():
    engine = engine_for(PERMIT)
    run = engine.start("uji", "ani").id
    with pytest.raises(errors.NotAuthorized):
        engine.complete(run, "ajukan", "pemohon")
    assert lists(engine, "ani", "pemohon", "petugas") == [["ajukan"], [], ["ajukan"]]
    engine.complete(run, "ajukan", "petugas")
    with pytest.raises(errors.NotAuthorized):
        engine.undo_last(run, "pemohon", "keliru")


def test_everything_is_stored_and_decided_again(engine):
    run = engine.start("uji", "ani", people={"saksi": ["budi"]}).id
    engine.complete(run, "ajukan", "sari")
    engine.complete(run, "periksa", "sari", "kurang")
    engine.delegate(run, "ajukan", "ani", "tamu", "sakit")
    engine.complete(run, "ajukan", "tamu")
    engine.complete(run, "periksa", "sari", "lengkap")
    engine.rebind(run, "sari", {"pemohon": ["budi"], "saksi": ["ani"]}, "tertukar")
    engine.sign_off(run, "teken", "budi")
    state, events = engine.instance(run), [*engine.history(run)]
    assert instance_from_json(instance_to_json(state)) == state
    assert [event_from_json(event_to_json(event)) for event in events] == events
    assert state.control.people == {}
    assert {*replay(events, lambda _: engine.flow("uji"))} == {None}


def test_a_row_may_be_reassigned_to_the_person_and_not_to_whoever_records():
    engine = engine_for(PERMIT, directory=sopflow.FixedDirectory(PEOPLE))
    run = engine.start("uji", "ani").id
    engine.complete(run, "ajukan", "ani")
    engine.complete(run, "periksa", "sari", "kurang")
    for other in ("sari", "budi"):
        with pytest.raises(errors.NotAuthorized):
            engine.reassign(run, "ajukan", "sari", other)
    engine.reassign(run, "ajukan", "sari", "ani")


def test_a_delegate_whose_own_case_it_becomes_does_no_more_for_the_office():
    engine = engine_for(PERMIT, directory=sopflow.FixedDirectory(PEOPLE))
    run = engine.start("uji", "ani").id
    engine.complete(run, "ajukan", "ani")
    engine.delegate(run, "periksa", "sari", "tamu", "cuti")
    engine.rebind(run, "sari", {"pemohon": "tamu"}, "tertukar")
    with pytest.raises(errors.NotAuthorized):
        engine.complete(run, "periksa", "tamu", "lengkap")


def test_whoever_recorded_undoes_it_only_while_they_may_still_record():
    people = {"ani": ("pemohon",), "sari": ("petugas",), "joko": ("kasi",)}

    class Office(sopflow.FixedDirectory):
        def roles(self, person, at, unit):
            return {} if person in left else super().roles(person, at, unit)

    left = set()
    engine = engine_for(PERMIT, directory=Office(people))
    run = engine.start("uji", "ani").id
    engine.complete(run, "ajukan", "sari")
    left.add("sari")
    with pytest.raises(errors.NotAuthorized):
        engine.undo_last(run, "sari", "keliru")
    left.clear()
    engine.undo_last(run, "sari", "keliru")
