"""The help of each command is in one language, the reader's, and says what each argument is."""

from __future__ import annotations

import argparse
import re

import pytest

from sopflow.cli import main
from sopflow.cli.commands import commands
from sopflow.cli.completion import every
from sopflow.cli.usage import PARSERS, Parser
from tests.catalogue import only, words_of

IN_BOTH = {"case", "lines"}
"""Names of columns and of formats, which are no English."""


def actions_of(parser):
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            yield from action._choices_actions
            for sub in action.choices.values():
                yield from actions_of(sub)


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.NAME)
def test_every_argument_has_a_text_in_each_language(command):
    parser = Parser(prog=command.NAME)
    command.configure(parser)
    told = [command.HELP, *(one.help for one in actions_of(parser) if one.metavar != "ACTION")]
    indonesian, english = only()
    for text in told:
        ours, divided, theirs = text.partition(" / ")
        assert " / " not in theirs
        assert divided or text == text.upper() or text.startswith(".") or "Markdown (.md)" in text, (
            text
        )  # formats alone
        assert not words_of(ours) & (english - IN_BOTH), text
        assert not words_of(theirs) & indonesian, text


@pytest.mark.parametrize("words", [[], *([command.NAME] for command in commands())], ids="-".join)
def test_help_is_in_one_language(words, capsys):
    told = {}
    for language in ("id", "en"):
        assert main(["--lang", language, *words, "--help"]) == 0
        told[language] = capsys.readouterr().out
        assert " / " not in told[language]
    assert told["id"].startswith("cara pakai: ")
    assert told["en"].startswith("usage: ")
    for said in ("usage:", "options:", "arguments:", "show this"):
        assert said not in told["id"]


ALIKE = {"ADMIN", "DB", "HASH", "ID", "JSON", "LOG", "N", "PORT", "SOP", "STATUS", "TAG", "URL", "URL,URL", "V"}
"""Called the same in both languages."""


def values_of(language, command):
    """What each value is called, by the option or argument that takes it."""
    parser = PARSERS[language](prog=command.NAME)
    command.configure(parser)
    takes = (one for one in actions_of(parser) if one.nargs != 0 and one.metavar is not None)
    return [(one.dest, one.metavar) for one in takes]


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.NAME)
def test_a_value_is_called_in_the_language_of_the_help(command, capsys):
    capitals = re.compile(r"\b[A-Z]+\b")
    for (dest, ours), (_, theirs) in zip(values_of("id", command), values_of("en", command), strict=True):
        assert capitals.sub("", ours) == capitals.sub("", theirs)
        both = {*capitals.findall(ours)} & {*capitals.findall(theirs)}
        assert both <= ALIKE, (dest, ours, theirs)
    assert main(["--lang", "id", command.NAME, "--help"]) == 0
    told = capsys.readouterr().out
    if "TINDAKAN" not in told:  # else they stand in the help of what is done
        assert all(ours in told for _, ours in values_of("id", command))


def test_a_value_without_an_indonesian_name_is_called_as_the_command_says():
    """So that a command of one's own is complete before its values have Indonesian names."""
    parser = PARSERS["id"](prog="uji")
    parser.add_argument("--warna", metavar="COLOUR=FILE")
    parser.add_argument("mendesak")
    assert "[--warna COLOUR=BERKAS] MENDESAK" in parser.format_usage()


def test_what_a_shell_completes_takes_files_in_either_language_and_calls_them_in_its_own():
    ours, theirs = every("id"), every("en")
    for one, other in zip(ours, theirs, strict=True):
        assert [taken.is_file for taken in one.taken] == [taken.is_file for taken in other.taken], one.name
    check = next(one for one in ours if one.name == "check")
    assert [(taken.value, taken.is_file) for taken in check.taken if not taken.names] == [("JALUR", True)]


def test_commands_are_listed_by_what_they_are_called_in_the_language_of_the_help(capsys):
    assert main(["--lang", "id", "--help"]) == 0
    assert "] PERINTAH ..." in capsys.readouterr().out
    assert main(["--lang", "id", "scenarios", "--help"]) == 0
    assert "] TINDAKAN ..." in capsys.readouterr().out
