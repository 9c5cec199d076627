"""The documents that a cell lists. Where a cell can be read in two ways, the other cells of its table say what is one document."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from typing import Final, NamedTuple

from .listing import MARKER, items_of
from .wordings import folded

_EMPTY: Final = ("", "-", "–", "—")
_UNKNOWN: Final = ("?", "??", "(?)")
_LETTERED: Final = re.compile(
    r"(?:^|(?<=[;:\s]))(?:[a-z]|\d{1,2})[.)]\s+|(?:^|(?<=[;\n]))(?:[a-z][.)](?=[A-Z][a-z])|\d{1,2}[.)](?=[A-Z]))"
)
"""A number or a letter before an item; where its text stands right behind it only at the beginning of a line."""
_BRACKETED: Final = re.compile(r"(?<![^;\n])\((\d{1,2}|[a-z])\)\s*")
_BULLETED: Final = re.compile(r"[-–—•·●○▪➢➤►✓✔*\uf0b7\uf0a7\uf0d8]\s*\w")
_BULLET: Final = re.compile(r"[•●○▪➢➤►\uf0b7\uf0a7\uf0d8]")
BETWEEN: Final = ("dan", "serta", "beserta")
"""Words between the items of a list."""
_COMMA: Final = re.compile(r",\s*(?![\s(])(?:dan\s+)?")
_AND: Final = re.compile(r",\s?(?:dan\s)?|\s(?:dan|serta|beserta|&)\s")
_OF_ONE: Final = "yang|di|ke|dari|oleh|untuk|dengan|pada|kepada|tentang|dalam"
"""Words between two parts of one title."""
_GOES_ON: Final = re.compile(rf"(?:(?i:dan|atau|serta|beserta|&)|{_OF_ONE})\s")
_CUT: Final = re.compile(rf"(?:[,/&]|\b(?:(?i:dan|atau|serta|beserta)|{_OF_ONE}))\Z")
_REMARK: Final = re.compile(r"\(\w{3}[^()]*\)\W*")
_BEFORE: Final = re.compile(r"\A(?:dan|serta|beserta)\s")
_BEHIND: Final = re.compile(r"[;,]?\s(?:dan|serta|beserta)\Z")
"""The word between the last two items of a list, at the beginning of one or at the end of the other."""
_IF: Final = re.compile(r"(?:dalam hal|apabila|jika|bila|kalau|catatan|keterangan)\b")
_SENTENCE: Final = re.compile(rf"(?<=[.;\n])\s?{_IF.pattern}", re.IGNORECASE)
"""A sentence behind documents, on what is done without them."""
_ASIDE: Final = re.compile(rf"(?<=[.;\n])\s?\({_IF.pattern}[^()]*\)[.;]?", re.IGNORECASE)
"""Such a sentence in brackets, behind any of them."""


class Listed(NamedTuple):
    """The titles in a cell."""

    items: tuple[str, ...]
    """`?` for one that the paper lost."""
    reading: str = "certain"
    why: str = ""
    """Said besides their number."""


class Titles:
    """The documents that stand alone in a cell, or in a list of which each item is plain."""

    def __init__(self, cells: Iterable[str]) -> None:
        self._known = {folded(item) for cell in cells for item in _plain(cell)}

    def __contains__(self, title: object) -> bool:
        return folded(str(title)) in self._known


NONE: Final[Container[str]] = ()


def listed(cell: str, known: Container[str] = NONE) -> Listed:
    """What a cell lists; `known` are the documents of the other cells."""
    text = _whole(cell)
    bare = _ASIDE.sub("", text)
    said = _SENTENCE.search(bare)
    bare = bare[: said.start()] if said is not None and said.start() else bare
    if bare != text:
        return Listed(listed(bare, known).items, "probable", "kalimat di belakangnya bukan dokumen")
    if text in _EMPTY:
        return Listed(())
    head, parts = _headed(text)
    title = " ".join(head.split()).strip(" :;,.")
    if parts and title:  # a colon alone is no heading
        if title in known:
            return Listed((title,), "probable", "rinciannya dibaca sebagai isi dokumen itu")
        return Listed(parts, "probable", f'"{title}" dibaca sebagai judulnya')
    items = _marked(text)
    if not items and re.search(r"[;\n]", text):
        items = re.split(r"[;\n]", text)
        if "\n" in text and text.count("\n") < cell.strip().count("\n"):
            return Listed(tuple(_clean(items)), "probable", "sebagian barisnya digabung")
    if items:
        return Listed(tuple(_clean(items)))
    if not _COMMA.search(text) or " atau " in text or _has_listed_remark(text):
        return Listed(tuple(_clean([text])))
    if text in known:
        return Listed(tuple(_clean([text])), "probable", "tertulis begitu juga di sel lain")
    both = tuple(_clean(_AND.split(" ".join(text.split()))))
    if all(item in known for item in both):
        return Listed(both)
    return Listed(tuple(_clean(_COMMA.split(text))), "probable", "koma dibaca sebagai pemisah")


def _plain(cell: str) -> Sequence[str]:
    text = _whole(cell)
    if _headed(text)[1]:
        return ()
    items = _marked(text) or re.split(r"[;\n]", text)
    return [item for item in _clean(items) if len(items) > 1 or "," not in item]


def _whole(cell: str) -> str:
    """A cell with the lines joined of which one goes on with the other."""
    lines: list[str] = []
    for line in (line.strip() for line in cell.strip().split("\n")):
        if line and lines and _is_one(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _is_one(before: str, line: str) -> bool:
    """Whether a line goes on with the one before."""
    if before.count("(") > before.count(")") or _GOES_ON.match(line):
        return True
    if _REMARK.fullmatch(line):
        return not before.endswith((".", ";"))
    return _CUT.search(before) is not None and not _is_marked(line)


def _marked(text: str) -> list[str]:
    """The items of a list with numbers, letters or bullets; none where it is another."""
    if _BULLETED.match(text):
        return list(items_of(_BULLET.sub("\n\\g<0>", text).split("\n")))
    text = _BRACKETED.sub("\\1) ", text) if _BRACKETED.match(text) else text
    return _LETTERED.split(text) if _LETTERED.match(text) else []


def _headed(text: str) -> tuple[str, tuple[str, ...]]:
    """A heading and the marked parts below it; none where there is no heading."""
    lines = text.split("\n")
    if len(lines) > 2 and not _is_marked(lines[0]) and all(map(_is_marked, lines[1:])):
        return lines[0], tuple(_clean(items_of(lines[1:])))
    head, colon, rest = text.partition(":")
    if not colon or _is_marked(text) or re.search(r"[;\n]", head):
        return "", ()
    if _is_marked(rest.strip()):
        return head, tuple(_clean(_marked(rest.strip())))
    if len(parts := _clean(rest.split(";"))) > 2 and "\n" not in rest.strip():
        return head, tuple(parts)
    return "", ()


def _is_marked(line: str) -> bool:
    return MARKER.match(line.strip()) is not None


def _has_listed_remark(text: str) -> bool:
    """Whether a comma stands in brackets."""
    return any("," in part[part.index("(") :] for part in text.split(")")[:-1] if "(" in part)


def _clean(items: Iterable[str]) -> list[str]:
    found = [" ".join(item.split()) for item in items]
    found = [_BEHIND.sub("", item) for item in found[:-1]] + found[-1:]
    found = found[:1] + [_BEFORE.sub("", item) for item in found[1:]]
    found = [item.strip(" ;,.") for item in found]
    return list(dict.fromkeys("?" if item in _UNKNOWN else item for item in found if item not in _EMPTY))
