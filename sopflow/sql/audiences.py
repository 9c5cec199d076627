"""An audience in columns: a name of its own, and a row for each position that it has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from sopflow.flow.audience import Audience
from sopflow.flow.searched import READS

from .records import column

_NO_UNIT: Final = ""
OF_FIELDS: Final = "fields "
"""Before the name of an audience that sees fields."""


@lru_cache(maxsize=1024)
def name_of(sop: str, audience: Audience) -> str:
    """An audience as a column holds it."""
    return name_of_rows(sop, column(audience.unit or _NO_UNIT), map(column, audience.positions))


def name_of_rows(sop: str, unit: str, positions: Iterable[str]) -> str:
    """The same, of what its rows hold: whoever changes one of those belies the name."""
    held = sorted(positions)
    name = hashlib.sha256(json.dumps([sop, unit, *held]).encode()).hexdigest()[:32]
    return f"{OF_FIELDS}{name}" if any(one.startswith(READS) for one in held) else name


def audience_rows(sop: str, audience: Audience) -> list[dict[str, object]]:
    """The rows that say which positions see what is of an audience."""
    unit, name = column(audience.unit or _NO_UNIT), name_of(sop, audience)
    return [{"audience": name, "position": column(one), "unit": unit, "sop": sop} for one in audience.positions]
