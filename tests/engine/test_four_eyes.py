"""Rows that another person must do, or the same: by person, not by position."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.errors import AlreadySigned, OtherPerson, Refusal, SamePerson
from sopflow.flow.evolve import fold
from sopflow.flow.replay import replay
from sopflow.flow.wire import instance_from_json, instance_to_json
from tests.share import share
from tests.sop import engine_for, sop

SOP = sop(
    """
- {id: susun, activity: Menyusun, actor: a}
- {id: periksa, activity: Memeriksa, actor: b, separate_from: [susun], branches: {Y: kirim, N: susun}}
- {id: kirim, activity: Mengirim, actor: [a, b], sign_off: all, separate_from: periksa}
- {id: arsip, activity: Mengarsipkan, actor: a, same_as: susun}
"""
)
# everybody holds every position: only the person tells them apart
EVERYBODY = dict.fromkeys(("ani", "budi", "citra"), ("a", "b", "c"))


@pytest.fixture
def engine():
    return engine_for(SOP, directory=sopflow.FixedDirectory(EVERYBODY))


def test_who_did_one_may_not_do_the_other_whatever_they_hold(engine):
    run = engine.start("uji", "ani")
    run = engine.complete(run.id, "susun", "ani")
    with pytest.raises(
        SamePerson, match=r'"ani" did "1\. Menyusun"; "2\. Memeriksa" must be done by somebody else'
    ):
        engine.complete(run.id, "periksa", "ani", "Y")
    assert engine.instance(run.id) == run
    assert engine.possible(run.id)[0].not_by == ("ani",)
    assert engine.complete(run.id, "periksa", "budi", "Y").done_by == {"susun": ("ani",), "periksa": ("budi",)}


def test_after_a_return_it_is_who_did_it_last(engine):
    run = engine.start("uji", "ani")
    engine.complete(run.id, "susun", "ani")
    engine.complete(run.id, "periksa", "budi", "N")
    engine.complete(run.id, "susun", "budi")
    with pytest.raises(SamePerson):
        engine.complete(run.id, "periksa", "budi", "Y")
    engine.complete(run.id, "periksa", "ani", "Y")


def test_every_signature_counts(engine):
    run = engine.start("uji", "ani")
    engine.complete(run.id, "susun", "ani")
    engine.complete(run.id, "periksa", "budi", "Y")
    with pytest.raises(SamePerson):
        engine.sign_off(run.id, "kirim", "budi")
    engine.sign_off(run.id, "kirim", "ani")
    engine.sign_off(run.id, "kirim", "citra")


def test_of_a_row_that_several_signed_each_of_them_did_it():
    definition = sop(
        "- {id: p, activity: x, actor: [a, b], sign_off: all}\n- {id: q, activity: x, actor: c, separate_from: [p]}"
    )
    engine = engine_for(definition, directory=sopflow.FixedDirectory(EVERYBODY))
    run = engine.start("uji", "ani")
    engine.sign_off(run.id, "p", "ani")
    assert engine.sign_off(run.id, "p", "budi").done_by == {"p": ("ani", "budi")}
    for person in ("ani", "budi"):
        with pytest.raises(SamePerson):
            engine.complete(run.id, "q", person)
    engine.complete(run.id, "q", "citra")


def test_the_same_person_must_do_it(engine):
    run = engine.start("uji", "ani")
    for step, by, outcome in (
        ("susun", "citra", None),
        ("periksa", "budi", "Y"),
        ("kirim", "ani", None),
        ("kirim", "citra", None),
    ):
        run = engine.complete(run.id, step, by, outcome)
    with pytest.raises(OtherPerson, match=r'whoever did "1\. Menyusun": "citra"'):
        engine.complete(run.id, "arsip", "ani")
    assert engine.possible(run.id)[0].only_by == ("citra",)
    run = engine.complete(run.id, "arsip", "citra")
    assert run.status == "completed"
    assert fold(engine.history(run.id)) == run == instance_from_json(instance_to_json(run))
    flow = engine.flow("uji")
    assert list(replay(list(engine.history(run.id)), lambda _: flow)) == [None] * 6


ACTS = st.tuples(
    st.sampled_from(["susun", "periksa", "kirim", "arsip"]),
    st.sampled_from([*EVERYBODY, "tamu"]),
    st.sampled_from([None, "Y", "N"]),
)


@given(st.lists(ACTS, max_size=40))
@settings(max_examples=share(150), deadline=None)
def test_whatever_is_tried_nobody_ever_does_what_they_may_not(acts):
    engine = engine_for(SOP, directory=sopflow.FixedDirectory(EVERYBODY))
    run = engine.start("uji", "ani")
    did = {}
    for step, by, outcome in acts:
        before = engine.instance(run.id)
        signed = [s.by for row in before.active if row.step == step for s in row.signed]
        try:
            after = engine.complete(run.id, step, by, outcome)
        except Refusal:
            assert engine.instance(run.id) == before
            continue
        assert by != "tamu"
        if step == "periksa":
            assert by not in did["susun"]
        if step == "kirim":
            assert by not in did["periksa"]
        if step == "arsip":
            assert by in did["susun"]
        if all(row.step != step or row.visit != 1 or not row.signed for row in after.active):
            did[step] = {*signed, by}


# -- one person, whatever positions they hold and in whoever's name they act

JOINT = "- {{id: p, activity: x, actor: [a, b], sign_off: {}}}\n- {{id: q, activity: x, actor: c}}"


@pytest.mark.parametrize("how", ["all", "in_order"])
def test_one_person_does_not_sign_twice(how):
    engine = engine_for(sop(JOINT.format(how)), directory=sopflow.FixedDirectory(EVERYBODY))
    run = engine.start("uji", "ani")
    engine.sign_off(run.id, "p", "ani")
    assert all("ani" in item.not_by for item in engine.possible(run.id))
    for act in (
        lambda: engine.sign_off(run.id, "p", "ani"),
        lambda: engine.claim(run.id, "p", "ani"),
        lambda: engine.delegate(run.id, "p", "ani", "budi", "cuti"),
        lambda: engine.delegate(run.id, "p", "budi", "ani", "cuti"),
        lambda: engine.reassign(run.id, "p", "budi", "ani"),
    ):
        with pytest.raises(AlreadySigned):
            act()
    engine.withdraw(run.id, "p", "ani")
    engine.sign_off(run.id, "p", "ani")
    assert engine.sign_off(run.id, "p", "budi").active[0].step == "q"


@pytest.mark.parametrize("how", ["all", "in_order"])
def test_a_substitute_does_not_sign_for_both(how):
    definition = sop(JOINT.format(how), head="actors: {a: A, b: {title: B, substitutes: [a]}, c: C}")
    for engine in (
        engine_for(definition),
        engine_for(definition, directory=sopflow.FixedDirectory({"a": ("a",), "b": ("b",)})),
    ):
        run = engine.start("uji", "a")
        engine.sign_off(run.id, "p", "a")
        with pytest.raises(AlreadySigned):
            engine.sign_off(run.id, "p", "a")
        engine.sign_off(run.id, "p", "b")


def test_who_signs_in_anothers_name_signs_for_both_persons():
    engine = engine_for(sop(JOINT.format("all")), directory=sopflow.FixedDirectory(EVERYBODY | {"dodi": ()}))
    run = engine.start("uji", "ani")
    engine.delegate(run.id, "p", "ani", "dodi", "cuti")
    run = engine.sign_off(run.id, "p", "dodi")
    assert [(s.by, s.on_behalf_of) for s in run.active[0].signed] == [("dodi", "ani")]
    assert instance_from_json(instance_to_json(run)) == run
    for person in ("ani", "dodi"):
        with pytest.raises(AlreadySigned):
            engine.sign_off(run.id, "p", person)
    engine.sign_off(run.id, "p", "budi")
    events = list(engine.history(run.id))
    flow = engine.flow("uji")
    assert list(replay(events, lambda _: flow)) == [None] * len(events)


@pytest.fixture
def two():
    """Two rows at once, of which one wants another person than the other."""
    return engine_for(
        sop(
            """
- {id: mulai, activity: x, actor: a, next: [susun, periksa]}
- {id: susun, activity: x, actor: a, next: [kirim]}
- {id: periksa, activity: x, actor: [b, c], sign_off: all, separate_from: [susun], next: [kirim]}
- {id: kirim, activity: x, join: [susun, periksa], actor: c, separate_from: [periksa]}
"""
        ),
        directory=sopflow.FixedDirectory(EVERYBODY | {"dodi": ()}),
    )


def test_nobody_has_another_do_what_they_may_not(two):
    run = two.start("uji", "ani")
    two.complete(run.id, "mulai", "ani")
    two.complete(run.id, "susun", "ani")
    with pytest.raises(SamePerson, match=r'"ani" did "2\. x"'):
        two.delegate(run.id, "periksa", "ani", "dodi", "cuti")


def test_who_delegates_first_and_acts_then_is_found_out(two):
    run = two.start("uji", "ani")
    two.complete(run.id, "mulai", "ani")
    two.delegate(run.id, "periksa", "ani", "dodi", "cuti")
    two.complete(run.id, "susun", "ani")
    with pytest.raises(SamePerson, match=r'"ani" did "2\. x"'):
        two.sign_off(run.id, "periksa", "dodi")


def test_who_signs_first_and_acts_then_is_found_out(two):
    run = two.start("uji", "ani")
    two.complete(run.id, "mulai", "ani")
    two.sign_off(run.id, "periksa", "ani")
    two.complete(run.id, "susun", "ani")
    with pytest.raises(SamePerson, match=r'"ani" did "2\. x"'):
        two.sign_off(run.id, "periksa", "budi")
    two.withdraw(run.id, "periksa", "ani")
    two.sign_off(run.id, "periksa", "citra")
    two.sign_off(run.id, "periksa", "budi")


def test_person_and_principal_are_both_recorded_and_both_kept_apart(two):
    run = two.start("uji", "ani")
    two.complete(run.id, "mulai", "ani")
    two.complete(run.id, "susun", "ani")
    two.delegate(run.id, "periksa", "budi", "dodi", "cuti")
    two.sign_off(run.id, "periksa", "dodi")
    run = two.sign_off(run.id, "periksa", "citra")
    assert set(run.done_by["periksa"]) == {"dodi", "budi", "citra"}
    assert set(two.possible(run.id)[0].not_by) == {"dodi", "budi", "citra"}
    for person in ("budi", "citra"):
        with pytest.raises(SamePerson):
            two.complete(run.id, "kirim", person)
    two.undo_last(run.id, "citra", "salah")
    assert "periksa" not in two.instance(run.id).done_by
    two.sign_off(run.id, "periksa", "citra")
    two.complete(run.id, "kirim", "ani")


def test_who_did_what_in_whose_name_is_known_to_the_version_that_asks_for_it_first():
    rows = "- {{id: p, activity: x, actor: a}}\n- {{id: q, activity: x, actor: b{}}}"
    head = "actors: {a: A, b: B, c: C}\nmay: {migrate: [a]}"
    engine = engine_for(
        sop(rows.format(""), head=head), directory=sopflow.FixedDirectory(EVERYBODY | {"dodi": ()})
    )
    run = engine.start("uji", "ani")
    engine.delegate(run.id, "p", "ani", "dodi", "cuti")
    engine.complete(run.id, "p", "dodi")
    engine.register(sop(rows.format(", separate_from: [p]"), head=f"version: 2\n{head}"))
    assert next(engine.migrate("uji", to="2", by="budi")).refusal is None
    with pytest.raises(SamePerson):
        engine.complete(run.id, "q", "ani")
    engine.complete(run.id, "q", "budi")


MODEL = sop(
    """
- {id: mulai, activity: x, actor: a, next: [susun, periksa]}
- {id: susun, activity: x, actor: a, next: [kirim]}
- {id: periksa, activity: x, actor: [b, c], sign_off: all, separate_from: [susun], next: [kirim], optional: true}
- {id: kirim, activity: x, join: [susun, periksa], actor: [a, b], sign_off: in_order, separate_from: [periksa], branches: {Y: arsip, N: mulai}}
- {id: arsip, activity: x, actor: c, same_as: susun}
"""
)
TRIED = st.tuples(
    st.sampled_from(["complete"] * 5 + ["delegate"] * 3 + ["claim", "release", "reassign", "withdraw", "undo", "skip"]),
    st.sampled_from(["mulai", "susun", "periksa", "kirim", "arsip"]),
    st.sampled_from([*EVERYBODY, "dodi"]),
    st.sampled_from([*EVERYBODY, "dodi"]),
    st.sampled_from(["Y", "N"]),
)  # fmt: skip


@given(st.lists(TRIED, max_size=60))
@settings(max_examples=share(150), deadline=None)
def test_whoever_stands_behind_an_act_by_name_or_by_hand_is_kept_apart(tried):
    """A model that knows only persons: everybody who put their hand to a row, and everybody in whose name."""
    engine = engine_for(MODEL, directory=sopflow.FixedDirectory(EVERYBODY | {"dodi": ()}))
    run = engine.start("uji", "ani").id
    behind, undone = {}, []
    signed = {}  # by row and visit: the pairs of hand and name
    for kind, step, by, to, outcome in tried:
        before = engine.instance(run)
        row = before.open_row(step)
        try:
            if kind == "complete":
                after = engine.complete(run, step, by, outcome if step == "kirim" else None)
            elif kind == "delegate":
                after = engine.delegate(run, step, by, to, "cuti")
            elif kind == "reassign":
                after = engine.reassign(run, step, by, to)
            elif kind == "undo":
                after = engine.undo_last(run, by, "salah")
            elif kind == "skip":
                after = engine.skip(run, step, by, "x")
            else:
                after = getattr(engine, kind)(run, step, by)
        except Refusal:
            assert engine.instance(run) == before
            continue
        event = list(engine.history(run))[-1]
        if kind == "undo":
            behind, signed = undone.pop()
        if kind == "withdraw":
            signed[step, row.visit] = [pair for pair in signed[step, row.visit] if pair[0] != by]
        if kind == "skip":
            undone.append((dict(behind), {key: list(pairs) for key, pairs in signed.items()}))
        if kind == "complete":
            key = (step, row.visit)
            hands = signed.get(key, [])
            state = (dict(behind), {key: list(pairs) for key, pairs in signed.items()})
            pair = (by, event.effects.on_behalf_of or by)
            people = [person for one in (*hands, pair) for person in set(one)]
            assert len(people) == len(set(people)), "nobody signs twice"
            signed[key] = [*hands, pair]
            if event.type == "completed":
                undone.append(state)
                others = {"periksa": "susun", "kirim": "periksa"}.get(step)
                assert not set(people) & behind.get(others, set())
                if step == "arsip":
                    assert by in behind["susun"]
                behind[step] = set(people)
        known = {step: set(people) for step, people in after.done_by.items()}
        assert known == {step: people for step, people in behind.items() if step in ("susun", "periksa")}
    events = list(engine.history(run))
    flow = engine.flow("uji")
    assert list(replay(events, lambda _: flow)) == [None] * len(events)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("separate_from: [q]", 'SOP203: there is no step "q"'),
        ("separate_from: r", "SOP228: a step cannot be compared with itself"),
        ("same_as: w", 'SOP228: nobody performs "w"'),
        ("separate_from: [p], same_as: p", 'SOP228: "p" is in both same_as and separate_from; remove one of them'),
    ],
)
def test_what_cannot_be_is_told(keys, expected):
    rows = f"- {{id: p, activity: X, actor: a}}\n- {{id: w, activity: X, wait: 1 hari}}\n- {{id: r, activity: X, actor: b, {keys}}}"
    with pytest.raises(sopflow.DefinitionError, match=expected):
        sop(rows)
