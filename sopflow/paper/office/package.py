"""An archive of XML parts that name each other by relations."""

from __future__ import annotations

import posixpath
import zipfile
from typing import IO, TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree

from ..limits import TooMuch
from .figures import Counted
from .shapes import GROUPS, OTHERS, SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT: Final = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
}
"""Files that are saved as "Strict Open XML" say the same in other names."""
MAX_TAGS: Final = 5_000_000
"""In one part of a file."""
_BOTH: Final = "AlternateContent"
_READ: Final = frozenset({*SHAPES, *GROUPS, *OTHERS, "t"})
"""What makes a form one that is read here."""


class Related(NamedTuple):
    """What a part names."""

    kind: str
    """The last word of the relation's type: `drawing`, `header`, …"""
    target: str
    """The name of the part."""


class Package:
    """The parts of a Word or Excel file; each is parsed when it is asked for. `packed.problem_with` has looked over it."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        self._names = {name.lower(): name for name in self._archive.namelist()}
        self.main = next((one.target for one in self.related("").values() if one.kind == "officeDocument"), "")

    def close(self) -> None:
        self._archive.close()

    def xml(self, name: str) -> Element | None:
        """The root of a part; `None` where there is no such part."""
        found = self._names.get(name.lower())
        if found is None:
            return None
        data = self._archive.read(found)
        if data.count(b"<") > MAX_TAGS:
            raise TooMuch("tags", MAX_TAGS)
        if b"purl.oclc.org" in data:
            for strict, usual in _STRICT.items():
                data = data.replace(strict, usual)
        return _in_one_form(ElementTree.fromstring(data))

    def stream(self, name: str) -> IO[bytes]:
        """A part as bytes, for what is too large to be held as a whole."""
        return self._archive.open(self._names[name.lower()])

    def related(self, name: str) -> dict[str, Related]:
        """What a part names, by the ids that stand in it."""
        folder, file = posixpath.split(name)
        found = {}
        for one in members(self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))):
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
                found[one.get("Id", "")] = Related(one.get("Type", "").rpartition("/")[2], target)
        return found

    def parts(self, name: str, kind: str) -> Iterator[Element]:
        """The parts of a kind that a part names."""
        for one in self.related(name).values():
            if one.kind == kind and (root := self.xml(one.target)) is not None:
                yield root


def _in_one_form(root: Element) -> Element:
    """Of contents that stand there in two forms, for programs of today and for old ones, the first that is read here."""
    order = list(root.iter())
    if not any(local(one) == _BOTH for one in order):
        return root
    read: set[Element] = set()
    for one in reversed(order):  # members before what holds them
        if local(one) in _READ or any(member in read for member in one):
            read.add(one)
    for parent in order:
        if any(local(one) == _BOTH for one in parent):
            parent[:] = list(_taken(parent, read, 0))
    return root


def _taken(parent: Element, read: set[Element], depth: int) -> Iterator[Element]:
    Counted.at_depth(depth)
    for one in parent:
        if local(one) != _BOTH:
            yield one
            continue
        choices = [choice for choice in one if local(choice) in ("Choice", "Fallback")]
        today = (choice for choice in choices if local(choice) == "Choice" and choice in read)
        taken = next(today, choices[-1] if choices else None)
        if taken is not None:
            yield from _taken(taken, read, depth + 1)


def local(element: Element) -> str:
    """An element's name, whatever its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *names: str) -> Element | None:
    """Down by local names."""
    for name in names:
        element = next((one for one in element if local(one) == name), None) if element is not None else None
    return element


def first(element: Element, *ways: tuple[str, ...]) -> Element | None:
    """What is found down the first of some ways that leads anywhere."""
    return next((found for way in ways if (found := child(element, *way)) is not None), None)


def members(element: Element | None, *names: str) -> Iterable[Element]:
    """What stands in an element down by local names; nothing where that is missing."""
    found = child(element, *names)
    return found if found is not None else ()


def value_in(element: Element | None, path: str, attribute: str = "val") -> str | None:
    """What Word says in an element somewhere below another; either may be missing."""
    found = element.find("/".join(f"{W}{name}" for name in path.split("/"))) if element is not None else None
    return found.get(f"{W}{attribute}") if found is not None else None


def number(text: str | None, otherwise: float = 0.0) -> float:
    """A number that an attribute holds."""
    try:
        found = float(text) if text is not None else otherwise
    except ValueError:
        return otherwise
    return found if abs(found) < 1e12 else otherwise
