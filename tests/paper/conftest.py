"""What several files of tests of the paper begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .exported import SURAT, Printed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def surat(tmp_path: Path) -> Printed:
    return Printed(tmp_path, SURAT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the PDF file of a test is to be."""
    return tmp_path / "sop.pdf"
