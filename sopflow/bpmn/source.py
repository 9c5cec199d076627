"""A file in BPMN as elements that know their line. The file may come from anybody: it names nothing outside of itself, no
entities, and is not larger than a process is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from sopflow.language import Words

from .problems import UnreadableBpmn

MODEL: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
MAX_BYTES: Final = 10_000_000
MAX_ELEMENTS: Final = 200_000
MAX_DEPTH: Final = 60
_NO_ENTITIES: Final = Words("XML dengan DOCTYPE tidak dibaca", "XML with a DOCTYPE is not read")
_LARGE: Final = Words("lebih besar dari {limit:,} byte", "larger than {limit:,} bytes")
_MANY: Final = Words("lebih dari {limit:,} elemen", "over {limit:,} elements")
_DEEP: Final = Words(
    "elemen bertingkat lebih dari {limit:,} tingkat", "elements nested over {limit:,} levels deep"
)
_BROKEN: Final = Words("bukan XML yang utuh", "not well-formed XML")
_OTHER: Final = Words("bukan BPMN 2.0", "not BPMN 2.0")


@dataclass(slots=True, eq=False)
class Element:
    """An element of the file; `kind` is its name without its namespace."""

    kind: str
    space: str
    said: dict[str, str]
    """Its attributes; none that another program added."""
    line: int
    children: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.said.get("id", "")

    @property
    def name(self) -> str:
        return " ".join(self.said.get("name", "").split())

    @property
    def text(self) -> str:
        return "".join(self.texts).strip()

    @property
    def names(self) -> str:
        """The id that its text is, without a namespace."""
        return self.text.rpartition(":")[2]

    def ref(self, key: str) -> str:
        """The id that an attribute says, without a namespace; empty where it says none."""
        return self.said.get(key, "").rpartition(":")[2]

    def all(self, *kinds: str) -> Iterator[Element]:
        """Its children of some kinds, in BPMN's namespace."""
        return (one for one in self.children if one.kind in kinds and one.space == MODEL)

    def first(self, *kinds: str) -> Element | None:
        return next(self.all(*kinds), None)

    def below(self) -> Iterator[Element]:
        """Everything in it."""
        stack = self.children[::-1]
        while stack:
            one = stack.pop()
            yield one
            stack += one.children[::-1]


def elements_of(data: bytes) -> Element:
    """The root of a file, `bpmn:definitions`; `UnreadableBpmn`."""
    if len(data) > MAX_BYTES:
        raise UnreadableBpmn(line=0, why=_LARGE.filled(limit=MAX_BYTES))
    root = _Reader().read(data)
    if (root.kind, root.space) != ("definitions", MODEL):
        raise UnreadableBpmn(line=root.line, why=_OTHER)
    return root


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.open: list[Element] = []
        self.root: Element | None = None
        self.count = 0

    def read(self, data: bytes) -> Element:
        try:
            self.parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError):
            raise UnreadableBpmn(line=self.parser.CurrentLineNumber, why=_BROKEN) from None
        if self.root is None:
            raise UnreadableBpmn(line=0, why=_BROKEN)
        return self.root

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        line = self.parser.CurrentLineNumber
        if self.count > MAX_ELEMENTS:
            raise UnreadableBpmn(line=line, why=_MANY.filled(limit=MAX_ELEMENTS))
        if len(self.open) >= MAX_DEPTH:
            raise UnreadableBpmn(line=line, why=_DEEP.filled(limit=MAX_DEPTH))
        space, _, kind = tag.rpartition(" ")
        element = Element(kind, space, {key: value for key, value in attributes.items() if " " not in key}, line)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, tag: str) -> None:
        self.open.pop()

    def text(self, text: str) -> None:
        self.open[-1].texts.append(text)

    def doctype(self, *_: object) -> None:
        raise UnreadableBpmn(line=self.parser.CurrentLineNumber, why=_NO_ENTITIES)
