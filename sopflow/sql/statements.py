"""Every statement that a command or a look-up by id runs, compiled for one dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Table, Text, and_, bindparam, delete, literal_column, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from .prepared import Prepared
from .tables import ACTIVATION, DEFINITION, EPOCH, EVENT, INSTANCE, KEY, SUBSCRIBER, WORD, WORK_ITEM

if TYPE_CHECKING:
    from sqlalchemy import Dialect

_I, _E, _W, _K, _D, _S, _A = (t.c for t in (INSTANCE, EVENT, WORK_ITEM, KEY, DEFINITION, SUBSCRIBER, ACTIVATION))


class Statements:
    """Names say what each does; the names that it binds are its columns' unless said."""

    def __init__(self, dialect: Dialect) -> None:
        insert: Any = postgresql.insert if dialect.name == "postgresql" else sqlite.insert

        def unless_there(table: Table, *columns: str) -> Prepared:
            """Insert a row; none where its key is taken."""
            values: dict[str, Any] = {name: bindparam(name) for name in columns}
            return Prepared(insert(table).values(values).on_conflict_do_nothing(), dialect)

        def prepared(statement: Any) -> Prepared:
            return Prepared(statement, dialect)

        moved = ("revision", "changed_at", "head", "snapshot")
        turned = ("status", "end_name", "wakes_at", "claimed_until", "due", "provisional", "version", "digest")
        fixed = ("id", "sop", "subject", "unit", "started_at")
        self.load = prepared(select(_I.snapshot, _I.revision, _I.head).where(_I.id == bindparam("instance")))
        self.start = unless_there(INSTANCE, *fixed, *moved, *turned)

        def follow(*columns: str) -> Prepared:
            """The next revision of an instance; none where it is not at the one before."""
            here = update(INSTANCE).where(_I.id == bindparam("instance"), _I.revision == bindparam("before"))
            return prepared(here.values({name: bindparam(name) for name in columns}))

        # what most events leave alone stands in indexes, which SQLite writes anew for each column that is named
        self.advance, self.turn = follow(*moved), follow(*moved, *turned)
        self.record = prepared(
            insert(EVENT).values({n: bindparam(n) for n in ("instance", "revision", "body", "hash", "seal")})
        )
        self.open = prepared(insert(WORK_ITEM).values({c.name: bindparam(c.name) for c in WORK_ITEM.c}))
        words = select(bindparam("word", type_=Text), _I.started_at, _I.number).where(
            _I.id == bindparam("instance")
        )
        self.word = prepared(insert(WORD).from_select(["word", "started_at", "number"], words))
        names = ("instance", "step", "visit", "actor")
        self.close = prepared(delete(WORK_ITEM).where(*(WORK_ITEM.c[n] == bindparam(n) for n in names)))
        self.claim_key = unless_there(KEY, "scope", "key", "instance", "revision")
        self.keyed = prepared(
            select(_E.body)
            .join(KEY, and_(_E.instance == _K.instance, _E.revision == _K.revision))
            .where(_K.scope == bindparam("scope"), _K.key == bindparam("key"))
        )
        self.history = prepared(select(_E.body).where(_E.instance == bindparam("instance")).order_by(_E.revision))
        self.body = prepared(
            select(_E.body).where(_E.instance == bindparam("instance"), _E.revision == bindparam("revision"))
        )
        limit = bindparam("limit", type_=BigInteger)
        waking = select(_I.number).where(_I.wakes_at <= bindparam("now"), _I.claimed_until <= bindparam("now"))
        # what another is just claiming is left to it
        mine = waking.order_by(_I.wakes_at).limit(limit).with_for_update(skip_locked=True)
        self.claim = prepared(
            update(INSTANCE)
            .where(_I.number.in_(mine))
            .values(claimed_until=bindparam("until"))
            .returning(_I.wakes_at, _I.id)
        )
        self.keep = unless_there(DEFINITION, "digest", "sop", "version", "body")
        self.has_definition = prepared(select(_D.number).where(_D.digest == bindparam("digest")))
        self.definition = prepared(select(_D.body).where(_D.digest == bindparam("digest")))
        self.version = prepared(
            select(_D.body, _D.digest).where(_D.sop == bindparam("sop"), _D.version == bindparam("version"))
        )
        columns = ("sop", "version", "digest", "activated_at", "person")
        self.activate = prepared(insert(ACTIVATION).values({name: bindparam(name) for name in columns}))
        of_sop = [_A.sop == bindparam("sop")]
        self.current = prepared(
            select(_A.digest).where(*of_sop).order_by(_A.number.desc()).limit(literal_column("1"))
        )
        self.activations = prepared(select(*(_A[name] for name in columns)).where(*of_sop).order_by(_A.number))
        last = select(_A.digest).where(_A.sop == _D.sop).order_by(_A.number.desc()).limit(literal_column("1"))
        is_current = last.scalar_subquery() == _D.digest
        self.versions = prepared(select(_D.sop, _D.version, _D.digest, is_current).order_by(_D.number))
        # what may still come before a position that is missing is known by the oldest transaction that runs
        is_postgresql = dialect.name == "postgresql"
        oldest = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint" if is_postgresql else "0"
        self.recorded = prepared(
            select(_E.position, _E.body, literal_column(oldest))
            .where(_E.position > bindparam("after"))
            .order_by(_E.position)
            .limit(limit)
        )
        self.epoch = prepared(select(EPOCH.c.value))
        self.begin = prepared(select(literal_column("pg_current_xact_id()::text::bigint")))
        self.subscribe = unless_there(SUBSCRIBER, "name", "position", "holder", "leased_until")
        self.lease = prepared(
            update(SUBSCRIBER)
            .where(
                _S.name == bindparam("subscriber"),
                or_(_S.holder == bindparam("who"), _S.leased_until <= bindparam("now")),
            )
            .values(holder=bindparam("who"), leased_until=bindparam("until"))
        )
        self.cursor = prepared(select(_S.position).where(_S.name == bindparam("subscriber")))
        self.move = prepared(
            update(SUBSCRIBER)
            .where(_S.name == bindparam("subscriber"), _S.holder == bindparam("who"))
            .values(position=bindparam("to"))
        )
