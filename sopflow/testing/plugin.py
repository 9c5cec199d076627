"""The pytest plugin: scenario files are tests.

Imports nothing of sopflow until there is a scenario file, or a test asks for a fixture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike
    from pathlib import Path

    from sopflow.definition.library import Library
    from sopflow.scenarios.suite import Case

    from .simulation import SimulatedEngine

_LIBRARIES: pytest.StashKey[dict[tuple[Path, ...], Library]] = pytest.StashKey()
"""By the folders that they read."""
_SUFFIXES = (".scenarios.yaml", ".scenarios.yml")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("sopflow_scenarios", "collect *.scenarios.yaml files as tests", type="bool", default=True)
    parser.getgroup("sopflow").addoption(
        "--no-scenarios", action="store_true", help="do not collect *.scenarios.yaml files"
    )


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

        libraries = self.config.stash.setdefault(_LIBRARIES, {})
        files = project_files([self.path])
        suite = Suite([self.path], libraries.setdefault(files.roots, Library(files=files)))
        for checked in suite.broken:
            texts = [found.text(checked.lines, default_language()) for found in checked.findings]
            raise self.CollectError("\n".join(texts))
        for case in suite.cases:
            yield ScenarioItem.from_parent(self, name=case.scenario.name.replace("::", ":"), case=case)


class ScenarioItem(pytest.Item):
    """One scenario."""

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

        played = self.case.play()
        if played.status == "xfailed":
            pytest.xfail(played.reason(default_language()))
        if played.status == "failed":
            raise ScenarioFailed(played.text(default_language()))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        from .assertions import ScenarioFailed

        if isinstance(excinfo.value, ScenarioFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[PathLike[str], int, str]:
        return self.path, self.case.scenario.span.line - 1, self.name


@pytest.fixture
def sop_engine() -> SimulatedEngine:
    """An engine in memory with a manual clock (at `clock`), at a fixed instant."""
    from .simulation import SimulatedEngine

    return SimulatedEngine()
