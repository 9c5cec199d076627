"""How one goes on at the terminal after a refusal: which option says what was missing, and which command comes first.

The messages of refusals are the same everywhere; this is said behind them, to people.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, Final

from sopflow.language import Words

from .usage import SHORTEST

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping

    from sopflow.errors import SopflowError

_LISTED: Final = Words("sopflow instances menampilkan yang ada", "sopflow instances lists them")
_TOO_SHORT: Final = Words(
    "tulis sedikitnya {count} karakter pertama id-nya; sopflow instances menampilkan yang ada",
    "write at least {count} characters of the id; sopflow instances lists them",
)
_WRITE: Final = Words("tulis misalnya {option}", "write, for example, {option}")
_WITHOUT: Final = Words("perintahnya tanpa --outcome", "leave --outcome out")
_RESUME: Final = Words(
    "lanjutkan dengan: sopflow resume {instance} --by SIAPA", "go on with: sopflow resume {instance} --by WHO"
)
_ARRIVES: Final = Words(
    "bila sudah datang: sopflow receive {instance} {document} --by SIAPA",
    "when it has arrived: sopflow receive {instance} {document} --by WHO",
)
_NOTE: Final = Words('--note "ALASAN"', '--note "REASON"')
_TO: Final = Words('--to {step} --note "ALASAN"', '--to {step} --note "REASON"')


def hint(problem: SopflowError, arguments: Namespace) -> Words | None:
    """What to write next, where a command has the option for it."""
    found = _HINTS.get(problem.code)
    if found is None:
        return None
    option, say = found
    return say(problem.values, arguments) if option is None or hasattr(arguments, option) else None


def _outcome(values: Mapping[str, Any], _: Namespace) -> Words:
    outcomes = values["outcomes"]
    if tuple(outcomes) == ("done",):
        return _WITHOUT
    return _WRITE.filled(option=f"--outcome {shlex.quote(outcomes[0])}")


def _target(values: Mapping[str, Any], _: Namespace) -> Words:
    first = next(iter(values["possible"]), "LANGKAH")
    return _WRITE.filled(option=_TO.filled(step=shlex.quote(first)))


def _choice(values: Mapping[str, Any], _: Namespace) -> Words | None:
    if not values["actors"]:
        return None
    pair = shlex.quote(f"{values['actor']}={values['actors'][0]}")
    return _WRITE.filled(option=f"--choose {pair}")


def _documents(values: Mapping[str, Any], _: Namespace) -> Words:
    brought = " ".join(f"--document {shlex.quote(one)}" for one in values["documents"])
    return _WRITE.filled(option=brought)


def _files(values: Mapping[str, Any], _: Namespace) -> Words:
    named = " ".join(f"--file {shlex.quote(one)}=" for one in values["documents"])
    return _WRITE.filled(option=Words(*(named.replace("=", f"={word}") for word in ("JALUR", "PATH"))))


def _status(values: Mapping[str, Any], arguments: Namespace) -> Words | None:
    return _RESUME.filled(instance=arguments.instance) if "resume" in values["commands"] else None


def _arrives(values: Mapping[str, Any], arguments: Namespace) -> Words | None:
    document = values["document"]
    return _ARRIVES.filled(instance=arguments.instance, document=shlex.quote(document)) if document else None


def _unknown(values: Mapping[str, Any], _: Namespace) -> Words:
    return _LISTED if len(values["instance"]) >= SHORTEST else _TOO_SHORT.filled(count=SHORTEST)


_HINTS: Final[dict[str, tuple[str | None, Callable[[Mapping[str, Any], Namespace], Words | None]]]] = {
    "missing-outcome": ("outcome", _outcome),
    "unknown-outcome": ("outcome", _outcome),
    "note-required": ("by", lambda *_: _WRITE.filled(option=_NOTE)),
    "target-required": ("to", _target),
    "choice-required": ("choose", _choice),
    "missing-inputs": ("documents", _documents),
    "files-required": ("files", _files),
    "not-running": ("by", _status),
    "nobodys-work": ("by", _arrives),
    "backdated": ("backdating", lambda *_: _WRITE.filled(option='--backdating "7 hari"')),
    "unknown-instance": (None, _unknown),
}
"""By the code of a refusal: the option without which nothing is said, and what is said."""
