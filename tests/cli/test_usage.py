"""A wrong command line is told so in the reader's language."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from sopflow import Engine
from sopflow.cli import main
from sopflow.cli.commands import commands
from sopflow.cli.usage import Parser
from sopflow.errors import BadArgument
from sopflow.sql import SQLStore

SOP = """
sopflow: 1
id: s
title: S
version: "1"
actors: {a: A}
steps:
  - {id: satu, activity: Satu, actor: a, optional: true, duration: 1 hari, extension: {by: a, at_most: 2 hari}}
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["complete", "--lang", "id"], "yang harus disebut: PROSES, LANGKAH, --by"),
        (["worklist", "--lang=id", "--actor"], "--actor: perlu satu nilai"),
        (["worklist", "--lang", "id", "--actor", "a", "--person", "b"], "--person: tidak dapat bersama --actor"),
        (["instances", "--lang", "id", "--limit", "x"], '--limit: "x" bukan bilangan bulat'),
        (["instances", "--lang", "id", "--limit", "0"], "--limit: sedikitnya 1"),
        (["run", "s.yaml", "--lang", "id", "--format", "x"], "tidak ada; pilih dari"),
        (["test", "x", "--lang", "id", "--fail-under", "120"], "--fail-under: harus persentase dari 0 sampai 100"),
        (["directory", "check", "--lang", "id"], "yang harus disebut: JALUR"),
        (["instances", "--lang", "id", "--qqq"], 'opsi "--qqq" tidak dikenal; yang ada: '),
        (["complete", "--lang", "id", "--bye", "x"], 'opsi "--bye" tidak dikenal; maksud Anda "--by"?'),
        (["complete", "--lang", "id", "a", "1", "--by", "a", "--visit", "x"], '--visit: "x" bukan bilangan bulat'),
        (["serve", "--lang", "id", "--grace", "x"], '--grace: "x" bukan bilangan\n'),
        (["complet", "--lang", "id"], 'tidak ada perintah "complet"; maksud Anda "complete"?'),
        (["status", "--lang", "id"], 'tidak ada perintah "status"; maksud Anda "instances" atau "history"?'),
        (["selesai", "--lang", "id"], 'tidak ada perintah "selesai"; maksud Anda "complete"'),
        (["xyzq", "--lang", "id"], 'tidak ada perintah "xyzq"; yang ada: check, '),
        (["--lang", "id", "complet"], 'tidak ada perintah "complet"; maksud Anda "complete"?'),
        (["--lang=id", "worklist", "--actor"], "--actor: perlu satu nilai"),
        (["extend", "--lang", "id", "a", "--by", "b"], "yang harus disebut: --note/--reason"),
    ],
)
def test_a_wrong_command_line_is_told_in_indonesian(words, said, capsys):
    assert main(words) == 2
    err = capsys.readouterr().err
    assert said in err
    assert not [word for word in ("usage:", "error:", "argument") if word in err]
    assert main([word.replace("id", "en") if "lang" in word or word == "id" else word for word in words]) == 2
    err = capsys.readouterr().err
    assert "usage:" in err
    assert not [word for word in ("tidak", "bukan", "maksud") if word in err]


def test_the_language_may_be_said_before_the_command(capsys):
    for words in (
        ["--lang", "id", "--help"],
        ["--lang", "id", "complete", "--help"],
        ["complete", "--help", "--lang=id"],
    ):
        assert main(words) == 0
        said = capsys.readouterr().out
        assert said.startswith("cara pakai: sopflow")
    assert main(["--lang", "xx", "explain", "SOP101"]) == 2
    assert "--lang" in capsys.readouterr().err


def test_a_reason_is_a_note_in_the_terminal_too(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(SOP, "utf-8")
    assert main(["start", "s.yaml", "--by", "a", "--db", "p.db", "--format", "json"]) == 0
    run = json.loads(capsys.readouterr().out)["id"]
    assert main(["skip", run, "satu", "--by", "a", "--reason", "tidak perlu", "--db", "p.db"]) == 0
    assert main(["history", run, "--db", "p.db"]) == 0
    assert "“tidak perlu”" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", "--data: bukan JSON (mulai karakter ke-2); tulis misalnya"),
        ("en", "--data: this is not JSON (from character 2"),
    ],
)
def test_data_that_are_no_json_are_told_with_an_example(language, said, capsys):
    words = ["complete", "x", "s", "--by", "a", "--data", "{nomor", "--lang", language]
    assert main(words) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "12}" in err
    assert "Expecting" not in err


@pytest.mark.parametrize(("language", "said"), [("id", "isian kosong"), ("en", "an empty value")])
def test_a_length_that_is_none_is_told_before_anything_else(language, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(SOP, "utf-8")
    main(["start", "s.yaml", "--by", "a", "--db", "p.db", "--format", "json"])
    run = json.loads(capsys.readouterr().out)["id"]
    extending = ["extend", run, "satu", "--by", "a", "--note", "x", "--db", "p.db", "--lang", language]
    assert main([*extending, "--length", "1 hari"]) == 0
    assert main([*extending, "--length", "dua"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("--length: ")
    assert '"2 hari"' in err
    assert main([*extending, "--length", "1 hari"]) == 1
    refused = capsys.readouterr().err
    assert ("1 kali" if language == "id" else "extended 1 time already") in refused
    with pytest.raises(BadArgument) as caught:
        Engine().instance(None)  # type: ignore[arg-type]
    assert said in caught.value.message(language)


SHIPPED = "definitions/pengawalan.yaml"


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_option_with_one_value_is_refused_where_it_is_given_again(language, capsys):
    said = {"id": "disebut lebih dari satu kali", "en": "given more than once"}[language]
    for words in (
        ["instances", "--sop", "a", "--sop", "b"], ["worklist", "--unit=a", "--unit=a"],
        ["render", "x.yaml", "-o", "a.pdf", "--output", "b.pdf"], ["check", "x", "--format", "json", "--format", "text"],
        ["complete", "x", "1", "--by", "a", "--visit", "1", "--visit", "2"], ["subscribers", "--retry", "--retry", "x"],
        ["directory", "check", "x", "--format", "json", "--format", "text"],
    ):  # fmt: skip
        assert main([*words, "--lang", language]) == 2
        assert said in capsys.readouterr().err


def test_no_option_of_any_command_lets_the_last_value_win():
    """Each that takes a value either keeps them all or refuses the second."""

    def kinds(parser):
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for other in action.choices.values():
                    yield from kinds(other)
            elif action.option_strings and action.nargs != 0:
                yield type(action).__name__

    for command in commands():
        parser = Parser()
        command.configure(parser)
        assert {*kinds(parser)} <= {"_Once", "_AppendAction"}, command.NAME


def test_each_code_of_every_select_and_ignore_counts(tmp_path, capsys):
    flawed = "sopflow: 1\nid: x\ntitle: X\nactors: {a: A, b: B}\nsteps:\n  - {id: s, activity: Surat., actor: a}\n"
    (tmp_path / "x.yaml").write_text(flawed, "utf-8")

    def codes(*options):
        main(["check", str(tmp_path / "x.yaml"), "--notes", "--format", "json", *options])
        return {one["code"] for one in json.loads(capsys.readouterr().out)["findings"]}

    every = codes()
    one, two, *_ = sorted(every)
    assert codes("--ignore", one, "--ignore", two) == codes("--ignore", f"{one},{two}") == every - {one, two}
    assert codes("--select", one, "--select", two) == {one, two}


@pytest.mark.parametrize(
    ("words", "option", "name"),
    [
        (["complete", "x", "s", "--by", "a", "--choose", "kasi=a", "--choose", "kasi=b"], "--choose", "kasi"),
        (["migrate", "x", "--by", "a", "--map", "kasi=a", "--map", "kasi=b"], "--map", "kasi"),
        (
            ["conform", "x.csv", "--against", SHIPPED, "--column", "time=a", "--column", "time=b"],
            "--column",
            "time",
        ),
    ],
)
def test_a_name_with_two_values_is_refused(words, option, name, capsys):
    assert main([*words, "--lang", "id"]) == 2
    assert f'{option} menyebut "{name}" dua kali: "a" dan "b"' in capsys.readouterr().err


@pytest.mark.parametrize("rest", [["--version"], ["--help"], ["check", SHIPPED], []])
def test_two_languages_before_the_command_are_refused(rest, capsys):
    assert main(["--lang", "id", "--lang=en", *rest]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "--lang: disebut lebih dari satu kali" in said.err


def test_how_far_back_is_checked_and_said_as_it_was_given(tmp_path, capsys):
    SQLStore(tmp_path / "p.db").close()
    words = ["complete", "x", "s", "--by", "a", "--db", str(tmp_path / "p.db"), "--lang", "id", "--backdating"]
    assert main([*words, "tiga hari"]) == 1
    assert '"tiga hari" bukan lama waktu' in capsys.readouterr().err
    assert main([*words, "5 menit", "--acted-at", "2020-01-01 09:00 WIB"]) == 1
    assert "paling lama 5 menit yang lalu" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_status_is_asked_for_as_it_is_printed_and_an_end_is_said_once(language, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(SOP, "utf-8")
    main(["start", "s.yaml", "--by", "a", "--db", "p.db", "--format", "json"])
    run = json.loads(capsys.readouterr().out)["id"]
    main(["complete", run, "satu", "--by", "a", "--db", "p.db", "--lang", language])
    said = "selesai" if language == "id" else "completed"
    assert capsys.readouterr().out.strip().endswith(said)
    for status in ("selesai", "completed", "Selesai"):
        assert main(["instances", "--status", status, "--db", "p.db", "--lang", language]) == 0
        listed = capsys.readouterr().out
        assert [cell.strip() for cell in listed.splitlines()[-1].split("|")][3] == said
    capsys.readouterr()
    assert main(["instances", "--status", "entah", "--db", "p.db", "--lang", language]) == 2
    known = (
        "berjalan, ditunda, selesai, dibatalkan"
        if language == "id"
        else "running, suspended, completed, cancelled"
    )
    assert known in capsys.readouterr().err


@pytest.mark.parametrize("mapping", ["satuu=satu", "satu=dua"])
def test_a_mapping_names_rows_of_the_two_versions_also_where_nothing_runs(mapping, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(SOP, "utf-8")
    Path("t.yaml").write_text(SOP.replace('"1"', '"2"'), "utf-8")
    assert main(["start", "s.yaml", "--by", "a", "--db", "p.db", "--format", "json"]) == 0
    run = json.loads(capsys.readouterr().out)["id"]
    assert main(["complete", run, "satu", "--by", "a", "--db", "p.db"]) == 0
    moving = ["migrate", "t.yaml", "--by", "a", "--db", "p.db", "--lang", "id"]
    assert main([*moving, "--map", "satu=satu"]) == 0
    capsys.readouterr()
    assert main([*moving, "--map", mapping]) == 2
    err = capsys.readouterr().err
    assert "--map" in err
    assert "satu" in err.partition("; ")[2]


@pytest.mark.parametrize(
    ("words", "usage", "said"),
    [
        (["suspend", "i", "5", "--by", "a"], "cara pakai: sopflow suspend ", "tidak dikenal: 5"),
        (["backup", "-o", "x.db"], "cara pakai: sopflow backup ", "tidak dikenal: -o"),
        (["--bahasa", "id", "worklist"], "cara pakai: sopflow ", 'opsi "--bahasa" tidak dikenal; yang ada: '),
        (["worklist", "--actor", "a", "--limit", "0"], "cara pakai: sopflow worklist ", "--limit: sedikitnya 1"),
        (["--lang", "id", "--version"], "cara pakai: sopflow ", "--lang: disebut lebih dari satu kali"),
        (["--lang", "id", "audit"], "cara pakai: sopflow audit ", "--lang: disebut lebih dari satu kali"),
    ],
)
def test_a_word_too_many_is_told_with_the_usage_of_its_command(words, usage, said, capsys):
    assert main(["--lang", "id", *words]) == 2
    err = capsys.readouterr().err
    assert err.startswith(usage)
    assert said in err


def test_what_is_not_there_points_to_where_it_is_listed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(SOP, "utf-8")
    main(["start", "s.yaml", "--by", "a", "--db", "p.db"])
    capsys.readouterr()
    for words in (["history", "abcdef"], ["complete", "abcdef", "1", "--by", "a"]):
        assert main([*words, "--db", "p.db", "--lang", "id"]) == 1
        assert (
            capsys.readouterr().err.strip() == 'tidak ada proses "abcdef"; sopflow instances menampilkan yang ada'
        )
    for words, said in (
        (["worklist", "--actor", "a", "--sop", "s", "--overdue"], "tidak ada yang harus dikerjakan"),
        (["worklist", "--person", "ani"], "tidak ada yang harus dikerjakan"),
        (["instances", "--unit", "kec"], "tidak ada proses"),
    ):
        assert main([*words, "--db", "p.db", "--lang", "id"]) == 0
        assert capsys.readouterr().out.strip() == said


def test_a_document_in_place_of_a_file_and_a_file_in_place_of_a_database_are_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(SOP, "utf-8")
    assert main(["export", "s.yaml", "-o", "s.docx"]) == 0
    for words in (["check", "s.docx"], ["export", "s.docx", "-o", "t.docx"]):
        main([*words, "--lang", "id"])
        assert "sopflow import menjadikannya draf" in "".join(capsys.readouterr())
    assert main(["export", "s.yaml", "-o", "s.pdf", "--lang", "id"]) == 1
    err = capsys.readouterr().err
    assert '".docx"' in err
    assert "sopflow render" in err
    assert main(["history", "x", "--db", "s.yaml", "--lang", "id"]) == 1
    assert capsys.readouterr().err.count("bukan basis data") == 1
    for words in (["export", "s.yaml", "-o", "tiada/s.docx"], ["render", "s.yaml", "-o", "tiada/s.svg"]):
        assert main([*words, "--lang", "id"]) == 1
        assert capsys.readouterr().err.strip() == f"{words[-1]}: tidak ada berkas atau map itu"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "words", [("show", "x.yaml", "--format", "pdf"), ("complete", "x", "1", "--by", "a", "--visit", "dua")]
)
def test_a_usage_error_quotes_as_every_other_message_does(words, language, capsys):
    assert main([*words, "--lang", language]) == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert f'"{words[-1]}"' in told
    assert "'" not in told


@pytest.mark.parametrize(
    "words",
    [
        ["start", "rusak.yaml", "--by", "a", "--db", "p.db"],
        ["show", "rusak.yaml"],
        ["diff", "rusak.yaml", "s.yaml"],
        ["scenarios", "generate", "rusak.yaml"],
        ["record", "s.jsonl", "--against", "rusak.yaml"],
        ["replay", "s.jsonl", "--against", "rusak.yaml"],
    ],
)
def test_a_file_that_does_not_load_is_told_to_programs_too(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("rusak.yaml").write_text("sopflow: 1\nid: [x\n")
    Path("s.yaml").write_text(SOP)
    Path("s.jsonl").write_text("")
    (command,) = (one for one in commands() if words[0] == one.NAME)
    parser = Parser(prog="sopflow")
    command.configure(parser)
    knows = any(
        option == "--format" and "json" in (a.choices or ())
        for a in parser._actions
        for option in a.option_strings
    )
    assert main([*words, *(["--format", "json"] if knows else []), "--lang", "en"]) in (1, 2)
    out, err = capsys.readouterr()
    assert "SOP014" in out + err
    if knows:
        said = json.loads(out)
        assert (said["code"], said["values"]) == ("definition", {"path": "rusak.yaml", "codes": ["SOP014"]})


@pytest.mark.parametrize(
    ("words", "id_said", "en_said"),
    [
        (["--calendars", "tiada"], "--calendars: tidak ada map tiada", "--calendars: there is no folder tiada"),
        (["--advertise", "http://y"], "bersama --register ADMIN", "works with --register ADMIN"),
    ],
)
def test_an_endpoint_does_not_begin_with_an_option_that_would_do_nothing(words, id_said, en_said, capsys):
    for language, said in (("id", id_said), ("en", en_said)):
        assert main(["endpoint", "--lang", language, "--ingress", "http://127.0.0.1:1", *words]) == 2
        assert said in capsys.readouterr().err
