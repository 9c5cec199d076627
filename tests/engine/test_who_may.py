"""Who may do what to an instance: every command has a rule."""

from __future__ import annotations

from typing import get_args

import pytest

import sopflow
from sopflow import errors
from sopflow.flow.command import Command, CommandKind
from sopflow.flow.commands import COMMANDS
from sopflow.flow.permission import is_its_own
from tests.engine.office import ACTORS, PEOPLE, at, definition, migrating, office
from tests.sop import engine_for, sop


def suspended(row, may=""):
    engine, run = at(row, may)
    engine.suspend(run, "ani")
    return engine, run


def kept(case, give):
    engine, run = case
    return engine, run, lambda by: give(engine, run, by)


def signed(engine, run):
    engine.sign_off(run, "paraf", "ani")
    return engine, run


def claimed(engine, run):
    engine.claim(run, "periksa", "ani")
    return engine, run


def started():
    engine = office()
    engine.register(sop("- {id: s, activity: x, actor: petugas}", head=ACTORS, name="dalam"))
    return engine, None, lambda by: engine.start("dalam", by, unit="utara")


def by_itself(kind):
    engine, run = at("periksa")
    return engine, run, lambda by: engine._execute(run, Command(kind, by), None)


CASES = {
    "start": (started, {"ani"}, {"orang"}),
    "complete": (lambda: kept(at("periksa"), lambda e, r, by: e.complete(r, "periksa", by)), {"ani"}, None),
    "sign_off": (lambda: kept(at("paraf"), lambda e, r, by: e.sign_off(r, "paraf", by)), {"ani", "kasimin"}, None),
    "withdraw": (lambda: kept(signed(*at("paraf")), lambda e, r, by: e.withdraw(r, "paraf", by)), {"ani"}, None),
    "skip": (lambda: kept(at("periksa"), lambda e, r, by: e.skip(r, "periksa", by, "x")), {"ani"}, None),
    "receive": (lambda: kept(at("tunggu"), lambda e, r, by: e.receive(r, ["berkas"], by)), {"ani", "kasimin", "wati"}, None),
    "annotate": (lambda: kept(at("tunggu"), lambda e, r, by: e.annotate(r, by, "x")), {"ani", "kasimin", "citra", "wati"}, None),
    "suspend": (lambda: kept(at("tunggu"), lambda e, r, by: e.suspend(r, by)), {"ani", "kasimin"}, None),
    "resume": (lambda: kept(suspended("tunggu"), lambda e, r, by: e.resume(r, by)), {"ani", "kasimin"}, None),
    "cancel": (lambda: kept(at("tunggu"), lambda e, r, by: e.cancel(r, by)), {"ani", "kasimin"}, None),
    "extend": (lambda: kept(at("periksa"), lambda e, r, by: e.extend(r, "periksa", by, "x", "1 hari")), {"ani"}, None),
    "rebind": (lambda: kept(at("periksa"), lambda e, r, by: e.rebind(r, by, {"pemohon": "wawan"}, "keliru")), {"ani"}, None),
    "correct": (lambda: kept(at("paraf", "may: {correct: [camat]}"), lambda e, r, by: e.correct(r, by, {"nama": "Wati"}, "x")), {"citra"}, None),
    "redact": (lambda: kept(at("paraf", "may: {redact: [camat]}"), lambda e, r, by: e.redact(r, by, "diminta")), {"citra"}, None),
    "undo": (lambda: kept(at("paraf"), lambda e, r, by: e.undo_last(r, by, "x")), {"ani"}, None),
    "claim": (lambda: kept(at("periksa"), lambda e, r, by: e.claim(r, "periksa", by)), {"ani"}, None),
    "release": (lambda: kept(claimed(*at("periksa")), lambda e, r, by: e.release(r, "periksa", by)), {"ani"}, None),
    "reassign": (lambda: kept(at("paraf"), lambda e, r, by: e.reassign(r, "paraf", by, "ani" if by != "kasimin" else "kasimin")), {"ani", "kasimin"}, None),
    "delegate": (lambda: kept(at("periksa"), lambda e, r, by: e.delegate(r, "periksa", by, "citra", "x")), {"ani"}, None),
    "migrate": (lambda: migrating("may: {migrate: [camat]}"), {"citra"}, None),
    "advance": (lambda: by_itself("advance"), set(), None),
    "end_call": (lambda: by_itself("end_call"), set(), None),
    "reschedule": (lambda: by_itself("reschedule"), set(), None),
}  # fmt: skip
EVERYBODY = ("orang", *(name for name, _ in PEOPLE.values()))


def test_every_command_has_a_rule_and_a_case_here():
    assert set(COMMANDS) | {"start"} == set(get_args(CommandKind)) == set(CASES)


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("by", EVERYBODY)
def test_every_command_asks_who_gives_it(kind, by):
    make, who_may, only_these_may_not = CASES[kind]
    engine, run, give = make()
    before = engine.instance(run) if run is not None else None
    is_given = by in who_may if only_these_may_not is None else by not in only_these_may_not
    if is_given:
        give(by)
        assert run is None or engine.instance(run) != before
        return
    with pytest.raises((errors.NotAuthorized, errors.NotSigned, errors.NotClaimed)) as refused:
        give(by)
    assert "petugas" not in refused.value.message("id")  # titles, not ids
    assert run is None or engine.instance(run) == before


NAMED = (
    "cancel", "suspend", "resume", "receive", "annotate", "reassign", "rebind", "correct", "redact", "undo", "migrate",
)  # fmt: skip
"""What `may` names who may give, by itself; an extension is given by who is named in both places."""


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize("by", EVERYBODY)
def test_where_the_sop_names_who_may_it_is_they_and_nobody_else(kind, by, monkeypatch):
    """Not those either who might if it named nobody, nor those whose turn it is."""
    as_it_is = definition
    named = f"may: {{{kind}: [camat]}}"
    monkeypatch.setattr("tests.engine.office.definition", lambda may="", version=1: as_it_is(named, version))
    engine, run, give = CASES[kind][0]()
    before = engine.instance(run)
    if by == "citra":
        give(by)
        assert engine.instance(run) != before
        return
    with pytest.raises(errors.NotAuthorized):
        give(by)
    assert engine.instance(run) == before


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize(
    "by",
    [
        "",
        "  ",
        "\t",
        "\u200b",
        "\u2060 \ufeff",
        "\0",
        "\u3164",
        "\ud800",
        None,
        5,
        "system",
        "system\u200b",
        "sys\xadtem\0",
    ],
)
def test_nobody_acts_without_a_name_or_in_the_engines(kind, by):
    engine, run, give = CASES[kind][0]()
    before = engine.instance(run) if run is not None else None
    if by == "system" and is_its_own(kind):
        return
    has_a_method = kind not in ("advance", "end_call", "reschedule")
    with pytest.raises(errors.BadArgument if has_a_method and not isinstance(by, str) else errors.NoPerson):
        give(by)
    assert run is None or engine.instance(run) == before


@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\ufeff", "\0", "\u3164", "\u202e", "\ufe0f"])
def test_no_name_has_characters_that_nobody_sees(sign):
    engine, run = at("periksa")
    for act in (
        lambda: engine.complete(run, "periksa", f"an{sign}i"),
        lambda: engine.reassign(run, "periksa", "ani", f"{sign}ani"),
        lambda: engine.complete(run, "periksa", "ani", choose={"kasi": f"kasi{sign}"}),
        lambda: engine.start("uji", "ani", unit=f"utara{sign}"),
        lambda: list(engine.worklist(person=f"ani{sign}")),
        lambda: list(engine.worklist(f"petugas{sign}")),
    ):
        with pytest.raises(errors.BadArgument, match="without invisible characters") as refused:
            act()
        assert f"U+{ord(sign):04X}" in refused.value.message("id")
    assert engine.complete(run, "periksa", "ani").revision == 3


def test_a_called_sop_is_neither_started_nor_cancelled_in_the_engines_name():
    engine = sopflow.Engine()
    engine.register(sop("- {id: k, activity: x, actor: a}", name="anak"))
    engine.register(sop("- {id: p, activity: x, call: anak}"))
    run = engine.start("uji", "a")
    with pytest.raises(errors.NoPerson):
        engine.cancel(run.active[0].child, "system")
    assert engine.cancel(run.id, "a").status == "cancelled"
    assert engine.instance(run.active[0].child).status == "cancelled"


@pytest.mark.parametrize(("by", "capacity"), [("wati", "definitif"), ("tono", "substitute")])
def test_whoever_may_act_for_an_actor_that_the_sop_names_may_give_it_too(by, capacity):
    text = sop(
        "- {id: s, activity: x, actor: staf}",
        head="actors: {staf: Staf, kabid: Kabid, kadis: {title: Kadis, substitutes: [kabid]}}\nmay: {cancel: [kadis]}\n",
    )
    directory = sopflow.FixedDirectory({"sari": ["staf"], "tono": ["kabid"], "wati": ["kadis"]})
    engine = engine_for(text, directory=directory)
    run = engine.start("uji", "sari").id
    with pytest.raises(errors.NotAuthorized):
        engine.cancel(run, "sari")
    assert engine.cancel(run, by).status == "cancelled"
    assert list(engine.history(run))[-1].effects.capacity == capacity
