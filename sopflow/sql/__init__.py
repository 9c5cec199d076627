"""Instances in a database: SQLite by path, PostgreSQL by URL. Needs `sopflow[sql]`, and for PostgreSQL
`sopflow[postgres]`."""

from .audit import audit, compare
from .backup import backup
from .dump import dump, restore
from .hosts import include_name
from .schema import HEAD
from .seals import SealKeys
from .store import SQLStore
from .tables import METADATA
from .upgrading import fill_again

metadata = METADATA
"""Of sopflow's tables, for a host."""

__all__ = [
    "HEAD",
    "SQLStore",
    "SealKeys",
    "audit",
    "backup",
    "compare",
    "dump",
    "fill_again",
    "include_name",
    "metadata",
    "restore",
]
