"""What is wrong with a command line, said in the reader's language; `argparse` knows only English."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from sopflow.language import Language

_SAID: Final = (
    (r"the following arguments are required: (.+)", r"yang harus disebut: \1"),
    (r"unrecognized arguments: (.+)", r"tidak dikenal: \1"),
    (r"expected one argument", "perlu satu nilai"),
    (r"expected at least one argument", "perlu sedikitnya satu nilai"),
    (r"invalid choice: (.+) \(choose from (.+)\)", r"\1 tidak ada; pilih dari \2"),
    (r"invalid \w+ value: (.+)", r"nilai \1 tidak dapat dipakai"),
    (r"not allowed with argument (.+)", r"tidak dapat bersama \1"),
    (r"one of the arguments (.+) is required", r"sebutkan salah satu dari \1"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 dapat berarti \2"),
)


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
    for pattern, said in _SAID:
        if re.search(pattern, message):
            return re.sub(pattern, said, message, count=1).removeprefix("argument ")
    return message
