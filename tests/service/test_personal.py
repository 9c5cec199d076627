"""Personal values over HTTP, to streams and at the terminal: there for those who may see them, nowhere after their removal."""

from __future__ import annotations

import contextlib
import io
import json
import logging
from pathlib import Path

import anyio
import pytest
from starlette.testclient import TestClient

from sopflow.cli import main
from sopflow.engine.asynchronous import AsyncEngine
from sopflow.errors import FieldsRefused
from sopflow.flow.sight import has_values
from sopflow.service import service
from sopflow.service.feed import Feed
from sopflow.sql import SQLStore
from tests.engine.personal import HEAD, NIK, OTHER, ROWS
from tests.sop import engine_for, sop

SOP = sop(ROWS, head=HEAD)
REST = {"alamat": [{"jalan": "Jalan Rahasia", "luas": 2.5}], "nilai": 7}


@pytest.fixture
def office(tmp_path):
    store = SQLStore(tmp_path / "proses.db")
    engine = engine_for(SOP, store=store)
    app = service(engine, open_to_this_machine=True)
    return (
        engine,
        TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50000)),
        tmp_path / "proses.db",
    )


def everything(client, case):
    """Whatever the service says of a case, by reading."""
    paths = [
        f"/instances/{case}", "/instances", f"/instances/{case}/history", f"/instances/{case}/possible", "/worklist?actor=b",
        "/events?follow=false", f"/instances/{case}/picture.svg", "/openapi.json", "/definitions", "/definitions/uji",
    ]  # fmt: skip
    return "\n".join(client.get(path).text for path in paths)


def terminal(database, case, tmp_path):
    """Whatever the terminal says and writes of a case, by reading."""
    out = io.StringIO()
    files = [str(tmp_path / f"hasil.{ending}") for ending in ("csv", "xes", "jsonocel", "svg")]
    for words in (
        ["history", case], ["history", case, "--format", "json"], ["instances"], ["instances", "--format", "json"], ["worklist", "--actor", "b"],
        ["audit"], ["audit", "--decide"], ["dump"], ["record", case], ["report"], ["replay", "--against", "uji.yaml"],
        *(["log", "--personal", "-o", one] for one in files[:3]), ["render", "uji.yaml", "--instance", case, "-o", files[3]],
    ):  # fmt: skip
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            assert main([*words, "--db", str(database)]) == 0, (words, out.getvalue())
    return out.getvalue() + "".join(Path(one).read_text("utf-8") for one in files)


def test_who_may_see_reads_the_values_over_http_and_after_a_redaction_nothing_says_them(
    office, caplog, tmp_path, monkeypatch
):
    _, client, database = office
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.DEBUG)
    case = client.post("/instances", json={"sop": "uji", "by": "a"}).json()["id"]
    body = {"by": "a", "step": "ajukan", "fields": {"nik": NIK, **REST}}
    headers = {"idempotency-key": "k"}
    done = client.post(f"/instances/{case}/complete", json=body, headers=headers)
    assert done.json()["fields"]["nik"] == NIK
    assert NIK in client.get(f"/instances/{case}/history").text
    assert NIK in client.get("/events?follow=false").text
    refused = client.post(
        f"/instances/{case}/correct", json={"by": "b", "fields": {"nik": f"x{OTHER}"}, "reason": "x"}
    )
    assert refused.status_code == 422
    assert OTHER not in refused.text
    rows = "\n".join(f"  {line}" for line in ROWS.strip().splitlines())
    (tmp_path / "uji.yaml").write_text(f"sopflow: 1\nid: uji\ntitle: Uji\n{HEAD}steps:\n{rows}\n", "utf-8")
    for written in ("dump", "record"):
        out = io.StringIO()
        words = [written, *([case] if written == "record" else []), "--db", str(database)]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            assert main(words) == 0, written
        assert NIK not in out.getvalue()
        assert "Rahasia" not in out.getvalue()
    some = client.post(f"/instances/{case}/redact", json={"by": "b", "reason": "alamatnya", "fields": ["alamat"]})
    assert (some.status_code, list(some.json()["fields"]["alamat"])) == (200, ["@withheld"])
    assert some.json()["fields"]["nik"] == NIK
    wrong = ({"fields": []}, {"fields": "nik"}, {"fields": {"nik": 1}}, {"fields": ["nix"]}, {"fields": ["nilai"]})
    codes = [
        client.post(f"/instances/{case}/redact", json={"by": "b", "reason": "x", **one}).status_code
        for one in wrong
    ]
    assert codes == [422] * 5
    gone = client.post(f"/instances/{case}/redact", json={"by": "b", "reason": "permintaan pemohon"})
    assert gone.status_code == 200
    assert list(gone.json()["fields"]["nik"]) == ["@withheld"]
    said = everything(client, case) + terminal(database, case, tmp_path) + caplog.text
    assert "permintaan pemohon" in said
    for marker in (NIK, "Rahasia"):
        assert marker not in said
    again = client.post(f"/instances/{case}/complete", json=body, headers=headers)
    assert (again.status_code, again.json()["revision"]) == (200, 2)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("given", [f"nik={OTHER}", [OTHER], [{"nik": OTHER}], [[OTHER]], int(OTHER)])
@pytest.mark.parametrize("way", ["complete", "correct", "redact", "start"])
def test_what_stands_where_fields_belong_is_not_said_back(office, way, given, language):
    engine, client, _ = office
    case = engine.start("uji", "a", fields={"nik": NIK, **REST}).id
    body = {"by": "a", "step": "ajukan"} if way == "complete" else {"by": "b", "reason": "x"}
    path = f"/instances/{case}/{way}"
    if way == "start":
        body, path = {"by": "a", "sop": "uji"}, "/instances"
    refused = client.post(path, json={**body, "fields": given}, headers={"accept-language": language})
    assert (refused.status_code, engine.instance(case).revision) == (422, 1)
    assert {one["pointer"] for one in refused.json()["errors"]} <= {"/fields", "/fields/0"}
    assert OTHER not in refused.text


def test_fields_that_are_not_there_are_told_by_their_places_in_the_request(office):
    engine, client, _ = office
    case = engine.start("uji", "a", fields={"nik": NIK, **REST}).id
    named = ["nik", "zzz", "nilai", "alamat", "zzz"]
    refused = client.post(f"/instances/{case}/redact", json={"by": "b", "reason": "x", "fields": named})
    assert refused.status_code == 422
    assert [one["pointer"] for one in refused.json()["errors"]] == ["/fields/1", "/fields/2", "/fields/4"]
    assert all("personal field" in one["detail"] for one in refused.json()["errors"])
    assert "zzz" not in refused.text


def test_an_export_of_events_has_no_personal_value_even_before_a_redaction(office, tmp_path, monkeypatch):
    engine, _, database = office
    monkeypatch.chdir(tmp_path)
    case = engine.start("uji", "a", fields={"nik": NIK, **REST}).id
    engine.complete(case, "ajukan", "a")
    said = ""
    for ending in ("csv", "xes", "jsonocel"):
        path = tmp_path / f"log.{ending}"
        assert main(["log", "--db", str(database), "--personal", "-o", str(path)]) == 0
        said += path.read_text("utf-8")
    assert said.count(case) >= 3
    assert NIK not in said
    assert "withheld" not in said


def test_a_stream_that_remembers_events_does_not_remember_values(office):
    engine, _client, _ = office
    case = engine.start("uji", "a", fields={"nik": NIK}).id

    async def listening():
        feed = Feed(AsyncEngine.over(engine), lambda: False)
        feed._join(0)
        await feed.look()
        told = [one async for one in _few(feed, 1)]
        assert told[0].event.details.fields["nik"] == NIK
        engine.redact(case, "b", "diminta")
        told = [one async for one in _few(feed, 1)]
        assert has_values(told[0].event)
        assert NIK not in repr(told)
        assert NIK not in repr(feed._recent)
        feed._poller.cancel()

    async def _few(feed, count):
        async for one in feed.listen(0, follow=True):
            yield one
            if (count := count - 1) == 0:
                return

    anyio.run(listening)


def test_a_person_over_http_sees_no_value_of_a_field_that_is_not_theirs(tmp_path):
    from sopflow.engine.directory import FixedDirectory

    hidden = sop(ROWS, head=HEAD.replace("personal: true}", "personal: true, visible_to: [b]}", 1))
    engine = engine_for(hidden, directory=FixedDirectory({"budi": ("b",), "cici": ("c",), "ani": ("a",)}))
    case = engine.start("uji", "ani", fields={"nik": NIK}).id
    app = service(engine, who=lambda request: request.headers["who"])
    client = TestClient(app, base_url="http://localhost")
    for who, sees in (("budi", True), ("cici", False)):
        said = "\n".join(
            client.get(path, headers={"who": who}).text
            for path in (f"/instances/{case}", "/instances", f"/instances/{case}/history", "/events?follow=false")
        )
        assert case in said
        assert (NIK in said) == sees, who
        assert ("withheld" in said) is False
    assert json.loads(client.get(f"/instances/{case}", headers={"who": "budi"}).text)["fields"]["nik"] == NIK


MISSPELT = [{"nikk": OTHER}, {"nikk": {"nik": OTHER}}, {"alamt": [{"jalan": OTHER}]}, {"alamat": [{"jalan": "x", "nikk": OTHER}]}]  # fmt: skip


@pytest.mark.parametrize(
    "given", [*MISSPELT, {"titik": [{"lokasi": "x", "nikk": OTHER}]}, {"titik": [{"nikk": OTHER}]}]
)
def test_a_value_under_a_misspelt_name_is_said_back_nowhere(tmp_path, monkeypatch, caplog, given):
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.DEBUG, "sopflow")
    also = "  titik: {title: Titik, list: {lokasi: Lokasi}, key: lokasi, optional: true}\nmay:"
    head, rows = HEAD.replace("may:", also), ROWS.replace("alamat, nilai]", "alamat, nilai, titik]")
    engine = engine_for(sop(rows, head=head), store=SQLStore(tmp_path / "proses.db"))
    client = TestClient(service(engine, open_to_this_machine=True), base_url="http://localhost", client=("127.0.0.1", 50000))  # fmt: skip
    case = engine.start("uji", "a").id
    told = ""
    for command in ("complete", "correct"):
        more = {"by": "a", "step": "ajukan"} if command == "complete" else {"by": "b", "reason": "x"}
        with pytest.raises(FieldsRefused) as refused:
            getattr(engine, command)(case, fields=given, **more)
        told += repr(refused.value) + repr(vars(refused.value)) + refused.value.message("id")
        answer = client.post(f"/instances/{case}/{command}", json={"fields": given, **more})
        assert answer.status_code == 422
        told += answer.text
    out = io.StringIO()
    (tmp_path / "isi.json").write_text(json.dumps(given), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        words = ["--by", "a", "--db", "proses.db"]
        assert main(["complete", case, "ajukan", *words, "--data", "@isi.json"]) == 1
        assert main(["complete", case, "ajukan", *words, "--data", f"nikk={OTHER}"]) == 1
        assert main(["complete", case, "ajukan", *words, "--data", f"nik={OTHER}", "--data", f"nik={OTHER}1"]) == 2
        assert main(["correct", case, *words, "--note", "x", "--data", OTHER]) == 2
    assert OTHER not in told + out.getvalue() + caplog.text
    assert "nikk" not in told  # nor the name, as it may be one of the values
    assert "not asked for here" in told + out.getvalue()


def test_where_nothing_is_personal_a_value_under_a_misspelt_name_is_said_back():
    engine = engine_for(sop(ROWS, head=HEAD.replace(", personal: true", "")))
    case = engine.start("uji", "a").id
    with pytest.raises(FieldsRefused) as refused:
        engine.correct(case, "b", {"nilaii": "tujuh"}, "x")
    assert "tujuh" in repr(refused.value.problems)
