"""Everything that happens to a case is told in words, at the terminal and on the page, each in the reader's language."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

import sopflow
from sopflow.app.asking import history
from sopflow.app.telling import told
from sopflow.cli.entries import entries_table
from sopflow.engine.naming import Naming
from sopflow.flow.names import EventType
from sopflow.flow.timeline import TimelineEntry
from sopflow.sql import SQLStore
from sopflow.studio.routes.walking import standing
from tests.history.test_case import FOLDERS, engine_on, kept, records_of  # noqa: F401
from tests.studio.test_amending import GIVEN, SOP

AT = datetime(2026, 3, 30, 9, tzinfo=UTC)
WITHOUT_NOTE = {"lapsed"}
"""Where the engine wrote the note: its words are the result."""
HIDDEN = ("3171234567890001", "3171234567890002", "081234567890")


def entry(name):
    blank = dict.fromkeys(TimelineEntry._fields) | {
        "documents": (),
        "missing": (),
        "fields": (),
        "people": (),
        "late": False,
    }
    return TimelineEntry(**blank | {"revision": 1, "type": name, "by": "kasi", "at": AT, "note": "sebabnya"})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", get_args(EventType))
def test_every_type_of_event_is_told_in_words_and_with_its_reason(name):
    sop = sopflow.loads(SOP)
    lines = [told(entry(name), Naming(sop, None, language), str) for language in ("id", "en")]
    one, other = (line.result for line in lines)
    assert one != other
    assert "_" not in one + other
    for line in lines:
        assert line.by == "Kasi"
        assert ("“sebabnya”" in line.remarks) is (name not in WITHOUT_NOTE)


def test_the_kept_cases_have_every_type_of_event():
    types = {one["type"] for folder in FOLDERS for one in records_of(folder / "events.jsonl") if "instance" in one}
    assert types == {*get_args(EventType)}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_and_the_terminal_leave_nothing_out(kept, language):  # noqa: F811
    store, _ = kept
    engine = engine_on(store)
    for run in engine.instances():
        lines = standing(engine, run, language, AT)["history"]
        entries = engine.timeline(run.id)
        assert {one.revision for one in entries} == {one.revision for one in engine.history(run.id)}
        assert len(lines) == len(entries)
        assert all(one["result"] and one["by"] for one in lines)
        table = entries_table(engine, run, language)
        assert all(one["by"].split()[0] in table for one in lines)


@pytest.mark.parametrize(
    ("language", "corrected", "redacted", "everything"),
    [
        ("id", "dibetulkan: Nilai, NIK", "dihapus: NIK", "dihapus: semua data pribadi"),
        ("en", "corrected: Nilai, NIK", "removed: NIK", "removed: all personal values"),
    ],
)
def test_corrections_and_removals_are_told_without_what_was_removed(
    tmp_path, language, corrected, redacted, everything
):
    engine = sopflow.Engine(SQLStore(str(tmp_path / "proses.db")))
    engine.register(sopflow.loads(SOP))
    run = engine.start("izin", "staf")
    engine.complete(run.id, "catat", "staf", fields=GIVEN)
    engine.correct(run.id, "kasi", {"nilai": 2_000, "nik": "3171234567890002"}, "salah ketik")
    engine.redact(run.id, "kasi", "diminta", fields=["nik"])
    engine.redact(run.id, "kasi", "masa simpan habis")
    shown = standing(engine, engine.instance(run.id), language, AT)
    *_, first, second, third = shown["history"]
    assert first["remarks"] == (corrected, "“salah ketik”")
    assert second["remarks"] == (redacted, "“diminta”")
    assert third["remarks"] == (everything, "“masa simpan habis”")
    assert {one["by"] for one in (first, second, third)} == {"Kasi"}
    assert not any(one in str(shown["history"]) for one in HIDDEN)
    assert len(history(engine, run.id)["items"]) == len(shown["history"])


OLD = """\
sopflow: 1
id: izin
version: "1"
title: Izin
actors: {loket: Petugas Loket, kasi: Kepala Seksi}
documents: {konsep: Konsep izin}
fields: {nilai: Nilai retribusi}
may: {migrate: anyone, correct: anyone}
steps:
  - {id: terima, no: "1", activity: Menerima berkas, actor: loket, fills: [nilai], outputs: [konsep], branches: {Y: {to: periksa, label: Lengkap}, N: {to: end}}}
  - {id: periksa, no: "2", activity: Memeriksa, actor: kasi}
  - {id: teken, no: "3", activity: Menandatangani, actor: kasi}
"""
NEW = """\
sopflow: 1
id: izin
version: "2"
title: Izin
actors: {kasi: Kepala Seksi}
may: {migrate: anyone}
steps:
  - {id: telaah, no: "1", activity: Menelaah, actor: kasi}
  - {id: teken, no: "2", activity: Meneken, actor: kasi}
"""


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_was_done_on_an_earlier_version_is_told_in_its_words(language):
    """Rows, actors, documents, fields and answers that the version of today does not have."""
    engine = sopflow.Engine()
    engine.register(sopflow.loads(OLD))
    run = engine.start("izin", "loket").id
    engine.complete(run, "terima", "loket", "Y", fields={"nilai": "5"})
    engine.correct(run, "kasi", {"nilai": "6"}, "keliru")
    engine.register(sopflow.loads(NEW))
    (moved,) = engine.migrate("izin", to="2", by="kasi", mapping={"periksa": "telaah"})
    assert moved.refusal is None
    engine.complete(run, "telaah", "kasi")
    run = engine.instance(run)
    page = standing(engine, run, language, run.at)
    for line in (entries_table(engine, run, language), str(page["history"])):
        for words in ("Menerima berkas", "Petugas Loket", "Lengkap", "Konsep izin", "Nilai retribusi", "Menelaah"):
            assert words in line
    assert [one["number"] for one in page["history"] if one["activity"] == "Menerima berkas"] == ["1"]
    assert [one["title"] for one in page["documents"]] == ["Konsep izin"]


def test_what_an_earlier_version_called_by_the_same_name_is_told_as_it_was_then():
    """Here the rows changed their names for each other, and an answer and an actor mean the contrary."""
    first = """\
sopflow: 1
id: izin
version: "1"
title: Izin
actors: {loket: Petugas Loket}
documents: {surat: Surat izin}
may: {migrate: anyone}
steps:
  - {id: x, no: "1", activity: Menerima, actor: loket, outputs: [surat], branches: {Y: {to: y, label: Lengkap}, N: {to: end}}}
  - {id: y, no: "2", activity: Memeriksa, actor: loket}
"""
    engine = sopflow.Engine()
    engine.register(sopflow.loads(first))
    run = engine.start("izin", "loket").id
    engine.complete(run, "x", "loket", "Y")
    turned = (
        ('"1"\ntitle', '"2"\ntitle'), ("id: x,", "id: z,"), ("id: y,", "id: x,"), ("to: y,", "to: x,"), ("id: z,", "id: y,"),
        ("Loket", "Arsip"), ("Surat izin", "Surat tolakan"), ("Lengkap", "Kurang"), ("Menerima", "Membuka"), ("Memeriksa", "Menutup"),
    )  # fmt: skip
    second = first
    for old, new in turned:
        second = second.replace(old, new)
    engine.register(sopflow.loads(second))
    (moved,) = engine.migrate("izin", to="2", by="loket", mapping={"y": "x"})
    assert moved.refusal is None
    engine.complete(run, "x", "loket")
    page = standing(engine, engine.instance(run), "id", AT)
    *_, did, move, last = page["history"]
    assert (did["number"], did["activity"], did["by"], did["result"]) == (
        "1",
        "Menerima",
        "Petugas Loket",
        "Y (Lengkap)",
    )
    assert did["remarks"] == ("Surat izin",)
    assert (move["by"], last["number"], last["activity"]) == ("Petugas Arsip", "2", "Menutup")
    assert [one["title"] for one in page["documents"]] == ["Surat tolakan"]
    table = entries_table(engine, engine.instance(run), "id")
    assert all(words in table for words in ("Menerima", "Y (Lengkap)", "Petugas Loket", "Surat izin", "Menutup"))
    assert not any(words in table for words in ("Membuka", "Kurang"))
