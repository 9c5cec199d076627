"""The printed pengawalan SOP as its OCR has it: marks as debris, and two columns lost after the page."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import sopflow
from sopflow.definition.glossary import check
from sopflow.definition.model import Input
from sopflow.paper.importing import import_table
from tests.paper.official import assert_nothing_dropped

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCE = HERE / "pengawalan.txt"
OFFICE = check(ROOT / "examples/tangerang.glossary.yaml").required()


def draft(tmp_path):
    one = import_table(SOURCE, glossary=OFFICE)
    (tmp_path / "pengawalan.yaml").write_text(one.text, "utf-8")
    return one, sopflow.load(tmp_path / "pengawalan.yaml")


def test_every_text_cell_is_in_its_place(tmp_path):
    _, definition = draft(tmp_path)
    with (ROOT / "tests/sops/pengawalan_source.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(definition.steps) == len(rows) == 11
    squeezed = lambda text: re.sub(r"\W|\bdan\b", "", text.casefold())  # noqa: E731
    for step, row in zip(definition.steps, rows, strict=True):
        inputs = [definition.documents[i.document].title for i in step.inputs if isinstance(i, Input)]
        outputs = [definition.documents[o].title for o in step.outputs]
        assert step.activity == row["Uraian Kegiatan"]
        assert squeezed("".join(inputs)) == squeezed(row["Kelengkapan"].replace(", dan ", ", "))
        assert squeezed("".join(outputs)) == squeezed(row["Output"])
        assert str(step.duration).casefold() == row["Waktu"].casefold()


def test_its_actors_are_read_as_people_read_them(tmp_path):
    one, definition = draft(tmp_path)
    by_hand = sopflow.load(ROOT / "definitions/pengawalan.yaml")
    assert [s.actors for s in definition.steps] == [s.actors for s in by_hand.steps]
    assert [a.title for a in definition.actors.values()] == [a.title for a in by_hand.actors.values()]
    verify = definition.steps[3]
    assert {b.name: [definition.steps.index(definition.step(t)) for t in b.targets] for b in verify.branches} == {
        "Y": [4],
        "N": [2],
    }
    open_rows = {step.number for step, _ in one.draft.open_notes}
    assert open_rows == {"4", "5", "6", "7", "8", "9", "10", "11"}  # what the table does not draw for certain


def test_nothing_of_it_is_dropped_and_the_draft_runs(tmp_path):
    one, definition = draft(tmp_path)
    lines = SOURCE.read_text("utf-8").splitlines()
    cells = [c for line in (lines[0], *lines[5:]) for c in line.split("\t") if c.strip()]
    assert_nothing_dropped([c for c in cells if not re.fullmatch(r"[\d.]+", c)], one.text)
    assert not [d for d in sopflow.check(tmp_path / "pengawalan.yaml").findings if d.severity == "error"]
    engine = sopflow.Engine()
    engine.register(definition)
    run = engine.start(definition.id, by="camat")
    while run.active:
        row = run.active[0]
        run = engine.complete(run.id, row.step, row.actors[0], "Y" if definition.step(row.step).branches else None)
    assert run.status == "completed"
