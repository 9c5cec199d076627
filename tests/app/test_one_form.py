"""The terminal, the service and the page show the same JSON of the same instances, and take the same commands."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import sopflow
from sopflow.cli import main
from sopflow.definition.digest import digest
from sopflow.engine.store import Change
from sopflow.flow.commands import COMMANDS
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.service import service
from sopflow.sql import SQLStore
from sopflow.studio.folder import Folder
from sopflow.studio.routes import office
from sopflow.studio.workspace import RequestBody, Workspace
from sopflow.testing.contract import _named as named
from sopflow.testing.strategies import definitions, legal_runs
from tests.cli.test_giving import GIVEN, SOP
from tests.share import share

REASONED = {kind.replace("_", "-") for kind, one in COMMANDS.items() if "reason" in one.fields}


class Clock:
    """One that may go back: each run has its own time."""

    at = datetime.now(UTC)

    def now(self):
        return self.at


class Shells:
    """The three on one database."""

    def __init__(self, folder) -> None:
        self.path = str(folder / "proses.db")
        self.store = SQLStore(self.path)
        self.clock = Clock()
        self.engine = sopflow.Engine(self.store, clock=self.clock)
        app = service(self.engine, open_to_this_machine=True)
        self.client = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50000))
        self.workspace = Workspace(Folder(folder), self.engine)

    def terminal(self, *words):
        out = StringIO()
        with redirect_stdout(out):
            assert main([*words, "--db", self.path, "--format", "json"]) == 0
        return json.loads(out.getvalue())

    def service(self, path, **query):
        answer = self.client.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def page(self, route, **body):
        return json.loads(json.dumps(route(self.workspace, RequestBody(body))))

    def agree(self, run, actors) -> None:
        """That each shows one instance, and what there is to do, alike."""
        self.page(office.showing, instance=run)  # processes what is due by its clock, as the others do not
        told = self.service(f"/instances/{run}")
        assert self.terminal("history", run)["instance"] == told
        assert self.page(office.showing, instance=run)["view"] == told
        assert self.terminal("history", run)["items"] == self.service(f"/instances/{run}/history")["items"]
        possible = self.service(f"/instances/{run}/possible")["items"]
        assert [one["view"] for one in self.page(office.showing, instance=run)["items"]] == possible
        listed = self.service("/instances")
        assert self.terminal("instances") == listed
        assert [one["view"] for one in self.page(office.instances)["instances"]] == listed["items"]
        for actor in actors:
            items = self.service("/worklist", actor=actor)
            assert self.terminal("worklist", "--actor", actor) == items
            assert [one["view"] for one in self.page(office.worklist, who=actor)["items"]] == items["items"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_any_run_of_any_sop_is_shown_alike(tmp_path):
    shells = Shells(tmp_path)
    seen = []

    @given(st.data())
    @settings(max_examples=share(100), deadline=None, suppress_health_check=list(HealthCheck))
    def check(data):
        drawn = replace(data.draw(definitions()), version=str(len(seen)))
        sop = replace(drawn, digest=digest(drawn))
        run = data.draw(legal_runs(sop, max_moves=8))
        name = f"r{len(seen)}"
        seen.append(name)
        before, flow = None, Flow(sop)
        for event in run.history:
            mine = named(event, name)
            after = evolve(before, mine)
            shells.store.append([Change(mine, before, after, flow)])
            before = after
        shells.clock.at = before.at
        shells.agree(name, sop.actors)

    check()


def by_terminal(shells, run, name, words):
    shells.terminal(name, run, *words)


def by_service(shells, run, name, words):
    """The same command over HTTP."""
    said = {"--by": "by", "--note": "note", "--to": "to", "--length": "length", "--data": "data"}
    body, rest = {}, list(words)
    first = rest.pop(0) if not rest[0].startswith("--") else None
    if first is not None:
        body |= {"documents": [{"document": first}]} if name == "receive" else {"step": first}
    while rest:
        option = rest.pop(0)
        if option == "--take-over":
            name, body["to"] = "reassign", "staf"  # its name over HTTP
        else:
            body[said[option]] = rest.pop(0)
    if "data" in body:
        body["data"] = json.loads(body["data"])
    if "note" in body and name in REASONED:
        body["reason"] = body.pop("note")
    answer = shells.client.post(f"/instances/{run}/{name}", json=body)
    assert answer.status_code == 200, (name, body, answer.text)


@pytest.mark.parametrize("give", [by_terminal, by_service])
def test_every_command_of_one_run_is_shown_alike_whoever_takes_it(give, tmp_path):
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")
    shells = Shells(tmp_path)
    shells.engine.register(sopflow.load(tmp_path / "izin.yaml"))
    run = shells.engine.start("izin", "staf").id
    for name, words, becomes in GIVEN:
        give(shells, run, name, words)
        shells.agree(run, ("staf", "kepala"))
        assert shells.service(f"/instances/{run}/history")["items"][-1]["type"] == becomes


def test_the_page_does_a_row_as_the_others_do(tmp_path):
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")
    shells = Shells(tmp_path)
    run = shells.page(office.starting, path="izin.yaml", by="staf")["view"]["id"]
    shells.page(office.completing, instance=run, step="catat", by="staf", choose={})
    shells.agree(run, ("staf", "kepala"))
    assert [one["type"] for one in shells.service(f"/instances/{run}/history")["items"]] == [
        "started",
        "completed",
    ]


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("complete", ("catat", "--by", "kepala"), "not-authorized"),
        ("complete", ("arsip", "--by", "staf"), "not-active"),
        ("sign-off", ("catat", "--by", "staf"), "not-joint"),
        ("claim", ("catatt", "--by", "staf"), "unknown-step"),
        ("suspend", ("--by", "staf", "--expected", "7"), "conflict"),
    ],
)
def test_a_refusal_says_the_same_to_a_program_at_the_terminal_and_over_http(name, words, code, tmp_path, capsys):
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")
    shells = Shells(tmp_path)
    shells.engine.register(sopflow.load(tmp_path / "izin.yaml"))
    run = shells.engine.start("izin", "staf").id
    asked = [name, run, *words, "--db", shells.path, "--lang", "en"]
    assert main([*asked, "--format", "json"]) == 1
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert (told["code"], said.err.strip()) == (code, told["detail"])
    assert main(asked) == 1
    assert capsys.readouterr().out == ""  # a person reads it once
    if "--expected" not in words:
        body = {"by": words[-1], "step": words[0]}
        answer = shells.client.post(
            f"/instances/{run}/{name}", json=body, headers={"accept-language": "en"}
        ).json()
        assert {key: answer[key] for key in told} == told
    assert main(["history", "xx", "--db", shells.path, "--format", "json", "--lang", "en"]) == 1
    assert json.loads(capsys.readouterr().out)["code"] == "unknown-instance"
