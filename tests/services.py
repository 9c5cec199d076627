"""Where a test needs a program that is not a Python package: found, or a reason to skip, which in CI is a failure."""

from __future__ import annotations

import os
import shutil

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def lacking(what: str, command: str):
    """Skip, saying what would enable the test; fail in CI, where everything must be there."""
    reason = f"needs {what}: {command}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def program(*names: str, command: str) -> str:
    """The path of the first of some programs that there is."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        lacking(names[0], command)
    return found
