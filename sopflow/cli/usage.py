"""What is wrong with a command line, said in the reader's language; `argparse` knows only English."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, ClassVar, Final, NoReturn

from sopflow.errors import SopflowError
from sopflow.language import Words, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sopflow.language import Language

_UNKNOWN: Final = Words('opsi "{option}" tidak dikenal; {hint}', 'there is no option "{option}"; {hint}')
_NUMBER: Final = Words("{text} bukan bilangan", "{text} is not a number")
_WHOLE: Final = Words("{text} bukan bilangan bulat", "{text} is not a whole number")
_VALUE: Final = re.compile(r"invalid (\w+) value: (.*)", re.DOTALL)

_SAID: Final = (
    ("the following arguments are required: ", "", "yang harus disebut: {0}"),
    ("unrecognized arguments: ", "", "tidak dikenal: {0}"),
    ("given more than once", "", "disebut lebih dari satu kali"),
    ("expected one argument", "", "perlu satu nilai"),
    ("expected at least one argument", "", "perlu sedikitnya satu nilai"),
    ("invalid choice: ", " (choose from ", "{0} tidak ada; pilih dari {1}"),
    ("not allowed with argument ", "", "tidak dapat bersama {0}"),
    ("one of the arguments ", " is required", "sebutkan salah satu dari {0}"),
    ("ambiguous option: ", " could match ", "{0} dapat berarti {1}"),
)
"""What `argparse` says before and between what it names, and the same in Indonesian."""

_HELP: Final = (
    ("usage:", "cara pakai:"), ("positional arguments:", "argumen:"), ("options:", "opsi:"),
    ("show this help message and exit", "tampilkan bantuan ini"),
    ("show program's version number and exit", "tampilkan versi"),
)  # fmt: skip


class WrongUsage(SopflowError):
    """A command line that cannot be meant: exit code 2."""

    code = "wrong-usage"


class BadOption(WrongUsage):
    """A value of an option that cannot be read; `why` says what would be."""

    code = "bad-option"
    words = Words("{why}", "{why}")


class GivenTwice(WrongUsage):
    """An option of the form NAME=VALUE that gives one name two values."""

    code = "given-twice"
    words = Words(
        '{option} menyebut "{name}" dua kali: "{first}" dan "{second}"; tulis salah satu',
        '{option} names "{name}" twice: "{first}" and "{second}"; write one of them',
    )


def by_name_once(option: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What an option that may be repeated gives each name; `GivenTwice`, since of two values the last would win unsaid."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if found.setdefault(name, value) != value:
            raise GivenTwice(option=option, name=name, first=found[name], second=value)
    return found


class _Once(argparse._StoreAction):
    """An option with one value, refused where it is given again: the last would win, and nobody would be told."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option: str | None = None,
    ) -> None:
        if option is not None and isinstance(parser, Parser):
            if self.dest in parser.given:
                raise argparse.ArgumentError(self, "given more than once")
            parser.given.add(self.dest)
        super().__call__(parser, namespace, values, option)


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one language, as those of its subcommands do."""

    language: ClassVar[Language] = "en"

    def __init__(self, *args: Any, configure: Callable[[Parser], None] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.given: set[str] = set()
        self._configure = configure
        for name in (None, "store"):
            self.register("action", name, _Once)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The same, where an option that is not there is told first: what is missing otherwise hides it."""
        self.given = set()
        configure, self._configure = self._configure, None
        if configure is not None:  # not before it is this command that is named
            configure(self)
        if args is not None and self._subparsers is None:
            self._require_known(args)
        return super().parse_known_args(args, namespace)

    def _require_known(self, words: Sequence[str]) -> None:
        known = [name for name in self._option_string_actions if name.startswith("--")]
        for word in words:
            if word == "--":
                return
            option = word.partition("=")[0]
            if (
                option.startswith("--")
                and " " not in option
                and not any(name.startswith(option) for name in known)
            ):
                hint = did_you_mean(option, known, shown=len(known))
                self.error(_UNKNOWN.within(self.language, option=option, hint=hint))

    def error(self, message: str) -> NoReturn:
        value = _VALUE.search(message)
        if value is not None:
            words = _NUMBER if value[1] == "float" else _WHOLE
            message = message[: value.start()] + words.within(self.language, text=value[2])
        if self.language == "en":
            super().error(message)
        self.exit(2, f"{self.format_usage()}{self.prog}: {in_indonesian(message)}\n")

    def format_help(self) -> str:
        told = super().format_help()
        for english, indonesian in _HELP if self.language == "id" else ():
            told = told.replace(english, indonesian)
        return told

    def format_usage(self) -> str:
        usage = super().format_usage()
        return usage.replace("usage:", "cara pakai:", 1) if self.language == "id" else usage


class _IndonesianParser(Parser):
    language = "id"


PARSERS: Final[dict[Language, type[Parser]]] = {"id": _IndonesianParser, "en": Parser}


def in_indonesian(message: str) -> str:
    """A message of `argparse`; one that nobody foresaw stays as it is."""
    message = message.removeprefix("argument ")
    for begin, between, said in _SAID:
        before, found, rest = message.partition(begin)
        if found:
            one, _, other = rest.partition(between) if between else (rest, "", "")
            where = before.partition(": ")[0] + ": " if before else ""
            return where + said.format(one, other.removesuffix(")"))
    return message
