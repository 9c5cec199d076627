"""What looks the same is the same: texts are composed (NFC) wherever they come in. And a bad byte is named where it is."""

from __future__ import annotations

import csv
import json
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sopflow
from sopflow import language
from sopflow.bpmn import rows
from sopflow.cli import main
from sopflow.conformance.log import Log, LogError
from sopflow.definition.codec import definition_from_json, definition_to_json
from sopflow.definition.digest import digest
from sopflow.definition.library import Library
from sopflow.definition.loading import check as check_definition
from sopflow.definition.model import Definition
from sopflow.errors import DefinitionChanged, NotText
from sopflow.language import nfc
from sopflow.paper.drafting.naming import Ids, slug
from sopflow.people.loading import load_directory
from sopflow.scenarios import loading as scenarios
from sopflow.sql import SQLStore
from sopflow.texts import by_name, lines_of
from sopflow.texts import read as read_text
from sopflow.time.loading import check as check_calendar
from tests.share import share

NFD = "NFD"
SOP = """
sopflow: 1
id: surat
title: Café Résumé Ñandú
actors: {a: Pejabat Café}
steps:
  - {id: tulis, activity: Menulis résumé, actor: a, outputs: [Surat Café]}
  - {id: pilih, activity: Memilih é, actor: a, branches: {Ditérima: end, Ditólak: tulis}}
"""
CALENDAR = "sopflow: 1\ncalendar: kantor\ntitle: Kantor Café\n"
DIRECTORY = "sopflow: 1\ndirectory: kantor\ntime_zone: Asia/Jakarta\ntitle: Café\npositions: {lurah: {title: Lurah é, actors: [a]}}\npeople: {rené: {name: René, holds: [{position: lurah}]}}\n"


def apart(text):
    return unicodedata.normalize(NFD, text)


def mixed(text, choose):
    """A text with some of its letters composed and some apart."""
    return "".join(apart(letter) if choose(letter) else letter for letter in nfc(text))


mixes = st.randoms(use_true_random=False).map(lambda random: lambda _: random.random() < 0.5)


def is_composed(value):
    return json.dumps(value, ensure_ascii=False) == nfc(json.dumps(value, ensure_ascii=False))


@given(mixes)
@settings(max_examples=share(40), deadline=None)
def test_any_mix_in_a_definition_is_the_same_definition(choose):
    sop = sopflow.loads(mixed(SOP, choose))
    assert sop == sopflow.loads(SOP)
    assert sop.digest == sopflow.loads(SOP).digest
    assert is_composed(definition_to_json(sop))
    escaped = SOP.replace(
        "title: Café Résumé Ñandú", '"title": "Cafe\\u0301 Re\\u0301sume\\u0301 N\\u0303andu\\u0301"'
    )
    assert sopflow.loads(escaped).digest == sop.digest


@given(mixes, st.booleans())
@settings(max_examples=share(40), deadline=None)
def test_any_mix_in_a_command_is_the_same_command(choose, apart_in_file):
    engine = sopflow.Engine()
    engine.register(sopflow.loads(apart(SOP) if apart_in_file else SOP))

    def text(plain):
        return mixed(plain, choose)

    runs = []
    for say in (nfc, text, apart):
        run = engine.start(
            "surat", say("René"), subject=say("Kunjungan Café"), key=say("ND-é"), data={"é": apart("é")}
        )
        run = engine.complete(
            run.id, "tulis", "a", note=say("résumé"), key=say("k-é"), documents={"surat_cafe": {"number": say("é/1")}}
            if "surat_cafe" in engine.flow("surat").definition.documents else (),
        )  # fmt: skip
        run = engine.complete(run.id, "pilih", "a", say("Ditérima"), key=say("p-é"))
        runs.append(run)
    assert runs[0] == runs[1] == runs[2]
    assert len(list(engine.instances())) == 1
    for event in engine.history(runs[0].id):
        assert is_composed([event.by, event.note, event.command.key, event.command.subject])
    assert runs[0].data == {"é": apart("é")}, "the host's own data stays as it is"
    for say in (nfc, text, apart):
        assert [r.id for r in engine.find(subject=say("café")).items] == [runs[0].id]
        assert [r.id for r in engine.find(key=say("ND-é")).items] == [runs[0].id]


@pytest.mark.parametrize("say", [nfc, apart])
def test_any_form_in_files_beside_a_definition(say, tmp_path):
    (tmp_path / "kantor.directory.yaml").write_text(say(DIRECTORY), "utf-8")
    directory = load_directory(tmp_path / "kantor.directory.yaml")
    assert directory.roles(nfc("rené"), datetime(2026, 3, 17, tzinfo=ZoneInfo("Asia/Jakarta")), None)
    engine = sopflow.Engine(directory=directory)
    engine.register(sopflow.loads(SOP))
    assert engine.start("surat", say("rené")).started_by == nfc("rené")
    assert list(engine.worklist(person=say("rené")))
    (tmp_path / "kantor.calendar.yaml").write_text(say(CALENDAR), "utf-8")
    checked = check_calendar(tmp_path / "kantor.calendar.yaml")
    assert all(is_composed(line) for line in checked.lines)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
def test_a_file_is_found_by_its_name_in_either_form(form, asked, tmp_path, capsys):
    folder = tmp_path / unicodedata.normalize(form, "kantor-café")
    folder.mkdir()
    (folder / unicodedata.normalize(form, "résumé.yaml")).write_text(SOP, "utf-8")
    name = tmp_path / unicodedata.normalize(asked, "kantor-café") / unicodedata.normalize(asked, "résumé.yaml")
    assert by_name(name).exists()
    assert sopflow.load(name).title == nfc("Café Résumé Ñandú")
    assert Library().load(name).sop.id == "surat"
    assert main(["show", str(name)]) == 0
    db = str(tmp_path / "p.db")
    assert main(["start", str(name), "--by", "a", "--db", db, "--format", "json"]) == 0
    assert main(["export", str(name), "-o", str(tmp_path / f"{asked}.md")]) == 0
    assert by_name(tmp_path / unicodedata.normalize(asked, "tidak-adá")).name.startswith("tidak")


@pytest.mark.parametrize("say", [nfc, apart])
def test_a_log_in_either_form_has_the_same_cases(say, tmp_path):
    path = tmp_path / "log.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["kasus", say("kegiatan é"), "hasil"])
        rows.writerow([nfc("Café"), say("Menulis résumé"), ""])
        rows.writerow([apart("Café"), say("Memilih é"), say("Ditérima")])
    with Log() as log:
        list(log.read(path, {"activity": nfc("kegiatan é")}))
        (case,) = log.cases()
    assert [log.labels[n] for n in case.labels] == [
        (nfc("Menulis résumé"), "", ""),
        (nfc("Memilih é"), "", nfc("Ditérima")),
    ]
    sop = tmp_path / "surat.yaml"
    sop.write_text(SOP, "utf-8")
    assert main(["conform", str(path), "--against", str(sop), "--column", f"activity={apart('kegiatan é')}"]) == 0


@pytest.mark.parametrize("suffix", ["csv", "tsv", "md"])
def test_a_printed_table_in_either_form_makes_the_same_draft(suffix, tmp_path, capsys):
    sop = tmp_path / "surat.yaml"
    sop.write_text(SOP, "utf-8")
    table = tmp_path / f"tabel.{suffix}"
    assert main(["export", str(sop), "-o", str(table)]) == 0
    made = []
    for say in (nfc, apart):
        table.write_text(say(table.read_text("utf-8")), "utf-8")
        assert main(["import", str(table), "-o", str(tmp_path / f"{say.__name__}.yaml")]) in (
            0,
            1,
        )
        made.append((tmp_path / f"{say.__name__}.yaml").read_text("utf-8"))
    assert made[0] == made[1]


# -- what was stored before


def as_before(text):
    """A definition as an older sopflow read it from a file with accents apart."""
    record = json.loads(apart(json.dumps(definition_to_json(sopflow.loads(text)), ensure_ascii=False)))
    sop = definition_from_json(record)
    return Definition(**{**{f: getattr(sop, f) for f in sop.__dataclass_fields__}, "digest": digest(sop)})


def test_what_was_stored_apart_stays_and_goes_on(database):
    old = as_before(SOP)
    store = SQLStore(database)
    engine = sopflow.Engine(store)
    engine.register(old)
    run = engine.complete(engine.start("surat", "a").id, "tulis", "a")
    again = sopflow.Engine(SQLStore(database))
    assert again.store.definition(old.digest) == old
    flow = again.register(sopflow.loads(SOP))
    assert flow.definition.digest == old.digest, "the same SOP under the same version: it stays as it is stored"
    assert again.register(sopflow.loads(SOP)) is flow
    with pytest.raises(DefinitionChanged):
        again.register(sopflow.loads(SOP.replace("Menulis", "Mengetik")))
    (item,) = again.possible(run.id)
    for outcome in item.outcomes:
        assert outcome == apart(outcome)
    done = again.complete(run.id, "pilih", "a", nfc("Ditérima"), key="k")
    assert done.status == "completed"
    assert again.complete(run.id, "pilih", "a", apart("Ditérima"), key="k") == done
    assert again.start("surat", "a").digest == old.digest


# -- a bad byte

GOOD_LINES = ["kasus,kegiatan", "1,Menulis", "2,Mengé", "3,Memilih"]


@given(st.integers(0, 3), st.integers(0, 6), st.sampled_from([b"\n", b"\r\n", b"\r"]), st.sampled_from([b"\xff", b"\xe9", b"\xc3", b"\x80"]), st.booleans())  # fmt: skip
@settings(max_examples=share(80), deadline=None)
def test_a_bad_byte_is_named_by_its_line_and_its_place_in_it(tmp_path_factory, row, at, end, bad, has_mark):
    lines = [line.encode() for line in GOOD_LINES]
    at = min(at, len(lines[row]))
    lines[row] = lines[row][:at] + bad + lines[row][at:]
    try:
        lines[row].decode()
    except UnicodeDecodeError as problem:
        byte = problem.start + 1
    else:
        return  # within a letter it can be right again
    path = tmp_path_factory.mktemp("b") / "log.csv"
    path.write_bytes((b"\xef\xbb\xbf" if has_mark else b"") + end.join(lines) + end)
    with pytest.raises(NotText) as told:
        list(lines_of(path))
    assert (told.value.line, told.value.byte) == (row + 1, byte)
    with pytest.raises(NotText) as told:
        read_text(path)
    assert (told.value.line, told.value.byte) == (row + 1, byte)
    with Log() as log:
        if row == 0:  # without its heads nothing of a log can be read
            with pytest.raises(LogError) as refused:
                list(log.read(path))
            line, why = refused.value.line, refused.value.message("en")
        else:
            list(log.read(path))
            ((line, words, _),) = log.named
            why = words.en
    assert line == row + 1
    assert f"byte {byte} " in why


@pytest.mark.parametrize(
    "read",
    [
        lambda p: check_definition(p).findings,
        lambda p: check_calendar(p).findings,
        lambda p: scenarios.check(p).findings,
    ],
    ids=["definition", "calendar", "scenarios"],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_file_of_ours_names_the_line_and_the_letter(read, end, tmp_path):
    path = tmp_path / "berkas.yaml"
    path.write_bytes(end.join([b"sopflow: 1", "# é".encode(), "title: é".encode() + b"\xff"]))
    (first, *_) = read(path)
    assert (first.code, first.span.line, first.span.column) == ("SOP002", 3, 9)


@pytest.mark.parametrize(
    "arguments",
    [
        ("restore", "b.txt", "--db", "p.db"),
        ("audit", "--against", "b.txt", "--db", "p.db"),
        ("import", "b.csv", "-o", "x.yaml"),
        ("import", "b.md", "-o", "x.yaml"),
        ("export", "b.yaml", "-o", "x.md"),
        ("check", "b.yaml"),
        ("test", "b.scenarios.yaml"),
        ("directory", "check", "b.directory.yaml"),
        ("conform", "b.csv", "--against", "surat.yaml"),
        ("replay", "b.jsonl", "--against", "surat.yaml"),
    ],
)
def test_every_command_that_reads_a_file_names_the_line_of_a_bad_byte(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "surat.yaml").write_text(SOP, "utf-8")
    for name in arguments:
        if name.startswith("b."):
            lines = ["{}", "a,b", "c,\xff"] if name == "b.txt" else ["kasus,kegiatan", "a,b", "c,\x81"]
            (tmp_path / name).write_bytes("\n".join(lines).encode("latin-1") + b"\n")
    if "p.db" in arguments:
        SQLStore(tmp_path / "p.db")
    if arguments[0] in ("restore", "audit"):
        (tmp_path / "b.txt").write_bytes(
            b'{"sopflow":"dump","v":1,"instances":0,"events":0,"instance":"x","revision":1,"head":"y"}\n\xff\n'
        )
    code = main([*arguments, "--lang", "en"])
    told = capsys.readouterr()
    text = told.out + told.err
    assert code != 0
    assert "Traceback" not in text
    line = {"restore": 2, "audit": 2, "replay": 1}.get(arguments[0], 3)
    assert f":{line}" in text or f"line {line}" in text, text


marks = st.sampled_from(
    "\u0301\u0302\u0323\u0327\u0334\u0345\u0344\u0591\u0653\u0f71\u0f73\u0f81\u1dca\u3099\U0001d165"
)


@given(
    st.lists(st.text(marks, max_size=70) | st.text(marks | st.characters(), max_size=10), max_size=5).map("e".join)
)
@settings(max_examples=share(300), deadline=None)
def test_many_marks_on_a_letter_are_composed_as_few_are(text):
    for typed in (text, text * 4):
        assert nfc(nfc(typed)) == nfc(typed)
        # without what a later Unicode than that of Python 3.11 has added
        if all(unicodedata.normalize("NFC", one) == nfc(one) for one in typed):
            assert unicodedata.normalize("NFD", nfc(typed)) == unicodedata.normalize("NFD", typed)


@pytest.mark.parametrize(
    "read", [nfc, lambda text: slug(text, "", most=3), lambda text: Ids().of_activity(text, "1"), rows._end_name]
)
def test_many_marks_are_handed_to_unicode_in_their_order(monkeypatch, read):
    """`normalize` takes the square of the number of those that are not: minutes for a file of a megabyte."""
    handed = []

    def normalized(form, text, normalize=unicodedata.normalize):
        classes = [unicodedata.combining(one) for one in text]
        handed.append(sum(one > other > 0 for one, other in zip(classes, classes[1:], strict=False)))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", normalized)
    for module in (language, rows):
        monkeypatch.setattr(module, "normalize", normalized)
    read("Menulis a" + "\u0301\u0344\u0323" * 500)
    assert handed
    assert max(handed) == 0
