"""What somebody has signed stays as it is while others are still to sign: fields and files, whoever would change them."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.definition.loading import loads
from sopflow.errors import NoPlace, SignedOtherwise
from sopflow.flow.command import Command, More, Paper
from sopflow.flow.commands import COMMANDS, EVENTS
from sopflow.flow.context import Context
from sopflow.flow.decide import decide
from sopflow.flow.deciding.recording import event_of
from sopflow.flow.evolve import fold
from sopflow.flow.replay import replay
from sopflow.flow.routing import Routing
from sopflow.flow.wire import event_from_json, event_to_json, instance_from_json, instance_to_json
from sopflow.frozen import Frozen

SOP = """sopflow: 1
id: nota
version: 'VERSION'
title: Nota
actors: {a: A, b: B, c: C}
documents: {izin: {title: Izin, file: required}, surat: Surat}
fields:
  nilai: {title: Nilai, type: whole}
  catatan: {title: Catatan, optional: true}
  nik: {title: NIK, personal: true, optional: true}
  lain: {title: Lain, optional: true}
may: {correct: anyone, redact: anyone, receive: anyone}
steps:
  - {id: mulai, activity: Mulai, actor: a, next: [paraf, catat]}
  - {id: paraf, activity: Memaraf, actor: [a, b, c], sign_off: ORDER, fills: [nilai, catatan, nik EXTRA], outputs: [izin, surat], branches: {Y: tutup, N: paraf}}
  - {id: catat, activity: Mencatat, actor: a, fills: [lain, {catatan: optional}], next: tutup}
  - {id: tutup, activity: Menutup, actor: c, join: [paraf, catat]}
"""


def nota(version="1", order="all", extra=""):
    return loads(SOP.replace("VERSION", version).replace("ORDER", order).replace("EXTRA", extra))


def izin(letter):
    return Paper("izin", name="izin.pdf", sha256=letter * 64)


def surat(letter):
    return Paper("surat", name="surat.pdf", sha256=letter * 64)


@pytest.fixture(params=["all", "in_order"])
def engine(request, database):
    engine = sopflow.Engine(sopflow.open_store(database))
    engine.register(nota(order=request.param))
    return engine


@pytest.fixture
def run(engine):
    """The first has signed: a value, none in two fields, a personal one, and a file."""
    run = engine.start("nota", "a").id
    engine.complete(run, "mulai", "a")
    engine.sign_off(
        run, "paraf", "a", "Y", fields={"nilai": 5, "nik": "RAHASIA"}, documents=[izin("a"), surat("a")]
    )
    return run


CHANGES = {
    "another value": lambda e, run: e.sign_off(run, "paraf", "b", "Y", fields={"nilai": 6}),
    "what was left empty": lambda e, run: e.sign_off(run, "paraf", "b", "Y", fields={"catatan": "x"}),
    "another personal value": lambda e, run: e.sign_off(run, "paraf", "b", "Y", fields={"nik": "LAIN"}),
    "another file": lambda e, run: e.sign_off(run, "paraf", "b", "Y", documents=[izin("b")]),
    "a file that nothing asks for": lambda e, run: e.sign_off(run, "paraf", "b", "Y", documents=[surat("b")]),
    "the same without its hash": lambda e, run: e.sign_off(
        run, "paraf", "b", "Y", documents=[Paper("surat", name="lain.pdf")]
    ),
    "a correction": lambda e, run: e.correct(run, "c", {"nilai": 6}, "keliru"),
    "a correction of a personal value": lambda e, run: e.correct(run, "c", {"nik": "LAIN"}, "keliru"),
    "a file that arrives": lambda e, run: e.receive(run, [izin("b")], "c"),
    "another row": lambda e, run: e.complete(run, "catat", "a", fields={"catatan": "x"}),
    "a file with another row": lambda e, run: e.complete(run, "catat", "a", documents=[izin("b")]),
}

SAID_OTHERWISE = (
    "a correction",
    "a correction of a personal value",
    "a file that arrives",
    "another row",
    "a file with another row",
)
"""These are no signatures."""


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_signed_is_not_changed_while_others_are_to_sign(engine, run, change):
    before = engine.instance(run)
    with pytest.raises(SignedOtherwise) as refused:
        CHANGES[change](engine, run)
    assert engine.instance(run) == before
    for language, way in (("en", "withdraw"), ("id", "tarik")):
        told = refused.value.message(language)
        assert '"A"' in told
        assert way in told
        assert "RAHASIA" not in told
        assert "LAIN" not in told
    engine.withdraw(run, "paraf", "a")  # what the refusal says would work
    if change in SAID_OTHERWISE:
        CHANGES[change](engine, run)


def test_the_same_is_signed_by_all_and_said_with_each_signature(engine, run):
    same = {"nilai": 5, "nik": "RAHASIA"}
    after = engine.sign_off(run, "paraf", "b", "Y", fields=same, documents=[izin("A")])
    assert [s.files for s in after.open_row("paraf").signed] == [(("izin", "a" * 64), ("surat", "a" * 64))] * 2
    assert instance_from_json(instance_to_json(after)) == after
    engine.complete(run, "catat", "a", fields={"lain": "x"}, documents=["surat"])  # what nobody signed goes on
    after = engine.complete(run, "paraf", "c", "Y", documents=[izin("a")])
    assert (after.fields["nilai"], after.fields["nik"]) == (5, "RAHASIA")
    assert [row.step for row in after.active] == ["tutup"]
    events = list(engine.store.history(run))
    assert [event_from_json(event_to_json(event)) for event in events] == events
    assert fold(events) == engine.store.load(run)
    assert engine.correct(run, "c", {"nilai": 6}, "keliru").fields["nilai"] == 6  # the row is done


def test_another_visit_is_another_content(engine, run):
    engine.sign_off(run, "paraf", "b", "Y")
    engine.withdraw(run, "paraf", "b")
    engine.withdraw(run, "paraf", "a")
    for by in ("a", "b"):
        engine.sign_off(run, "paraf", by, "N", fields={"nilai": 6}, documents=[izin("b")])
    after = engine.complete(run, "paraf", "c", "N", documents=[izin("b")])
    assert after.open_row("paraf").visit == 2
    engine.sign_off(run, "paraf", "a", "Y", fields={"nilai": 7})
    engine.sign_off(run, "paraf", "b", "Y")
    # nobody signed a file in this visit: the one who signs last brings what came of it
    assert engine.complete(run, "paraf", "c", "Y", documents=[izin("c")]).fields["nilai"] == 7


def test_a_personal_value_that_was_removed_is_not_given_again_by_who_signs_next(engine, run):
    engine.redact(run, "c", "diminta")
    with pytest.raises(SignedOtherwise):
        engine.sign_off(run, "paraf", "b", "Y", fields={"nik": "RAHASIA"})
    engine.sign_off(run, "paraf", "b", "Y")
    assert engine.complete(run, "paraf", "c", "Y", documents=[izin("a")]).active[0].step == "catat"


def test_signatures_do_not_go_to_a_version_that_asks_for_other_fields(engine, run):
    engine.register(nota("2", engine.flow("nota").rows["paraf"].step.sign_off, ", lain"))
    (one,) = engine.migrate("nota", to="2", by="a")
    assert isinstance(one.refusal, NoPlace)
    engine.withdraw(run, "paraf", "a")
    (one,) = engine.migrate("nota", to="2", by="a")
    assert one.refusal is None


def before(event):
    """An event as sopflow stored it before signatures said their files."""
    told = event_to_json(event)
    for effects in (told, told.get("effects", {})):
        effects.get("signature", {}).pop("files", None)
    return event_from_json(told)


def test_signatures_from_before_hold_nothing_and_are_decided_again_as_they_were(engine):
    run = engine.start("nota", "a").id
    engine.complete(run, "mulai", "a")
    engine.sign_off(run, "paraf", "a", "Y", fields={"nilai": 5}, documents=[izin("a")])
    known = [before(event) for event in engine.store.history(run)]
    then = fold(known)
    assert then.open_row("paraf").signed[0].files is None
    assert instance_from_json(instance_to_json(then)) == then
    flow = engine.flow("nota")
    for by, change in (("b", More(fields=Frozen({"nilai": 6}))), ("c", More(papers=(izin("c"),)))):
        at = Context(then.at, None, False, {}, str, lambda _: flow)
        known.append(
            before(
                decide(flow, then, Command("sign_off" if by == "b" else "complete", by, "paraf", "Y", change), at)
            )
        )
        then = fold(known)
    assert then.fields["nilai"] == 6
    assert [row.step for row in then.active] == ["catat"]
    assert [one for one in replay(known, lambda _: flow) if one is not None] == []


@pytest.mark.parametrize(
    "said", [More(papers=(izin("b"),)), More(fields=Frozen({"nilai": 6}))], ids=["file", "value"]
)
@pytest.mark.parametrize("kind", [kind for kind, one in COMMANDS.items() if one.given_by != "the engine"])
def test_no_command_becomes_an_event_that_changes_it(engine, run, kind, said):
    """Also one whose own decision looks at nothing of the kind, as that of a new command may."""
    state, flow = engine.instance(run), engine.flow("nota")
    routing = Routing(flow, state, Context(state.at, None, False, {}, str, lambda _: flow))
    (becomes, *_) = (name for name, one in EVENTS.items() if one.command == kind)
    with pytest.raises(SignedOtherwise):
        event_of(routing, Command(kind, "c", "catat", more=said), becomes)
    same = More(papers=(izin("a"),), fields=Frozen({"nilai": 5}))
    assert event_of(routing, Command("annotate", "c", more=same), "annotated").documents == ()
