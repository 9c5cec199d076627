"""A value that somebody types where a name belongs is not said back, in an SOP with personal fields: in Python, over HTTP, at the
terminal, nor in logs and events."""

from __future__ import annotations

import contextlib
import io
import json
import logging

import pytest
from starlette.testclient import TestClient

import sopflow
from sopflow.cli import main
from sopflow.errors import Refusal
from sopflow.service import service
from sopflow.sql import SQLStore

MARK = "nik-3271046504930002"
TEXT = """sopflow: 1
id: nota
title: Nota
actors: {a: A, b: B, c: {title: C, chosen_by: isi, among: [a, b]}}
documents: {surat: Surat}
fields:
  nik: {title: NIK, PERSONAL optional: true}
  nilai: {title: Nilai, type: whole, optional: true, search: true}
  daftar: {title: Daftar, list: {nama: Nama}, key: nama, optional: true}
  anak: {title: Anak, list: {nama: Nama}, key: nama, PERSONAL optional: true}
may: {correct: anyone, redact: anyone, receive: anyone, rebind: anyone}
steps:
  - {id: isi, activity: Isi, actor: a, fills: [nik, nilai, daftar, anak], branches: {Y: putus, N: end}}
  - {id: putus, activity: Putus, actor: a}
"""
NAMED = {
    "fields": {"fields": {MARK: "x"}},
    "a misspelt field": {"fields": {f"nik{MARK}": "x"}},
    "a column": {"fields": {"daftar": [{MARK: "x"}]}},
    "a personal column": {"fields": {"anak": [{MARK: "x"}]}},
    "a personal record": {"fields": {"anak": [MARK]}},
    "a personal value": {"fields": {"anak": MARK}},
    "documents": {"outcome": "Y", "documents": [MARK]},
    "choose": {"outcome": "Y", "choose": {MARK: "b"}},
    "chosen": {"outcome": "Y", "choose": {"c": MARK}},
    "outcome": {"outcome": MARK},
}
COMMANDS = {
    **{f"complete: {name}": ("complete", {"step": "isi", **said}) for name, said in NAMED.items()},
    "complete: step": ("complete", {"step": MARK}),
    "start: fields": ("start", {"fields": {MARK: "x"}}),
    "start: people": ("start", {"people": {MARK: "x"}}),
    "start: documents": ("start", {"documents": [MARK]}),
    "correct": ("correct", {"fields": {MARK: "x"}, "reason": "x"}),
    "redact": ("redact", {"fields": ["nik", MARK], "reason": "x"}),
    "rebind": ("rebind", {"people": {MARK: "x"}, "reason": "x"}),
    "receive": ("receive", {"documents": [MARK]}),
    "annotate": ("annotate", {"step": MARK, "note": "x"}),
    "skip": ("skip", {"step": MARK, "reason": "x"}),
    "claim": ("claim", {"step": MARK}),
}
AT_THE_TERMINAL = [
    ["complete", "ID", "isi", "--by", "a", "--data", f"{MARK}=x"],
    ["complete", "ID", "isi", "--by", "a", "--data", f"nikk={MARK}"],
    ["complete", "ID", "isi", "--by", "a", "--data", f"anak={MARK}"],
    ["complete", "ID", "isi", "--by", "a", "--outcome", MARK],
    ["complete", "ID", "isi", "--by", "a", "--document", MARK],
    ["complete", "ID", MARK, "--by", "a"],
    ["correct", "ID", "--by", "a", "--data", f"{MARK}=x", "--note", "x"],
    ["correct", "ID", "--by", "a", "--data", MARK, "--note", "x"],
    ["redact", "ID", "--by", "a", "--field", MARK, "--note", "x"],
    ["rebind", "ID", "--by", "a", "--people", f"{MARK}=x", "--note", "x"],
    ["start", "nota", "--by", "a", "--data", f"{MARK}=x"],
    ["start", "nota", "--by", "a", "--people", f"{MARK}=x"],
    ["instances", "--sop", "nota", "--field", f"{MARK}=1"],
    ["instances", "--sop", "nota", "--field", MARK],
    ["instances", "--field", f"{MARK}=1"],
    ["run", "FILE", "--data", f"{MARK}=x"],
]


def office(tmp_path, personal="personal: true,"):
    engine = sopflow.Engine(SQLStore(tmp_path / "p.db"))
    text = TEXT.replace("PERSONAL", personal)
    (tmp_path / "nota.yaml").write_text(text, "utf-8")
    engine.register(sopflow.loads(text))
    return engine, engine.start("nota", "a").id


@pytest.fixture(autouse=True)
def logs(caplog):
    caplog.set_level(logging.DEBUG)
    yield
    assert MARK not in caplog.text


def told(refusal):
    return "\n".join(
        (refusal.message("id"), refusal.message("en"), repr(refusal), repr(refusal.values), str(refusal))
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_python_does_not_say_it_back(tmp_path, name):
    engine, run = office(tmp_path)
    method, said = COMMANDS[name]
    before = engine.instance(run)
    with pytest.raises(Refusal) as refused:
        getattr(engine, method)("nota" if method == "start" else run, by="a", **said)
    assert MARK not in told(refused.value)
    assert engine.instance(run) == before


@pytest.mark.parametrize("name", COMMANDS)
def test_http_does_not_say_it_back(tmp_path, name):
    engine, run = office(tmp_path)
    app = service(engine, open_to_this_machine=True)
    client = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50000))
    method, said = COMMANDS[name]
    if "people" in said:
        said = {**said, "people": {MARK: ["x"]}}
    if "documents" in said:
        said = {**said, "documents": [{"document": MARK}]}
    for language in ("id", "en"):
        body, headers = {"by": "a", **said}, {"accept-language": language}
        path = f"/instances/{run}/{method}"
        answer = client.post("/instances" if method == "start" else path, json={**body, **({"sop": "nota"} if method == "start" else {})}, headers=headers)  # fmt: skip
        assert 400 <= answer.status_code < 500, answer.text
        assert MARK not in answer.text
    assert MARK not in client.get("/events?follow=false").text


def test_http_does_not_say_a_field_back_that_is_looked_for(tmp_path):
    engine, _ = office(tmp_path)
    app = service(engine, open_to_this_machine=True)
    client = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50000))
    for query in ({"field": f"{MARK}=1"}, {"field": MARK}, {"sort": f"field.{MARK}"}):
        answer = client.get("/instances", params={"sop": "nota", **query})
        assert 400 <= answer.status_code < 500, answer.text
        assert MARK not in answer.text


@pytest.mark.parametrize("words", AT_THE_TERMINAL, ids=lambda words: " ".join(words[:1] + words[-2:]))
def test_the_terminal_does_not_say_it_back(tmp_path, words):
    _, run = office(tmp_path)
    for language in ([], ["--format", "json"]):
        out = io.StringIO()
        given = [{"ID": run, "FILE": str(tmp_path / "nota.yaml")}.get(word, word) for word in words]
        where = ["--db", str(tmp_path / "p.db")] if "FILE" not in words else []
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = main([*given, *language, *where])
        assert code != 0, out.getvalue()
        assert MARK not in out.getvalue()


def test_a_refusal_still_says_what_was_meant(tmp_path):
    engine, run = office(tmp_path)
    with pytest.raises(Refusal) as refused:
        engine.correct(run, "a", {"nilay": 1}, "x")
    assert 'did you mean "nilai"?' in refused.value.message("en")
    assert "nilay" not in refused.value.message("en")


def test_without_personal_fields_a_name_is_said_back(tmp_path):
    engine, run = office(tmp_path, personal="")
    for method, said in COMMANDS.values():
        if method == "redact":
            continue
        with pytest.raises(Refusal) as refused:
            getattr(engine, method)("nota" if method == "start" else run, by="a", **said)
        assert MARK in json.dumps(told(refused.value))
