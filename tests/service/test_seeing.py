"""Over HTTP everybody sees what they may see; of the rest nobody can tell that it is there."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

import sopflow
from sopflow import errors
from sopflow.service import service
from sopflow.sql import SQLStore
from tests.sop import engine_for, sop

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
HEAD = """actors:
  pemohon: {title: Pemohon, external: true, is: starter, recorded_by: [petugas]}
  petugas: Petugas
  penilai: Penilai
"""
PERMIT = sop(
    "- {id: ajukan, activity: Mengajukan, actor: pemohon}\n- {id: nilai, activity: Menilai, call: penilaian}\n- {id: ambil, activity: Mengambil, actor: pemohon}",
    head=HEAD,
)
INNER = sop("- {id: isi, activity: Mengisi, actor: penilai}", head="actors: {penilai: Penilai}", name="penilaian")
PEOPLE = sopflow.FixedDirectory({"sari": ("petugas",), "pena": ("penilai",), "tata": ("tata_usaha",)})
AUDITOR = "inspektur"


@pytest.fixture(params=["memory", "sqlite"])
def office(request, tmp_path):
    store = SQLStore(tmp_path / "proses.db", synchronous="OFF") if request.param == "sqlite" else None
    engine = engine_for(PERMIT, INNER, store=store, clock=sopflow.ManualClock(NOW), directory=PEOPLE)
    app = service(engine, who=lambda request: request.headers.get("x-user"), may=lambda person: person == AUDITOR)
    client = TestClient(app, base_url="https://sop.example")

    def ask(by, path, body=None, **params):
        headers = {"x-user": by}
        if body is None:
            return client.get(path, params=params, headers=headers)
        return client.post(path, json=body, headers=headers)

    own = engine.start("uji", "ani", subject="Izin usaha Ani")
    other = engine.start("uji", "budi", subject="Izin usaha Budi")
    engine.complete(own.id, "ajukan", "ani")
    yield engine, ask, own.id, other.id
    if store is not None:
        store.close()


def ids(answer):
    return [one["id"] for one in answer.json()["items"]]


def test_an_applicant_finds_their_own_and_an_official_those_of_the_office(office):
    _, ask, own, other = office
    child = next(one["child"] for one in ask(AUDITOR, f"/instances/{own}").json()["active"])
    for query in ({}, {"sop": "uji"}, {"subject": "izin"}, {"status": "running"}):
        called = [] if query.keys() & {"sop", "subject"} == {"sop"} else [child]
        assert ids(ask("ani", "/instances", **query)) == [own], query
        assert ids(ask("sari", "/instances", **query)) == [own, other], query
        assert sorted(ids(ask("pena", "/instances", **query))) == sorted([own, other, *called]), query
        assert ids(ask("tata", "/instances", **query)) == [], query
        assert len(ids(ask(AUDITOR, "/instances", **query))) == 2 + len(called), query


@pytest.mark.parametrize("person", ["ani", "tata", "siapa saja"])
def test_what_may_not_be_seen_is_told_in_the_words_of_what_is_not_there(office, person):
    engine, ask, own, other = office
    child = engine.instance(own).active[0].child
    for hidden in (other, child):
        for path in ("", "/history", "/possible", "/picture"):
            said, nothing = ask(person, f"/instances/{hidden}{path}"), ask(person, f"/instances/tidak-ada{path}")
            assert said.status_code == nothing.status_code == 404
            assert said.text.replace(hidden, "tidak-ada") == nothing.text
        for command, body in (("complete", {"step": "ajukan"}), ("cancel", {}), ("annotate", {"note": "x"}), ("rebind", {"people": {"pemohon": ["ani"]}, "reason": "x"})):  # fmt: skip
            said = ask(person, f"/instances/{hidden}/{command}", body)
            nothing = ask(person, f"/instances/tidak-ada/{command}", body)
            assert said.status_code == nothing.status_code == 404
            assert said.text.replace(hidden, "tidak-ada") == nothing.text
    assert engine.instance(other).revision == 1


def test_a_worklist_is_ones_own_and_others_show_no_more_than_may_be_seen(office):
    _, ask, own, other = office
    assert [item["instance"] for item in ask("budi", "/worklist").json()["items"]] == [other]
    assert ask("ani", "/worklist").json()["items"] == []
    assert ask("siapa saja", "/worklist").json()["items"] == []
    assert [item["instance"] for item in ask("sari", "/worklist").json()["items"]] == [other]  # records for them
    for asked in ({"actor": "pemohon"}, {"person": "budi"}, {"person": "sari"}):
        assert ask("ani", "/worklist", **asked).json()["items"] == [], asked
    assert {item["instance"] for item in ask("ani", "/overdue").json()["items"]} <= {own}
    assert len(ask(AUDITOR, "/worklist").json()["items"]) == 2  # and that of the called SOP


def test_whether_somebody_is_in_the_directory_is_not_told(office):
    _, ask, _, _ = office
    said, unknown = ask("ani", "/worklist", person="sari"), ask("ani", "/worklist", person="sarii")
    assert (said.status_code, said.json()) == (unknown.status_code, unknown.json())


def heard(answer):
    return [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: ")]


def test_a_stream_has_the_events_of_what_may_be_seen_also_when_it_is_read_again(office):
    engine, ask, own, other = office
    for after in ("0", "1"):
        events = heard(ask("ani", "/events", follow=False, after=after))
        assert {event["instance"] for event in events} == {own}
    assert {event["instance"] for event in heard(ask("budi", "/events", follow=False))} == {other}
    assert heard(ask("siapa saja", "/events", follow=False)) == []
    assert heard(ask("ani", "/events", follow=False, instance=other)) == []
    assert len(heard(ask(AUDITOR, "/events", follow=False))) == len(engine.recorded(0, 100))


def test_a_key_of_anothers_start_gives_nothing_away_but_that_it_is_used(office):
    engine, ask, _, _ = office
    engine.start("uji", "budi", key="kunci", subject="Rahasia")
    assert ids(ask("ani", "/instances", key="kunci")) == []
    with pytest.raises(errors.KeyReused) as refused:
        engine.as_person("ani").start("uji", "ani", key="kunci")
    assert "Rahasia" not in str(refused.value)


def test_an_engine_of_somebodys_own_takes_commands_of_theirs_alone(office):
    engine, _, own, other = office
    ani = engine.as_person("ani")
    with pytest.raises(errors.BadArgument, match="this engine is for that person only"):
        ani.complete(other, "ajukan", "budi")
    with pytest.raises(errors.BadArgument, match="this engine is for that person only"):
        ani.start("uji", "budi")
    for call in (lambda: ani.advance(), lambda: ani.reschedule(), lambda: ani.subscribers(), lambda: ani.as_person("budi"), lambda: ani.register(PERMIT)):  # fmt: skip
        with pytest.raises(errors.NotForAPerson):
            call()
    for nobody in ("", "system", " "):
        with pytest.raises(errors.BadArgument):
            engine.as_person(nobody)
    assert [run.id for run in ani.instances()] == [own]
    assert ani.start("uji", "ani").started_by == "ani"


def test_who_holds_the_position_of_certain_persons_does_not_see_by_it():
    rows = "- {id: ajukan, activity: x, actor: pemohon}\n- {id: saksikan, activity: x, actor: saksi}\n- {id: putus, activity: x, actor: kasi}"
    actors = "may: {see: [saksi, pemohon]}\nactors: {pemohon: {title: P, external: true, is: starter}, saksi: {title: S, external: true}, kasi: Kasi}"
    people = {"ani": ("pemohon",), "budi": ("pemohon",), "wati": ("saksi",), "dedi": ("saksi",), "joko": ("kasi",), "lina": ("kasi",)}  # fmt: skip
    engine = engine_for(sop(rows, head=actors), directory=sopflow.FixedDirectory(people))

    def seeing(run):
        return [one for one in people if [*engine.as_person(one).instances()] == [engine.instance(run)]]

    run = engine.start("uji", "ani", people={"pemohon": "ani", "saksi": "wati"}).id
    assert seeing(run) == ["ani", "wati"]
    engine.complete(run, "ajukan", "ani")
    engine.complete(run, "saksikan", "wati")
    assert seeing(run) == ["ani", "wati", "joko", "lina"]  # whose row is open


def test_who_is_no_longer_in_a_position_sees_no_more(tmp_path):
    holds = {"sari": ("petugas",)}

    class People:
        def roles(self, person, at, unit):
            return {actor: sopflow.Role() for actor in holds.get(person, ())}

        def units(self):
            return ()

    engine = engine_for(PERMIT, INNER, directory=People(), store=SQLStore(tmp_path / "p.db"))
    run = engine.start("uji", "ani")
    sari = engine.as_person("sari")
    assert sari.instance(run.id) == run
    holds.clear()
    with pytest.raises(errors.UnknownInstance):
        sari.instance(run.id)
    assert list(sari.instances()) == []
    assert sari.recorded(0, 10) == []
    engine.store.close()


def test_what_happens_meanwhile_comes_to_who_may_see_it_alone(office):
    engine, ask, own, other = office
    answers = {}

    def listen(person):
        app_events = ask(person, "/events", follow=False, after=str(mark))
        answers[person] = heard(app_events)

    mark = engine.store.end()
    engine.annotate(own, "ani", "satu")
    engine.annotate(other, "budi", "dua")
    threads = [threading.Thread(target=listen, args=(one,)) for one in ("ani", "budi", "tata")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert {person: [e["instance"] for e in events] for person, events in answers.items()} == {"ani": [own], "budi": [other], "tata": []}  # fmt: skip


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_a_hidden_field_is_in_no_answer_and_a_stream_goes_on_beside_it(kind, tmp_path):
    rows = "- {id: ajukan, activity: x, actor: pemohon, fills: [nama]}\n- {id: nilai, activity: x, actor: penilai, fills: [skor]}\n- {id: putus, activity: x, actor: petugas}"  # fmt: skip
    head = f"{HEAD}fields:\n  nama: {{title: Nama}}\n  skor: {{title: Skor, type: whole, visible_to: [penilai]}}\n"
    store = SQLStore(tmp_path / "p.db", synchronous="OFF") if kind == "sqlite" else None
    engine = engine_for(sop(rows, head=head), store=store, clock=sopflow.ManualClock(NOW), directory=PEOPLE)
    run = engine.start("uji", "ani", subject="Izin").id
    engine.complete(run, "ajukan", "ani", fields={"nama": "Ani"})
    engine.complete(run, "nilai", "pena", fields={"skor": 7777777112})
    app = service(engine, who=lambda request: request.headers.get("x-user"))
    client = TestClient(app, base_url="https://sop.example")
    paths = [path for path in client.get("/openapi.json").json()["paths"] if "{sop}" not in path]
    said = {}
    for person in ("ani", "sari", "pena"):
        user = {"x-user": person}
        for path in paths:
            if "get" in client.get("/openapi.json").json()["paths"][path]:
                answer = client.get(path.replace("{instance}", run), params={"follow": False} if path == "/events" else {}, headers=user)  # fmt: skip
                said.setdefault(person, set()).update({path} if "7777777112" in answer.text else ())
        events = client.get("/events", params={"follow": False}, headers=user).text
        for mark in (line[4:] for line in events.splitlines() if line.startswith("id: ")):
            again = client.get("/events", params={"follow": False}, headers={**user, "last-event-id": mark})
            assert again.status_code == 200
    assert said == {
        "ani": set(), "sari": set(),
        "pena": {"/instances", "/instances/{instance}", "/instances/{instance}/history", "/events"},
    }  # fmt: skip
    heads = {who: client.get(f"/instances/{run}/history", headers={"x-user": who}).json()["head"] for who in said}
    # the hash of a value that somebody can guess would say whether they guess right
    assert heads == {"ani": None, "sari": None, "pena": store.head(run) if store is not None else None}
    if store is not None:
        store.close()


def test_whoever_logged_in_does_not_say_who_acts(office):
    _, ask, own, _ = office
    for path, body in ((f"/instances/{own}/annotate", {"note": "x"}), ("/instances", {"sop": "uji"})):
        answer = ask("ani", path, {**body, "by": "ani", "entah": 1})
        found = {one["pointer"]: one["detail"] for one in answer.json()["errors"]}
        assert answer.status_code == 422
        assert "login" in found["/by"]
        assert "login" not in found["/entah"]
