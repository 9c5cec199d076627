"""Definitions by id or by file, with those that they call; each loaded once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sopflow.errors import AmbiguousDefinition, DefinitionError, UnknownDefinition
from sopflow.frozen import freeze
from sopflow.graph.searching import reached
from sopflow.texts import by_name

from . import loading
from .calendars import names_near
from .files import ANY, Files
from .kinds import SUFFIXES
from .model import Definition


@dataclass(frozen=True, slots=True)
class Procedure:
    """An SOP with those that it calls, directly or through others, by id."""

    sop: Definition
    called: Mapping[str, Definition] = field(default_factory=dict)

    def __post_init__(self) -> None:
        freeze(self, "called")

    @property
    def all(self) -> tuple[Definition, ...]:
        """The called ones first."""
        return (*self.called.values(), self.sop)

    @property
    def calendars(self) -> frozenset[str]:
        """The calendars that they name."""
        named = (c for s in self.all for c in (s.calendar, *(a.calendar for a in s.actors.values())))
        return frozenset(c for c in named if c is not None)

    def within(self, inside: tuple[str, ...]) -> Definition | None:
        """The SOP that calling rows lead to, from the outside in; `None` where one of them calls nothing."""
        sop: Definition | None = self.sop
        for row in inside:
            call = next((s.call for s in sop.steps if s.id == row), None) if sop is not None else None
            sop = None if call is None else self.sop if call == self.sop.id else self.called.get(str(call))
        return sop


class Library:
    """Finds and loads definitions, each once; `drafts` are texts that stand in place of their files, and `files` says
    which may be read.

    The calendars that an SOP names must be there, unless it is only looked at (`plays=False`).
    """

    def __init__(
        self, drafts: Mapping[Path, str] | None = None, files: Files = ANY, *, plays: bool = True
    ) -> None:
        self.files: Final = files
        self.plays: Final = plays
        self._drafts = drafts or {}
        self._folders: dict[Path, dict[str, list[Definition]]] = {}
        self._loaded: dict[Path, Definition] = {}

    def find(self, name: str, folder: Path) -> Procedure:
        """The SOP with an id in a folder, or in a file named from there.

        `UnknownDefinition` names those that are there, `AmbiguousDefinition` the files where several have the id;
        `DefinitionError` where the file has errors.
        """
        if Path(name).suffix in SUFFIXES:
            return self.load(folder / name)
        known = self._listed(folder)
        if name not in known:
            raise UnknownDefinition(sop=name, known=tuple(known))
        if len(known[name]) > 1:
            raise AmbiguousDefinition(sop=name, files=tuple(Path(sop.path).name for sop in known[name]))
        return self.load(Path(known[name][0].path))

    def load(self, path: Path) -> Procedure:
        """The SOP in a file, with those that it calls from the same folder; `DefinitionError`."""
        path = by_name(path)
        sop = self._load(path)

        def calls(file: Path) -> Iterator[Path]:
            for step in self._load(file).steps:
                other = self.known(path.parent).get(str(step.call)) if step.call is not None else None
                if other is not None:
                    yield Path(other.path)

        return Procedure(sop, {one.id: one for one in map(self._load, reached(calls(path), calls))})

    def known(self, folder: Path) -> dict[str, Definition]:
        """The definitions of a folder by id, as far as they can be read; of several the last by file name."""
        return {name: sops[-1] for name, sops in self._listed(folder).items()}

    def named(self, name: str, folder: Path) -> tuple[Definition, ...]:
        """Every definition of a folder that has an id, by file name."""
        return tuple(self._listed(folder).get(name, ()))

    def _listed(self, folder: Path) -> dict[str, list[Definition]]:
        if folder not in self._folders:
            listed: dict[str, list[Definition]] = {}
            for path in loading.definition_files(folder, deep=False):
                if path not in self._drafts:
                    for name, sop in loading.readable([path], self.files).items():
                        listed.setdefault(name, []).append(sop)
            for path, text in self._drafts.items():
                draft = loading.check_bytes(text.encode(), str(path)).definition if path.parent == folder else None
                if draft is not None:
                    listed.setdefault(str(draft.id), []).append(draft)
            self._folders[folder] = listed
        return self._folders[folder]

    def _load(self, path: Path) -> Definition:
        if path not in self._loaded:
            checked = self._check(path)
            if loading.may_call(checked.lines):
                checked = self._check(path, self.known(path.parent))
            if checked.definition is None:
                raise DefinitionError(checked.path, checked.findings, checked.lines)
            self._loaded[path] = checked.definition
        return self._loaded[path]

    def draft(self, path: Path) -> str | None:
        """The text that stands in place of a file, if there is one."""
        return self._drafts.get(path)

    def _check(self, path: Path, others: Mapping[str, Definition] | None = None) -> loading.Checked:
        text, calendars = self.draft(path), names_near(path, self.files) if self.plays else None
        if text is None:
            return loading.check(path, others=others, files=self.files, calendars=calendars)
        return loading.check_bytes(text.encode("utf-8", "replace"), str(path), others=others, calendars=calendars)
