"""Which documents keep their file is said in the events: whoever says it otherwise, in a chain that holds, is found."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import sopflow
from sopflow.engine.chain import ROOT, link
from sopflow.errors import DumpError
from sopflow.flow.command import Paper
from sopflow.sql import SQLStore, audit, dump, restore

SOP = """sopflow: 1
id: surat
version: '{version}'
title: Surat
actors: {{a: A, b: B, c: C}}
documents: {{surat: Surat, lain: Lain}}
fields: {{nilai: {{title: Nilai, type: whole}}}}
may: {{receive: anyone, undo: anyone, correct: anyone}}
steps:
  - {{id: buat, activity: Membuat, actor: a, outputs: [surat, lain]}}
  - {{id: teruskan, activity: Meneruskan{version}, actor: b, outputs: [], fills: [{{nilai: optional}}]}}
  - {{id: paraf, activity: Memaraf, actor: [a, b], sign_off: all, outputs: [surat, lain]}}
  - {{id: tutup, activity: Menutup, actor: a, outputs: [surat]}}
"""
DOCS = Path(__file__).parents[2] / "docs"
FILES = [
    Paper(one, name=f"{one}.pdf", sha256=hashlib.sha256(one.encode()).hexdigest()) for one in ("surat", "lain")
]


@pytest.fixture
def lines(tmp_path):
    """A case in which documents are handed on, put back, corrected beside, moved and signed."""
    store = SQLStore(tmp_path / "asli.db")
    engine = sopflow.Engine(store)
    engine.register(sopflow.loads(SOP.format(version="1")))
    run = engine.start("surat", "a").id
    engine.complete(run, "buat", "a", documents=FILES)
    engine.receive(run, ["surat", "lain"], "b")
    engine.receive(run, ["surat"], "b")
    engine.complete(run, "teruskan", "b", documents=["lain"], fields={"nilai": 1})
    engine.undo_last(run, "b", "keliru")
    engine.correct(run, "b", {"nilai": 2}, "benar")
    engine.register(sopflow.loads(SOP.format(version="2")))
    engine.migrate("surat", to="2", by="a")
    engine.complete(run, "teruskan", "b", documents=["surat", "lain"])
    engine.complete(run, "paraf", "a", documents=["surat"])
    engine.complete(run, "paraf", "b", documents=["surat"])
    after = engine.complete(run, "tutup", "a", documents=["surat"])
    assert {name: one.paper for name, one in after.documents.items()}["surat"] == FILES[0]
    assert [one.problem for one in audit(store, decide=True)] == [None]
    yield list(dump(store))
    store.close()


def rewritten(lines, change, *places):
    """A dump in which some events say something else, with a chain and an end that fit."""
    head, seal, found = ROOT, hashlib.sha256(), []
    for line in lines:
        record = json.loads(line)
        if "instance" in record:
            if record["revision"] in places:
                body = json.loads(record["body"])
                change(body)
                record["body"] = json.dumps(body, separators=(",", ":"), ensure_ascii=False)
            head = record["hash"] = link(head, record["body"].encode())
        if "end" in record:
            record["end"]["sha256"] = seal.hexdigest()
        text = json.dumps(record, separators=(",", ":"))
        seal.update(text.encode() + b"\n")
        found.append(text)
    return found


def events(lines):
    return [json.loads(one["body"]) for one in map(json.loads, lines) if "instance" in one]


def kept_of(event):
    return event.get("effects", {}).get("kept", [])


def found_in(lines, tmp_path, name):
    """What is said of a dump by those who restore and audit it: nothing, or a problem."""
    store = SQLStore(tmp_path / f"{name}.db")
    try:
        list(restore(store, lines))
        return [one.problem for one in audit(store, decide=True) if one.problem is not None]
    except DumpError as problem:
        return [problem]
    finally:
        store.close()


def saying(*kept):
    def change(event):
        effects = {**event.get("effects", {}), "kept": list(kept)}
        if not kept:
            del effects["kept"]
        event["effects"] = effects
        if not effects:
            del event["effects"]

    return change


def test_a_rewritten_chain_that_changes_nothing_is_the_same(lines, tmp_path):
    assert rewritten(lines, None) == lines
    assert found_in(lines, tmp_path, "sama") == []


def test_whoever_says_otherwise_what_is_kept_is_found(lines, tmp_path):
    """But for events that say nothing of it, as those of older versions do (docs/audit.md)."""
    tried = 0
    for at, event in enumerate(events(lines), start=1):
        true = kept_of(event)
        for said in ([], ["surat"], ["lain"], ["surat", "lain"], ["lain", "surat"], ["tidak ada"], [*true, *true]):
            if said in (true, []):
                continue
            tried += 1
            assert found_in(rewritten(lines, saying(*said), at), tmp_path, f"{at}-{tried}"), (at, said)
    assert tried > 50
    assert sum(bool(kept_of(one)) for one in events(lines)) >= 6


def test_whoever_leaves_out_what_is_kept_makes_an_event_of_an_older_version(lines, tmp_path):
    keep = [at for at, event in enumerate(events(lines), start=1) if kept_of(event)]
    # what comes after the first keeps what it no longer has
    assert found_in(rewritten(lines, saying(), keep[0]), tmp_path, "satu") != []
    assert found_in(rewritten(lines, saying(), keep[-1]), tmp_path, "terakhir") == []
    assert "which documents keep their file (`kept`)" in (DOCS / "audit.md").read_text("utf-8")


def test_what_differs_is_said_in_words_and_as_the_journal_has_it(lines, tmp_path):
    last = max(at for at, event in enumerate(events(lines), start=1) if kept_of(event))

    def told(name, *changed):
        (problem,) = found_in(rewritten(lines, *changed), tmp_path, name)
        return problem

    kept = told("dijaga", saying("lain"), last)
    assert "it kept the files of lain, now surat" in kept.within("en")
    assert "dokumen yang mempertahankan berkasnya lain, kini surat" in kept.within("id")

    def put_back(event):
        event["effects"]["restored"]["documents"]["surat"]["version"] = 7

    undone = next(at for at, event in enumerate(events(lines), start=1) if event["type"] == "undone")
    put = told("ditarik", put_back, undone).within("en")
    assert "the state it put back was …" in put
    assert '"version": 7' in put
    assert "Instance(" not in put
    assert len(put) < 500
