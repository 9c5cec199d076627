"""Whatever people, dates and commands there are: held against a model that looks at every holding."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow import errors
from sopflow.flow.evolve import fold
from sopflow.flow.wire import instance_from_json, instance_to_json
from sopflow.people.directory import CAPACITIES, Holding, OfficeDirectory, Person, Position, Unit
from tests.people.tangerang import WIB
from tests.share import share
from tests.sop import engine_for, sop

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
