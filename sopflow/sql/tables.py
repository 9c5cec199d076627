"""The tables. Instants are microseconds since 1970 in UTC; JSON is text, since its exact bytes are hashed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text, UniqueConstraint, text

METADATA: Final = MetaData()
NEVER: Final = 2**62
"""Due at no time: sorts last."""
_NUMBER = BigInteger().with_variant(Integer, "sqlite")

DEFINITION: Final = Table(
    "sopflow_definition",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("sop", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("sop", "version"),
)
INSTANCE: Final = Table(
    "sopflow_instance",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("sop", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("subject", Text),
    Column("end_name", Text),
    Column("started_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("wakes_at", BigInteger),
    Column("claimed_until", BigInteger, nullable=False, server_default="0"),
    Column("head", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Index("sopflow_instance_by_sop", "sop", "status", "number"),
    Index("sopflow_instance_by_status", "status", "number"),
    Index(
        "sopflow_instance_waking",
        "wakes_at",
        sqlite_where=text("wakes_at IS NOT NULL"),
        postgresql_where=text("wakes_at IS NOT NULL"),
    ),
)
EVENT: Final = Table(
    "sopflow_event",
    METADATA,
    Column("position", _NUMBER, primary_key=True, autoincrement=True),
    Column("instance", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("hash", Text, nullable=False),
    UniqueConstraint("instance", "revision"),
)
WORK_ITEM: Final = Table(
    "sopflow_work_item",
    METADATA,
    Column("instance", Text, primary_key=True),
    Column("step", Text, primary_key=True),
    Column("visit", Integer, primary_key=True),
    Column("actor", Text, primary_key=True),
    Column("due", BigInteger, nullable=False),
    Column("is_first", Integer, nullable=False),
    Index("sopflow_work_item_by_actor", "actor", "due", "instance", "step", "visit"),
    Index(
        "sopflow_work_item_by_due",
        "due",
        "instance",
        "step",
        "visit",
        "actor",
        sqlite_where=text("is_first = 1"),
        postgresql_where=text("is_first = 1"),
    ),
    sqlite_with_rowid=False,
)
KEY: Final = Table(
    "sopflow_key",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("instance", Text, nullable=False),
    Column("revision", Integer, nullable=False),
)
SUBSCRIBER: Final = Table(
    "sopflow_subscriber",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("holder", Text, nullable=False),
    Column("leased_until", BigInteger, nullable=False),
)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """An aware instant as a column holds it."""
    return (at - _EPOCH) // _MICROSECOND
