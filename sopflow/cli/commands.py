"""The commands and their options; a new one is a file here and its name in `_MODULES`.

Of the one that is named its module is imported, and of the others none: they cost many times what most of them do. Their
names and what is said of them stand in `listed.py`, which is generated.
"""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Final, Protocol, cast

from sopflow._version import __version__
from sopflow.errors import SopflowError
from sopflow.language import Language, Words, default_language, nearest

from .leaving import AT_THE_END
from .listed import LISTED
from .output import unread, warn
from .telling import tell
from .usage import LANG, PARSERS, NotThere, Parser, SystemProblem, WrongUsage


class _Command(Protocol):
    """A module of this package, or what is as one; the exit code of what it executes is 0 where it says none."""

    NAME: str
    HELP: str

    def configure(self, parser: ArgumentParser, /) -> None: ...
    def execute(self, arguments: Namespace, /) -> int | None: ...


_CALLED: Final = {
    "status": ("instances", "history"), "list": ("instances", "worklist"), "inbox": ("worklist",),
    "tasks": ("worklist",), "todo": ("worklist",), "pause": ("suspend",), "approve": ("complete", "sign-off"),
}  # fmt: skip
"""What people call a command whose help does not say it."""
_NO_COMMAND: Final = Words('tidak ada perintah "{word}"; {hint}', 'there is no command "{word}"; {hint}')
_EVERYWHERE: Final = ("--lang", "--help", "--format", "--directory", "--seal-key")
"""Options that say nothing of what is meant."""
_GIVEN: Final = "giving"
"""In the place of those that act on an instance."""
_VERSION: Final = "tampilkan versi sopflow / show the version of sopflow"
_MODULES: Final = (
    "check", "explain", "new", "importing", "export", "render", "studio", "diff", "directory", "show", "run", "test", "scenarios",
    "record", "replay", "conform", "simulate", "start", _GIVEN, "activate", "migrate", "due", "worklist", "instances", "history", "log", "report",
    "subscribers", "advance", "audit", "backup", "dump", "restore", "upgrade", "serve", "endpoint", "rebuild", "completion",
)  # fmt: skip


def commands() -> tuple[_Command, ...]:
    """All of them, in the order in which they are listed."""
    return tuple(command for _, command in found())


def found() -> Iterator[tuple[str, _Command]]:
    """Each with the name of its module, which is imported."""
    for module in _MODULES:
        for command in _of(module):
            yield module, command


def _of(module: str) -> tuple[_Command, ...]:
    one = import_module(f"{__package__}.{module}")
    return one.GIVEN if module == _GIVEN else (cast("_Command", one),)


def _configure(name: str, module: str, parser: Parser) -> None:
    (command,) = (one for one in _of(module) if name == one.NAME)
    parser.add_argument("--lang", choices=("id", "en"), help=LANG)
    command.configure(parser)
    parser.set_defaults(execute=command.execute)


def run_command(words: Sequence[str]) -> int:
    language = _language(words)
    words = _with_language_last(words)
    parser = PARSERS[language](
        prog="sopflow",
        description="SOP sebagai data yang berjalan / standard operating procedures as data that runs",
    )
    parser.add_argument("--version", action="version", version=f"sopflow {__version__}", help=_VERSION)
    parser.add_argument("--lang", choices=("id", "en"), help=LANG)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, told) in LISTED.items():
        options = partial(_configure, name, module)
        subparsers.add_parser(name, help=told, description=told, configure=options)
    try:
        if words and not words[0].startswith("-"):
            _require_command(words[0], parser)
        arguments = parser.parse_args(words)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    arguments.asked_lang = arguments.lang
    arguments.lang = arguments.lang or default_language()
    try:
        code = int(arguments.execute(arguments) or 0)
        with unread(sys.stdout):
            sys.stdout.flush()
        return code
    except SopflowError as problem:
        tell(problem, arguments)
        return 2 if isinstance(problem, WrongUsage | NotThere) else 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as problem:
        tell(SystemProblem.by(problem), arguments)
        return 1
    except (KeyboardInterrupt, EOFError):
        warn(Words("\ndihentikan", "\nstopped").within(arguments.lang))
        return 1
    finally:
        AT_THE_END.close()


def _with_language_last(words: Sequence[str]) -> list[str]:
    """The words of a command line, of which `--lang` before the command stands behind it, as it is read there."""
    rest, first = list(words), list[str]()
    while rest and (rest[0] == "--lang" or rest[0].startswith("--lang=")):
        count = 1 if "=" in rest[0] else 2
        first, rest = [*first, *rest[:count]], rest[count:]
    return [*rest[:1], *first, *rest[1:]] if rest and not rest[0].startswith("-") else [*first, *rest]


def _require_command(word: str, parser: Parser) -> None:
    """Leave with what was meant, where there is no command of a name."""
    if word in LISTED:
        return
    known = {name: told for name, (_, told) in LISTED.items()}
    near = nearest(word, known) if word.casefold() not in _CALLED else None
    others = _CALLED.get(word.casefold()) or _with_option(word)
    meant = [near] if near is not None else [*dict.fromkeys((*others, *_told_with(word, known)))][:3]
    if meant:
        names = [f'"{name}"' for name in meant]
        hint = Words(f"maksud Anda {' atau '.join(names)}?", f"did you mean {' or '.join(names)}?")
    else:
        hint = Words(f"yang ada: {', '.join(known)}", f"known: {', '.join(known)}")
    parser.error(_NO_COMMAND.within(parser.language, word=word, hint=hint))


def _with_option(word: str) -> list[str]:
    """The commands that have an option of this name, with it: `worklist --overdue`."""
    option = f"--{word.casefold()}"
    if not re.fullmatch(r"--[a-z][a-z-]{3,}", option):
        return []
    found = []
    for name, (module, _) in LISTED.items():
        parser = Parser(prog=name)
        _configure(name, module, parser)
        if option in parser._option_string_actions and option not in _EVERYWHERE:
            found.append(f"{name} {option}")
    return found


def _told_with(word: str, known: Mapping[str, str]) -> list[str]:
    """The commands whose help has a word that begins so, those first that begin with it."""
    wanted = word.casefold()
    if len(wanted) < 4:
        return []
    found = [n for n, told in known.items() if any(one.startswith(wanted) for one in told.casefold().split())]
    return sorted(found, key=lambda name: not known[name].casefold().startswith(wanted))


def _language(words: Sequence[str]) -> Language:
    """The language in which a command line that is wrong is told so."""
    for at, word in enumerate(words):
        text = words[at + 1] if word == "--lang" and at + 1 < len(words) else word.removeprefix("--lang=")
        if word.startswith("--lang") and text in ("id", "en"):
            return cast("Language", text)
    return default_language()
