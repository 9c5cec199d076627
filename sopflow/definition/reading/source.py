"""From bytes to lines of text: size, encoding, and characters that nobody sees."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import islice
from typing import Final

from sopflow.binaries import instead_of_text
from sopflow.diagnostics import NOWHERE, Diagnostic, Span
from sopflow.language import nfc
from sopflow.texts import place_in
from sopflow.unseen import name_of, unseen_in

from ..files import MAX_BYTES, TOO_LARGE
from . import rules

_SHOWN_FINDINGS: Final = 20


def decode(data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The composed text (NFC) of a file with `\\n` line ends, and what keeps it from being read."""
    if len(data) > MAX_BYTES:
        return "", (TOO_LARGE.at(NOWHERE, what=f"{len(data)} bytes > {MAX_BYTES}"),)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line, byte = place_in(data, problem.start)
        column = len(nfc(data[problem.start - byte + 1 : problem.start].decode("utf-8", "replace"))) + 1
        hint = instead_of_text(data, "…")
        return "", (rules.ENCODING.at(Span(line, column, line, column + 1), hint=hint),)
    text = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text, tuple(_invisible(text))


def _invisible(text: str) -> Iterator[Diagnostic]:
    signs = frozenset(unseen_in(text))
    places = (at for at, sign in enumerate(text) if sign in signs) if signs else iter(())
    for at in islice(places, _SHOWN_FINDINGS):
        line = text.count("\n", 0, at) + 1
        column = at - text.rfind("\n", 0, at)
        yield rules.INVISIBLE.at(Span(line, column, line, column + 1), name=name_of(text[at]))
