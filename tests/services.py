"""Where a test needs a program or a package: found, or a reason to skip, which in CI is a failure (`tests/conftest.py`)."""

from __future__ import annotations

import shutil

import pytest

DOES_NOT_APPLY = "does not apply: "  # begins the reason of a skip that is right in CI too: nothing is missing
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def lacking(what: str, command: str):
    """Skip, saying what would enable the test."""
    pytest.skip(f"needs {what}: {command}")


def program(*names: str, command: str) -> str:
    """The path of the first of some programs that there is."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        lacking(names[0], command)
    return found
