"""Every statement that a command, a look-up by id or a subscriber runs, as it is sent.

SQLite and PostgreSQL understand the same text but where it says so. What it binds is named as its column, unless a name
says more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .columns import VERSION_TABLE

_MOVED = ("revision", "changed_at", "head", "snapshot")
_TURNED = (
    "status",
    "end_name",
    "wakes_at",
    "claimed_until",
    "due",
    "provisional",
    "version",
    "digest",
    "audience",
)
_FIXED = ("id", "sop", "subject", "unit", "started_at", "started_by", "parent")
_VALUE = ("field", "item", "text_value", "whole_value", "decimal_value", "audience")
_EVENT = ("instance", "revision", "body", "hash")
_ITEM = ("instance", "step", "visit", "actor", "due", "is_first", "sop")
_ACTIVATION = ("sop", "version", "digest", "activated_at", "person")
_PRIVATE = ("instance", "revision", "field", "salt", "value")
_ASIDE = ("instance", "revision", "last", "attempts", "failed_at", "next_at", "problem")


class Statements:
    """Each is called with a connection and its values, and gives the driver's cursor.

    `prepare` makes something to call of a text.
    """

    def __init__(self, prepare: Callable[[str], Any], *, is_postgresql: bool = False) -> None:
        self.version_of_schema = prepare(f"SELECT version_num FROM {VERSION_TABLE}")

        # -- instances
        self.load = prepare("SELECT snapshot, revision, head FROM sopflow_instance WHERE id = :instance")
        # who looks at it to decide on another, or writes both, waits for whoever moves it
        waiting = " FOR NO KEY UPDATE" if is_postgresql else ""
        self.hold = prepare(f"SELECT revision FROM sopflow_instance WHERE id = :instance{waiting}")
        self.load_whole = prepare(
            "SELECT snapshot, sopflow_instance.revision, head, body FROM sopflow_instance"
            " LEFT JOIN sopflow_case ON instance = id WHERE id = :instance"
        )
        self.put_case = prepare(
            _insert("case", "instance", "revision", "body")
            + " ON CONFLICT (instance) DO UPDATE SET revision = excluded.revision, body = excluded.body"
        )
        self.put_private = prepare(_insert("private", *_PRIVATE))
        self.private = prepare(
            f"SELECT {', '.join(_PRIVATE)} FROM sopflow_private WHERE instance = :instance ORDER BY revision, field"
        )
        self.redact = prepare("DELETE FROM sopflow_private WHERE instance = :instance")
        self.redact_field = prepare("DELETE FROM sopflow_private WHERE instance = :instance AND field = :field")
        # what SQLite removes it leaves in free pages, unless it is told to write over it
        self.overwrite = None if is_postgresql else prepare("PRAGMA secure_delete = ON")
        self.start = prepare(_START)
        # what most events leave alone stands in indexes, which SQLite writes anew for each column that is named
        self.advance = prepare(_follow(*_MOVED))
        self.turn = prepare(_follow(*_MOVED, *_TURNED, also=_ENDED))
        # on PostgreSQL each statement is a journey; on SQLite more of them cost nothing
        self.at_once = {
            (turns, knows, takes_place): prepare(
                _at_once(
                    *_MOVED, *(_TURNED if turns else ()),
                    knows=knows, takes_place=takes_place, also=_ENDED if turns else "",
                )
            )
            for turns in (False, True)
            for knows in (False, True)
            for takes_place in (False, True)
            if is_postgresql
        }  # fmt: skip
        """By whether a change turns what most leave alone, whether somebody acts who did not before, and whether one work item
        takes the place of another; none on SQLite."""
        self.start_at_once: Any = prepare(_start_at_once()) if is_postgresql else None
        # SQLite's driver takes longer to bind that there is nothing than to bind a text
        self.record = prepare(_insert("event", *_EVENT))
        self.record_sealed = prepare(_insert("event", *_EVENT, "seal"))
        self.open = prepare(_insert("work_item", *_ITEM))
        self.open_in = prepare(_insert("work_item", *_ITEM, "unit", "person"))
        self.close = prepare(
            "DELETE FROM sopflow_work_item"
            " WHERE instance = :instance AND step = :step AND visit = :visit AND actor = :actor"
        )
        # both at once where one work item takes the place of another, as with most completions
        self.move_on = prepare(
            f"UPDATE sopflow_work_item SET {_PUT}"
            " WHERE instance = :instance AND step = :was_step AND visit = :was_visit AND actor = :was_actor"
        )
        self.word = prepare(
            "INSERT INTO sopflow_word (word, started_at, number)"
            " SELECT CAST(:word AS TEXT), started_at, number FROM sopflow_instance WHERE id = :instance"
        )
        self.unword = prepare(
            "DELETE FROM sopflow_word WHERE word = :word"
            f" AND started_at = (SELECT started_at FROM sopflow_instance WHERE id = :instance) AND number = {_NUMBER_OF}"
        )
        self.retitle = prepare("UPDATE sopflow_instance SET subject = :subject WHERE id = :instance")
        self.position = prepare(_insert("position", "audience", "position", "unit", "sop") + _UNLESS_THERE)
        self.know = prepare(
            "INSERT INTO sopflow_person (person, started_at, number, acted)"
            " SELECT CAST(:person AS TEXT), started_at, number, CAST(:acted AS INTEGER)"
            f" FROM sopflow_instance WHERE id = :instance{_OR_HAS_ACTED}"
        )
        self.forget = prepare(
            f"DELETE FROM sopflow_person WHERE person = :person AND acted = 0 AND number = {_NUMBER_OF}"
        )
        self.put_value = prepare(
            f"INSERT INTO sopflow_field ({', '.join(_VALUE)}, number, sop, started_at)"
            " SELECT CAST(:field AS TEXT), CAST(:item AS INTEGER), CAST(:text_value AS TEXT), CAST(:whole_value AS BIGINT),"
            " CAST(:decimal_value AS DOUBLE PRECISION), CAST(:audience AS TEXT), number, sop, started_at"
            " FROM sopflow_instance WHERE id = :instance"
        )
        self.drop_value = prepare(
            f"DELETE FROM sopflow_field WHERE field = :field AND item = :item AND number = {_NUMBER_OF}"
        )
        self.put_reader = prepare(
            "INSERT INTO sopflow_reader (number, audience, person)"
            " SELECT number, CAST(:audience AS TEXT), CAST(:person AS TEXT) FROM sopflow_instance WHERE id = :instance"
        )
        self.drop_reader = prepare(
            f"DELETE FROM sopflow_reader WHERE audience = :audience AND person = :person AND number = {_NUMBER_OF}"
        )
        self.claim_key = prepare(_insert("key", "scope", "key", "instance", "revision") + _UNLESS_THERE)
        self.keyed = prepare(
            "SELECT body FROM sopflow_event JOIN sopflow_key USING (instance, revision)"
            " WHERE scope = :scope AND key = :key"
        )
        self.history = prepare("SELECT body FROM sopflow_event WHERE instance = :instance ORDER BY revision")
        self.body = prepare("SELECT body FROM sopflow_event WHERE instance = :instance AND revision = :revision")
        # what another is just claiming is left to it
        skipping = " FOR UPDATE SKIP LOCKED" if is_postgresql else ""
        self.claim = prepare(
            "UPDATE sopflow_instance SET claimed_until = :until WHERE number IN (SELECT number FROM sopflow_instance"
            f" WHERE wakes_at <= :now AND claimed_until <= :now ORDER BY wakes_at LIMIT :limit{skipping})"
            " RETURNING wakes_at, id"
        )

        # -- definitions
        self.keep = prepare(_insert("definition", "digest", "sop", "version", "body") + _UNLESS_THERE)
        self.has_definition = prepare("SELECT number FROM sopflow_definition WHERE digest = :digest")
        self.definition = prepare("SELECT body FROM sopflow_definition WHERE digest = :digest")
        self.version = prepare(
            "SELECT body, digest FROM sopflow_definition WHERE sop = :sop AND version = :version"
        )
        versions = (
            f"SELECT sop, version, digest, digest = ({_last('digest', 'sopflow_definition.sop')})"
            " FROM sopflow_definition"
        )
        self.versions = prepare(f"{versions} ORDER BY number")
        self.versions_of = prepare(f"{versions} WHERE sop = :sop ORDER BY number")
        self.activate = prepare(_insert("activation", *_ACTIVATION))
        self.current = prepare(_last("digest", ":sop"))
        self.activations = prepare(
            f"SELECT {', '.join(_ACTIVATION)} FROM sopflow_activation WHERE sop = :sop ORDER BY number"
        )

        # -- subscribers
        # what may still come before a position that is missing is known by the oldest transaction that runs
        oldest = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint" if is_postgresql else "0"
        self.recorded = prepare(
            f"SELECT position, body, {oldest} FROM sopflow_event WHERE position > :after"
            " ORDER BY position LIMIT :limit"
        )
        self.last = prepare("SELECT coalesce(max(position), 0) FROM sopflow_event")
        self.behind = prepare("SELECT count(*) FROM sopflow_event WHERE position > :position")
        self.begin = prepare("SELECT pg_current_xact_id()::text::bigint")
        self.epoch = prepare("SELECT value FROM sopflow_epoch")
        self.renumber = prepare("UPDATE sopflow_epoch SET value = :value")
        self.subscribe = prepare(
            _insert("subscriber", "name", "position", "holder", "leased_until") + _UNLESS_THERE
        )
        self.lease = prepare(
            "UPDATE sopflow_subscriber SET holder = :holder, leased_until = :until"
            " WHERE name = :name AND (holder = :holder OR leased_until <= :now)"
        )
        self.cursor = prepare("SELECT position FROM sopflow_subscriber WHERE name = :name")
        self.cursors = prepare("SELECT name, position FROM sopflow_subscriber ORDER BY name")
        self.move = prepare(
            "UPDATE sopflow_subscriber SET position = :position WHERE name = :name AND holder = :holder"
        )
        self.set_aside = prepare(
            f"SELECT {', '.join(_ASIDE)} FROM sopflow_set_aside WHERE subscriber = :subscriber"
            " ORDER BY failed_at, instance"
        )
        self.put_aside = prepare(_insert("set_aside", "subscriber", *_ASIDE))
        self.take_up = prepare(
            "DELETE FROM sopflow_set_aside WHERE subscriber = :subscriber AND instance = :instance"
        )


_NUMBER_OF = "(SELECT number FROM sopflow_instance WHERE id = :instance)"
_ENDED = "ended_at = CASE WHEN CAST(:ended_at AS BIGINT) = 0 THEN ended_at ELSE CAST(:ended_at AS BIGINT) END"
"""0 says that it had ended before."""
_PUT = "step = :step, visit = :visit, actor = :actor, due = :item_due, is_first = :is_first"
"""One work item in the place of another. An instance has a `due` of its own."""
_BOUND = re.compile(r":(\w+)")
_UNLESS_THERE = " ON CONFLICT DO NOTHING"
_OR_HAS_ACTED = (
    " ON CONFLICT (number, person)"
    " DO UPDATE SET acted = excluded.acted WHERE excluded.acted > sopflow_person.acted"
)


def _insert(table: str, *columns: str) -> str:
    values = ", ".join(f":{name}" for name in columns)
    return f"INSERT INTO sopflow_{table} ({', '.join(columns)}) VALUES ({values})"


def _follow(*columns: str, also: str = "") -> str:
    """The next revision of an instance; none where it is not at the one before, or its chain is another."""
    moved = ", ".join([*(f"{name} = :{name}" for name in columns), *([also] if also else [])])
    return f"UPDATE sopflow_instance SET {moved} WHERE id = :instance AND revision = :before AND head = :previous"


def _rows(name: str, columns: str) -> str:
    """The objects of a list in JSON, as rows."""
    return f"json_to_recordset(CAST(CAST(:{name} AS text) AS json)) AS {name} ({columns})"


def _start(*columns: str) -> str:
    """An instance, where its version of the SOP is stored and no other has its id."""
    values = ", ".join(f":{name}" for name in columns)
    stored = "EXISTS (SELECT 1 FROM sopflow_definition WHERE sop = :sop AND version = :version)"
    return f"INSERT INTO sopflow_instance ({', '.join(columns)}) SELECT {values} WHERE {stored}{_UNLESS_THERE}"


_START = _start(*_FIXED, *_MOVED, *_TURNED, "ended_at")

# -- parts of what PostgreSQL does at once

_CLOSED = "step text, visit int, actor text"
_KNOWN = "person text, acted int"
_OPENED = f"{_CLOSED}, due bigint, is_first int, person text"
_RETURNING = "RETURNING id, sop, unit, started_at, number"
_RECORDED = """recorded AS (
            INSERT INTO sopflow_event (instance, revision, body, hash, seal)
            SELECT id, CAST(:revision AS int), CAST(:body AS text), CAST(:head AS text), CAST(:seal AS text) FROM moved
        )"""
_CLOSE = f"""closed AS (
            DELETE FROM sopflow_work_item AS item USING moved, {_rows("closed", _CLOSED)}
            WHERE item.instance = CAST(:instance AS text)
            AND (item.step, item.visit, item.actor) = (closed.step, closed.visit, closed.actor)
        )"""
_LISTED = f"""opened AS (
            INSERT INTO sopflow_work_item (instance, sop, unit, step, visit, actor, due, is_first, person)
            SELECT moved.id, moved.sop, moved.unit, opened.* FROM moved, {_rows("opened", _OPENED)}
        )"""
_TAKEN = f"""listed AS (
            INSERT INTO sopflow_work_item (instance, sop, unit, step, visit, actor, due, is_first)
            SELECT id, sop, unit, CAST(:was_step AS text), CAST(:was_visit AS int), CAST(:was_actor AS text), 0, 0 FROM moved
            ON CONFLICT (instance, step, visit, actor) DO UPDATE SET {_PUT}
            RETURNING (step, visit, actor) = (:step, :visit, :actor) AS is_put
        )"""
"""A work item is found by its key without a plan. Where all that it stood beside is closed, its table is as good as empty at
times, and a plan that is made then reads the table from its beginning to its end."""
_SEEN = f"""known AS (
            INSERT INTO sopflow_person (person, started_at, number, acted)
            SELECT known.person, moved.started_at, moved.number, known.acted FROM moved, {_rows("known", _KNOWN)}
            {_OR_HAS_ACTED}
        )"""


def _at_once(*columns: str, knows: bool, takes_place: bool, also: str = "") -> str:
    """The next revision of an instance with all that belongs to it: a row where it was made, which says whether a work item
    that another takes the place of was there.

    Otherwise work items are bound as JSON, of which a driver makes less work than of arrays.
    """
    return f"""
        WITH moved AS ({_follow(*columns, also=also)} {_RETURNING}),
        {_RECORDED}, {_TAKEN if takes_place else f"{_CLOSE}, {_LISTED}"}{f", {_SEEN}" if knows else ""}
        SELECT {"is_put FROM listed" if takes_place else "TRUE FROM moved"}"""


def _start_at_once() -> str:
    """An instance with all that belongs to it: a row where it was made."""
    return f"""
        WITH moved AS ({_START} {_RETURNING}),
        {_RECORDED}, {_LISTED}, {_SEEN},
        named AS (
            INSERT INTO sopflow_word (word, started_at, number)
            SELECT words.word, moved.started_at, moved.number FROM moved, {_rows("words", "word text")}
        )
        SELECT TRUE FROM moved"""


def _last(column: str, sop: str) -> str:
    return f"SELECT {column} FROM sopflow_activation WHERE sop = {sop} ORDER BY number DESC LIMIT 1"


def on_sqlite(text: str) -> Any:
    """A statement for a connection of SQLite's own driver, which binds by place faster than by name.

    Its function is put together as one would write it by hand, of the statements above alone: to collect the values in a
    mapping and pick them out of it takes as long as to run some of them.
    """
    names = _BOUND.findall(text)
    values = "".join(f"{name}, " for name in names)
    takes = f"connection, *, {', '.join(dict.fromkeys(names))}" if names else "connection"
    known: dict[str, Any] = {"sql": _BOUND.sub("?", text)}
    exec(f"def run({takes}): return connection.execute(sql, ({values}))", known)
    return known["run"]
