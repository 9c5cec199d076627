"""What rows are called in a result: by their id, and with their SOP where one that is called has the same id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sopflow.flow.flow import Flow


def row_names(flows: Sequence[Flow]) -> Mapping[tuple[str, str], str]:
    """By SOP and row; those of the SOP that is simulated, the last of `flows`, first."""
    found: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for flow in reversed(flows):
        sop = str(flow.definition.id)
        found |= {(sop, step): f"{sop}.{step}" if step in taken else step for step in flow.rows}
        taken |= set(flow.rows)
    return found
