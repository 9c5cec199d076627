"""A row that calls an SOP for each record of a list, in engines: as many called processes, and on after the last or the first."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.bpmn.exporting import export_bpmn

from .test_peers import PLAYED
from .traces import with_called

TEXT = """sopflow: 1
id: izin
title: Izin
actors: {x: X}
fields: {titik-titik: {title: T, list: {lokasi: {title: L, type: text}}, key: lokasi, optional: true}}
steps:
  - {id: a, activity: A, actor: x, fills: [titik-titik]}
  - {id: b, activity: B, call: anak, for_each: titik-titik}
  - {id: c, activity: C, actor: x}
"""
FIRST = TEXT.replace("for_each: titik-titik", "for_each: titik-titik, until: first")


def asked(dialect, text, count, ends):
    """A run in which so many records are called for, and the row ends with so many-th of the called ones."""
    fields = {"titik-titik": [{"lokasi": str(at)} for at in range(count)]}

    def step(row, how, *opened):
        opened = [[one, "X"] for one in opened]
        return {"row": row, "outcome": "done", "how": how, "fields": fields, "passed": [], "open": opened}

    steps = [step("a", "done", "b" if count else "c")]
    steps += [step("b", "call", "c" if at == ends else "b") for at in range(1, ends + 1)]
    steps += [step("c", "done")]
    run = {"name": str(count), "open": [["a", "X"]], "steps": steps, "over": True, "end": "Selesai"}
    sop = sopflow.loads(text)
    files = with_called(sop, {"sop": export_bpmn(sop, text, dialect=dialect).content.decode()}, dialect)
    return {"id": "x", "files": files, "process": "SOP_izin", "rows": ["a", "b", "c"], "scenarios": [run]}


@pytest.mark.parametrize("dialect", PLAYED)
@pytest.mark.parametrize("count", [0, 1, 3])
def test_it_waits_for_every_one_or_the_first(dialect, count):
    cases = [asked(dialect, TEXT, count, count), asked(dialect, FIRST, count, min(count, 1))]
    assert [said for _, _, said in PLAYED[dialect](cases)] == [None, None]


@pytest.mark.parametrize("dialect", PLAYED)
def test_one_that_waits_for_more_or_fewer_is_seen(dialect):
    cases = [asked(dialect, TEXT, 3, 1), asked(dialect, TEXT, 3, 2), asked(dialect, FIRST, 3, 3)]
    assert all(said is not None for _, _, said in PLAYED[dialect](cases))
