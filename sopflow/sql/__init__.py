"""Instances in a database: SQLite by path, PostgreSQL by URL. Needs `sopflow[sql]`, and for PostgreSQL
`sopflow[postgres]`."""

from .store import SQLStore

__all__ = ["SQLStore"]
