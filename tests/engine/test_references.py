"""What identifies a copy of a document: one check whichever way it comes in, and none of what was recorded before."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import sopflow
from sopflow.engine.intake import checked, papers_of
from sopflow.errors import BadArgument
from sopflow.flow.command import Command, More, Paper
from sopflow.flow.evolve import fold
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json
from sopflow.scenarios.recording import recorded
from sopflow.scenarios.rehearsal import Rehearsal
from sopflow.scenarios.writing import written
from sopflow.testing.acts import act_of
from tests.engine.filed import FILE, HASH, SOP, files, started
from tests.scenarios.subject import read
from tests.scenarios.test_properties import RELAXED


@pytest.mark.parametrize(
    ("part", "value"),
    [("size", -1), ("size", True), ("size", 2**53), ("size", "9"), ("media_type", "pdf"), ("media_type", "a/b\n"),
     ("media_type", "a/" + "b" * 126), ("sha256", "0" * 63), ("sha256", HASH + "\n"), ("date", "2026-02-30"),
     ("date", "2026-03-17\n"), ("name", 3),
     *((part, text) for part in ("name", "uri", "number") for text in
       ("", "x" * 501, " ", "\n", "\N{NO-BREAK SPACE}", " a", "a ", "a\tb", "a\nb", "a\x00b", "a\x1bb", "\x7f", "\ud800",
        "\N{ZERO WIDTH SPACE}", "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe", "\N{LINE SEPARATOR}", "\ufffe"))],
)  # fmt: skip
def test_a_reference_that_cannot_be_is_no_argument(part, value):
    engine, case = started()
    with pytest.raises(BadArgument, match=part):
        engine.complete(case, "ajukan", "a", documents=files("surat", **{part: value}))


def test_the_longest_reference_is_taken_as_it_is():
    engine, case = started()
    given = dict.fromkeys(("name", "uri", "number"), "x" * 500) | {"media_type": "a/" + "b" * 125}
    run = engine.complete(case, "ajukan", "a", documents=files("surat", **given))
    paper = run.documents["surat"].paper
    assert {name: getattr(paper, name) for name in given} == given


@pytest.mark.parametrize("bare_first", [True, False])
@pytest.mark.parametrize("second", ["surat", "su\N{COMBINING ACUTE ACCENT}rat"])
def test_a_document_named_twice_must_be_the_same(bare_first, second):
    """Of two copies one would be recorded without the file that is asked for."""
    first = "surat" if second == "surat" else "s\N{LATIN SMALL LETTER U WITH ACUTE}rat"
    two = [Paper(first, number="tanpa berkas"), Paper(second, **FILE)]
    engine, case = started()
    for call in (
        lambda papers: engine.complete(case, "ajukan", "a", documents=papers),
        lambda papers: engine.receive(case, papers, "b"),
        lambda papers: engine.start("uji", "a", documents=papers),
        lambda papers: act_of("complete", "ajukan", documents=papers),
        lambda papers: papers_of(iter(papers)),
        lambda papers: checked(Command("complete", "a", "ajukan", more=More(papers=tuple(papers)))),
    ):
        with pytest.raises(BadArgument, match="each document named once"):
            call(two if bare_first else two[::-1])
    if first != second:
        with pytest.raises(BadArgument, match="each document named once"):
            engine.complete(case, "ajukan", "a", documents={first: None, second: FILE})
    assert engine.instance(case).revision == 1


def test_a_document_named_twice_alike_is_brought_once():
    engine, case = started()
    paper = Paper("surat", **FILE)
    run = engine.complete(case, "ajukan", "a", documents=[paper, paper])
    assert list(engine.history(case))[-1].details.papers == (paper,)
    assert run.documents["surat"].paper == paper


def test_what_was_recorded_before_is_read_and_decided_as_it_stands():
    engine, case = started()
    engine.complete(case, "ajukan", "a", documents=files("surat"))
    told = [event_to_json(one) for one in engine.history(case)]
    for name, value in (("name", " "), ("number", "x" * 9_000), ("uri", "a\x00\n")):
        (paper,) = told[-1]["asked"]["papers"]
        paper[name] = value
    events = [event_from_json(one) for one in told]
    assert fold(events).documents["surat"].paper.name == " "
    assert list(replay(events, lambda _: engine.flow("uji"))) == [None] * len(events)


@given(st.text(min_size=1, max_size=12) | st.text("ab \t\n\r\u00a0:#'\"-\u200b\ufeff", min_size=1, max_size=6))
@example("a\u00a0b")
@example("a  b")
@RELAXED
def test_what_the_engine_takes_of_a_file_a_recorded_scenario_says_as_it_was(text):
    engine, case = started()
    try:
        run = engine.complete(case, "ajukan", "a", documents=files("surat", name=text, uri=text, number=text))
    except BadArgument:
        return
    (took,) = recorded(engine.history(case), lambda _: engine.flow("uji"))
    (again,) = read(written("uji", [took.scenario]), SOP)
    played = Rehearsal([sopflow.Flow(SOP)], start=again.start)
    for act in again.acts:
        played.perform(act)
    assert played.run.documents == run.documents
