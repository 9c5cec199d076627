"""Instances in a database: SQLite by path, PostgreSQL by URL. Needs `sopflow[sql]`, and for PostgreSQL
`sopflow[postgres]`."""

from .audit import audit, compare
from .backup import backup
from .dump import dump, restore
from .hosts import include_name
from .store import SQLStore
from .tables import METADATA

metadata = METADATA
"""Of sopflow's tables, for a host."""

__all__ = ["SQLStore", "audit", "backup", "compare", "dump", "include_name", "metadata", "restore"]
