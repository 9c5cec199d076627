"""Instances in a database: SQLite by path, PostgreSQL by URL. Needs `sopflow[sql]`, and for PostgreSQL
`sopflow[postgres]`."""

from .audit import audit, compare
from .backup import backup
from .dump import dump, restore
from .seals import SealKeys
from .store import SQLStore

__all__ = ["SQLStore", "SealKeys", "audit", "backup", "compare", "dump", "restore"]
