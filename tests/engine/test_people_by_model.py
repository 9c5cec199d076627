"""Nobody acts for an actor who is certain persons but those, who records for them, and their delegates: people, persons of
cases, delegations, rebindings, undoings and calls by chance, held to a model written apart, in memory and in a database."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow import errors
from sopflow.sql import SQLStore
from tests.share import share
from tests.sop import engine_for, sop

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
HEAD = """actors:
  pemohon: {title: Pemohon, external: true, is: starter, recorded_by: [petugas]}
  saksi: {title: Saksi, external: true, substitutes: [kasi], recorded_by: [petugas, kasi]}
  petugas: {title: Petugas, substitutes: [kasi]}
  kasi: Kasi
"""
INNER = sop(
    "- {id: isi, activity: Mengisi, actor: saksi}\n- {id: cek, activity: Mengecek, actor: petugas}\n- {id: terima, activity: Menerima, actor: pemohon}",
    head=HEAD, name="dalam",
)  # fmt: skip
OUTER = sop(
    """
- {id: ajukan, activity: Mengajukan, actor: pemohon}
- {id: periksa, activity: Memeriksa, actor: petugas, branches: {Y: bagi, N: ajukan}}
- {id: bagi, activity: Membagi, actor: kasi, next: [saksikan, panggil]}
- {id: saksikan, activity: Menyaksikan, actor: saksi, next: akhir}
- {id: panggil, activity: Memanggil, call: dalam, next: akhir}
- {id: akhir, activity: Mengambil, actor: pemohon, join: [saksikan, panggil]}
""",
    head=HEAD,
)
STAND_IN = {"petugas": ("kasi",), "kasi": (), "pemohon": (), "saksi": ("kasi",)}
RECORDERS = {"pemohon": ("petugas",), "saksi": ("petugas", "kasi")}
PEOPLE = ("ani", "budi", "citra", "dedi", "warga")
ROW_ACTORS = {str(step.id): str(step.actors[0]) for one in (INNER, OUTER) for step in one.steps if step.actors}


class Hand(NamedTuple):
    """In whose hands a row is, and in whose name."""

    person: str
    principal: str | None


class Model:
    """Who may do what, by the words of the documentation."""

    def __init__(self, holds):
        self.holds = holds
        self.who = {}
        self.had = {}
        """Whose an instance once was: they have an interest in it for as long as it runs."""
        self.hands = {}

    def has_interest(self, run, person):
        return person in self.who[run].get("pemohon", ()) or person in self.had[run]

    def holds_one(self, run, person, positions):
        return not self.has_interest(run, person) and bool({*self.holds.get(person, ())} & {*positions})

    def in_own_right(self, run, actor, person):
        """As the person, or in the position."""
        if actor in self.who[run]:
            return person in self.who[run][actor]
        if actor in ("pemohon", "saksi"):
            return actor in self.holds.get(person, ())
        return self.holds_one(run, person, [actor])

    def as_another(self, run, actor, person):
        """As a substitute, or entering it for the person."""
        if actor in self.who[run]:
            every = [one for name in RECORDERS[actor] for one in (name, *STAND_IN[name])]
            return self.holds_one(run, person, every)
        return self.holds_one(run, person, STAND_IN[actor])

    def may(self, place, person):
        run, step, _ = place
        actor, hand = ROW_ACTORS[step], self.hands.get(place)
        by_themselves = self.in_own_right(run, actor, person) or self.as_another(run, actor, person)
        if hand is None:
            return by_themselves
        if hand.person != person:
            return False
        if hand.principal is None:
            return self.may_itself(run, actor, person)
        is_free = actor in ("pemohon", "saksi") or not self.has_interest(run, person)
        return by_themselves or (is_free and self.may_itself(run, actor, hand.principal))

    def may_itself(self, run, actor, person):
        is_bound = actor in self.who[run]
        return self.in_own_right(run, actor, person) or (not is_bound and self.as_another(run, actor, person))

    def lists(self, place, person):
        """Whether a worklist has it: in hand, in one's own right, or of those who hold what records."""
        run, step, _ = place
        actor = ROW_ACTORS[step]
        if place in self.hands:
            return self.hands[place].person == person and self.may(place, person)
        records = actor in self.who[run] and self.holds_one(run, person, RECORDERS[actor])
        return self.in_own_right(run, actor, person) or records


def places(engine):
    return [
        (run.id, row.step, row.visit)
        for run in engine.instances()
        for row in run.active
        if run.status == "running" and row.step in ROW_ACTORS
    ]


def held_to(engine, model, place, give, by):
    """Do something; afterwards the model knows of it. What is accepted, and nothing else, is what the model allows."""
    try:
        give()
    except errors.Refusal:
        return False
    assert model.may(place, by), (place, by)
    return True


def act(engine, model, kind, pick, by, to, outcome):
    open_ = places(engine)
    if kind == "start" or not open_:
        named = {"saksi": [to]} if pick % 2 else {}
        named |= {"pemohon": [to, "warga"][: 1 + pick % 2 * (to != "warga")]} if pick % 3 == 0 else {}
        with suppress(errors.Refusal):
            run = engine.start("uji", by, people=named)
            model.had[run.id] = set()
            model.who[run.id] = {"pemohon": (by,)} | {actor: tuple(persons) for actor, persons in named.items()}
        return
    place = run, step, visit = open_[pick % len(open_)]
    if kind == "complete":
        said = outcome if step == "periksa" else None
        may = model.may(place, by)
        done = held_to(engine, model, place, lambda: engine.complete(run, step, by, said, visit=visit), by)
        assert done == may, (place, by)
        for row in engine.instance(run).active:
            if row.child is not None:
                model.who.setdefault(row.child, dict(model.who[run]))
                model.had.setdefault(row.child, set(model.had[run]))
    elif kind == "claim":
        if held_to(engine, model, place, lambda: engine.claim(run, step, by, visit=visit), by):
            before = model.hands.get(place)
            model.hands[place] = before if before is not None and before.person == by else Hand(by, None)
    elif kind == "delegate":
        if held_to(engine, model, place, lambda: engine.delegate(run, step, by, to, "x", visit=visit), by):
            assert model.may_itself(run, ROW_ACTORS[step], by)
            model.hands[place] = Hand(to, by)
    elif kind == "undo":
        with suppress(errors.Refusal):
            engine.undo_last(run, by, "keliru")
    elif kind == "rebind":
        actor = ("pemohon", "saksi")[pick % 2]
        with suppress(errors.Refusal):
            engine.rebind(run, by, {actor: to}, "ganti")
            called = [row.child for row in engine.instance(run).active if row.child is not None]
            for one in (run, *called) if actor == "pemohon" else ():
                model.had[one] |= {*model.who[one]["pemohon"]}
            model.who[run][actor] = (to,)
            for one in called:  # a called one is of the same people as its caller
                model.who[one] |= model.who[run]
            for one, hand in [*model.hands.items()]:
                persons = model.who[one[0]].get(ROW_ACTORS[one[1]])
                if one[0] in (run, *called) and persons and (hand.principal or hand.person) not in persons:
                    del model.hands[one]


ACTS = st.tuples(
    st.sampled_from(["start", *["complete"] * 6, "claim", "delegate", "delegate", "undo", *["rebind"] * 3]),
    st.integers(0, 60), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.sampled_from("YYN"),
)  # fmt: skip
HOLDINGS = st.fixed_dictionaries({
    person: st.lists(st.sampled_from(["pemohon", "saksi", "petugas", "kasi"]), max_size=2, unique=True)
    for person in PEOPLE[:-1]
})  # fmt: skip


@given(HOLDINGS, st.lists(ACTS, min_size=4, max_size=30), st.booleans())
@settings(max_examples=share(600), deadline=None, suppress_health_check=list(HealthCheck))
def test_nobody_acts_for_a_person_of_a_case_but_they_themselves_who_records_and_their_delegates(
    tmp_path_factory, holds, acts, in_database
):
    holds = {**holds, "petra": ["petugas", "kasi"]}
    store = None
    if in_database:
        store = SQLStore(tmp_path_factory.mktemp("kantor") / "proses.db", synchronous="OFF")
    ids = map("{:04}".format, count())
    directory = sopflow.FixedDirectory({person: tuple(held) for person, held in holds.items()})
    engine = engine_for(INNER, OUTER, store=store, clock=sopflow.ManualClock(NOW), directory=directory, new_id=ids.__next__)  # fmt: skip
    model = Model(holds)
    for one in acts:
        act(engine, model, *one)
    open_ = places(engine)
    for person in (*PEOPLE, "petra"):
        for place in open_:
            run, step, visit = place
            offered = ("complete", step, visit) in engine.may(run, person)
            assert offered == model.may(place, person), (place, person)
        listed = []
        with suppress(errors.UnknownPerson):
            listed = [(item.instance, item.step, item.visit) for item in engine.worklist(person=person)]
        assert sorted(listed) == sorted(place for place in open_ if model.lists(place, person)), person
    if store is not None:
        store.close()
