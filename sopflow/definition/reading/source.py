"""From bytes to lines of text: size, encoding, and characters that nobody sees."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from sopflow.language import nfc
from sopflow.texts import place_in

from ..diagnostics import NOWHERE, Diagnostic, Span
from . import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES: Final = 1 << 20
INVISIBLE: Final = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u061b\u061d-\u180d\u180f-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff"
    "\ue000-\ufefe\uff00-\ufff8\ufffc\ufffd\U00010000-\U0001bc9f\U0001bca4-\U000dffff\U000e0080-\U000effff]"
)
_SHOWN_FINDINGS: Final = 20


def decode(data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The composed text (NFC) of a file with `\\n` line ends, and what keeps it from being read."""
    if len(data) > MAX_BYTES:
        return "", (rules.TOO_LARGE.at(NOWHERE, what=f"{len(data)} bytes > {MAX_BYTES}"),)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line, byte = place_in(data, problem.start)
        column = len(nfc(data[problem.start - byte + 1 : problem.start].decode("utf-8", "replace"))) + 1
        return "", (rules.ENCODING.at(Span(line, column, line, column + 1)),)
    text = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text, tuple(_invisible(text))


def _invisible(text: str) -> Iterator[Diagnostic]:
    for count, match in enumerate(INVISIBLE.finditer(text)):
        if count == _SHOWN_FINDINGS:
            return
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        yield rules.INVISIBLE.at(Span(line, column, line, column + 1), name=name_of(match[0]))


def name_of(sign: str) -> str:
    """A character in words, for who does not see it."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()
