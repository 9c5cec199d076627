"""The same change in the table and in the definition; and whatever somebody does to a table is applied or told."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.loading import check_bytes, neighbours
from sopflow.paper.sheets import UnreadableSheet
from sopflow.testing.strategies import drafts
from tests.share import share

from .exported import FILES, HEADS, INPUTS, OUTPUTS, REMARKS, TIME, Printed, plain


def changes_of(sop, whole, at):
    """Changes of one row, as cells of the table and as what the file says then."""
    step, row = sop.steps[at], whole["steps"][at]
    ids = [str(s.id) for s in sop.steps]
    actors = () if not isinstance(step.actors, tuple) else tuple(map(str, step.actors))
    columns = {str(a): 2 + n for n, a in enumerate(sop.actors)}
    if step.activity and not step.question:
        yield "activity", {1: f"{step.activity} lagi"}, {"activity": f"{step.activity} lagi"}
    if (
        step.wait is None
        and not step.terminator
        and step.call is None
        and not isinstance(row.get("duration"), dict)
    ):
        yield "time", {TIME: "7 menit"}, {"duration": "7 menit"}
    if actors and not step.remarks:
        yield "remarks", {REMARKS: "Kata baru: ya"}, {"remarks": "Kata baru: ya"}
    for key, column in (("inputs", INPUTS), ("outputs", OUTPUTS)):
        known = row.get(key) if isinstance(row.get(key), list) else []
        if isinstance(getattr(step, key), tuple):
            yield key, {column: (column, "\nBerkas tambahan")}, {key: [*known, "Berkas tambahan"]}
    if len(actors) == 1:
        other = next((name for name in columns if name not in actors), None)
        if other is not None:
            move = {columns[actors[0]]: "", columns[other]: (columns[actors[0]], "")}
            yield "actors", move, {"actor": other if isinstance(row["actor"], str) else [other]}
    if len(actors) == 1 and not step.is_decision and "next" not in row and step.wait is None and at + 2 < len(ids):
        numbers = {str(s.id): s.number or str(n) for n, s in enumerate(sop.steps, start=1)}
        if len({*numbers.values()}) < len(numbers):
            return  # a row that is not counted has the number of another
        yield "arrows", {columns[actors[0]]: f"□ → {numbers[ids[at + 2]]}"}, {"next": ids[at + 2]}


def checked_against_the_model(folder, text, sop, at, kind, cells, values):
    table = Printed(folder, text, sop)
    record = table.rows[at]
    before = list(record)
    for column, cell in cells.items():
        record[column] = cell if isinstance(cell, str) else (before[cell[0]] + cell[1]).strip()
    one = table.back()
    wanted = copy.deepcopy(plain(text))
    wanted["steps"][at].update(values)
    after = plain(one.text)
    for row in after["steps"]:
        if row["id"] != wanted["steps"][at]["id"]:
            continue
        if "actor" in values and isinstance(row["actor"], str) and isinstance(values["actor"], list):
            row["actor"] = [row["actor"]]
    for whole in (after, wanted):
        for note in sure_notes(whole["steps"][at], *values):
            note["text"] = "what stands there, old or new"
    assert without_findings(after) == without_findings(wanted), (kind, at)
    assert [d.kind for d in one.differences if d.kind != "finding"] == [kind]
    told = [d for d in one.differences if d.open is not None and d.kind != "finding"]
    assert not told or sure_notes(plain(text)["steps"][at], *values), (kind, at)
    assert all("masih menyebut" in d.open.id for d in told)
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in one.text.splitlines() if line.lstrip().startswith("#")] == comments


def without_findings(whole):
    """The content of a file, but for the notes on what `check` finds, and on notes that may be untrue now."""
    for row in whole["steps"]:
        notes = row.pop("source", [])
        kept = [n for n in (notes if isinstance(notes, list) else [notes]) if "(SOP" not in n.get("why", "")]
        kept = [n for n in kept if "masih menyebut" not in n.get("why", "")]
        if kept:
            row["source"] = kept
    return whole


def sure_notes(row, cell):
    """The notes of a row that say for sure what stands in a cell."""
    notes = row.get("source", [])
    own = [
        n for n in (notes if isinstance(notes, list) else [notes]) if n.get("reading") != "open" and n.get("text")
    ]
    return [n for n in own if n.get("cell") in ((cell, "branches") if cell == "next" else (cell,))]


def check_against_the_model(folder, file, is_meant):
    text = file.read_text("utf-8")
    sop = sopflow.load(file, others=neighbours([file]))
    every = [(at, *change) for at in range(len(sop.steps)) for change in changes_of(sop, plain(text), at)]
    for number, (at, kind, cells, values) in enumerate(every):
        if is_meant(number):
            checked_against_the_model(folder, text, sop, at, kind, cells, values)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_one_changed_cell_of_a_shipped_definition_changes_one_field(file, tmp_path):
    check_against_the_model(tmp_path, file, lambda number: number % 7 == 0)


@pytest.mark.nightly
@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_cell_of_a_shipped_definition_changes_one_field(file, tmp_path):
    check_against_the_model(tmp_path, file, lambda number: number % 7)


@given(drafts(), st.data())
@settings(max_examples=share(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_one_changed_cell_of_any_definition_changes_one_field(tmp_path, whole, data):
    for at, row in enumerate(whole["steps"]):
        row["activity"] = (
            f"Mengerjakan bagian {['satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh'][at]} dari semuanya"
        )
    text = json.dumps(whole)
    sop = sopflow.loads(text)
    at = data.draw(st.integers(0, len(sop.steps) - 1))
    found = list(changes_of(sop, plain(text), at))
    if found:
        kind, cells, values = data.draw(st.sampled_from(found))
        wanted = copy.deepcopy(whole)
        wanted["steps"][at].update(values)
        # a change with which nothing loads is told instead: an arrow past a row that waits for several, for one
        assume(check_bytes(json.dumps(wanted).encode(), "").definition is not None)
        checked_against_the_model(tmp_path, text, sop, at, kind, cells, values)


_TEXTS = st.sampled_from(
    ["", "-", "?", "7 menit", "A", "□", "◇ Y → 1, N → 2", "◇ Ya → 3, N → 9", "□ → selesai (x)", "Selesai", "Y", "Surat; Draf",
     "Surat\nBaru", "surat", "end", "true", "Kerja lagi: [a], {b}", "a, b & c", "unknown", "jumlah", "1a"]
)  # fmt: skip


@given(drafts(), st.data())
@settings(max_examples=share(80), deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_somebody_does_is_applied_or_told(tmp_path, whole, data):
    """Any cells, rows and heads: what comes back loads, and shows the table's cells or says which it does not."""
    text = json.dumps(whole)
    table = Printed(tmp_path, text)
    for _ in range(data.draw(st.integers(1, 5))):
        rows = table.records[2:-1]
        at = data.draw(st.integers(0, len(rows) - 1))
        kind = data.draw(st.sampled_from(["cell", "cell", "cell", "gone", "twice", "moved"]))
        if kind == "cell":
            rows[at][data.draw(st.integers(0, len(rows[at]) - 1))] = data.draw(_TEXTS)
        elif at >= HEADS and len(rows) > HEADS + 1:
            row = list(rows[at]) if kind == "twice" else table.records.pop(2 + at)
            if kind != "gone":
                table.records.insert(data.draw(st.integers(4, len(table.records) - 1)), row)
    try:
        one = table.back()
    except UnreadableSheet:
        return  # heads that are none
    after = sopflow.loads(one.text) if one.differences is not None or one.is_original else None
    if after is None:
        assert one.warning is not None
        return
    again = Printed(tmp_path, one.text, after)
    told_of = {d.step for d in one.differences or () if d.open is not None}
    printed = {str(step.id): row for step, row in zip(after.steps, again.rows, strict=True)}
    if len(one.draft.steps) == len(after.steps):
        for step, row in zip(after.steps, one.draft.steps, strict=True):
            if str(step.id) not in told_of and row.activity != "unknown":
                assert printed[str(step.id)][1] == row.activity
