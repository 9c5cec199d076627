"""The definitions that come with sopflow: like the paper, and run through every branch."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

import sopflow
from sopflow.definition.duration import Duration, parse
from sopflow.definition.loading import check_all, definition_files, neighbours
from sopflow.definition.model import DONE, LATE, Input, Unknown
from sopflow.time.shelf import Shelf

ROOT = Path(__file__).parents[2]
FILES = definition_files(ROOT / "definitions")
TABLE = list(
    csv.DictReader((Path(__file__).parent / "pengawalan_source.tsv").open(encoding="utf-8"), delimiter="\t")
)


def test_they_check_without_an_error_or_a_warning():
    results = list(check_all(FILES))
    assert len(results) >= 7
    assert [f for r in results for f in r.findings if f.fails] == []


def test_pengawalan_has_every_text_cell_of_the_source():
    sop = sopflow.load(ROOT / "definitions/pengawalan.yaml")
    assert len(TABLE) == len(sop.steps) == 11
    assert [a.title for a in sop.actors.values()] == [
        "Camat",
        "Sekcam",
        "Kasi Trantib",
        "Komandan",
        "Anggota Trantib",
    ]
    for row, step in zip(TABLE, sop.steps, strict=True):
        assert step.number == row["No"]
        assert step.activity == row["Uraian Kegiatan"]
        assert step.duration == parse(row["Waktu"])
        assert not isinstance(step.outputs, Unknown)
        assert [sop.documents[o].title for o in step.outputs] == [row["Output"]]
        assert [sop.actors[a].title for a in step.actors] == [row["Pelaksana (bacaan)"]]
        titles = [sop.documents[i.document].title for i in step.inputs if isinstance(i, Input)]
        cells = row["Kelengkapan"].replace(", dan ", ", ").split(", ")
        assert titles == cells
        if len(cells) > 1:
            assert row["Kelengkapan"] in [note.text for note in step.source]
        assert any(note.cell == "actor" and note.reading for note in step.source), step.id


def test_pengawalan_adds_up_to_what_one_pass_takes():
    sop = sopflow.load(ROOT / "definitions/pengawalan.yaml")
    spans = [s.duration.span for s in sop.steps if isinstance(s.duration, Duration)]
    assert sum(s.total_seconds() for s in spans) == (3 * 24 + 9) * 3600 + 40 * 60


def test_pengawalan_returns_the_draft_to_the_komandan():
    sop = sopflow.load(ROOT / "definitions/pengawalan.yaml")
    verify = sop.step("verifikasi")
    assert {b.name: list(b.targets) for b in verify.branches} == {
        "Y": ["tanda_tangan"],
        "N": ["susun_surat_tugas"],
    }


PLAIN = [file for file in FILES if not sopflow.load(file, others=neighbours(FILES)).fields]
"""Those of which people choose every branch."""


@pytest.mark.parametrize("file", PLAIN, ids=lambda f: f.stem)
@pytest.mark.long
def test_every_branch_of_every_definition_is_run(file):
    """Goes every way once: a breadth-first walk over outcomes, each from a fresh replay."""
    others = neighbours(FILES)
    sop = sopflow.load(file, others=others)
    ways = {(str(s.id), name) for s in sop.steps for name, _ in s.ways}
    taken: set[tuple[str, str]] = set()
    ends = set()
    todo: list[tuple[tuple[str, str], ...]] = [()]
    while todo:
        prefix = todo.pop(0)
        engine, clock = (
            sopflow.Engine(
                clock=(clock := sopflow.ManualClock(datetime(2024, 3, 12, 8, tzinfo=UTC))),
                calendars=Shelf([ROOT / "definitions"]),
            ),
            clock,
        )
        for other in others.values():
            engine.register(sopflow.load(other.path, others=others))
        run = engine.start(sop.id, "siapa")
        for step, outcome in prefix:
            act(engine, clock, run.id, step, outcome)
        state = engine.instance(run.id)
        if state.is_over:
            ends.add(state.end)
            continue
        assert not state.is_stuck
        row = state.active[0]
        new = [(row.step, o) for s, o in ways if s == row.step and (s, o) not in taken]
        taken.update(new)
        todo += [(*prefix, way) for way in new]
    assert taken == ways
    assert ends


def act(engine, clock, run, step, outcome):
    row = engine.instance(run).open_row(step)
    flow = engine.flow(engine.instance(run).sop)
    wait = flow.rows[step].step.wait
    if wait is not None and wait.until is not None and outcome == DONE:
        engine.receive(run, [str(wait.until)], "siapa")
    elif wait is not None:
        assert outcome in (DONE, LATE)
        clock.set(row.due)
        engine.advance(run)
    elif row.child is not None:
        while not engine.instance(row.child).is_over:
            item = engine.possible(row.child)[0]
            engine.complete(
                row.child, item.step, item.actors[0], item.outcomes[0] if len(item.outcomes) > 1 else None
            )
    else:
        is_open = flow.rows[step].ways[outcome].is_open
        while (row := engine.instance(run).open_row(step, row.visit)) is not None:
            by = engine.possible(run)
            actor = next(i.actors[0] for i in by if i.step == step)
            said = outcome if outcome != DONE else None
            extra = (
                {"to": "end" if "end" in flow.ends else next(iter(flow.ends)), "note": "uji"} if is_open else {}
            )
            engine.complete(run, step, actor, said, visit=row.visit, **extra)
