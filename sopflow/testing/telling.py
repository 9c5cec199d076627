"""A failed scenario in pytest's reports: its text instead of a traceback, its reason in the summary and in JUnit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from _pytest._code.code import ReprEntryNative, ReprExceptionInfo, ReprFileLocation, ReprTraceback

from sopflow.errors import SopflowError
from sopflow.language import default_language

if TYPE_CHECKING:
    from pathlib import Path

    from .assertions import ScenarioFailed


def told(problem: ScenarioFailed | SopflowError, path: Path, line: int) -> ReprExceptionInfo:
    """What pytest shows; of these classes, since it sends them from one process to another too."""
    if isinstance(problem, SopflowError):
        text = reason = problem.message(default_language())
    else:
        text, reason = problem.text, problem.reason
    shown = ReprTraceback([ReprEntryNative([text + "\n"])], None, "native")
    return ReprExceptionInfo(shown, ReprFileLocation(str(path), line, reason.split("\n", 1)[0]))
