"""Nobody sees what the rule does not give: people, units, bindings, delegations, calls, migrations and undoings by chance,
held to a model that reads the documentation's sentence and whole histories, in memory and in databases."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow import errors
from sopflow.sql import SQLStore, audit, sighting
from tests.share import share
from tests.sop import engine_for, sop

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
HEAD = """actors:
  pemohon: {title: Pemohon, external: true, is: starter, recorded_by: [petugas]}
  saksi: {title: Saksi, external: true, recorded_by: [petugas]}
  petugas: {title: Petugas, substitutes: [wakil]}
  kasi: Kasi
  wakil: Wakil
  pelaksana: {title: Pelaksana, chosen_by: bagi}
"""
ROWS = """
- {id: ajukan, activity: Mengajukan, actor: pemohon}
- {id: periksa, activity: Memeriksa, actor: petugas, branches: {Y: bagi, N: ajukan}, substitutes: [kasi]}
- {id: bagi, activity: Membagi, actor: kasi, next: [saksikan, panggil, kerjakan]}
- {id: saksikan, activity: Menyaksikan, actor: saksi, next: akhir}
- {id: panggil, activity: Memanggil, call: dalam, next: akhir}
- {id: kerjakan, activity: Mengerjakan, actor: pelaksana, next: akhir}
- {id: akhir, activity: Mengambil, actor: pemohon, join: [saksikan, panggil, kerjakan]}
"""
INNER = sop("- {id: isi, activity: Mengisi, actor: saksi}\n- {id: cek, activity: Mengecek, actor: wakil}",
            head=HEAD.replace("  pelaksana: {title: Pelaksana, chosen_by: bagi}\n", "").replace("  kasi: Kasi\n", ""), name="dalam")  # fmt: skip
SEES = {"1": "", "2": "may: {see: [kasi]}", "3": "may: {see: [nobody]}", "4": "may: {see: [saksi, starter]}", "5": "may: {see: [anyone]}"}  # fmt: skip
OUTERS = {version: sop(ROWS, head=f"version: {version}\n{may}\n{HEAD}") for version, may in SEES.items()}
EXTERNAL, INTERNAL = {"pemohon", "saksi"}, {"petugas", "kasi", "wakil"}
NAMED = {"2": {"kasi"}, "3": set(), "4": {"saksi"}}
STAND_INS = {"petugas": {"wakil", "kasi"}, "kasi": set(), "wakil": set(), "saksi": set()}
PEOPLE = ("ani", "budi", "citra", "dedi", "eko", "warga")
UNITS = ("utara", "selatan")


class People:
    """A directory of who holds what in which unit."""

    def __init__(self, holds):
        self.holds = holds

    def roles(self, person, at, unit):
        if person not in self.holds:
            return None
        return {actor: sopflow.Role() for place, actor in self.holds[person] if place == unit}

    def units(self):
        return UNITS


def is_seen(people, whole, run, person):
    """The sentence of the documentation."""
    events = list(whole.history(run.id))
    acted = {event.by for event in events if event.type != "annotated"}
    acting = {one for persons in run.people.values() for one in persons}
    acting |= {one for claim in (c for row in run.active for c in row.claims) for one in (claim.person, claim.on_behalf_of)}  # fmt: skip
    acting |= set(run.chosen.values()) - EXTERNAL - INTERNAL
    if person in (acted | acting) - {"system"}:
        return True
    version = run.version if run.sop == "uji" else "1"
    if version == "5":
        return True
    office = (INTERNAL - {"kasi"}) if run.sop == "dalam" else INTERNAL
    if version != "1":
        office = {run.chosen.get(actor, actor) for row in run.active for actor in row.actors} & INTERNAL
        office |= NAMED[version]
    own = {actor for unit, actor in people.holds.get(person, ()) if unit == run.unit}
    inner = {"petugas": {"wakil"}}
    stand_ins = {**STAND_INS, **inner} if run.sop == "dalam" else STAND_INS
    return any(own & {actor, *stand_ins.get(actor, ())} for actor in office if actor not in run.people)


def act(engine, people, kind, pick, by, to, unit):
    runs = [run for run in engine.instances() if run.status == "running"]
    if kind == "start" or not runs:
        named = {} if pick % 3 else {"pemohon": to}
        if pick % 4 == 0:
            named["saksi"] = [to]
        version = sorted(SEES)[pick % 5]
        engine.start("uji", by, version=version, unit=unit, people=named, subject=f"Izin {pick % 3}")
        return
    run = runs[pick % len(runs)]
    row = run.active[pick % len(run.active)]
    if kind == "complete":
        outcome = ("Y" if pick % 4 else "N") if row.step == "periksa" else None
        choose = {"pelaksana": to} if row.step == "bagi" else None
        engine.complete(run.id, row.step, by, outcome, choose=choose)
    elif kind in ("claim", "release"):
        getattr(engine, kind)(run.id, row.step, by)
    elif kind == "delegate":
        engine.delegate(run.id, row.step, by, to, "x")
    elif kind == "reassign":
        engine.reassign(run.id, row.step, by, to, note="x")
    elif kind == "annotate":
        engine.annotate(run.id, by, "catatan")
    elif kind == "rebind":
        engine.rebind(run.id, by, people={"saksi" if pick % 2 else "pemohon": [to]}, reason="x")
    elif kind == "undo":
        engine.undo_last(run.id, by, "x")
    elif kind == "migrate":
        list(engine.migrate("uji", to=sorted(SEES)[pick % 5], by=by, instances=[run.id]))
    elif kind == "cancel":
        engine.cancel(run.id, by, note="x")


KINDS = ("start", "complete", "complete", "complete", "complete", "claim", "release", "delegate", "reassign", "annotate", "rebind", "undo", "migrate", "cancel")  # fmt: skip
ACTS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 59), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.sampled_from(UNITS)),
    min_size=1, max_size=25,
)  # fmt: skip
HOLDS = st.dictionaries(
    st.sampled_from(PEOPLE[:-1]),
    st.sets(st.tuples(st.sampled_from(UNITS), st.sampled_from(sorted(EXTERNAL | INTERNAL))), max_size=3),
)


def held(engine, people):
    runs = list(engine.instances())
    events = [one.event for one in engine.recorded(0, 100_000)]
    items = {(item.instance, item.step, item.visit) for item in engine.worklist()}
    for person in PEOPLE:
        own = engine.as_person(person)
        seen = {run.id for run in runs if is_seen(people, engine, run, person)}
        assert [run.id for run in own.instances()] == [run.id for run in runs if run.id in seen], person
        for run in runs:
            with pytest.raises(errors.UnknownInstance) if run.id not in seen else nullcontext():
                assert own.instance(run.id) == run
            with pytest.raises(errors.UnknownInstance) if run.id not in seen else nullcontext():
                assert list(own.history(run.id))
            with pytest.raises(errors.UnknownInstance) if run.id not in seen else suppress(errors.Refusal):
                own.annotate(run.id, person, " ")
        listed = {(item.instance, item.step, item.visit) for item in own.worklist()}
        assert listed == {item for item in items if item[0] in seen}, person
        for query in ({"sop": "uji"}, {"status": "cancelled"}, {"unit": "utara"}, {"subject": "izin 1"}, {"subject": "iz*"}, {"step": "periksa"}, {"unit": "selatan", "status": "running"}):  # fmt: skip
            wanted = [run.id for run in over(engine, query) if run.id in seen]
            assert [run.id for run in over(own, query)] == wanted, (person, query)
        got = own.recorded(0, 100_000)
        assert [one.event for one in got] == [event for event in events if event.instance in seen], person
        heard = []
        own.subscribe(f"s-{person}-{len(events)}", heard.append).deliver()
        assert heard == [event for event in events if event.instance in seen], person


def over(engine, query):
    after = None
    while True:
        page = engine.find(**query, after=after, limit=2)
        yield from page.items
        if (after := page.next) is None:
            return


@pytest.mark.parametrize("few", [sighting.FEW, 0])
@settings(max_examples=share(25), suppress_health_check=list(HealthCheck), deadline=None)
@given(holds=HOLDS, acts=ACTS)
def test_everybody_sees_what_the_rule_gives_and_nothing_else(tmp_path_factory, few, holds, acts):
    people = People(holds)
    path = tmp_path_factory.mktemp("lihat") / "proses.db"
    for store in (None, SQLStore(path, synchronous="OFF")):
        clock = sopflow.ManualClock(NOW)
        engine = engine_for(
            INNER,
            *OUTERS.values(),
            store=store,
            directory=people,
            clock=clock,
            new_id=map("p{}".format, count()).__next__,
        )
        for one in acts:
            clock.advance(timedelta(minutes=1))
            with suppress(errors.Refusal):
                act(engine, people, *one)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sighting, "FEW", few)
            held(engine, people)
        if store is not None:
            assert [one.problem for one in audit(store) if one.problem] == []
            store.close()
