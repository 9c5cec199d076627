"""Many scenario files: found, played one after the other, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

from sopflow.definition.files import project_files
from sopflow.definition.kinds import files_of, kind_of, unlisted
from sopflow.definition.library import Library, Procedure
from sopflow.definition.loading import definition_files
from sopflow.definition.model import Definition
from sopflow.errors import DefinitionError
from sopflow.flow.flow import Flow
from sopflow.language import Language, Words, nfc
from sopflow.time import Calendar
from sopflow.time.shelf import calendars_near

from . import failure, loading
from .coverage import Coverage, SopKey, key_of
from .loading import CheckedScenarios
from .model import Scenario, ScenarioFile
from .playing import Failure, Result, Surroundings, play
from .rehearsal import Failed, compiled

Status = Literal["passed", "failed", "skipped", "xfailed"]
_AS_SAID: Final[Mapping[Status, Words]] = {
    "skipped": Words("dilewati: {reason}", "skipped: {reason}"),
    "xfailed": Words("gagal seperti diperkirakan: {reason}", "failed as expected: {reason}"),
}
_PASSES: Final = Words(
    "skenario ini lulus, padahal diperkirakan gagal ({reason}); hapus xfail",
    "this scenario passes, but is expected to fail ({reason}); delete xfail",
)


class Case(NamedTuple):
    """A scenario in its file, ready to be played."""

    scenario: Scenario
    file: ScenarioFile
    flows: tuple[Flow, ...]
    calendars: Mapping[str, Calendar] | None = None

    @property
    def place(self) -> failure.Place:
        return failure.Place(self.scenario.name, self.file.path, self.file.lines, self.scenario.span)

    @property
    def sop(self) -> str:
        return str(self.flows[-1].definition.id)

    @property
    def key(self) -> SopKey:
        return key_of(self.flows[-1].definition)

    def play(self, around: Surroundings | None = None) -> Played:
        """Play it, unless it says that it is to be skipped."""
        scenario = self.scenario
        if scenario.skip is not None:
            return Played(self, "skipped", None)
        result = play(scenario, self.flows, self.calendars, around or Surroundings())
        if scenario.xfail is None:
            return Played(self, "passed" if result.passed else "failed", result)
        if not result.passed:
            return Played(self, "xfailed", result)
        passes = Failed(_PASSES.filled(reason=scenario.xfail))
        return Played(self, "failed", result._replace(failure=Failure(passes, None)))


class Played(NamedTuple):
    """A case and what came of it."""

    case: Case
    status: Status
    """`skipped` and `xfailed` are as the file says, with a reason."""
    result: Result | None
    """`None` if it was skipped."""

    @property
    def line(self) -> int:
        """Where it failed; where it stands, if it did not."""
        if self.result is None or self.result.failure is None:
            return self.case.scenario.span.line
        return failure.line_of(self.result.failure, self.case.place)

    def reason(self, language: Language) -> str:
        """Why it failed, or was skipped, or was expected to fail, in one line; empty if it passed."""
        if self.status == "skipped":
            return self.case.scenario.skip or ""
        if self.status == "xfailed":
            return self.case.scenario.xfail or ""
        problem = self.result.failure if self.result is not None else None
        return failure.reason_of(problem, language) if problem is not None else ""

    def text(self, language: Language, width: int = failure.WIDTH) -> str:
        """The failure for people, or why it does not count; empty if it passed."""
        if self.status in _AS_SAID:
            return _AS_SAID[self.status].within(language, reason=self.reason(language))
        if self.result is None or self.result.failure is None:
            return ""
        return failure.text_of(self.result.failure, self.case.place, self.result.rehearsal, language, width)


class Suite:
    """The scenario files that paths name, checked; `broken` are those that cannot be played. Unless a library says
    otherwise, they read files of the paths' own projects only: see `project_files`."""

    def __init__(self, paths: Sequence[Path], library: Library | None = None) -> None:
        self.library = library if library is not None else Library(files=project_files(paths))
        self.cases: list[Case] = []
        self.broken: list[CheckedScenarios] = []
        self.unread: list[DefinitionError] = []
        """The SOPs whose errors stand in the way of saying what there is to take."""
        self._kept: dict[SopKey, tuple[Procedure, Coverage]] = {}
        flows: dict[int, tuple[Flow, ...]] = {}
        for path in self._files(paths):
            checked = loading.check(path, self.library)
            if checked.file is None or checked.procedure is None:
                self.broken.append(checked)
                continue
            compiled_flows = flows.setdefault(id(checked.procedure.sop), compiled(checked.procedure))
            calendars = calendars_near(Path(checked.procedure.sop.path).parent, files=self.library.files)
            self.cases += [Case(one, checked.file, compiled_flows, calendars) for one in checked.file.scenarios]
            self._keep(checked.procedure, compiled_flows[-1])
        for path in paths:
            for procedure in self._procedures(path):
                if key_of(procedure.sop) not in self._kept:
                    self._keep(procedure, compiled(procedure)[-1])

    def _keep(self, procedure: Procedure, flow: Flow) -> None:
        key = key_of(procedure.sop)
        if key not in self._kept:
            self._kept[key] = procedure, Coverage(flow)

    @property
    def procedures(self) -> dict[str, Procedure]:
        """The SOPs by id; with the file, where several have the id."""
        return {self.label(key): procedure for key, (procedure, _) in self._kept.items()}

    @property
    def coverage(self) -> dict[str, Coverage]:
        """What was taken of each SOP, by the same names."""
        return {self.label(key): coverage for key, (_, coverage) in self._kept.items()}

    def coverage_of(self, sop: Definition) -> Coverage:
        return self._kept[key_of(sop)][1]

    def label(self, key: SopKey) -> str:
        """An SOP's id; with its file, where several have the id."""
        if sum(other.sop == key.sop for other in self._kept) < 2:
            return key.sop
        return f"{key.sop} ({self._kept[key][0].sop.path})"

    def select(self, word: str) -> None:
        """Keep the scenarios whose name, SOP or file has a word in it, and the SOPs that they or the word name."""
        folded = nfc(word).casefold()

        def has(text: str) -> bool:
            return folded in nfc(text).casefold()

        self.cases = [c for c in self.cases if has(f"{c.file.path} {c.sop} {c.scenario.name}")]
        self._keep_played(lambda key, procedure: has(f"{procedure.sop.path} {key.sop}"))
        self.unread = [one for one in self.unread if has(one.path)]

    @property
    def tags(self) -> frozenset[str]:
        return frozenset(str(tag) for case in self.cases for tag in case.scenario.tags)

    def select_tags(self, tags: Iterable[str]) -> None:
        """Keep the scenarios that have one of these tags, and their SOPs."""
        wanted = frozenset(tags)
        self.cases = [c for c in self.cases if not wanted.isdisjoint(c.scenario.tags)]
        self._keep_played(lambda *_: False)
        self.unread = []

    def _keep_played(self, also: Callable[[SopKey, Procedure], bool]) -> None:
        played = {case.key for case in self.cases}
        self._kept = {k: v for k, v in self._kept.items() if k in played or also(k, v[0])}

    def play(self, cases: Iterable[Case] | None = None) -> Iterator[Played]:
        """Play them as they are asked for, and count what those take that pass."""
        for case in self.cases if cases is None else cases:
            one = case.play()
            for key, (_, coverage) in self._kept.items():
                coverage.scenarios += key == case.key and one.result is not None
                if one.result is not None and one.status == "passed":
                    coverage.add(one.result.rehearsal)
            yield one

    def _files(self, paths: Sequence[Path]) -> list[Path]:
        found: dict[Path, None] = {}
        for path in paths:
            if path.is_dir():
                found.update(dict.fromkeys((*files_of("scenarios", path), *unlisted(path))))
            elif kind_of(path) == "scenarios" or not path.exists():
                found[path] = None
            else:
                found.update(dict.fromkeys(self._beside(path)))
        return list(found)

    def _beside(self, definition: Path) -> Iterator[Path]:
        """The scenario files in a definition's folder that are of it."""
        for path in files_of("scenarios", definition.parent):
            checked = loading.check(path, self.library)
            named = checked.procedure.sop.path if checked.procedure is not None else ""
            if (path.parent == definition.parent and path.name.split(".")[0] == definition.stem) or (
                named and Path(named).resolve() == definition.resolve()
            ):
                yield path

    def _procedures(self, path: Path) -> Iterator[Procedure]:
        """The definitions that a path names, so that those without a scenario are seen."""
        files = definition_files(path) if path.is_dir() else [] if kind_of(path) == "scenarios" else [path]
        for file in files:
            try:
                yield self.library.load(file)
            except DefinitionError as problem:
                if any(line.startswith("sopflow:") for line in problem.lines):
                    self.unread.append(problem)
