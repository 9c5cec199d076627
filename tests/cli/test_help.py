"""The help of each command is in one language, the reader's, and says what each argument is."""

from __future__ import annotations

import argparse

import pytest

from sopflow.cli import main
from sopflow.cli.commands import commands
from sopflow.cli.usage import Parser
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
