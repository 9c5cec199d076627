"""What a command says of itself is what every surface says."""

import json

import sopflow
from sopflow.cli import main
from sopflow.definition.loading import loads
from sopflow.flow.wire import event_from_json, event_to_json
from sopflow.service.openapi import document
from sopflow.service.operations import KINDS
from sopflow.testing import play

SOP = """
sopflow: 1
id: izin
title: Izin
actors: {staf: Staf, kepala: Kepala}
steps:
  - {id: catat, activity: Mencatat, actor: [staf, kepala], duration: 1 jam}
"""


def engine():
    made = sopflow.Engine()
    made.register(loads(SOP))
    return made


def test_an_engine_gives_it_and_events_keep_it():
    made = engine()
    run = made.start("izin", "staf")
    made.claim(run.id, "catat", "staf")
    made.reassign(run.id, "catat", "kepala", "kepala")
    after = made.hand_back(run.id, "catat", "kepala", note="bukan saya")
    assert [claim.person for claim in after.active[0].claims] == ["staf"]
    last = list(made.history(run.id))[-1]
    assert (last.type, last.note, event_from_json(event_to_json(last))) == ("handed_back", "bukan saya", last)
    assert sopflow.fold(made.history(run.id)) == after


def test_it_is_offered_to_whoever_has_the_row():
    made = engine()
    run = made.start("izin", "staf")
    made.claim(run.id, "catat", "staf")
    assert "hand_back" in {offer.command for offer in made.may(run.id, "staf")}
    assert "hand_back" not in {offer.command for offer in made.may(run.id, "kepala")}


def test_a_scenario_says_it_and_a_chain():
    run = play(loads(SOP)).claim("catat", "staf").reassign("catat", "kepala", by="kepala").hand_back("catat")
    run.expect(worklist={"staf": ["catat"]}).complete("catat", by="staf").expect(status="completed")


def test_the_terminal_has_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")
    store = ("--db", "a.db", "--format", "json")

    def said(*words):
        assert main([*words, *store]) == 0
        return json.loads(capsys.readouterr().out)

    run = said("start", "izin.yaml", "--by", "staf")["id"]
    said("claim", run, "catat", "--by", "staf")
    said("hand-back", run, "catat", "--by", "staf")
    assert said("history", run)["items"][-1]["type"] == "handed_back"


def test_http_has_it():
    said = document(KINDS, "open")["paths"]["/instances/{instance}/hand-back"]["post"]
    body = said["requestBody"]["content"]["application/json"]["schema"]
    assert (said["operationId"], said["summary"]) == (
        "handBack",
        "Give a row back to whoever had it before.",
    )
    assert set(body["properties"]) == {"step", "visit", "note", "by"}
    assert set(body["required"]) == {"step", "by"}
