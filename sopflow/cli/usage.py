"""What is wrong with a command line, said in the reader's language; `argparse` knows only English."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final, NoReturn, cast

from sopflow.errors import SopflowError
from sopflow.language import Language, Words, did_you_mean, joined
from sopflow.reasons import reason_of

from .value_names import value_in

_UNKNOWN: Final = Words('opsi "{option}" tidak dikenal; {hint}', 'there is no option "{option}"; {hint}')
_ALONE: Final = Words(
    'opsi "{option}" tidak dikenal; tulis nilainya begitu saja: {usage}',
    'there is no option "{option}"; write the value alone: {usage}',
)
_ON_ITS_OWN: Final = Words(
    '"{word}" tidak dikenal di sini; isian ditulis dengan --data: --data {word}',
    '"{word}" is not known here; a field is written with --data: --data {word}',
)
_NUMBER: Final = Words("{text} bukan bilangan", "{text} is not a number")
_WHOLE: Final = Words("{text} bukan bilangan bulat", "{text} is not a whole number")
_SINGLE: Final = re.compile(r"(?<!\w)'([^'\"]*)'(?!\w)")
"""What `argparse` quotes; everything else is quoted doubly."""
_NUMBERED: Final = re.compile(r"([A-Z]+)=([0-9.]+)")
_VALUE: Final = re.compile(r"invalid (\w+) value: (.*)", re.DOTALL)

_SAID_BACK: Final = (
    ("ambiguous option: ", " could match "), ("ignored explicit argument ", ""), ("invalid choice: ", " (choose from "),
)  # fmt: skip
"""Where `argparse` says what was typed with a value: what stands before it, and behind it."""
_TEXTS: Final = ("--su", "--n", "--rea")
"""How the options begin that take what somebody writes: a subject, a note, a reason."""
_VALUED: Final = ("--da", "--fi", *_TEXTS)
"""The same of those that take what may be personal: values of fields besides."""
_IN_QUOTES: Final = Words(
    'kata yang berlebih; apit teks yang terdiri atas beberapa kata dengan tanda kutip: {option} "…"',
    'too many words; put a text of several words in quotes: {option} "…"',
)

_SAID: Final = (
    ("ignored explicit argument ", "", "tidak memakai nilai"),
    ("the following arguments are required: ", "", "yang harus disebut: {0}"),
    ("unrecognized arguments: ", "", "tidak dikenal: {0}"),
    ("must be at least 1", "", "sedikitnya 1"),
    (" is not a percentage from 0 to 100", "", "harus persentase dari 0 sampai 100"),
    ("given more than once", "", "disebut lebih dari satu kali"),
    ("expected one argument", "", "perlu satu nilai"),
    ("expected at least one argument", "", "perlu sedikitnya satu nilai"),
    ("invalid choice: ", " (choose from ", "{0} tidak ada; pilih dari {1}"),
    ("not allowed with argument ", "", "tidak dapat bersama {0}"),
    ("one of the arguments ", " is required", "sebutkan salah satu dari {0}"),
    ("ambiguous option: ", " could match ", "{0} dapat berarti {1}"),
)
"""What `argparse` says before and between what it names, and the same in Indonesian."""

_USAGE: Final = Words("cara pakai: ", "usage: ")
_ARGUMENTS: Final = Words("argumen", "arguments")
_OPTIONS: Final = Words("opsi", "options")
_THIS_HELP: Final = "tampilkan bantuan ini / show this help"
_EXISTS: Final = Words(
    "{path} sudah ada; pilih nama lain{another}, atau --force",
    "{path} already exists; use another name{another}, or --force",
)
AT_EVENT: Final = Words(
    "proses {instance}, kejadian {revision}: {what}", "instance {instance}, event {revision}: {what}"
)
HOST: Final = "alamat jaringannya / the network address"
FORMAT: Final = "bentuk hasilnya / the form of the output"
LANG: Final = "bahasa; tanpa ini: bahasa sistem / the language; default: the system's"
SHORTEST: Final = 6
"""Characters of a beginning that stands for an id."""
INSTANCE: Final = (
    f"id proses, atau sedikitnya {SHORTEST} karakter awalnya"
    f" / the id of the instance, or at least {SHORTEST} characters of its beginning"
)
PEOPLE: Final = "orang yang menjadi pelaksana itu dalam proses ini / the person who is this actor in the instance"
SOP_FILE: Final = "berkas SOP / the file of an SOP"
TO_FILE: Final = "berkas hasil; tanpa ini: ke layar / the file to write; default: the screen"
OVERWRITE: Final = "timpa berkas yang ada / overwrite an existing file"


class WrongUsage(SopflowError):
    """A command line that cannot be meant: exit code 2."""

    code = "wrong-usage"
    about = Words("Baris perintah ini keliru.", "The command line is not valid.")


class NotThere(SopflowError):
    """Nothing is there of what a command line names: exit code 2."""

    code = "not-there"
    words = Words("{why}", "{why}")
    about = Words(
        "Yang disebut di baris perintah tidak ada: berkas, skenario, atau tandanya.",
        "What the command line names is not there: a file, a scenario or a tag.",
    )


class SystemProblem(SopflowError):
    """What the system did not let a command do: a file that is not there, a disk that is full."""

    code = "system"
    words = Words("{why}", "{why}")
    about = Words(
        "Sistem operasi tidak mengizinkan yang diminta: berkasnya tidak ada, tidak boleh dibaca, atau disknya penuh.",
        "The operating system did not allow what was asked: a file is missing or may not be read, or the disk is full.",
    )

    @classmethod
    def by(cls, problem: OSError) -> SystemProblem:
        why, path = reason_of(problem), problem.filename
        return FileProblem(path=str(path), why=why) if path is not None else cls(why=why)


class FileProblem(SystemProblem):
    """The same of a file."""

    words = Words("{path}: {why}", "{path}: {why}")


class BadOption(WrongUsage):
    """A value of an option that cannot be read; `why` says what would be."""

    code = "bad-option"
    words = Words("{why}", "{why}")
    about = Words("Nilai sebuah opsi tidak dapat dibaca.", "The value of an option cannot be read.")


class GivenTwice(WrongUsage):
    """An option of the form NAME=VALUE that gives one name two values."""

    code = "given-twice"
    words = Words(
        '{option} menyebut "{name}" dua kali: "{first}" dan "{second}"; tulis salah satu',
        '{option} names "{name}" twice: "{first}" and "{second}"; write one of them',
    )


def pairs(texts: Sequence[str], bad: Words) -> list[tuple[str, str]]:
    """Both sides of each `NAME=VALUE`; `BadOption`, which says `bad`, for a text that is none."""
    for text in texts:
        if "=" not in text:
            raise BadOption(why=bad.filled(text=text))
    return [(name, value) for name, _, value in (text.partition("=") for text in texts)]


def by_name_once(option: str, pairs: Iterable[tuple[str, str]], *, unsaid: bool = False) -> dict[str, str]:
    """What an option that may be repeated gives each name; `GivenTwice`, since of two values the last would win. Values that may be
    somebody's are left `unsaid`."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if found.setdefault(name, value) != value:
            first, second = ("…", "…") if unsaid else (found[name], value)
            raise GivenTwice(option=option, name=name, first=first, second=second)
    return found


def require_new(arguments: argparse.Namespace, *paths: Path | None, option: str = "") -> None:
    """`BadOption` naming the files that exist already, unless they may be overwritten; `option` is the one that says
    another name, where there is one."""
    there = [path for path in paths if path is not None and path.exists()]
    if there and not arguments.force:
        another = Words(f" dengan {option}", f" with {option}") if option else ""
        raise BadOption(why=joined((_EXISTS.filled(path=path, another=another) for path in there), "\n"))


def unsaid(word: str) -> str:
    """A word of a command line without what may be the value of somebody: a terminal is logged."""
    name, sign, _ = word.partition("=")
    return f"{name}=…" if sign else word


def _text_before(word: str, words: Sequence[str]) -> str:
    """The option that takes a text, with one word of it, where another word follows; nothing where none does."""
    for at, one in enumerate(words):
        option, sign, _ = one.partition("=")
        if option.startswith(_TEXTS) and [*words[at + (1 if sign else 2) :][:1]] == [word]:
            return option
    return ""


def _without_values(message: str) -> str:
    """The same of a message of `argparse`."""
    for begin, end in _SAID_BACK:
        before, found, rest = message.partition(begin)
        if found:
            typed, found, others = rest.rpartition(end) if end else (rest, "", "")
            bare = typed.strip("'")
            said = unsaid(bare) if end or not bare else "…"
            return before + begin + typed.replace(bare, said) + found + others
    return message


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


def in_one(text: str, language: Language) -> str:
    """The half of a help text, `Indonesian / English`, that is in `language`; a text without halves as it is."""
    ours, divided, theirs = text.partition(" / ")
    return theirs if divided and language == "en" else ours


class _Formatter(argparse.HelpFormatter):
    """Writes help in one language."""

    def __init__(self, prog: str, language: Language) -> None:
        super().__init__(prog)
        self._language: Language = language

    def _get_help_string(self, action: argparse.Action) -> str:
        return in_one(action.help or "", self._language)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _USAGE.within(self._language) if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one language, as those of its subcommands do."""

    language: ClassVar[Language] = "en"

    def __init__(
        self, *, description: str = "", configure: Callable[[Parser], None] | None = None, **options: Any
    ) -> None:
        told = in_one(description, self.language)
        super().__init__(description=told, formatter_class=self._formatter, add_help=False, **options)
        self._positionals.title = _ARGUMENTS.within(self.language)
        self._optionals.title = _OPTIONS.within(self.language)
        self.add_argument("-h", "--help", action="help", help=_THIS_HELP)
        self.given: set[str] = set()
        self._configure = configure
        self.too_many: Words | None = None
        """What is said of a word too many, where it is known what such a word mostly means."""
        for name in (None, "store"):
            self.register("action", name, _Once)

    def _add_action(self, action: Any) -> Any:
        """The same, where the value of an option or an argument is called something in the language of the help."""
        if action.nargs != 0 and (action.metavar is not None or not action.choices):
            action.called = action.metavar or action.dest.upper()
            action.metavar = value_in(action.called, self.language)
        return super()._add_action(action)

    def add_subparsers(self, **options: Any) -> Any:
        return super().add_subparsers(**options | {"metavar": value_in(options["metavar"], self.language)})

    def takes(self, told: Mapping[str, str], **also: Any) -> None:
        """Add options and arguments, each as a line of usage has it, with its help: `--decide`, `--heads FILE`,
        `-o --output OUT`, `--map OLD=NEW ...` (as often as one wants), `--port N=8000` (a number, and which one without
        it), `instance INSTANCE`, `instance [INSTANCE]`; `also` is what else `add_argument` is to know of each."""
        for form, text in told.items():
            *names, value = form.removesuffix(" ...").split(" ")
            more: dict[str, Any] = {"metavar": value}
            if (numbered := _NUMBERED.fullmatch(value)) is not None:
                usual = json.loads(numbered[2])
                more = {"metavar": numbered[1], "type": type(usual), "default": usual}
            elif value.startswith("-"):
                names, more = [*names, value], {"action": "store_true"}
            elif value.startswith("["):
                more = {"metavar": value[1:-1], "nargs": "?"}
            elif form.endswith(" ..."):
                more |= {"action": "append", "default": []}
            self.add_argument(*names, help=text, **more, **also)

    def _formatter(self, prog: str) -> argparse.HelpFormatter:
        return _Formatter(prog, self.language)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The same, where an option that is not there is told first: what is missing otherwise hides it."""
        self.given = set()
        configure, self._configure = self._configure, None
        if configure is not None:  # not before it is this command that is named
            configure(self)
        if args is not None:
            self._require_known(args if self._subparsers is None else self._before_the_command(args))
        return super().parse_known_args(args, namespace)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The same, where a word too many is told with the usage of the command that it follows."""
        found, rest = self.parse_known_args(args, namespace)
        if rest:
            self._refuse(self._of_the_command(found), rest, sys.argv[1:] if args is None else args)
        return found

    def _refuse(self, command: argparse.ArgumentParser, rest: Sequence[str], words: Sequence[str]) -> NoReturn:
        """Words too many; one that may belong to a value, as blanks part it or its option is misspelled, is not said back."""
        is_part = any(word.startswith(_VALUED) for word in words) or any(word.startswith("-") for word in rest)
        said = ["…" if is_part and word[:1] != "-" and "=" not in word else unsaid(word) for word in rest]
        if isinstance(command, Parser) and not rest[0].startswith("-"):
            text = _text_before(rest[0], words)
            if text in command._option_string_actions and "=" not in rest[0]:
                command.error(_IN_QUOTES.within(self.language, option=text))
            if "=" in rest[0] and "--data" in command._option_string_actions:
                command.error(_ON_ITS_OWN.within(self.language, word=said[0]))
            if command.too_many is not None:
                command.error(command.too_many.within(self.language, word=said[0]))
        command.error(f"unrecognized arguments: {' '.join(said)}")

    def _of_the_command(self, found: argparse.Namespace) -> argparse.ArgumentParser:
        groups = self._subparsers._group_actions if self._subparsers is not None else ()
        choices = next((group.choices for group in groups if isinstance(group.choices, dict)), {})
        return cast("argparse.ArgumentParser", choices.get(getattr(found, "command", None), self))

    def _before_the_command(self, words: Sequence[str]) -> list[str]:
        """The options that stand first: those behind the command are its own."""
        found = []
        left = iter(words)
        for word in left:
            if not word.startswith("--"):
                break
            found.append(word)
            action = self._option_string_actions.get(word)
            if action is not None and action.nargs is None:
                next(left, None)
        return found

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
                if self._is_argument(option):
                    self.error(_ALONE.within(self.language, option=option, usage=self._shortest()))
                hint = did_you_mean(option, known, shown=len(known))
                self.error(_UNKNOWN.within(self.language, option=option, hint=hint))

    def _is_argument(self, option: str) -> bool:
        """Whether it is the name of an argument that is written without one."""
        name = option.removeprefix("--").replace("-", "_")
        return name in {
            form for one in self._positionals._group_actions for form in (one.dest, one.dest.removesuffix("s"))
        }

    def _shortest(self) -> str:
        """The command line with what it cannot do without."""
        needed = [
            f"{one.option_strings[0]} {one.metavar}" for one in self._optionals._group_actions if one.required
        ]
        return " ".join([self.prog, *(str(one.metavar) for one in self._positionals._group_actions), *needed])

    def error(self, message: str) -> NoReturn:
        message = _without_values(message)
        value = _VALUE.search(message)
        if value is not None:
            words = _NUMBER if value[1] == "float" else _WHOLE
            message = message[: value.start()] + words.within(self.language, text=f"'{unsaid(value[2][1:-1])}'")
        message = _SINGLE.sub(r'"\1"', message)
        if self.language == "en":
            super().error(message)
        self.exit(2, f"{self.format_usage()}{self.prog}: {in_indonesian(message)}\n")


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
