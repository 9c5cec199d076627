"""Over SOPs and runs by chance: what is generated, written, recorded and replayed says the same."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.library import Procedure
from sopflow.engine.journal import JournalReader, JournalStore
from sopflow.errors import BrokenJournal
from sopflow.flow.replay import replay
from sopflow.flow.trace import trace
from sopflow.scenarios.coverage import Coverage, arc_text
from sopflow.scenarios.covering import smallest_cover
from sopflow.scenarios.generate import generate
from sopflow.scenarios.model import PathItem
from sopflow.scenarios.playing import play
from sopflow.scenarios.recording import recorded
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.taken import Taken, follows
from sopflow.scenarios.writing import written
from sopflow.testing import definitions, legal_runs
from tests.flow.test_properties import COMMANDS
from tests.flow.test_properties import play as command
from tests.scenarios.subject import read
from tests.share import share
from tests.sop import engine_for, sop

RELAXED = settings(max_examples=share(120), deadline=None, suppress_health_check=list(HealthCheck))
START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)


def fails_with(result):
    return result.failure and (
        result.failure.problem.why.en,
        result.failure.problem.differences,
        result.failure.act,
    )


@given(definitions(), st.integers(0, 2))
@RELAXED
def test_generated_scenarios_pass_read_back_and_take_every_arrow_that_a_way_takes(definition, loops):
    flows = compiled(Procedure(definition))
    made = generate(flows, loops)
    scenarios = read(written(definition.id, made.scenarios), definition)
    assert scenarios == made.scenarios
    coverage = Coverage(flows[-1])
    for scenario in scenarios:
        result = play(scenario, flows)
        assert fails_with(result) is None
        coverage.add(result.rehearsal)
    missed = set(coverage.missed("arcs"))
    assert missed <= {arc_text(arc) for arc in made.unreachable}
    if loops and not made.unreachable:
        assert [coverage.missed(kind) for kind in ("rows", "branches", "arcs", "ends")] == [(), (), (), ()]


@st.composite
def plain_rows(draw):
    """Rows one after the other, with branches anywhere: what can be reached is plain from the arrows."""
    names = [f"s{i}" for i in range(draw(st.integers(2, 8)))]
    places = st.sampled_from([*names, "end"])
    return {name: draw(st.one_of(places, st.tuples(places, places))) for name in names}


@given(plain_rows())
@RELAXED
def test_without_parallel_rows_every_arrow_that_the_start_leads_to_is_taken(rows):
    lines = [
        f"- {{id: {name}, activity: Kerja, actor: a, "
        + (f"branches: {{Y: {to[0]}, N: {to[1]}}}" if isinstance(to, tuple) else f"next: {to}")
        + "}"
        for name, to in rows.items()
    ]
    reached, todo = set(), [next(iter(rows))]
    while todo:
        name = todo.pop()
        if name in rows and name not in reached:
            reached.add(name)
            todo += rows[name] if isinstance(rows[name], tuple) else [rows[name]]
    assume(
        "end" in {to for name in reached for to in (rows[name] if isinstance(rows[name], tuple) else [rows[name]])}
    )
    try:
        definition = sop("\n".join(lines))
    except sopflow.DefinitionError:
        assume(False)
    made = generate(compiled(Procedure(definition)))
    assert {arc.row for arc in made.unreachable} == set(rows) - reached


def test_of_two_waits_that_one_document_ends_the_first_may_close_everything():
    definition = sop(
        """
- {id: p, activity: x, actor: a, next: [w, v]}
- {id: w, activity: x, wait: {until: Surat}, next: {end: y, closes: all}}
- {id: v, activity: x, wait: {until: Surat}, next: p}
"""
    )
    engine = engine_for(definition, clock=sopflow.ManualClock(START))
    run = engine.start(definition.id, "a").id
    engine.complete(run, "p", "a")
    engine.receive(run, ["Surat"], "a")
    flow = engine.flow(definition.id)
    moves = [step.move for step in trace(Coverage(flow).markings, engine.history(run))]
    assert (moves[-1].after.over, moves[-1].after.end) == (True, "y")


@given(st.data())
@RELAXED
def test_a_legal_run_is_a_scenario_that_passes_and_reads_back(data):
    definition = data.draw(definitions())
    run = data.draw(legal_runs(definition, finished=data.draw(st.booleans())))
    (scenario,) = read(written(definition.id, [run.scenario]), definition)
    assert scenario == run.scenario
    assert fails_with(play(scenario, compiled(Procedure(definition)))) is None


@given(definitions(), st.lists(COMMANDS, max_size=25))
@RELAXED
def test_a_recorded_run_is_a_scenario_that_passes(definition, commands):
    clock = sopflow.ManualClock(START)
    engine = engine_for(definition, clock=clock)
    run = engine.start(definition.id, "a").id
    command(engine, clock, run, commands)
    flows = compiled(Procedure(definition))
    (one,) = recorded(engine.history(run), lambda _: flows[-1])
    (scenario,) = read(written(definition.id, [one.scenario]), definition)
    assert scenario == one.scenario
    assert fails_with(play(scenario, flows)) is None


@given(definitions(), definitions(), st.lists(COMMANDS, max_size=25))
@RELAXED
def test_a_history_replays_on_its_own_definition_and_the_first_difference_on_another_is_named(
    one, other, commands
):
    clock = sopflow.ManualClock(START)
    engine = engine_for(one, clock=clock)
    run = engine.start(one.id, "a").id
    command(engine, clock, run, commands)
    events = list(engine.history(run))
    flow = engine.flow(one.id)
    assert list(replay(events, lambda _: flow)) == [None] * len(events)
    another = sopflow.Flow(other)
    found = list(replay(events, lambda _: another))
    for divergence in found:
        assert divergence is None or (divergence.words.id and divergence.words.en)
    if one.digest == other.digest:
        assert found == [None] * len(events)


@given(definitions(), st.lists(COMMANDS, max_size=20))
@RELAXED
def test_a_trace_moves_as_the_engine_does(definition, commands):
    clock = sopflow.ManualClock(START)
    engine = engine_for(definition, clock=clock)
    run = engine.start(definition.id, "a").id
    command(engine, clock, run, commands)
    coverage = Coverage(engine.flow(definition.id))
    state = engine.instance(run)
    steps = list(trace(coverage.markings, engine.history(run)))
    if state.status != "cancelled":
        assert steps[-1].move.after == coverage.markings.of(state)._replace(end=steps[-1].move.after.end)
        if state.is_over:
            assert steps[-1].move.after.end == state.end


@pytest.fixture(scope="module")
def journal(tmp_path_factory):
    path = tmp_path_factory.mktemp("journal") / "j.jsonl"
    engine = engine_for(sopflow.load("definitions/pengawalan.yaml"), store=JournalStore(path))
    for subject in ("pertama", "kedua"):
        run = engine.start("pengawalan", "camat", subject=subject, documents=["surat_perintah_walikota"])
        for step, by in (
            ("terima_perintah", "camat"),
            ("perintah_camat", "kasi_trantib"),
            ("susun_surat_tugas", "komandan"),
        ):
            engine.complete(run.id, step, by)
        engine.complete(run.id, "verifikasi", "sekcam", "N", note="keliru")
    return SimpleNamespace(path=path, text=path.read_bytes())


def problem_with(path, content):
    path.write_bytes(content)
    reader = JournalReader(path)
    try:
        for _ in reader.lines():
            pass
    except BrokenJournal as problem:
        return problem.values["line"], problem.message("en")
    return ("torn",) if reader.torn else None


@given(st.data())
@settings(max_examples=share(400), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_single_change_to_a_journal_is_found_and_its_line_named(journal, data):
    text = journal.text
    at = data.draw(st.integers(0, len(text) - 1))
    kind = data.draw(st.sampled_from(["flip", "drop", "insert", "replace"]))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != text[at]))
    middle = {
        "flip": bytes([text[at] ^ (1 << data.draw(st.integers(0, 7)))]),
        "drop": b"",
        "insert": bytes([other]) + text[at : at + 1],
        "replace": bytes([other]),
    }[kind]
    line = text.count(b"\n", 0, at) + 1
    found = problem_with(journal.path.with_suffix(".changed"), text[:at] + middle + text[at + 1 :])
    last_newline = at == len(text) - 1
    assert found is not None or (last_newline and kind == "insert")
    if found == ("torn",):
        assert last_newline
    elif found is not None:
        assert found[0] == line


@pytest.mark.parametrize("change", ["drop", "double", "swap"])
@pytest.mark.parametrize("at", range(9))
def test_a_line_that_is_missing_doubled_or_out_of_order_is_found(journal, change, at):
    lines = journal.text.splitlines(keepends=True)
    assert len(lines) == 10
    changed = {
        "drop": lines[:at] + lines[at + 1 :],
        "double": [*lines[: at + 1], lines[at], *lines[at + 1 :]],
        "swap": [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]],
    }[change]
    line, message = problem_with(journal.path.with_suffix(".changed"), b"".join(changed))
    assert line == {"drop": at + 1, "double": at + 2, "swap": at + 1}[change]
    words = {"drop": ("missing",), "double": (f"repeats line {at + 1}",), "swap": ("out of order", "missing")}[
        change
    ]
    assert any(word in message for word in words)


def test_an_end_that_was_cut_off_is_found_by_its_head(journal):
    whole = JournalReader(journal.path)
    list(whole.lines())
    cut = journal.path.with_suffix(".cut")
    cut.write_bytes(b"".join(journal.text.splitlines(keepends=True)[:-1]))
    shorter = JournalReader(cut)
    assert whole.head not in {line.hash for line in shorter.lines()}
    assert shorter.head in {line.hash for line in JournalReader(journal.path).lines()}


@given(st.lists(st.tuples(st.frozensets(st.integers(0, 7)), st.integers(1, 5)), max_size=8))
@RELAXED
def test_the_cover_is_the_smallest_and_of_those_the_lightest(sets):
    wanted = frozenset().union(*(held for held, _ in sets))
    chosen, proven = smallest_cover(sets, wanted)
    assert proven
    assert frozenset().union(*(sets[at][0] for at in chosen)) == wanted
    best = min(
        (size, sum(sets[at][1] for at in some))
        for size in range(len(sets) + 1)
        for some in combinations(range(len(sets)), size)
        if frozenset().union(*(sets[at][0] for at in some)) == wanted
    )
    assert (len(chosen), sum(sets[at][1] for at in chosen)) == best


@given(st.lists(st.sampled_from("ab"), max_size=6), st.lists(st.sampled_from(["a", "b", "..."]), max_size=5))
@RELAXED
def test_a_path_with_gaps_is_followed_as_a_pattern_says(taken, path):
    import re

    pattern = "".join(".*" if item == "..." else item for item in path)
    rows = [Taken(step) for step in taken]
    items = [PathItem(sopflow.definition.model.Ref(item)) for item in path]
    assert follows(rows, items) == bool(re.fullmatch(pattern, "".join(taken)))


def test_an_extension_is_recorded_written_and_played_again():
    definition = sop(
        "- {id: p, activity: x, actor: a, duration: 1 hari, extension: {by: b, at_most: 3 hari, times: 2}}",
        head="time_limit: 9 hari\nextension: {by: a}",
    )
    engine = engine_for(definition, clock=sopflow.ManualClock(START))
    run = engine.start(definition.id, "a")
    engine.extend(run.id, "p", "b", "alasan")
    engine.extend(run.id, "p", "b", "lagi", "2 hari")
    engine.extend(run.id, None, "a", "seluruhnya", "1 hari")
    engine.complete(run.id, "p", "a")
    flows = compiled(Procedure(definition))
    (one,) = recorded(engine.history(run.id), lambda _: flows[-1])
    (scenario,) = read(written(definition.id, [one.scenario]), definition)
    assert scenario == one.scenario
    result = play(scenario, flows)
    assert fails_with(result) is None
    assert result.rehearsal.run.due == engine.instance(run.id).due


def test_scenarios_of_waits_that_multiply_end_before_they_do_and_say_so():
    definition = sop(
        """
- {id: p, activity: x, wait: 2 jam, next: [p, q]}
- {id: q, activity: x, wait: 2 jam, next: [p, r, s]}
- {id: r, activity: x, wait: {until: Surat, at_most: 3 hari, late: p}, next: q}
- {id: s, activity: x, wait: 2 jam}
"""
    )
    flows = compiled(Procedure(definition))
    made = generate(flows)
    assert all(play(scenario, flows).passed for scenario in made.scenarios)
    assert "r=late -> p" in {arc_text(arc) for arc in made.unreachable}
