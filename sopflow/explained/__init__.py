"""Pages of findings: what each finds, why that matters, a file that has it and the same file corrected.

Read only where a page is asked for: `sopflow explain`, the generated docs, and the tests."""

from __future__ import annotations

from .cures import cure_of
from .pages import about, examples
from .running import findings, report
from .showing import shown

__all__ = ["about", "cure_of", "examples", "findings", "report", "shown"]
