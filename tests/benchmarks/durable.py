"""Figures of the stores: `python -m tests.benchmarks.durable [--short] [--scale 1000 10000 ...] [--url postgresql://…]`.

The work is that of `bench`: an 11-row SOP with one return, 13 completions, a commit each. Beside it, in turns, the
same number of statements by hand on the bare driver, which is the limit: a record and the state for each completion, each
a word or two; and once more with a record and a state as long as ours. `--scale` fills a database with so many open
instances and times single acts and first pages. Without `--url` a PostgreSQL server is started for it, if there is one.
Prints; never fails on a time.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from threading import Thread

import sopflow
from sopflow.engine.chain import ROOT, link
from sopflow.engine.store import Query
from sopflow.sql import SQLStore
from sopflow.sql.columns import micros
from sopflow.sql.records import event_text, snapshot_text
from sopflow.sql.tables import EVENT, INSTANCE, WORK_ITEM
from tests import postgres
from tests.benchmarks.bench import ACTOR, PATH, SOP, STEPS

RAW = (
    "CREATE TABLE raw_instance (id BIGINT PRIMARY KEY, revision INTEGER, state TEXT)",
    "CREATE TABLE raw_event (instance BIGINT, revision INTEGER, body TEXT, PRIMARY KEY (instance, revision))",
    "CREATE TABLE raw_item (instance BIGINT, step TEXT, actor TEXT, due FLOAT, PRIMARY KEY (instance, step))",
    "CREATE INDEX raw_by_actor ON raw_item (actor, due)",
)
NEXT = {(a, None): b for a, b in zip(STEPS, [*STEPS[1:], "end"], strict=True)} | {
    (STEPS[3], "N"): STEPS[2], (STEPS[3], "Y"): STEPS[4],
}  # fmt: skip


RECORD, STATE = "r" * 600, "s" * 1_000
"""As long as an event and a snapshot of this SOP."""


def raw(execute, mark, begin, commit, record="", whole="", after=0):
    """The five statements of a completion, by hand; on instances with numbers after `after`."""
    count = [after]

    def full():
        count[0] += 1
        one, state = count[0], STEPS[0]
        begin()
        execute(f"INSERT INTO raw_instance VALUES ({mark}, 0, {mark})", (one, state + whole))
        execute(
            f"INSERT INTO raw_item VALUES ({mark}, {mark}, {mark}, {mark})", (one, state, "camat", time.time())
        )
        commit()
        for at, (step, outcome) in enumerate(PATH):
            begin()
            execute(f"SELECT revision, state FROM raw_instance WHERE id = {mark}", (one,)).fetchone()
            state = NEXT[step, outcome]
            execute(
                f"UPDATE raw_instance SET state = {mark}, revision = revision + 1 WHERE id = {mark} AND revision = {mark}",
                (state + whole, one, at),
            )
            execute(
                f"INSERT INTO raw_event VALUES ({mark}, {mark}, {mark})", (one, at, f"{step} {outcome}{record}")
            )
            execute(f"DELETE FROM raw_item WHERE instance = {mark} AND step = {mark}", (one, step))
            if state != "end":
                values = (one, state, ACTOR[state], time.time())
                execute(f"INSERT INTO raw_item VALUES ({mark}, {mark}, {mark}, {mark})", values)
            commit()

    return full


def raw_sqlite(path, *texts):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    for statement in RAW:
        connection.execute(statement)
    begin = lambda: connection.execute("BEGIN IMMEDIATE")  # noqa: E731
    return raw(connection.execute, "?", begin, connection.commit, *texts)


def raw_postgres(url, after=0):
    import psycopg

    connection = psycopg.connect(url)
    for statement in RAW if not after else ():
        connection.execute(statement)
    connection.commit()
    return raw(connection.execute, "%s", lambda: None, connection.commit, after=after)


def raw_beside(url):
    """The same in another process, where its tables are there already."""
    return raw_postgres(url, os.getpid() * 1_000_000)


def ours(target):
    engine = sopflow.Engine(SQLStore(target, create=True))
    engine.register(SOP)

    def full():
        run = engine.start("pengawalan", "camat")
        for step, outcome in PATH:
            run = engine.complete(run.id, step, ACTOR[step], outcome)

    return full


WARMING = 3
"""Seconds; a folder that changed is looked at more closely for two."""


def rate(full, runs):
    start = time.perf_counter()
    for _ in range(runs):
        full()
    return runs * len(PATH) / (time.perf_counter() - start)


def interval(values):
    """The median of some values, and between which it lies with 95 %."""
    values = sorted(values)
    skipped = max(0, int((len(values) - 1.96 * len(values) ** 0.5) / 2))
    return f"{statistics.median(values):.2f} [{values[skipped]:.2f}, {values[-1 - skipped]:.2f}]"


def beside(name, one, others, runs, rounds):
    until = time.monotonic() + WARMING
    while time.monotonic() < until:
        for full in (one, *others.values()):
            full()
    rounds = [[rate(full, runs) for full in (one, *others.values())] for _ in range(rounds)]
    print(f"{name}: sopflow {statistics.median(r[0] for r in rounds):,.0f}/s", flush=True)
    for at, other in enumerate(others, 1):
        print(
            f"  {other} {statistics.median(r[at] for r in rounds):,.0f}/s, ratio {interval([r[0] / r[at] for r in rounds])}",
            flush=True,
        )


def threads(full, count, runs):
    """Completions a second of several threads together."""
    some = [Thread(target=lambda: [full() for _ in range(runs // count)]) for _ in range(count)]
    start = time.perf_counter()
    for one in some:
        one.start()
    for one in some:
        one.join()
    return runs // count * count * len(PATH) / (time.perf_counter() - start)


def processes(make, target, count):
    """Several that each do the work of `make` as often as they are told, and say when it is done."""
    code = (
        f"import sys; from tests.benchmarks import durable as d; full = d.{make}(sys.argv[1]); full(); print(flush=True)\n"
        "for line in sys.stdin: [full() for _ in range(int(line))]; print(flush=True)"
    )
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, target], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(count)
    ]
    for child in children:
        child.stdout.readline()
    return children


def together(children, runs):
    """Completions a second of some processes together."""
    start = time.perf_counter()
    for child in children:
        child.stdin.write(f"{runs}\n")
        child.stdin.flush()
    for child in children:
        child.stdout.readline()
    return len(children) * runs * len(PATH) / (time.perf_counter() - start)


def two_beside_one(url, runs, rounds):
    """How much more two processes do than one; and the bare driver, which is what the machine allows."""
    every = {"sopflow": processes("ours", url, 2), "raw": processes("raw_beside", url, 2)}
    try:
        found = {name: [] for name in every}
        for _ in range(rounds):
            for name, children in every.items():
                found[name].append((together(children[:1], runs), together(children, runs)))
    finally:
        for child in [child for children in every.values() for child in children]:
            child.kill()
            child.wait()
    for name, pairs in found.items():
        one, two = (statistics.median(some) for some in zip(*pairs, strict=True))
        ratio = interval([b / a for a, b in pairs])
        print(f"PostgreSQL, {name}: one process {one:,.0f}/s, two {two:,.0f}/s, ratio {ratio}")


_WORDS = """INSERT INTO sopflow_word
SELECT 'kunjungan', started_at, number FROM sopflow_instance WHERE subject IS NOT NULL AND number > {after} UNION ALL
SELECT substr(subject, 11), started_at, number FROM sopflow_instance WHERE subject IS NOT NULL AND number > {after}"""


class Camat:
    """A directory of one person, who is camat in one of 13 districts."""

    def roles(self, person, at, unit):
        return {"camat": sopflow.Role()} if unit == "kec-3" else {}

    def units(self):
        return [f"kec-{n}" for n in range(13)]


def filled(store, count):
    """Add open instances until there are so many, all at the first row, due one after the other."""
    engine = sopflow.Engine(clock=(clock := sopflow.ManualClock(sopflow.SystemClock.now() - timedelta(days=400))))
    engine.register(SOP)
    with store.engine.connect() as connection:
        there = connection.exec_driver_sql("SELECT count(*) FROM sopflow_instance").scalar_one()
    for begin in range(there, count, 5000):
        events, instances, items = [], [], []
        for number in range(begin, min(begin + 5000, count)):
            clock.advance(timedelta(seconds=1))
            run = engine.start("pengawalan", "camat", subject=f"Kunjungan {number}", unit=f"kec-{number % 13}")
            (event,) = engine.history(run.id)
            body = event_text(event)
            head = link(ROOT, body.encode())
            events.append({"instance": run.id, "revision": 1, "body": body, "hash": head})
            instances.append(
                {
                    "id": run.id,
                    "sop": run.sop,
                    "version": run.version,
                    "digest": run.digest,
                    "revision": 1,
                    "status": run.status,
                    "subject": run.subject,
                    "unit": run.unit,
                    "started_at": micros(run.started_at),
                    "changed_at": micros(run.at),
                    "head": head,
                    "snapshot": snapshot_text(run),
                }
            )
            items += [
                {
                    "instance": run.id,
                    "step": row.step,
                    "visit": row.visit,
                    "actor": row.actors[0],
                    "due": micros(row.due),
                    "is_first": 1,
                    "sop": run.sop,
                    "unit": run.unit,
                }
                for row in run.active
            ]
        with store.engine.begin() as connection:
            after = connection.exec_driver_sql(
                "SELECT coalesce(max(number), 0) FROM sopflow_instance"
            ).scalar_one()
            connection.execute(INSTANCE.insert(), instances)
            connection.execute(EVENT.insert(), events)
            connection.execute(WORK_ITEM.insert(), items)
            connection.exec_driver_sql(_WORDS.format(after=after))
        engine = sopflow.Engine(clock=clock)
        engine.register(SOP)
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def timed(work, times):
    """The median in milliseconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def scaled(name, target, sizes):
    print(
        f"\n{name}, milliseconds (median): open | start | complete | worklist of actor | person | unit | overdue | search | by sop | by step"
    )
    store = SQLStore(target, create=True)
    engine = sopflow.Engine(store)
    engine.register(SOP)
    people = sopflow.Engine(store, directory=Camat())
    for size in sizes:
        _measured(store, engine, people, size)
    return store


def _measured(store, engine, people, size):
    begun = time.perf_counter()
    filled(store, size)
    fresh = [engine.start("pengawalan", "camat").id for _ in range(60)]
    acts = iter(fresh)
    figures = (
        timed(lambda: engine.start("pengawalan", "camat"), 60),
        timed(lambda: engine.complete(next(acts), STEPS[0], "camat"), 60),
        timed(lambda: engine.worklist_page("camat", limit=50), 30),
        timed(lambda: people.worklist_page(person="siti", limit=50), 30),
        timed(lambda: engine.worklist_page(unit="kec-3", limit=50), 30),
        timed(lambda: engine.overdue(limit=50), 30),
        timed(lambda: store.find(Query(subject=f"kunjungan {size // 2}"), None, 50), 30),
        timed(lambda: engine.find(sop="pengawalan", status="running", limit=50), 30),
        timed(lambda: engine.find(sop="pengawalan", step=STEPS[0], limit=50), 30),
    )
    print(
        f"{size:>9,} | " + " | ".join(f"{figure:.2f}" for figure in figures)
        + f"   (filled in {time.perf_counter() - begun:.0f} s)",
        flush=True,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--scale", type=int, nargs="*", default=[])
    parser.add_argument("--url")
    arguments = parser.parse_args()
    runs, rounds = (8, 3) if arguments.short else (40, 15)
    binaries = postgres.binaries()
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR", "/var/tmp")) as folder:
        path = str(Path(folder) / "ours.db")
        others = {
            "raw": raw_sqlite(Path(folder) / "raw.db"),
            "raw, texts as long": raw_sqlite(Path(folder) / "long.db", RECORD, STATE),
        }
        full = ours(path)
        beside("SQLite, FULL", full, others, runs, rounds)
        pairs = [(threads(full, 1, runs), threads(full, 8, runs)) for _ in range(rounds)]
        one, eight = (statistics.median(some) for some in zip(*pairs, strict=True))
        print(
            f"SQLite: one thread {one:,.0f}/s, eight {eight:,.0f}/s, ratio {interval([b / a for a, b in pairs])}"
        )
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            size = Path(path).stat().st_size
            (events,) = connection.execute("SELECT count(*) FROM sopflow_event").fetchone()
            (whole,) = connection.execute("SELECT count(*) FROM sopflow_instance").fetchone()
        print(
            f"on disk: {size / events:,.0f} bytes an event, {size / whole:,.0f} an instance of {events / whole:.0f}"
        )
        if arguments.scale:
            scaled("SQLite", str(Path(folder) / "scale.db"), arguments.scale)
        if binaries is None and arguments.url is None:
            print(f"PostgreSQL: not there ({postgres.COMMAND})")
            return
        cluster = postgres.Cluster(binaries) if arguments.url is None else None
        url = arguments.url or cluster.url
        try:
            beside("PostgreSQL", ours(url), {"raw": raw_postgres(url)}, runs, rounds)
            two_beside_one(url, runs, rounds)
            if arguments.scale:
                scaled("PostgreSQL", url, arguments.scale)
        finally:
            if cluster is not None:
                cluster.remove()


if __name__ == "__main__":
    main()
