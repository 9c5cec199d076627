"""The tables. Instants are microseconds since 1970 in UTC; JSON is text, since its exact bytes are hashed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    Double,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

PREFIX: Final = "sopflow_"
"""The beginning of the name of every table of ours."""
METADATA: Final = MetaData()
_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_ORDER = ("due", "instance", "step", "visit", "actor")


def _partial(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


def _texts(*names: str, is_key: bool = False) -> list[Column[str]]:
    """Columns that always hold a text."""
    return [Column(name, Text, primary_key=is_key, nullable=False) for name in names]


DEFINITION: Final = Table(
    "sopflow_definition",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("digest", Text, nullable=False, unique=True),
    *_texts("sop", "version", "body"),
    UniqueConstraint("sop", "version"),
)
ACTIVATION: Final = Table(
    "sopflow_activation",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    *_texts("sop", "version", "digest"),
    Column("activated_at", BigInteger, nullable=False),
    Column("person", Text, nullable=False),
    Index("sopflow_activation_by_sop", "sop", "number"),
)
"""Which version of an SOP became current: the last one is."""
INSTANCE: Final = Table(
    "sopflow_instance",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    *_texts("sop", "version", "digest"),
    Column("revision", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("subject", Text),
    Column("unit", Text),
    Column("end_name", Text),
    Column("started_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("wakes_at", BigInteger),
    Column("claimed_until", BigInteger, nullable=False, server_default="0"),
    Column("due", BigInteger),
    Column("provisional", Integer, nullable=False, server_default="0"),
    *_texts("head", "snapshot"),
    Column("audience", Text),
    Column("started_by", Text, nullable=False, server_default=""),
    Column("parent", Text),
    Column("ended_at", BigInteger),
    Index("sopflow_instance_by_starter", "started_by", "started_at", "number"),
    _partial("sopflow_instance_by_parent", "parent", "started_at", "number", where="parent IS NOT NULL"),
    _partial("sopflow_instance_by_end", "ended_at", "number", where="ended_at IS NOT NULL"),
    Index("sopflow_instance_by_start", "started_at", "number"),
    Index("sopflow_instance_by_sop", "sop", "status", "started_at", "number"),
    Index("sopflow_instance_by_status", "status", "started_at", "number"),
    _partial("sopflow_instance_by_unit", "unit", "status", "started_at", "number", where="unit IS NOT NULL"),
    _partial("sopflow_instance_by_due", "due", "number", where="due IS NOT NULL"),
    _partial("sopflow_instance_provisional", "started_at", "number", where="provisional = 1"),
    _partial("sopflow_instance_waking", "wakes_at", where="wakes_at IS NOT NULL"),
    _partial(
        "sopflow_instance_by_audience", "audience", "status", "started_at", "number", where="audience IS NOT NULL"
    ),
)
CASE: Final = Table(
    "sopflow_case",
    METADATA,
    Column("instance", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
"""The fields of an instance that has some, as JSON, and the event that changed them last."""
PRIVATE: Final = Table(
    "sopflow_private",
    METADATA,
    Column("instance", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("field", Text, primary_key=True),
    *_texts("salt", "value"),
)
"""Personal values as JSON, of which events, columns and lists have what stands for them. Only here are they removed."""
for _column in ("salt", "value"):  # statistics would keep values after they are removed
    _none: Any = DDL(f"ALTER TABLE sopflow_private ALTER COLUMN {_column} SET STATISTICS 0")  # type: ignore[no-untyped-call]
    event.listen(PRIVATE, "after_create", _none.execute_if(dialect="postgresql"))
_TEXT: Final = Text().with_variant(Text(collation="C"), "postgresql")
"""A text that is compared as its characters are numbered, in any database."""
FIELD: Final = Table(
    "sopflow_field",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("field", Text, primary_key=True),
    Column("item", Integer, primary_key=True, autoincrement=False),
    Column("sop", Text, nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("text_value", _TEXT),
    Column("whole_value", BigInteger),
    Column("decimal_value", Double),
    Column("audience", Text, nullable=False),
    *(
        _partial(
            f"sopflow_field_by_{name}", "sop", "field", f"{name}_value", "started_at", "number",
            where=f"{name}_value IS NOT NULL",
        )
        for name in ("text", "whole", "decimal")
    ),
    Index("sopflow_field_by_audience", "sop", "field", "audience", "number"),
    sqlite_with_rowid=False,
)  # fmt: skip
"""The values of fields that are searched, and which audience sees each; of several choices each is an item."""
READER: Final = Table(
    "sopflow_reader",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    *_texts("audience", "person", is_key=True),
    sqlite_with_rowid=False,
)
"""Who sees in an instance what an audience of its fields does, whatever position they hold."""
EVENT: Final = Table(
    "sopflow_event",
    METADATA,
    Column("position", _NUMBER, primary_key=True, autoincrement=True),
    Column("instance", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    *_texts("body", "hash"),
    Column("seal", Text),
    UniqueConstraint("instance", "revision"),
)
WORK_ITEM: Final = Table(
    "sopflow_work_item",
    METADATA,
    *_texts("instance", "step", is_key=True),
    Column("visit", Integer, primary_key=True),
    Column("actor", Text, primary_key=True),
    Column("due", BigInteger, nullable=False),
    Column("is_first", Integer, nullable=False),
    Column("sop", Text, nullable=False, server_default=""),
    Column("unit", Text),
    Column("person", Text),
    Index("sopflow_work_item_by_actor", "actor", *_ORDER[:-1]),
    _partial("sopflow_work_item_by_due", *_ORDER, where="is_first = 1"),
    _partial(
        "sopflow_work_item_by_step", "step", "sop", "due", "instance", "visit", "actor", where="is_first > 0"
    ),
    _partial("sopflow_work_item_by_place", "actor", "unit", *_ORDER[:-1], where="unit IS NOT NULL"),
    _partial("sopflow_work_item_by_unit", "unit", *_ORDER, where="unit IS NOT NULL AND is_first = 1"),
    _partial("sopflow_work_item_by_person", "person", *_ORDER, where="person IS NOT NULL"),
    sqlite_with_rowid=False,
)
"""`is_first` is 1 where a work item is counted once, 2 for a row that nobody performs, 0 for the others."""
WORD: Final = Table(
    "sopflow_word",
    METADATA,
    Column("word", _TEXT, primary_key=True),
    Column("started_at", BigInteger, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""The words of subjects, for searching."""
POSITION: Final = Table(
    "sopflow_position",
    METADATA,
    *_texts("audience", "position", is_key=True),
    *_texts("unit", "sop"),
    Index("sopflow_position_by_place", "position", "unit", "sop", "audience"),
    sqlite_with_rowid=False,
)
"""Which positions may see the instances of an audience; of no unit where it is blank."""
PERSON: Final = Table(
    "sopflow_person",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("person", Text, primary_key=True),
    Column("started_at", BigInteger, nullable=False),
    Column("acted", Integer, nullable=False),
    Index("sopflow_person_by_start", "person", "started_at", "number"),
    sqlite_with_rowid=False,
)
"""Who acts in which instance, and (`acted` is 1) who has acted."""
KEY: Final = Table(
    "sopflow_key",
    METADATA,
    *_texts("scope", "key", is_key=True),
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
SET_ASIDE: Final = Table(
    "sopflow_set_aside",
    METADATA,
    *_texts("subscriber", "instance", is_key=True),
    Column("revision", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("failed_at", BigInteger, nullable=False),
    Column("next_at", BigInteger),
    Column("problem", Text, nullable=False),
)
EPOCH: Final = Table("sopflow_epoch", METADATA, Column("value", Text, primary_key=True))
"""One row: which numbering of `sopflow_event.position` this is."""


def include_name(name: str | None, kind: str, parents: Mapping[str, str | None]) -> bool:
    """Return whether Alembic's autogenerate may look at a name in the database: everything but sopflow's tables. Pass
    it as `include_name` to `context.configure`; without it the host's next revision would drop these tables."""
    return kind != "table" or name is None or not name.startswith(PREFIX)
