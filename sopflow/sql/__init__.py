"""Instances in a database: SQLite by path, PostgreSQL by URL. Needs `sopflow[sql]`, and for PostgreSQL
`sopflow[postgres]`."""

from .audit import audit, compare
from .backup import backup
from .dump import dump, restore
from .schema import HEAD
from .store import SQLStore
from .upgrading import fill_again

__all__ = ["HEAD", "SQLStore", "audit", "backup", "compare", "dump", "fill_again", "restore"]
