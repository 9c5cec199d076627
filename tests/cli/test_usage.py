"""A wrong command line is told so in the reader's language."""

from __future__ import annotations

import argparse
import json

import pytest

from sopflow.cli import main
from sopflow.cli.commands import commands
from sopflow.cli.usage import Parser
from sopflow.sql import SQLStore


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["complete", "--lang", "id"], "yang harus disebut: INSTANCE, STEP, --by"),
        (["worklist", "--lang=id", "--actor"], "--actor: perlu satu nilai"),
        (["worklist", "--lang", "id", "--actor", "a", "--person", "b"], "--person: tidak dapat bersama --actor"),
        (["instances", "--lang", "id", "--limit", "x"], "--limit: nilai 'x' tidak dapat dipakai"),
        (["instances", "--lang", "id", "--status", "x"], "tidak ada; pilih dari"),
        (["instances", "--lang", "id", "--nix"], "tidak dikenal: --nix"),
        (["directory", "check", "--lang", "id"], "yang harus disebut: PATH"),
    ],
)
def test_a_wrong_command_line_is_told_in_indonesian(words, said, capsys):
    assert main(words) == 2
    err = capsys.readouterr().err
    assert said in err
    assert not [word for word in ("usage:", "error:", "argument") if word in err]
    assert main([word.replace("id", "en") if "lang" in word or word == "id" else word for word in words]) == 2
    assert "usage:" in capsys.readouterr().err


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


def test_how_far_back_is_checked_and_said_as_it_was_given(tmp_path, capsys):
    SQLStore(tmp_path / "p.db").close()
    words = ["complete", "x", "s", "--by", "a", "--db", str(tmp_path / "p.db"), "--lang", "id", "--backdating"]
    assert main([*words, "tiga hari"]) == 1
    assert '"tiga hari" bukan lama waktu' in capsys.readouterr().err
    assert main([*words, "5 menit", "--acted-at", "2020-01-01 09:00 WIB"]) == 1
    assert "paling lama 5 menit yang lalu" in capsys.readouterr().err
