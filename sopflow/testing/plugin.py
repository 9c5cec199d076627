"""The pytest plugin: scenario files are tests.

Imports nothing of sopflow until there is a scenario file, or a test asks for a fixture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from os import PathLike
    from pathlib import Path

    from sopflow.definition.library import Library
    from sopflow.engine.clock import Clock
    from sopflow.engine.directory import Directory
    from sopflow.scenarios.suite import Case
    from sopflow.time import Calendar

    from .simulation import SimulatedEngine

_LIBRARIES: pytest.StashKey[dict[tuple[Path, ...], Library]] = pytest.StashKey()
"""By the folders that they read."""
_SUFFIXES = (".scenarios.yaml", ".scenarios.yml")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("sopflow_scenarios", "collect *.scenarios.yaml files as tests", type="bool", default=True)
    parser.getgroup("sopflow").addoption(
        "--no-scenarios", action="store_true", help="do not collect *.scenarios.yaml files"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Find the scenarios that `FILE::NAME` means: whatever its case, and every case of a table."""
    if any(arg.partition("::")[0].endswith(_SUFFIXES) and "::" in arg for arg in config.args):
        from .naming import meant

        config.args[:] = [one for arg in config.args for one in meant(arg, config.invocation_params.dir)]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if not file_path.name.endswith(_SUFFIXES):
        return None
    if parent.config.getoption("--no-scenarios") or not parent.config.getini("sopflow_scenarios"):
        return None
    collector: pytest.Collector = ScenarioCollector.from_parent(parent, path=file_path)
    return collector


class ScenarioCollector(pytest.File):
    """A scenario file: one test for each scenario."""

    def collect(self) -> Iterator[pytest.Item]:
        from sopflow.definition.files import project_files
        from sopflow.definition.library import Library
        from sopflow.language import default_language
        from sopflow.scenarios.suite import Suite

        from .naming import node_name

        libraries = self.config.stash.setdefault(_LIBRARIES, {})
        files = project_files([self.path])
        # a calendar may come from a fixture, which is known when a scenario is played
        suite = Suite([self.path], libraries.setdefault(files.roots, Library(files=files, plays=False)))
        for checked in suite.broken:
            texts = [found.text(checked.lines, default_language()) for found in checked.findings]
            raise self.CollectError("\n".join(texts))
        for case in suite.cases:
            yield ScenarioItem.from_parent(self, name=node_name(case), case=case, callobj=_asking)


def _asking(
    sopflow_directory: object, sopflow_unit: object, sopflow_calendars: object, sopflow_clock: object
) -> None:
    """The fixtures that a scenario asks for."""


class ScenarioItem(pytest.Function):
    """One scenario: a test function with the fixtures of its conftest, but played and told in its own way."""

    def __init__(self, *, case: Case, **options: Any) -> None:
        super().__init__(**options)
        self.case = case
        for tag in case.scenario.tags:
            self.config.addinivalue_line("markers", f"{tag}: a tag of scenarios")
            self.add_marker(str(tag))
        if case.scenario.skip is not None:
            self.add_marker(pytest.mark.skip(reason=case.scenario.skip))

    def runtest(self) -> None:
        from sopflow.language import default_language

        from .assertions import ScenarioFailed
        from .surrounding import surroundings

        played = self.case.play(surroundings(self.funcargs))
        if played.status == "xfailed":
            pytest.xfail(played.reason(default_language()))
        if played.status == "failed":
            raise ScenarioFailed(played.reason(default_language()), played.text(default_language()))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        from sopflow.errors import SopflowError

        from .assertions import ScenarioFailed
        from .telling import told

        problem = excinfo.value
        if isinstance(problem, (ScenarioFailed, SopflowError)):
            return told(problem, self.path, self.case.scenario.span.line)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[PathLike[str], int, str]:
        return self.path, self.case.scenario.span.line - 1, self.name


@pytest.fixture
def sopflow_directory() -> Directory | str | PathLike[str] | None:
    """The directory (or its file) in which scenarios are played that name no people of their own; none."""
    return None


@pytest.fixture
def sopflow_unit() -> str | None:
    """The unit of that directory in which they are started; none."""
    return None


@pytest.fixture
def sopflow_calendars() -> Mapping[str, Calendar]:
    """Calendars that stand in place of those beside the SOPs, by their ids; none."""
    return {}


@pytest.fixture
def sopflow_clock() -> Clock | datetime | str | None:
    """When scenarios start that do not say so: a clock that has stopped, an instant, or a text; the usual start."""
    return None


@pytest.fixture
def sop_engine() -> SimulatedEngine:
    """An engine in memory with a manual clock (at `clock`), at a fixed instant."""
    from .simulation import SimulatedEngine

    return SimulatedEngine()
