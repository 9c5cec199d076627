"""The terminal, the service and the page show the same JSON of the same instances, and take the same commands."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import sopflow
from sopflow.cli import main
from sopflow.cli.giving import OPTIONS
from sopflow.definition.digest import digest
from sopflow.engine.store import Change
from sopflow.flow.commands import COMMANDS
from sopflow.flow.commands.fields import FIELDS
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.service import service
from sopflow.sql import SQLStore
from sopflow.studio.app import studio_app
from sopflow.studio.folder import Folder
from sopflow.testing.contract.instances import named
from sopflow.testing.strategies import definitions, legal_runs
from tests.cli.test_giving import GIVEN, SOP
from tests.share import share

HOST = "127.0.0.1:9999"


class Clock:
    """One that may go back: each run has its own time."""

    at = datetime.now(UTC)

    def now(self):
        return self.at

    def advance(self, length):
        self.at += length


class Shells:
    """The three on one database."""

    def __init__(self, folder, directory=None) -> None:
        self.path = str(folder / "proses.db")
        self.store = SQLStore(self.path)
        self.clock = Clock()
        self.engine = sopflow.Engine(self.store, clock=self.clock, directory=directory)
        app = service(self.engine, open_to_this_machine=True)
        self.client = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50000))
        app = studio_app(Folder(folder), token="kunci", hosts=frozenset({HOST}), engine=self.engine)
        self.browser = TestClient(app, base_url=f"http://{HOST}", client=("127.0.0.1", 50000))
        self.browser.cookies.set("sopflow-9999", "kunci")

    def terminal(self, *words, code=0):
        out = StringIO()
        with redirect_stdout(out), redirect_stderr(StringIO()):
            assert main([*words, "--db", self.path, "--format", "json", "--lang", "en"]) == code, words
        return json.loads(out.getvalue())

    def service(self, path, **query):
        answer = self.client.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def asked(self, route, **body):
        return self.browser.post(f"/api/{route}", json={"lang": "en", **body})

    def page(self, route, **body):
        answer = self.asked(route, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def agree(self, run, actors) -> None:
        """That each shows one instance, and what there is to do, alike."""
        self.page("instance", instance=run)  # processes what is due by its clock, as the others do not
        told = self.service(f"/instances/{run}")
        assert self.page("instance", instance=run)["view"] == told
        whole = self.service(f"/instances/{run}/history")
        assert (whole["instance"], whole["head"]) == (told, self.store.head(run))
        assert self.terminal("history", run) == self.page("history", instance=run) == whole
        possible = self.service(f"/instances/{run}/possible")["items"]
        assert [one["view"] for one in self.page("instance", instance=run)["items"]] == possible
        listed = self.service("/instances")
        assert self.terminal("instances") == listed
        shown = self.page("instances")
        assert ([one["view"] for one in shown["instances"]], shown["next"]) == (listed["items"], listed["next"])
        for actor in actors:
            items = self.service("/worklist", actor=actor)
            assert self.terminal("worklist", "--actor", actor) == items
            shown = self.page("worklist", who=actor)
            assert ([one["view"] for one in shown["items"]], shown["next"]) == (items["items"], items["next"])
        kept = self.service("/definitions")["items"]
        versions = self.service(f"/definitions/{told['sop']}/versions")
        assert self.terminal("activate", told["sop"]) == self.page("versions", sop=told["sop"]) == versions
        assert [{n: one[n] for n in kept[0]} for one in versions["items"]] == [
            one for one in kept if one["sop"] == told["sop"]
        ]


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
        if not before.is_over and data.draw(st.booleans()):
            shells.engine.suspend(name, before.started_by)
            shells.agree(name, sop.actors)

    check()


def by_terminal(shells, run, name, words):
    shells.terminal(name, run, *words)


def by_service(shells, run, name, words):
    """The same command over HTTP."""
    name, body = said_of(name, words)
    answer = shells.client.post(f"/instances/{run}/{name}", json=body)
    assert answer.status_code == 200, (name, body, answer.text)


def by_page(shells, run, name, words):
    """The same command as the page gives it."""
    name, body = said_of(name, words)
    shells.page(name, instance=run, **body)


def said_of(name, words):
    """The words of a command line as every other shell has them."""
    fields = COMMANDS[name.replace("-", "_")].fields
    said = {"--by": "by"} | {OPTIONS[one][0]: FIELDS[one].argument for one in fields if one in OPTIONS}
    body, rest = {}, list(words)
    first = rest.pop(0) if not rest[0].startswith("--") else None
    if first is not None:
        body |= {"documents": [{"document": first}]} if name == "receive" else {"step": first}
    while rest:
        option = rest.pop(0)
        if option == "--take-over":
            name, body["to"] = "reassign", "staf"  # its name elsewhere
        else:
            body[said[option]] = rest.pop(0)
    if "people" in body:
        actor, _, person = body["people"].partition("=")
        body["people"] = {actor: [person]}
    if name == "redact":
        body["fields"] = [body["fields"]]
    if name == "correct":
        field, _, value = body["fields"].partition("=")
        body["fields"] = {field: value}
    if "data" in body:
        body["data"] = json.loads(body["data"])
    return name, body


@pytest.fixture
def izin(tmp_path):
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")
    shells = Shells(tmp_path)
    shells.engine.register(sopflow.load(tmp_path / "izin.yaml"))
    return shells


def test_the_run_has_every_command_that_people_give():
    """What is in the registry and not here would be shown alike by chance only."""
    assert {name for name, _, _ in GIVEN} == {
        kind.replace("_", "-") for kind, one in COMMANDS.items() if one.target
    }


@pytest.mark.parametrize("give", [by_terminal, by_service, by_page])
def test_every_command_of_one_run_is_shown_alike_whoever_takes_it(give, izin):
    run = izin.engine.start("izin", "staf").id
    for name, words, becomes in GIVEN:
        give(izin, run, name, words)
        izin.agree(run, ("staf", "kepala"))
        assert izin.service(f"/instances/{run}/history")["items"][-1]["type"] == becomes


def test_all_three_leave_the_same_events(izin):
    """But for their times and ids."""
    izin.clock.at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    told = []
    for give in (by_terminal, by_service, by_page):
        run = izin.engine.start("izin", "staf").id
        for name, words, _ in GIVEN:
            give(izin, run, name, words)
        events = izin.service(f"/instances/{run}/history")["items"]
        told.append(
            [{n: one[n] for n in ("revision", "type", "by", "step", "outcome", "actor", "note")} for one in events]
        )
    assert told[0] == told[1] == told[2]


def test_each_starts_an_instance(izin):
    at_terminal = izin.terminal("start", "izin", "--by", "staf", "--subject", "Satu")["id"]
    over_http = izin.client.post("/instances", json={"sop": "izin", "by": "staf", "subject": "Dua"}).json()["id"]
    by_page = izin.page("start", path="izin.yaml", by="staf", subject="Tiga")["view"]["id"]
    for run in (at_terminal, over_http, by_page):
        izin.agree(run, ("staf", "kepala"))
    assert {one["subject"] for one in izin.service("/instances")["items"]} == {"Satu", "Dua", "Tiga"}


def in_three(izin):
    """What makes a version current, and what moves an instance to another, by shell; each gives what that shell shows."""

    def at_terminal(to, run, *, dry_run=False, stays=False):
        words = ["--to", to, "--by", "staf", "--instance", run, *(["--dry-run"] if dry_run else [])]
        return izin.terminal("migrate", "izin", *words, code=int(stays))

    def over_http(to, run, *, dry_run=False, stays=False):
        return posted(izin, "migrate", to=to, by="staf", instances=[run], dry_run=dry_run)

    def by_page(to, run, *, dry_run=False, stays=False):
        return izin.page("migrate", sop="izin", to=to, by="staf", instances=[run], dry_run=dry_run)

    return (
        (lambda to: izin.terminal("activate", "izin", to, "--by", "kepala"), at_terminal),
        (lambda to: posted(izin, "activate", version=to, by="kepala"), over_http),
        (lambda to: izin.page("activate", sop="izin", version=to, by="kepala"), by_page),
    )


def posted(izin, act, **body):
    answer = izin.client.post(f"/definitions/izin/{act}", json=body, headers={"accept-language": "en"})
    assert answer.status_code == 200, answer.text
    return answer.json()


SECOND = SOP.replace("title: Izin", 'title: Izin\nversion: "2"', 1)


def test_each_makes_a_version_current_and_moves_instances_alike(izin):
    izin.engine.register(sopflow.loads(SECOND), activate=False)
    told = []
    for activate, migrate in in_three(izin):
        run = izin.engine.start("izin", "staf", version="1").id
        would = migrate("2", run, dry_run=True)
        assert (would["moved"], would["stay"], izin.engine.instance(run).version) == (1, 0, "1")
        assert migrate("2", run) == {**would, "dry_run": False}
        assert izin.engine.instance(run).version == "2"
        over = izin.engine.start("izin", "staf", version="1").id
        izin.engine.cancel(over, "staf")
        stays = migrate("2", over, stays=True)
        for version in ("2", "1"):
            assert [one["version"] for one in activate(version)["items"] if one["is_current"]] == [version]
            izin.agree(run, ("staf", "kepala"))
        told.append((stays["stay"], stays["instances"][0]["refused"], [*would["instances"][0]]))
    assert told[0] == told[1] == told[2]
    assert told[0][1]["code"] == "not-running"


def test_who_may_not_is_refused_alike(izin):
    izin.engine.register(sopflow.loads(SECOND + "may: {migrate: [kepala]}\n"), activate=False)
    run = izin.engine.start("izin", "staf", version="1").id
    asked = {"activate": {"version": "2"}, "migrate": {"to": "2", "instances": [run]}}
    for act, body in asked.items():
        over_http = izin.client.post(f"/definitions/izin/{act}", json={**body, "by": "staf"})
        by_page = izin.asked(act, sop="izin", by="staf", **body)
        if act == "activate":
            assert (over_http.status_code, by_page.status_code) == (403, 403)
            assert (
                izin.terminal("activate", "izin", "2", "--by", "staf", code=1)["code"] == over_http.json()["code"]
            )
        else:  # each instance is asked for itself
            refused = over_http.json()["instances"][0]["refused"]
            assert refused["code"] == "not-authorized"
            assert by_page.json() == over_http.json()
            assert izin.terminal("migrate", "izin", "--to", "2", "--by", "staf", code=1) == over_http.json()
    assert izin.engine.instance(run).version == "1"
    assert [one["version"] for one in izin.service("/definitions")["items"] if one["is_current"]] == ["1"]


def test_an_instance_that_is_not_there_moves_none_of_the_others(izin):
    izin.engine.register(sopflow.loads(SECOND), activate=False)
    run = izin.engine.start("izin", "staf", version="1").id
    body = {"to": "2", "by": "staf", "instances": [run, "tiada"]}
    assert izin.client.post("/definitions/izin/migrate", json=body).json()["code"] == "unknown-instance"
    assert izin.asked("migrate", sop="izin", **body).status_code == 404
    assert izin.engine.instance(run).version == "1"


@pytest.mark.parametrize(
    ("act", "body", "pointer"),
    [
        ("activate", {}, "/version"), ("activate", {"version": 2}, "/version"), ("migrate", {"to": "2"}, "/instances"),
        ("migrate", {"to": "2", "instances": ["r"] * 501}, "/instances"), ("migrate", {"to": "2", "instances": [], "x": 1}, "/x"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_at_its_place(act, body, pointer, izin):
    over_http = izin.client.post(f"/definitions/izin/{act}", json={**body, "by": "staf"}).json()
    assert [one["pointer"] for one in over_http["errors"]] == [pointer]
    assert izin.asked(act, sop="izin", by="staf", **body).json()["errors"] == over_http["errors"]


def test_what_is_late_is_told_alike(izin):
    izin.engine.start("izin", "staf", acted_at=izin.clock.at - timedelta(days=3))
    told = izin.service("/overdue")
    assert len(told["items"]) == 1
    assert izin.terminal("worklist", "--overdue") == told


VALUES = st.sampled_from(["catat", "teken", "staf", "", "x" * 501, "é", "2 hari"]) | st.none() | st.integers(0, 3)
BODIES = st.fixed_dictionaries(
    {"by": st.sampled_from(["staf", "kepala", ""])},
    optional={
        "step": VALUES, "outcome": VALUES, "visit": VALUES, "note": VALUES, "reason": VALUES, "to": VALUES, "length": VALUES,
        "acted_at": VALUES, "choose": st.dictionaries(st.sampled_from(["staf", "lain"]), VALUES, max_size=1),
        "people": st.dictionaries(st.sampled_from(["staf", "lain"]), st.lists(VALUES, max_size=2), max_size=1),
        "documents": st.lists(st.fixed_dictionaries({"document": VALUES}, optional={"number": VALUES}), max_size=2),
    },
)  # fmt: skip


@settings(max_examples=share(500), deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(sorted(name for name, _, _ in GIVEN)), body=BODIES)
def test_what_cannot_be_read_or_done_is_told_alike(izin, name, body):
    body = {
        field: value for field, value in body.items() if value not in ("", None)
    }  # empty fields of a form say nothing
    run = izin.engine.start("izin", "staf").id
    over_http = izin.client.post(f"/instances/{run}/{name}", json=body, headers={"accept-language": "en"})
    other = izin.engine.start("izin", "staf").id
    by_page = izin.asked(name, instance=other, **body)
    assert (over_http.status_code, over_http.json().get("code")) == (
        by_page.status_code,
        by_page.json().get("code"),
    )
    if over_http.status_code != 200:
        told = by_page.json()
        for key in ("detail", "errors"):
            assert over_http.json().get(key) == told.get(key)


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
def test_a_refusal_says_the_same_to_a_program_at_the_terminal_and_over_http(name, words, code, izin, capsys):
    shells = izin
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
