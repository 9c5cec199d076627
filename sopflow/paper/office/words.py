"""The text of Word's paragraphs: what people read, with what hangs on it (drawings, notes) put aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from ..limits import MAX_CHARACTERS, TooMuch
from ..sheet import DELETED
from .figures import Counted
from .numbering import Numbering
from .package import Package, W, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


_SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_AROUND: Final = ("hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "dir", "bdo", "sdtContent", "customXml")
_DELETED: Final = ("del", "moveFrom")
_DRAWN: Final = ("drawing", "pict", "object")
_NOTES: Final = {
    "footnoteReference": ("footnotes", "catatan kaki"),
    "endnoteReference": ("endnotes", "catatan akhir"),
    "commentReference": ("comments", "komentar"),
}
_SOFT: Final = "\u00ad"


class Aside(NamedTuple):
    """A text that stands in the file beside what the document says."""

    text: str
    why: str


class Said(NamedTuple):
    """What a paragraph says."""

    text: str
    drawn: tuple[Element, ...] = ()
    asides: tuple[Aside, ...] = ()
    breaks: int = 0
    """Pages that end in it."""


class Words:
    """Reads paragraphs in the order of the document, in which their numbers count."""

    def __init__(self, package: Package, counted: Counted) -> None:
        main = package.main
        self.counted = counted
        self._characters = 0
        self.is_rendered = False
        """Whether the program that saved the file marked where its pages begin."""
        self._numbering = Numbering(
            next(package.parts(main, "numbering"), None), next(package.parts(main, "styles"), None)
        )
        self._notes: dict[tuple[str, str], str] = {}
        for kind in dict.fromkeys(kind for kind, _ in _NOTES.values()):
            for root in package.parts(main, kind):
                for note in root:
                    self._notes[kind, note.get(f"{W}id", "")] = self.plain(note)

    def said(self, paragraph: Element) -> Said:
        """A paragraph with its number."""
        reading = _Reading(self)
        reading.within(paragraph, 0)
        text = f"{self._numbering.label(paragraph)} {''.join(reading.parts).replace(_SOFT, '')}"
        self.take(len(text))
        deleted = "".join(reading.deleted).strip()
        if deleted:
            reading.asides.append(Aside(deleted, DELETED))
        return Said(text.strip(" "), tuple(reading.drawn), tuple(reading.asides), reading.breaks)

    def plain(self, element: Element) -> str:
        """Everything that is written in an element, a line for each paragraph."""
        parts = []
        for one in element.iter():
            kind = local(one)
            parts.append(
                "\n" if kind == "p" else (one.text or "") if kind == "t" else "\t" if kind == "tab" else ""
            )
            self.take(len(parts[-1]))
        return "".join(parts).replace(_SOFT, "").strip()

    def in_box(self, box: Element) -> str:
        """The text of a text box."""
        return "\n".join(self.said(one).text for one in blocks(box, self.counted) if local(one) == "p").strip()

    def note(self, kind: str, number: str) -> str:
        return self._notes.get((kind, number), "")

    def take(self, characters: int) -> None:
        self._characters += characters
        if self._characters > MAX_CHARACTERS:
            raise TooMuch("characters", MAX_CHARACTERS)


class _Reading:
    """One paragraph."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.parts: list[str] = []
        self.deleted: list[str] = []
        self.drawn: list[Element] = []
        self.asides: list[Aside] = []
        self.breaks = 0

    def within(self, element: Element, depth: int) -> None:
        self.words.counted.at_depth(depth)
        for one in element:
            kind = local(one)
            if kind == "r":
                self.run(one)
            elif kind in _AROUND:
                self.within(one, depth + 1)
            elif kind == "sdt":
                for content in one.findall(f"{W}sdtContent"):
                    self.within(content, depth + 1)
            elif kind in _DELETED:
                self.deleted += [t.text or "" for t in one.iter() if local(t) in ("t", "delText")]
            elif kind in ("oMath", "oMathPara"):
                self.parts += [t.text or "" for t in one.iter() if local(t) == "t"]
            elif kind in _DRAWN:
                self.drawn.append(one)

    def run(self, run: Element) -> None:
        for one in run:
            kind = local(one)
            if kind == "t":
                self.parts.append(one.text or "")
            elif kind == "lastRenderedPageBreak":
                self.breaks += 1
            elif kind == "br" and one.get(f"{W}type", "textWrapping") != "textWrapping":
                self.breaks += one.get(f"{W}type") == "page" and not self.words.is_rendered
                self.parts.append("\n")
            elif kind in _SIGNS:
                self.parts.append(_SIGNS[kind])
            elif kind == "sym":
                self.parts.append(_symbol(one.get(f"{W}char", "")))
            elif kind == "ruby":
                self.parts += [t.text or "" for t in one.iter(f"{W}t")]
            elif kind == "delText":
                self.deleted.append(one.text or "")
            elif kind in _DRAWN:
                self.drawn.append(one)
            elif kind in _NOTES:
                part, name = _NOTES[kind]
                text = self.words.note(part, one.get(f"{W}id", ""))
                if text:
                    self.asides.append(Aside(text, name))


def _symbol(code: str) -> str:
    """A sign of a symbol font, which has a number in such a font only."""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return _WINGDINGS.get(sign, sign)


_WINGDINGS: Final = {
    "\uf0e0": "→", "\uf0df": "←", "\uf0e1": "↑", "\uf0e2": "↓", "\uf0fc": "✓", "\uf0fb": "×", "\uf0b7": "•",
    "\uf0a7": "•", "\uf06e": "■", "\uf0a8": "□", "\uf06f": "□", "\uf0fe": "✓", "\uf0e8": "→",
}  # fmt: skip
"""What the offices' fonts of signs show at these numbers."""


def blocks(holder: Element, counted: Counted, depth: int = 0) -> Iterator[Element]:
    """Paragraphs and tables, those in content controls too."""
    yield from _members(holder, ("p", "tbl", "sectPr"), counted, depth)


def rows_of(table: Element, counted: Counted) -> Iterator[Element]:
    yield from _members(table, ("tr",), counted, 0)


def cells_of(row: Element, counted: Counted) -> Iterator[Element]:
    yield from _members(row, ("tc",), counted, 0)


def _members(holder: Element, kinds: tuple[str, ...], counted: Counted, depth: int) -> Iterator[Element]:
    counted.at_depth(depth)
    for one in holder:
        kind = local(one)
        if kind in kinds:
            yield one
        elif kind in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _members(one, kinds, counted, depth + 1)
