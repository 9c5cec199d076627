"""Who may act for whom, when, and in what capacity: held against a model that looks at every holding."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow import Role, errors
from sopflow.flow.evolve import fold
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json, instance_from_json, instance_to_json
from sopflow.people.directory import CAPACITIES, Holding, OfficeDirectory, Person, Position, Unit
from sopflow.people.loading import load_directory
from tests.share import share
from tests.sop import engine_for, sop

WIB = ZoneInfo("Asia/Jakarta")
DIRECTORY = load_directory(Path(__file__).parents[2] / "examples/tangerang.directory.yaml")
NORTH, SOUTH = "kec-tangerang", "kec-ciledug"
SOP = sop(
    """
- {id: perintah, activity: x, actor: camat, branches: {Y: susun, N: end}}
- {id: susun, activity: x, actor: [komandan, kasi_trantib], sign_off: any}
- {id: paraf, activity: x, actor: [sekcam, camat], sign_off: in_order}
- {id: arsip, activity: x, actor: anggota_trantib}
""",
    head="actors: {camat: C, sekcam: S, komandan: K, kasi_trantib: T, anggota_trantib: A}",
)


def at(day, hour=9):
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=WIB)


@pytest.mark.parametrize(
    ("person", "day", "unit", "expected"),
    [
        ("ani", "2024-06-30", NORTH, {"camat": Role("definitif", f"{NORTH}/camat")}),
        ("ani", "2024-07-01", NORTH, {}),
        ("ani", "2024-07-01", SOUTH, {"camat": Role("definitif", f"{SOUTH}/camat")}),
        ("ani", "2024-07-01", None, {}),
        ("budi", "2024-08-01", NORTH, {"sekcam": Role("definitif", f"{NORTH}/sekcam"), "camat": Role("Plt.", f"{NORTH}/camat")}),
        ("budi", "2024-10-01", NORTH, {"sekcam": Role("definitif", f"{NORTH}/sekcam"), "camat": Role("substitute", f"{NORTH}/camat", "sekcam")}),
        ("dewi", "2024-08-16", SOUTH, {"sekcam": Role("definitif", f"{SOUTH}/sekcam"), "camat": Role("Plh.", f"{SOUTH}/camat")}),
        ("joko", "2024-08-16", NORTH, {"anggota_trantib": Role("definitif", f"{NORTH}/anggota")}),
        ("siapa", "2024-08-16", NORTH, None),
    ],
)  # fmt: skip
def test_who_somebody_is_on_a_day(person, day, unit, expected):
    assert DIRECTORY.roles(person, at(day), unit) == expected


def test_a_day_begins_at_midnight_where_the_office_is():
    assert DIRECTORY.roles("ani", datetime(2024, 6, 30, 16, 59, tzinfo=UTC), NORTH)
    assert not DIRECTORY.roles("ani", datetime(2024, 6, 30, 17, 0, tzinfo=UTC), NORTH)


def test_those_who_may_are_listed_substitutes_last():
    assert DIRECTORY.holders("camat", at("2024-08-13"), SOUTH) == ("ani", "dewi")
    assert DIRECTORY.holders("camat", at("2024-08-01"), NORTH) == ("budi",)
    assert DIRECTORY.holders("camat", at("2024-11-01"), NORTH) == ("citra", "budi")


# -- an engine with it


@pytest.fixture
def clock():
    return sopflow.ManualClock(at("2024-08-13"))


@pytest.fixture
def engine(clock):
    return engine_for(SOP, clock=clock, directory=DIRECTORY)


def test_an_instance_is_bound_to_a_unit(engine):
    with pytest.raises(errors.UnknownUnit, match="name the unit: kec-ciledug, kec-tangerang, kota"):
        engine.start("uji", "ani")
    with pytest.raises(errors.UnknownUnit, match='did you mean "kec-ciledug"'):
        engine.start("uji", "ani", unit="kec-ciledig")
    run = engine.start("uji", "ani", unit=SOUTH, key="k")
    assert run.unit == SOUTH
    assert engine.start("uji", "ani", unit=SOUTH, key="k") == run
    with pytest.raises(errors.NotAuthorized):
        engine.complete(run.id, "perintah", "budi", "Y")  # Plt. camat of the other district
    engine.complete(run.id, "perintah", "ani", "Y")


def test_the_only_unit_need_not_be_named():
    one = OfficeDirectory(
        "d", WIB, [Unit("u", "U")], [Position("a", "A", ("a",))], [Person("ani", "A", (Holding("a", "u"),))]
    )
    engine = engine_for(sop("- {id: s, activity: x, actor: a}"), directory=one)
    assert engine.start("uji", "ani", key="k").unit == "u"
    assert engine.start("uji", "ani", key="k").revision == 1


def test_the_history_says_who_for_which_position_in_what_capacity(engine, clock):
    run = engine.start("uji", "dewi", unit=SOUTH)
    engine.complete(run.id, "perintah", "dewi", "Y")  # Plh. camat until the 16th
    engine.complete(run.id, "susun", "hadi")
    clock.set(at("2024-08-19"))
    engine.sign_off(run.id, "paraf", "dewi")  # sekcam, and no longer camat
    engine.sign_off(run.id, "paraf", "ani")
    found = [
        (e.by, e.actor, e.effects.capacity, e.effects.position, e.effects.acting_as)
        for e in engine.history(run.id)
    ]
    assert found[1:] == [
        ("dewi", "camat", "Plh.", f"{SOUTH}/camat", None),
        ("hadi", "komandan", "definitif", f"{SOUTH}/komandan", None),
        ("dewi", "sekcam", "definitif", f"{SOUTH}/sekcam", None),
        ("ani", "camat", "definitif", f"{SOUTH}/camat", None),
    ]
    assert [e.position for e in engine.timeline(run.id)][1] == f"{SOUTH}/camat"
    flow = engine.flow("uji")
    assert list(replay(list(engine.history(run.id)), lambda _: flow)) == [None] * 5


def test_a_substitute_of_the_directory_says_what_they_are(engine):
    run = engine.start("uji", "citra", unit=NORTH)
    with pytest.raises(errors.NotAuthorized):
        engine.complete(run.id, "perintah", "citra", "Y")  # from October on
    engine.complete(run.id, "perintah", "budi", "Y")
    assert list(engine.history(run.id))[-1].effects.capacity == "Plt."
    later = engine_for(SOP, clock=sopflow.ManualClock(at("2024-11-01")), directory=DIRECTORY)
    run = later.start("uji", "citra", unit=NORTH)
    later.complete(run.id, "perintah", "budi", "Y")
    effects = list(later.history(run.id))[-1].effects
    assert (effects.capacity, effects.acting_as, effects.position) == ("substitute", "sekcam", f"{NORTH}/camat")
    flow = later.flow("uji")
    assert list(replay(list(later.history(run.id)), lambda _: flow)) == [None] * 2


def test_what_is_entered_later_asks_for_the_position_then_and_now(clock):
    clock = sopflow.ManualClock(at("2024-06-27"))
    engine = engine_for(SOP, clock=clock, directory=DIRECTORY)
    run = engine.start("uji", "ani", unit=NORTH)
    with pytest.raises(errors.Backdated, match="the instance started at 2024-06-27"):
        engine.complete(run.id, "perintah", "ani", "Y", acted_at=at("2024-06-26"))
    clock.set(at("2024-06-30"))
    engine.complete(run.id, "perintah", "ani", "Y", acted_at=at("2024-06-28"))
    clock.set(at("2024-07-01"))
    other = engine.start("uji", "ani", unit=NORTH, acted_at=at("2024-06-28"))
    for acted_at in (None, at("2024-06-30")):  # camat on that day, and no longer
        with pytest.raises(errors.NotAuthorized):
            engine.complete(other.id, "perintah", "ani", "Y", acted_at=acted_at)
    south = engine.start("uji", "ani", unit=SOUTH, acted_at=at("2024-06-28"))
    with pytest.raises(errors.NotAuthorized):  # camat of the other district now, and not yet on that day
        engine.complete(south.id, "perintah", "ani", "Y", acted_at=at("2024-06-30"))
    engine.complete(south.id, "perintah", "ani", "Y", acted_at=at("2024-07-01", 8))


def test_a_called_sop_serves_the_same_unit():
    child = sop("- {id: k, activity: x, actor: camat}", head="actors: {camat: C}", name="anak")
    parent = sop("- {id: p, activity: x, call: anak}", head="actors: {camat: C}")
    engine = engine_for(child, parent, clock=sopflow.ManualClock(at("2024-08-13")), directory=DIRECTORY)
    run = engine.start("uji", "ani", unit=SOUTH)
    inner = engine.instance(run.active[0].child)
    assert inner.unit == SOUTH
    with pytest.raises(errors.NotAuthorized):
        engine.complete(inner.id, "k", "budi")
    engine.complete(inner.id, "k", "ani")
    assert engine.instance(run.id).status == "completed"


def test_a_persons_worklist_has_what_their_positions_may_do(engine, clock):
    north, south = (engine.start("uji", "ani", unit=unit) for unit in (NORTH, SOUTH))
    ids = lambda person, **wanted: [i.instance for i in engine.worklist(person=person, **wanted)]  # noqa: E731
    assert ids("ani") == ids("dewi") == [south.id]
    assert ids("budi") == [north.id]
    assert ids("budi", unit=SOUTH) == ids("joko") == []
    assert [i.unit for i in engine.worklist(unit=SOUTH)] == [SOUTH]
    clock.set(at("2024-08-17"))
    assert ids("dewi") == []  # no longer Plh.; as a substitute she may, but it is not hers
    engine.complete(south.id, "perintah", "dewi", "Y")
    assert ids("hadi") == ids("farah") == [south.id]
    engine.claim(south.id, "susun", "hadi")
    assert (ids("hadi"), ids("farah")) == ([south.id], [])
    with pytest.raises(errors.UnknownPerson):
        ids("siapa")


def test_one_who_holds_two_positions_has_a_row_once():
    person = Person("ani", "Ani", (Holding("a", None), Holding("b", None)))
    both = OfficeDirectory("d", WIB, [], [Position("a", "A", ("a",)), Position("b", "B", ("b",))], [person])
    engine = engine_for(sop("- {id: s, activity: x, actor: [b, a]}"), directory=both)
    run = engine.start("uji", "ani")
    assert [i.instance for i in engine.worklist(person="ani")] == [run.id]
    joint = engine_for(sop("- {id: s, activity: x, actor: [b, a], sign_off: all}"), directory=both)
    joint.start("uji", "ani")
    assert sorted(i.actors for i in joint.worklist(person="ani")) == [("a",), ("b",)]


def test_what_another_must_do_is_not_in_ones_list():
    rows = "- {id: s, activity: x, actor: a}\n- {id: t, activity: x, actor: a, separate_from: [s]}"
    people = sopflow.FixedDirectory({"ani": ("a",), "budi": ("a",)})
    engine = engine_for(sop(rows), directory=people)
    run = engine.start("uji", "ani")
    engine.complete(run.id, "s", "ani")
    assert list(engine.worklist(person="ani")) == []
    assert [i.step for i in engine.worklist(person="budi")] == ["t"]


# -- taking and giving


def test_who_takes_a_row_has_it_alone(engine):
    run = engine.start("uji", "ani", unit=SOUTH)
    run = engine.complete(run.id, "perintah", "ani", "Y")
    with pytest.raises(errors.NotAuthorized):
        engine.claim(run.id, "susun", "joko")
    held = engine.claim(run.id, "susun", "hadi")
    assert engine.possible(run.id)[0].claim.person == "hadi"
    for refused in (
        lambda: engine.complete(run.id, "susun", "farah"),
        lambda: engine.claim(run.id, "susun", "farah"),
    ):
        with pytest.raises(errors.ClaimedByOther, match=r'"2\. x" is claimed by "Hadi Wijaya"'):
            refused()
    with pytest.raises(errors.NotClaimed, match='who can: "Hadi Wijaya"'):
        engine.release(run.id, "susun", "farah")
    assert engine.instance(run.id) == held
    engine.release(run.id, "susun", "hadi")
    engine.reassign(run.id, "susun", "hadi", to="farah")
    with pytest.raises(errors.ClaimedByOther):
        engine.complete(run.id, "susun", "hadi")
    with pytest.raises(errors.NotAuthorized):
        engine.reassign(run.id, "susun", "hadi", to="joko")
    with pytest.raises(errors.UnknownPerson):
        engine.reassign(run.id, "susun", "hadi", to="siapa")
    engine.reassign(run.id, "susun", "hadi", to="hadi")  # takes it over
    run = engine.complete(run.id, "susun", "hadi")
    events = list(engine.history(run.id))
    assert [e.type for e in events[2:]] == ["claimed", "released", "reassigned", "reassigned", "completed"]
    assert fold(events) == run == instance_from_json(instance_to_json(run))
    assert [event_from_json(event_to_json(e)) for e in events] == events
    flow = engine.flow("uji")
    assert list(replay(events, lambda _: flow)) == [None] * len(events)


def test_what_is_delegated_is_done_in_anothers_name(engine, clock):
    run = engine.start("uji", "ani", unit=SOUTH)
    with pytest.raises(errors.NoteRequired):
        engine.delegate(run.id, "perintah", "ani", to="joko", reason=" ")
    with pytest.raises(errors.UnknownPerson):
        engine.delegate(run.id, "perintah", "ani", to="siapa", reason="dinas luar")
    engine.delegate(run.id, "perintah", "ani", to="joko", reason="dinas luar")
    assert [i.step for i in engine.worklist(person="joko")] == ["perintah"]
    with pytest.raises(errors.ClaimedByOther):
        engine.complete(run.id, "perintah", "ani", "Y")
    with pytest.raises(errors.NotAuthorized):
        engine.delegate(run.id, "perintah", "joko", to="hadi", reason="sibuk")
    run = engine.complete(run.id, "perintah", "joko", "Y")
    event = list(engine.history(run.id))[-1]
    assert (event.by, event.actor, event.effects.capacity, event.effects.on_behalf_of) == (
        "joko",
        "camat",
        "a.n.",
        "ani",
    )
    assert event.effects.position == f"{SOUTH}/camat"
    flow = engine.flow("uji")
    assert list(replay(list(engine.history(run.id)), lambda _: flow)) == [None] * 3


def test_a_delegation_ends_with_the_office_of_who_gave_it(engine, clock):
    rows = "- {id: perintah, activity: x, actor: camat}"
    plain = engine_for(sop(rows, head="actors: {camat: C}"), clock=clock, directory=DIRECTORY)
    run = plain.start("uji", "budi", unit=NORTH)
    plain.delegate(run.id, "perintah", "budi", to="joko", reason="rapat")  # Plt. camat until the end of September
    clock.set(at("2024-10-01"))
    delegated = plain.instance(run.id)
    plain.complete(run.id, "perintah", "joko")  # budi is still a substitute
    assert list(plain.history(run.id))[-1].effects.acting_as == "sekcam"
    run = plain.start("uji", "citra", unit=NORTH)
    plain.delegate(run.id, "perintah", "citra", to="joko", reason="rapat")
    gone = OfficeDirectory("d", WIB, DIRECTORY.all_units.values(), DIRECTORY.positions.values(),
                           [p for p in DIRECTORY.people.values() if p.id != "citra"])  # fmt: skip
    after = sopflow.Engine(plain.store, clock=clock, directory=gone)
    with pytest.raises(errors.NotAuthorized):
        after.complete(run.id, "perintah", "joko")
    after.reassign(run.id, "perintah", "budi", to="budi")
    assert after.complete(run.id, "perintah", "budi").status == "completed"
    assert delegated.active[0].claims[0].on_behalf_of == "budi"


def test_an_act_can_be_undone_until_somebody_takes_what_it_opened(engine):
    run = engine.start("uji", "ani", unit=SOUTH)
    before = engine.claim(run.id, "perintah", "ani")
    engine.complete(run.id, "perintah", "ani", "Y")
    engine.claim(run.id, "susun", "hadi")
    with pytest.raises(errors.NotUndoable, match=r'"2\. x" is claimed by "Hadi Wijaya"'):
        engine.undo_last(run.id, "ani", "keliru")
    engine.release(run.id, "susun", "hadi")
    assert engine.undo_last(run.id, "ani", "keliru").active == before.active


def test_of_a_row_that_several_sign_each_part_is_taken_by_itself(engine):
    run = engine.start("uji", "ani", unit=SOUTH)
    engine.complete(run.id, "perintah", "ani", "Y")
    run = engine.complete(run.id, "susun", "hadi")
    with pytest.raises(errors.NotAuthorized):
        engine.claim(run.id, "paraf", "hadi")
    engine.delegate(run.id, "paraf", "dewi", to="joko", reason="cuti")
    engine.sign_off(run.id, "paraf", "joko")
    for again in ("joko", "dewi"):  # who signed, and in whose name
        with pytest.raises(errors.AlreadySigned):
            engine.sign_off(run.id, "paraf", again)
    assert engine.sign_off(run.id, "paraf", "ani").active[0].step == "arsip"


# -- whatever people, dates and commands there are

UNITS = [Unit("kota", "K"), Unit("utara", "U", "kota"), Unit("selatan", "S", "kota")]
PEOPLE = ("ani", "budi", "citra")
DAYS = [date(2024, 1, 1) + timedelta(days=n) for n in range(6)]
ACTORS = ("camat", "sekcam", "staf")
ANY_SOP = sop(
    """
- {id: s0, activity: x, actor: camat, branches: {Y: s1, N: s0}}
- {id: s1, activity: x, actor: [sekcam, staf]}
- {id: s2, activity: x, actor: [camat, sekcam], sign_off: all, separate_from: [s1]}
- {id: s3, activity: x, actor: staf, substitutes: [sekcam], branches: {Y: s0, N: end}}
""",
    head="actors: {camat: C, sekcam: S, staf: T}",
)
holdings = st.builds(
    Holding,
    st.sampled_from(ACTORS),
    st.sampled_from([u.id for u in UNITS]),
    st.sampled_from(CAPACITIES),
    st.one_of(st.none(), st.sampled_from(DAYS)),
    st.one_of(st.none(), st.sampled_from(DAYS)),
)
directories = st.builds(
    lambda stands_in, *held: OfficeDirectory(
        "acak", WIB, UNITS, [Position(a, a, (a,), ("sekcam",) if a == "camat" and stands_in else ()) for a in ACTORS],
        [Person(name, name, tuple(h)) for name, h in zip(PEOPLE, held, strict=True)],
    ),
    st.booleans(),
    *(st.lists(holdings, max_size=3) for _ in PEOPLE),
)  # fmt: skip


def capacities(directory, person, actor, day, unit):
    """As what a person may act for an actor, worked out from the bare data: every pair of capacity and seat."""
    chain = [unit, "kota"] if unit != "kota" else ["kota"]
    every = [h for p in directory.people.values() for h in p.holds]
    home = next((u for u in chain if any(h.unit == u and h.position == actor for h in every)), None)
    if home is None:
        return set()
    now = [
        h for h in directory.people[person].holds if h.unit == home and (h.first or day) <= day <= (h.last or day)
    ]
    found = {(h.capacity, f"{home}/{actor}") for h in now if h.position == actor}
    if (
        not found
        and "sekcam" in directory.positions[actor].substitutes
        and any(h.position == "sekcam" for h in now)
    ):
        found = {("substitute", f"{home}/{actor}")}
    return found


@given(directories, st.sampled_from(PEOPLE), st.sampled_from(DAYS), st.sampled_from([u.id for u in UNITS]))
@settings(max_examples=share(400), deadline=None)
def test_a_directory_says_what_its_holdings_say(directory, person, day, unit):
    instant = datetime(day.year, day.month, day.day, 12, tzinfo=WIB)
    roles = directory.roles(person, instant, unit)
    for actor in ACTORS:
        wanted = capacities(directory, person, actor, day, unit)
        role = roles.get(actor)
        assert (role is not None) == bool(wanted)
        if role is not None:
            best = min(wanted, key=lambda pair: [*CAPACITIES, "substitute"].index(pair[0]))
            assert (role.capacity, role.position) == best


STEPS = ("s0", "s1", "s2", "s3")
acts = st.tuples(
    st.sampled_from(["complete", "complete", "complete", "claim", "release", "reassign", "delegate"]),
    st.sampled_from(STEPS),
    st.sampled_from([*PEOPLE, "tamu"]),
    st.sampled_from([*PEOPLE, "tamu"]),
    st.sampled_from([None, "Y"]),
    st.sampled_from([0, 0, 0, 1]),
    st.one_of(st.none(), st.integers(0, 3)),
)


@given(directories, st.sampled_from([u.id for u in UNITS]), st.lists(acts, max_size=40))
@settings(max_examples=share(200), deadline=None, suppress_health_check=list(HealthCheck))
def test_nobody_ever_does_what_they_may_not_and_every_capacity_can_be_justified(directory, unit, tried):
    clock = sopflow.ManualClock(datetime(2024, 1, 1, 12, tzinfo=WIB))
    engine = engine_for(ANY_SOP, clock=clock, directory=directory)
    run = engine.start("uji", "ani", unit=unit)
    for kind, step, by, to, outcome, days, back in tried:
        clock.advance(timedelta(days=days))
        before = engine.instance(run.id)
        acted_at = clock.now() - timedelta(days=back) if back is not None and kind == "complete" else None
        try:
            if kind == "complete":
                after = engine.complete(run.id, step, by, outcome, acted_at=acted_at)
            elif kind in ("reassign", "delegate"):
                after = getattr(engine, kind)(run.id, step, by, to, *(["alasan"] if kind == "delegate" else []))
            else:
                after = getattr(engine, kind)(run.id, step, by)
        except errors.Refusal:
            assert engine.instance(run.id) == before
            continue
        event = list(engine.history(run.id))[-1]
        row = before.open_row(step)
        day = event.acted_at.astimezone(WIB).date()
        assert event.acted_at >= row.since or kind != "complete"
        if kind == "release":
            assert any(by in (c.person, c.on_behalf_of) for c in row.claims)
            continue
        effects = event.effects
        whose = effects.on_behalf_of or by
        if effects.on_behalf_of is not None:
            assert claim_of(row, event.actor, by).on_behalf_of == effects.on_behalf_of
            assert effects.capacity == "a.n."
        justified = capacities(directory, whose, event.actor, day, unit)
        sop_substitute = step == "s3" and capacities(directory, whose, "sekcam", day, unit)
        assert justified or sop_substitute
        today = event.at.astimezone(WIB).date()
        assert capacities(directory, whose, event.actor, today, unit) or (
            step == "s3" and capacities(directory, whose, "sekcam", today, unit)
        )
        if effects.on_behalf_of is None:
            assert (effects.capacity, effects.position) in justified or (
                effects.capacity == "substitute" and effects.acting_as == "sekcam"
            )
        if kind in ("complete", "claim"):
            others = [c for c in row.claims if c.person != by and (step != "s2" or c.actor == event.actor)]
            assert others == []
        if step == "s2" and kind in ("complete", "claim"):
            assert by not in before.done_by.get("s1", ())
        if kind == "reassign":
            (given_to,) = [c for c in after.open_row(step).claims if c.person == to and c.on_behalf_of is None]
            assert capacities(directory, to, given_to.actor, day, unit) or step == "s3"
        assert fold(engine.history(run.id)) == after == instance_from_json(instance_to_json(after))


def claim_of(row, actor, person):
    (claim,) = [c for c in row.claims if c.person == person and c.actor == actor]
    return claim


class Counting:
    """A directory of 104 units that counts how often it is asked."""

    def __init__(self, directory, is_whole):
        self.asked = 0
        self._directory = directory
        if is_whole:
            self.roles_everywhere = self._everywhere

    def units(self):
        return self._directory.units()

    def roles(self, person, at, unit):
        self.asked += 1
        return self._directory.roles(person, at, unit)

    def _everywhere(self, person, at):
        self.asked += 1
        return self._directory.roles_everywhere(person, at)


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_worklist_asks_once_where_the_directory_answers_for_all_units(is_whole):
    units = [Unit("kota", "Kota"), *(Unit(f"kelurahan-{n}", f"Kelurahan {n}", "kota") for n in range(103))]
    people = [
        Person("ani", "Ani", (Holding("lurah", "kelurahan-7"), Holding("walikota", "kota"))),
        Person("budi", "Budi"),
    ]
    positions = [Position("lurah", "Lurah", ("a",)), Position("walikota", "Wali Kota", ("b",))]
    office = OfficeDirectory("kantor", UTC, units, positions, people)
    directory = Counting(office, is_whole)
    engine = engine_for(
        sop("- {id: tulis, activity: Menulis, actor: a}\n- {id: teken, activity: Meneken, actor: b}"),
        directory=directory,
    )
    for unit in ("kelurahan-7", "kelurahan-8"):
        engine.start("uji", "ani", unit=unit)
    directory.asked = 0
    found = [(item.step, item.unit) for item in engine.worklist(person="ani")]
    assert directory.asked == (1 if is_whole else 104)
    assert found == [("tulis", "kelurahan-7")]
    assert list(engine.worklist(person="budi")) == []
    with pytest.raises(errors.UnknownPerson):
        list(engine.worklist(person="siapa"))
