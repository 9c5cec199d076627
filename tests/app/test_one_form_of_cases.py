"""Cases with fields, personal values and decisions by data: the three shells show the same JSON of them, and of what somebody
may see of them."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from io import StringIO

from hypothesis import HealthCheck, example, given, settings
from starlette.testclient import TestClient

from sopflow.cli import main
from sopflow.definition.digest import digest
from sopflow.definition.loading import loads
from sopflow.people.loading import load_directory
from sopflow.service import service
from tests.app.test_one_form import Shells
from tests.flow.offering import ACTORS, PICKS, accepted, begun, candidates, lived
from tests.flow.test_offered_by_data import FIELDS, procedures
from tests.share import share

OFFICE = """\
sopflow: 1
directory: kantor
title: Kantor
time_zone: Asia/Jakarta
positions: {b: B, c: C}
people:
  budi: {name: Budi, holds: {position: b}}
  citra: {name: Citra, holds: {position: c}}
"""
FILLED = loads(json.dumps({
    "sopflow": 1, "id": "acak", "title": "Acak", "fields": FIELDS,
    "actors": {"a": {"title": "A", "external": True, "is": "starter"}, "b": "B", "c": "C"},
    "steps": [
        {"id": "isi", "activity": "Mengisi", "actor": "a", "fills": [*FIELDS]},
        {"id": "baca", "activity": "Kerja", "actor": ["b", "c"], "sign_off": "all"},
    ],
}))  # fmt: skip
"""Whoever begins it fills all of its fields, of which two others then see what they may: whatever is drawn besides, this is."""
PEOPLE = ("ani", "budi", "citra", "orang")
"""One from outside, two of the office, and one whom nobody knows."""


def case_of(shells, definition, version, people, picks):
    """A case that somebody could start, with whatever history; its id, or `None`."""
    mine = replace(definition, version=version)
    mine = replace(mine, digest=digest(mine))
    shells.engine.register(mine)
    run = begun(shells.engine, mine.id, people, version)
    if run is None:
        return None
    for row in run.active:
        tried = (
            accepted(shells.engine, run, candidates(shells.engine, run, "complete", by, row)) for by in people
        )
        if (command := next((one for one in tried if one is not None), None)) is not None:
            shells.engine._execute(run.id, command, None)
    lived(shells.engine, shells.clock, run, people, picks)
    return run.id


def test_any_case_with_fields_is_shown_alike(tmp_path):
    shells = Shells(tmp_path)
    seen, filled = [], []

    @given(procedures(), PICKS)
    @example(FILLED, [])
    @settings(max_examples=share(60), deadline=None, suppress_health_check=list(HealthCheck))
    def check(definition, picks):
        seen.append(None)
        run = case_of(shells, definition, str(len(seen)), ACTORS, picks)
        if run is not None:
            shells.agree(run, definition.actors)
            filled.extend(shells.service(f"/instances/{run}")["fields"])

    check()
    assert {"nama", "nilai", "rahasia"} <= {*filled}


class Persons(Shells):
    """The terminal with `--as`, and a service that knows who asks."""

    def __init__(self, folder) -> None:
        self.office = folder / "kantor.directory.yaml"
        self.office.write_text(OFFICE, "utf-8")
        super().__init__(folder, load_directory(self.office))
        app = service(self.engine, who=lambda request: request.headers.get("x-user"), may=lambda person: False)
        self.client = TestClient(app, base_url="https://sop.example")

    def at_the_terminal(self, person, *words):
        """What is shown; of a refusal its code."""
        out = StringIO()
        more = ["--db", self.path, "--directory", str(self.office), "--format", "json", "--lang", "en"]
        with redirect_stdout(out), redirect_stderr(StringIO()):
            code = main([*words, "--as", person, *more])
        told = json.loads(out.getvalue())
        return told if code == 0 else told["code"]

    def over_http(self, person, path):
        answer = self.client.get(path, headers={"x-user": person, "accept-language": "en"})
        return answer.json() if answer.status_code == 200 else answer.json()["code"]


def test_what_somebody_sees_is_the_same_at_the_terminal_and_over_http(tmp_path):
    shells = Persons(tmp_path)
    seen, told = [], []

    @given(procedures(), PICKS)
    @example(FILLED, [])
    @settings(max_examples=share(60), deadline=None, suppress_health_check=list(HealthCheck))
    def check(definition, picks):
        seen.append(None)
        run = case_of(shells, definition, str(len(seen)), PEOPLE, picks)
        for person in PEOPLE if run is not None else ():
            told.append(shells.over_http(person, f"/instances/{run}/history"))
            assert shells.at_the_terminal(person, "history", run) == told[-1]
            assert shells.at_the_terminal(person, "instances") == shells.over_http(person, "/instances")
            assert shells.at_the_terminal(person, "worklist") == shells.over_http(person, "/worklist")

    check()
    assert "unknown-instance" in told
    assert any(one != "unknown-instance" and "rahasia" not in one["instance"]["fields"] for one in told)
    assert any(one != "unknown-instance" and "rahasia" in one["instance"]["fields"] for one in told)
