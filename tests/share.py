"""How much of what is done by chance is done: `SOPFLOW_SHARE=0.2` for a fifth, `10` for a night."""

from __future__ import annotations

import os


def share(count: int) -> int:
    """So many examples, of as many as are usual."""
    return max(1, round(count * float(os.environ.get("SOPFLOW_SHARE", "0.2"))))
