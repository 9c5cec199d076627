"""What a host's own migrations need to know of the tables that stand beside its own."""

from __future__ import annotations

from collections.abc import Mapping

PREFIX = "sopflow_"
"""The beginning of the name of every table of ours."""


def include_name(name: str | None, kind: str, parents: Mapping[str, str | None]) -> bool:
    """Return whether Alembic's autogenerate may look at a name in the database: everything but sopflow's tables. Pass
    it as `include_name` to `context.configure`; without it the host's next revision would drop these tables."""
    return kind != "table" or name is None or not name.startswith(PREFIX)
