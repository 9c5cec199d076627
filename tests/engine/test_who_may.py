"""Who may do what to an instance: every command has a rule."""

from __future__ import annotations

import ast
import contextlib
import re
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

import sopflow
from sopflow import errors
from sopflow.definition.loading import check_bytes
from sopflow.flow.command import Command, CommandKind
from sopflow.flow.commands import COMMANDS
from sopflow.flow.permission import is_its_own
from sopflow.flow.replay import replay
from sopflow.people.directory import Holding, OfficeDirectory, Person, Position, Unit
from tests.sop import engine_for, sop

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 3, 12, 9, tzinfo=WIB)
ACTORS = "actors: {pemohon: {title: Pemohon, external: true}, petugas: Petugas, kasi: Kasi, camat: Camat}"
DOCUMENTS = "documents: {berkas: {title: Berkas, external: true}, sk: {title: SK, external: true}}"
ROWS = """
- {id: ajukan, activity: x, actor: pemohon}
- {id: periksa, activity: x, actor: petugas, duration: 1 hari, optional: true, extension: {by: petugas, times: 9}}
- {id: paraf, activity: x, actor: [petugas, kasi], sign_off: all}
- {id: tunggu, activity: x, wait: {until: berkas}}
- {id: tanda_tangan, activity: x, actor: kasi}
"""


def definition(may="", version=1):
    return sop(
        ROWS,
        head=f"version: {version}\n{ACTORS}\n{DOCUMENTS}\nfields: {{nama: Nama, rahasia: {{title: Rahasia, personal: true}}}}\n{may}",
    )


def day(text):
    return date.fromisoformat(text)


PEOPLE = {
    "petugas": ("ani", Holding("petugas", "utara")),
    "kasi": ("kasimin", Holding("kasi", "utara")),
    "camat": ("citra", Holding("camat", "utara")),
    "a starter": ("wati", Holding("pemohon", "utara")),
    "an external actor in another's case": ("wawan", Holding("pemohon", "utara")),
    "of another unit": ("sari", Holding("petugas", "selatan")),
    "a former official": ("dulu", Holding("petugas", "utara", last=day("2026-03-11"))),
    "a future official": ("nanti", Holding("petugas", "utara", first=day("2026-03-13"))),
}
DIRECTORY = OfficeDirectory(
    "d",
    WIB,
    [Unit("utara", "U"), Unit("selatan", "S")],
    [Position(name, name, (name,)) for name in ("pemohon", "petugas", "kasi", "camat")],
    [Person(name, name, (holding,)) for name, holding in PEOPLE.values()],
)
OUTSIDERS = ("orang", "wawan", "sari", "dulu", "nanti")
"""A stranger, and four whom the directory knows."""


def office(may="", **options):
    return engine_for(definition(may), clock=sopflow.ManualClock(NOW), directory=DIRECTORY, **options)


def begun(engine):
    return engine.start("uji", "wati", unit="utara").id


def at(row, may=""):
    """An engine, and a case in which a row is open."""
    engine = office(may)
    run = begun(engine)
    for step, by in (("ajukan", "wati"), ("periksa", "ani"), ("paraf", "ani"), ("paraf", "kasimin")):
        if engine.instance(run).active[0].step == row:
            break
        engine.complete(run, step, by)
    return engine, run


def suspended(row, may=""):
    engine, run = at(row, may)
    engine.suspend(run, "ani")
    return engine, run


def migrating(may=""):
    engine, run = at("periksa")
    engine.register(definition(may, version=2))

    def give(by):
        one = next(engine.migrate("uji", to="2", by=by, instances=[run]))
        if one.refusal is not None:
            raise one.refusal

    return engine, run, give


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
    monkeypatch.setattr(sys.modules[__name__], "definition", lambda may="", version=1: as_it_is(named, version))
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


def test_without_a_directory_is_open_to_every_name_what_the_documentation_lists():
    text = (Path(__file__).parents[2] / "docs/engine.md").read_text("utf-8")
    said = re.search(r"open to every name, unless[^:]*`may`:([^.]*)\.", text)
    listed = set(re.findall(r"`(\w+)`", said[1]))
    steps = """
- {id: p, activity: Menulis, actor: a, optional: true, extension: {by: a, at_most: 1 hari}, duration: 1 hari, outputs: [d]}
- {id: q, activity: Memaraf, actor: [a, b], sign_off: all}
- {id: r, activity: Menunggu, wait: {until: d}}
"""
    head = "documents: {d: {title: D, external: true}}\nactors: {a: A, b: B}\nfields: {n: N, r: {title: R, personal: true}}\n"
    first = sop(steps, head=f"{head}version: '1'")
    engine = engine_for(first, sop(steps, head=f"{head}version: '2'"), clock=sopflow.ManualClock(NOW))

    def begun(*acts):
        run = engine.start("uji", "a", version="1").id
        for name, *more in acts:
            getattr(engine, name)(run, *more)
        return run

    done, signed = ("complete", "p", "a"), ("sign_off", "q", "a")
    who = "orang"
    calls = {
        "start": lambda: engine.start("uji", who),
        "complete": lambda: engine.complete(begun(), "p", who),
        "sign_off": lambda: engine.sign_off(begun(done), "q", who),
        "withdraw": lambda: engine.withdraw(begun(done, signed), "q", who),
        "skip": lambda: engine.skip(begun(), "p", who, "x"),
        "claim": lambda: engine.claim(begun(), "p", who),
        "release": lambda: engine.release(begun(("claim", "p", "a")), "p", who),
        "reassign": lambda: engine.reassign(begun(), "p", who, "a"),
        "delegate": lambda: engine.delegate(begun(), "p", who, "a", "x"),
        "extend": lambda: engine.extend(begun(), "p", who, "x"),
        "receive": lambda: engine.receive(begun(done, signed, ("sign_off", "q", "b")), ["d"], who),
        "annotate": lambda: engine.annotate(begun(), who, "x"),
        "suspend": lambda: engine.suspend(begun(), who),
        "resume": lambda: engine.resume(begun(("suspend", "a")), who),
        "cancel": lambda: engine.cancel(begun(), who),
        "rebind": lambda: engine.rebind(begun(), who, {"a": "b"}, "x"),
        "correct": lambda: engine.correct(begun(), who, {"n": "x"}, "x"),
        "redact": lambda: engine.redact(begun(), who, "x"),
        "undo": lambda: engine.undo_last(begun(done), who, "x"),
        "migrate": lambda: next(iter(engine.migrate("uji", to="2", by=who, instances=[begun()]))).after.version,
        "activate": lambda: engine.activate("uji", "2", who),
    }
    people = {kind for kind, one in COMMANDS.items() if one.target is not None}
    assert people <= set(calls)
    open_to_all = set()
    for name, call in calls.items():
        with contextlib.suppress(errors.NotAuthorized, errors.NotClaimed, errors.NotSigned):
            call()
            open_to_all.add(name)
    assert listed == open_to_all


def test_without_a_directory_what_the_sop_does_not_name_is_open_to_everybody():
    engine = engine_for(definition("may: {suspend: [camat]}"), clock=sopflow.ManualClock(NOW))
    run = engine.start("uji", "siapa saja").id
    with pytest.raises(errors.NotAuthorized, match='may not suspend this instance; who may: "Camat"'):
        engine.suspend(run, "siapa saja")
    engine.suspend(run, "camat")
    engine.resume(run, "siapa saja")
    assert engine.cancel(run, "siapa saja").status == "cancelled"


def test_the_starter_may_cancel_until_somebody_else_has_acted():
    engine = office()
    run = begun(engine)
    engine.complete(run, "ajukan", "wati")
    engine.annotate(run, "ani", "sedang dibaca")
    assert "cancel" in [offer.command for offer in engine.may(run, "wati")]
    engine.claim(run, "periksa", "ani")
    with pytest.raises(errors.NotAuthorized):
        engine.cancel(run, "wati")
    engine.cancel(run, "ani")


def test_anybody_with_a_name_may_begin_what_an_outsider_begins():
    engine = office()
    assert engine.start("uji", "warga", unit="utara").started_by == "warga"
    closed = office("may: {start: [petugas]}")
    with pytest.raises(errors.NotAuthorized, match='may not start this SOP; who may: "Petugas"'):
        closed.start("uji", "warga", unit="utara")
    closed.start("uji", "ani", unit="utara")


def test_the_starter_brings_only_what_is_waited_for():
    engine, run = at("tunggu")
    with pytest.raises(errors.NotAuthorized):
        engine.receive(run, ["sk"], "wati")
    with pytest.raises(errors.NotAuthorized):
        engine.receive(run, ["berkas", "sk"], "wati")
    engine.receive(run, ["sk"], "ani")
    engine.receive(run, ["berkas"], "wati")


def test_whoever_has_acted_may_leave_a_note_though_they_moved_on():
    clock = sopflow.ManualClock(NOW - timedelta(days=2))
    engine = engine_for(definition(), clock=clock, directory=DIRECTORY)
    run = begun(engine)
    engine.complete(run, "ajukan", "wati")
    engine.complete(run, "periksa", "dulu")
    clock.set(NOW)
    engine.annotate(run, "dulu", "berkasnya di lemari")
    for act in (
        lambda: engine.undo_last(run, "dulu", "salah"),
        lambda: engine.cancel(run, "dulu"),
        lambda: engine.sign_off(run, "paraf", "dulu", acted_at=NOW - timedelta(days=1)),
    ):
        with pytest.raises(errors.NotAuthorized):
            act()


def test_nobody_anyone_and_those_who_are_named():
    engine, run = at("periksa", "may: {suspend: nobody, resume: anyone, cancel: [camat, starter], undo: kasi}")
    for by in ("ani", "citra", "orang"):
        with pytest.raises(errors.NotAuthorized):
            engine.suspend(run, by)
    with pytest.raises(errors.NotAuthorized):
        engine.undo_last(run, "wati", "x")
    with pytest.raises(errors.NotAuthorized, match='who may: "Camat", whoever started it'):
        engine.cancel(run, "ani")
    assert engine.cancel(run, "wati").status == "cancelled"


def test_an_extension_is_granted_by_whom_both_name():
    engine, run = at("periksa", "may: {extend: [camat]}")
    for by in ("ani", "citra"):
        with pytest.raises(errors.NotAuthorized, match='who may: "Petugas" who is also "Camat"'):
            engine.extend(run, "periksa", by, "x", "1 hari")
    engine, run = at("periksa", "may: {extend: [camat, petugas]}")
    assert engine.extend(run, "periksa", "ani", "x", "1 hari").revision
    engine, run = at("periksa", "may: {extend: nobody}")
    with pytest.raises(errors.NotAuthorized, match='"Petugas" who is also nobody'):
        engine.extend(run, "periksa", "ani", "x", "1 hari")


@pytest.mark.parametrize(
    ("may", "actors", "is_found"),
    [
        ("[camat]", "camat: Camat", True),
        ("nobody", "camat: Camat", True),
        ("[camat, petugas]", "camat: Camat", False),
        ("anyone", "camat: Camat", False),
        ("[starter]", "camat: Camat", False),
        ("[camat]", "camat: {title: Camat, substitutes: [petugas]}", False),
        ("[camat]", "camat: {title: Camat, chosen_by: s, among: [petugas]}", False),
    ],
)
def test_an_extension_that_perhaps_nobody_can_grant_is_found(may, actors, is_found):
    text = f"""sopflow: 1
id: uji
title: Uji
actors: {{petugas: Petugas, {actors}}}
may: {{extend: {may}}}
steps:
  - {{id: s, activity: x, actor: [petugas, camat], duration: 1 hari, extension: {{by: petugas}}}}
"""
    found = [f for f in check_bytes(text.encode(), "x").findings if f.code == "SOP231"]
    assert bool(found) == is_found
    for one in found:
        assert all(
            name in one.message(language) for name in ("extension.by", "may.extend") for language in ("id", "en")
        )


def test_the_version_that_it_goes_to_says_who_migrates():
    *_, give = migrating("may: {migrate: nobody}")
    with pytest.raises(errors.NotAuthorized):
        give("citra")
    *_, give = migrating()
    with pytest.raises(errors.NotAuthorized, match="who may: nobody"):
        give("citra")
    plain = engine_for(definition())
    case = plain.start("uji", "a").id
    plain.register(definition(version=2))
    assert next(plain.migrate("uji", to="2", by="admin")).after.version == "2"
    assert plain.instance(case).version == "2"


def test_an_outsider_who_was_chosen_is_no_part_of_a_default():
    rows = """
- {id: pilih, activity: x, actor: petugas}
- {id: tinjau, activity: x, actor: peninjau}
- {id: arsip, activity: x, actor: petugas}
"""
    actors = ACTORS[:-1] + ", peninjau: {title: Peninjau, chosen_by: pilih, among: [kasi, pemohon]}}"
    for chosen, by, may in (("pemohon", "wawan", False), ("kasi", "kasimin", True)):
        engine = engine_for(sop(rows, head=actors), clock=sopflow.ManualClock(NOW), directory=DIRECTORY)
        run = engine.start("uji", "ani", unit="utara").id
        engine.complete(run, "pilih", "ani", choose={"peninjau": chosen})
        offered = {offer.command for offer in engine.may(run, by)}
        assert "complete" in offered
        assert ({"cancel", "suspend", "annotate"} <= offered) == may
        for act in (engine.suspend, engine.cancel):
            if may:
                act(run, by)
            else:
                with pytest.raises(errors.NotAuthorized):
                    act(run, by)


@pytest.mark.parametrize("by", ["", " ", None, 5, "system", "system\u200b", "\u2060"])
@pytest.mark.parametrize("directory", [DIRECTORY, None])
def test_nobody_makes_a_version_current_without_a_name_or_in_the_engines(by, directory):
    engine = engine_for(
        definition("may: {migrate: anyone}"), definition("may: {migrate: anyone}", 2), directory=directory
    )
    with pytest.raises((errors.BadArgument, errors.NoPerson)):
        engine.activate("uji", "1", by)
    assert [one.by for one in engine.activations("uji")] == ["system", "system"]


def test_who_may_migrate_makes_a_version_current():
    """The version that is to become current says who, else the one that is; in any unit, and nobody where neither does."""
    for first, second, may in (
        ("", "", ()),
        ("may: {migrate: [camat]}", "", ("citra",)),
        ("", "may: {migrate: [camat]}", ("citra",)),
        ("may: {migrate: [petugas]}", "may: {migrate: [camat]}", ("ani", "sari")),
        ("may: {migrate: nobody}", "may: {migrate: [camat]}", ()),
    ):
        engine = office(first)
        engine.register(definition(second, version=2))
        for by in ("ani", "sari", "citra", "kasimin", "orang", "dulu", "nanti"):
            if by in may:
                assert engine.activate("uji", "1", by).by == by
                engine.register(definition(second, version=2), activate=True)
                continue
            with pytest.raises(errors.NotAuthorized, match="may not set the current version"):
                engine.activate("uji", "1", by)
            assert engine.flow("uji").definition.version == "2"


def test_without_a_directory_anybody_makes_a_version_current_unless_it_is_named_who():
    engine = engine_for(definition(), definition(version=2))
    assert engine.activate("uji", "1", "admin").version == "1"
    named = engine_for(definition("may: {migrate: [camat]}"), definition(version=2))
    with pytest.raises(errors.NotAuthorized, match='who may: "Camat"'):
        named.activate("uji", "1", "admin")
    assert named.activate("uji", "1", "camat").by == "camat"


def test_a_version_that_is_not_there_is_told_with_those_that_are():
    store = sopflow.InMemoryStore()
    engine_for(definition(), definition(version=2), store=store)
    with pytest.raises(errors.UnknownDefinition, match='known: "uji 1", "uji 2"'):
        sopflow.Engine(store).activate("uji", "3", "admin")


def test_the_history_says_in_which_capacity():
    engine, run = at("tunggu")
    engine.suspend(run, "ani")
    engine.resume(run, "kasimin")
    engine.annotate(run, "wati", "kapan selesai?")
    engine.receive(run, ["berkas"], "wati")
    engine.cancel(run, "kasimin")
    events = list(engine.history(run))
    assert [(e.actor, e.effects.capacity, e.effects.position) for e in events[-5:]] == [
        ("petugas", "definitif", "utara/petugas"),
        ("kasi", "definitif", "utara/kasi"),
        (None, None, None),
        (None, None, None),
        ("kasi", "definitif", "utara/kasi"),
    ]
    flow = engine.flow("uji")
    assert list(replay(events, lambda _: flow)) == [None] * len(events)


@pytest.mark.parametrize(
    ("may", "code", "says"),
    [
        ("may: {cancel: [petugass]}", "SOP201", 'did you mean "petugas"'),
        ("may: {cancel: [startr]}", "SOP201", 'did you mean "starter"'),
        ("may_start: [petugas]\nmay: {start: [kasi]}", "SOP229", "old name of may: {start: ...};"),
        ("may: {start: starter}", "SOP229", "no starter"),
        ("may: {undo: [nobody, kasi]}", "SOP229", "beside others"),
        ("may: {undoo: [kasi]}", "SOP101", 'did you mean "undo"'),
    ],
)
def test_what_cannot_be_meant_is_told(may, code, says):
    with pytest.raises(sopflow.DefinitionError) as refused:
        definition(may)
    assert code in str(refused.value)
    assert says in str(refused.value)


def test_the_old_name_is_the_same_sop_and_no_may_leaves_the_digest_alone():
    assert definition("may_start: [kasi]").digest == definition("may: {start: [kasi]}").digest
    assert (
        definition("may: {start: kasi, undo: kasi}").digest
        == definition("may: {undo: [kasi], start: [kasi]}").digest
    )
    assert definition().digest != definition("may: {undo: kasi}").digest


# -- what is entered later


def test_what_is_entered_later_did_not_happen_while_the_case_was_suspended():
    clock = sopflow.ManualClock(NOW)
    engine = engine_for(definition(), clock=clock, directory=DIRECTORY)
    run = begun(engine)
    engine.complete(run, "ajukan", "wati")
    clock.advance(timedelta(hours=1))
    engine.suspend(run, "ani")
    clock.advance(timedelta(hours=2))
    engine.resume(run, "ani")
    clock.advance(timedelta(hours=1))
    for hours in (1, 2, 2.99):
        with pytest.raises(errors.Backdated, match="was suspended from 2026-03-12 10:00 WIB"):
            engine.complete(run, "periksa", "ani", acted_at=NOW + timedelta(hours=hours))
        with pytest.raises(errors.Backdated):
            engine.extend(run, "periksa", "ani", "x", "1 hari", acted_at=NOW + timedelta(hours=hours))
    for acted_at in (NOW + timedelta(minutes=59), NOW + timedelta(hours=3)):
        engine.complete(run, "periksa", "ani", acted_at=acted_at)
        engine.undo_last(run, "ani", "lagi")


def test_a_document_did_not_arrive_before_a_row_waited_for_it():
    engine = engine_for(
        sop("- {id: s, activity: x, actor: a}\n- {id: w, activity: x, wait: {until: d}}", head="documents: {d: {title: D, external: true}}"),
        clock=(clock := sopflow.ManualClock(datetime(2026, 3, 1, tzinfo=UTC))),
    )  # fmt: skip
    run = engine.start("uji", "a").id
    clock.advance(timedelta(hours=2))
    engine.complete(run, "s", "a")
    clock.advance(timedelta(hours=2))
    with pytest.raises(errors.BadCommand, match=r'before "2\. x" was opened'):
        engine.receive(run, ["d"], "a", acted_at=clock.now() - timedelta(hours=3))
    with pytest.raises(errors.Backdated, match="started at"):
        engine.receive(run, ["d"], "a", acted_at=clock.now() - timedelta(days=3))
    engine.receive(run, ["d"], "a", acted_at=clock.now() - timedelta(hours=1))


LATE_ROW = """
- {id: s, activity: x, actor: a}
- {id: t, activity: x, actor: b, duration: 2 jam, on_late: [{after: 1 jam, escalate: c}]}
- {id: u, activity: x, actor: a}
"""
TEAM = sopflow.FixedDirectory({"ani": ["a"], "budi": ["b"], "bela": ["b"], "citra": ["c"], "dodi": []})


@pytest.fixture
def open_at_nine():
    clock = sopflow.ManualClock(NOW)
    engine = engine_for(sop(LATE_ROW, head="version: 1\nmay: {migrate: [a]}"), clock=clock, directory=TEAM)
    run = engine.start("uji", "ani").id
    engine.complete(run, "s", "ani")

    def hour(count):
        clock.set(NOW + timedelta(hours=count))
        return NOW + timedelta(hours=count)

    return engine, run, hour


def test_what_is_entered_later_was_not_done_before_it_was_delegated(open_at_nine):
    engine, run, hour = open_at_nine
    hour(0.5)
    engine.delegate(run, "t", "budi", "dodi", "dinas")
    hour(1)
    for acted_at in (NOW, NOW + timedelta(minutes=29)):
        with pytest.raises(errors.Backdated, match="was delegated only at 2026-03-12 09:30 WIB") as refused:
            engine.complete(run, "t", "dodi", acted_at=acted_at)
        assert "baru didelegasikan" in refused.value.message("id")
    engine.complete(run, "t", "dodi", acted_at=NOW + timedelta(minutes=30))
    engine.undo_last(run, "dodi", "lagi")
    with pytest.raises(errors.Backdated):
        engine.complete(run, "t", "dodi", acted_at=NOW)


def test_what_is_entered_later_was_not_done_before_it_was_escalated(open_at_nine):
    engine, run, hour = open_at_nine
    hour(5)
    engine.advance()
    with pytest.raises(errors.Backdated, match="was escalated only at 2026-03-12 12:00 WIB"):
        engine.complete(run, "t", "citra", acted_at=NOW + timedelta(hours=2))
    engine.register(sop(LATE_ROW, head="version: 2\nmay: {migrate: [a]}"))
    assert next(engine.migrate("uji", to="2", by="ani")).refusal is None
    with pytest.raises(errors.Backdated):
        engine.complete(run, "t", "citra", acted_at=NOW + timedelta(hours=2))
    engine.complete(run, "t", "citra", acted_at=NOW + timedelta(hours=3))


def test_what_is_entered_later_was_not_done_while_another_had_it_in_hand(open_at_nine):
    engine, run, hour = open_at_nine
    hour(0.5)
    engine.claim(run, "t", "budi")
    at_ten = hour(1)
    engine.reassign(run, "t", "budi", "bela")
    hour(1.5)
    with pytest.raises(errors.Backdated, match='the row was claimed by "budi" until 2026-03-12 10:00 WIB'):
        engine.complete(run, "t", "bela", acted_at=NOW + timedelta(minutes=45))
    engine.complete(run, "t", "bela", acted_at=at_ten)
    engine.undo_last(run, "bela", "lagi")
    engine.complete(run, "t", "bela", acted_at=NOW)  # before anybody had taken it
    assert list(replay(engine.history(run), lambda _: engine.flow("uji"))) == [None] * 7


def test_a_claim_gives_no_right_that_was_not_there_before(open_at_nine):
    engine, run, hour = open_at_nine
    hour(1)
    engine.claim(run, "t", "budi")
    engine.complete(run, "t", "budi", acted_at=NOW)


def test_refusals_of_commands_are_said_in_both_languages():
    for path in Path(sopflow.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("BadCommand", "Backdated"):
                said = [word.value for word in call.keywords if word.arg in ("what", "why")]
                assert not [one for one in said if isinstance(one, ast.Constant | ast.JoinedStr)], path
