"""`sopflow completion`: what a shell needs to complete the commands of the terminal, made from their own table."""

from __future__ import annotations

import argparse
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Final, NamedTuple

from sopflow.language import Language

from .shells import SHELLS
from .usage import PARSERS, in_one

NAME = "completion"
HELP = "tulis berkas agar bash, zsh, atau fish melengkapi perintah / write the file that lets bash, zsh or fish complete commands"

_FILES: Final = re.compile(r"FILE|PATH|DIR|FOLDER|OUT\b|JOURNAL|LOG|OLD|NEW")
"""In the name of a value that is a file."""


class Taken(NamedTuple):
    """An option of a command, or an argument (which has no names)."""

    names: tuple[str, ...]
    told: str
    value: str
    """What its value is called; nothing where it has none."""
    choices: tuple[str, ...] = ()
    is_file: bool = False


class Listed(NamedTuple):
    """A command."""

    name: str
    told: str
    taken: tuple[Taken, ...]


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=tuple(SHELLS), help="shell Anda / your shell")


def execute(arguments: Namespace) -> None:
    print(SHELLS[arguments.shell](every(arguments.lang)))


def every(language: Language) -> tuple[Listed, ...]:
    """The commands with what they take, told in a language."""
    from .commands import commands

    found = []
    for one in commands():
        parser = PARSERS[language](prog=one.NAME)
        parser.add_argument("--lang", choices=("id", "en"))
        one.configure(parser)
        taken = dict.fromkeys(_taken(action, language) for action in _actions(parser))
        found.append(Listed(one.NAME, in_one(one.HELP, language), tuple(taken)))
    return tuple(found)


def _actions(parser: ArgumentParser) -> Iterator[argparse.Action]:
    """What a command takes, and what the commands below it do (`sopflow scenarios generate`)."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from _actions(inner)


def _taken(action: argparse.Action, language: Language) -> Taken:
    told = in_one(action.help or "", language) if action.help != argparse.SUPPRESS else ""
    if action.nargs == 0:
        return Taken(tuple(action.option_strings), told, "")
    value = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    choices = tuple(str(one) for one in action.choices or ())
    is_file = (
        action.type is not int and not choices and _FILES.search(getattr(action, "called", value)) is not None
    )
    return Taken(tuple(action.option_strings), told, value, choices, is_file)
