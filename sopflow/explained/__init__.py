"""Pages of findings: what each finds, why that matters, a file that has it and the same file mended.

Read only where a page is asked for: `sopflow explain`, the generated docs, and the tests."""

from __future__ import annotations

from .pages import examples
from .running import report

__all__ = ["examples", "report"]
