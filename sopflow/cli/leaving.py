"""What is closed when a command ends."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Final

AT_THE_END: Final = ExitStack()
