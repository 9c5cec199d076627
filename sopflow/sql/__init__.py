"""Instances in a database: SQLite by path, PostgreSQL by URL. Needs `sopflow[sql]`, and for PostgreSQL
`sopflow[postgres]`.

Names are imported on first use: a command on SQLite needs no SQLAlchemy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sopflow.errors.packages import needing

if TYPE_CHECKING:
    from .audited import Audited, Noted
    from .auditing import audit, compare
    from .columns import HEAD
    from .copying import backup
    from .dumping import Receiving, Restored, restore
    from .seals import SealKeys
    from .store import SQLStore
    from .tables import METADATA as metadata  # noqa: N811
    from .tables import include_name
    from .upgrading import Progress, fill_again
    from .viewing import dump

_HOME_OF = {
    "Audited": "audited",
    "HEAD": "columns",
    "Noted": "audited",
    "Progress": "upgrading",
    "Receiving": "dumping",
    "Restored": "dumping",
    "SQLStore": "store",
    "SealKeys": "seals",
    "audit": "auditing",
    "backup": "copying",
    "compare": "auditing",
    "dump": "viewing",
    "fill_again": "upgrading",
    "include_name": "tables",
    "metadata": "tables",
    "restore": "dumping",
}

__all__ = [
    "HEAD",
    "Audited",
    "Noted",
    "Progress",
    "Receiving",
    "Restored",
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


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'sopflow.sql' has no attribute {name!r}")
    with needing("sql"):
        module = import_module(f"{__name__}.{home}")
    return getattr(module, name.upper() if name == "metadata" else name)
