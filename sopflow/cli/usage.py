"""What is wrong with a command line, said in the reader's language; `argparse` knows only English."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from sopflow.language import Language

_SAID: Final = (
    ("the following arguments are required: ", "", "yang harus disebut: {0}"),
    ("unrecognized arguments: ", "", "tidak dikenal: {0}"),
    ("expected one argument", "", "perlu satu nilai"),
    ("expected at least one argument", "", "perlu sedikitnya satu nilai"),
    ("invalid choice: ", " (choose from ", "{0} tidak ada; pilih dari {1}"),
    ("not allowed with argument ", "", "tidak dapat bersama {0}"),
    ("one of the arguments ", " is required", "sebutkan salah satu dari {0}"),
    ("ambiguous option: ", " could match ", "{0} dapat berarti {1}"),
    (" value: ", "", "nilai {0} tidak dapat dipakai"),
)
"""What `argparse` says before and between what it names, and the same in Indonesian."""


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one language."""

    language: Language = "en"

    def error(self, message: str) -> NoReturn:
        if self.language == "en":
            super().error(message)
        self.exit(2, f"{self.format_usage()}{self.prog}: {in_indonesian(message)}\n")

    def format_usage(self) -> str:
        usage = super().format_usage()
        return usage.replace("usage:", "cara pakai:", 1) if self.language == "id" else usage


def in_indonesian(message: str) -> str:
    """A message of `argparse`; one that nobody foresaw stays as it is."""
    for begin, between, said in _SAID:
        before, found, rest = message.partition(begin)
        if found:
            one, _, other = rest.partition(between) if between else (rest, "", "")
            where = before.removeprefix("argument ").partition(": ")[0] + ": " if before else ""
            return where + said.format(one, other.removesuffix(")"))
    return message
