"""What a page costs for somebody who sees 10 cases of many, as a ratio of one for somebody who sees them all.

python -m tests.benchmarks.sight [sqlite|postgresql] [CASES]
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter_ns

import sqlalchemy as sa

import sopflow
from sopflow.sql import SQLStore
from sopflow.sql.columns import micros
from sopflow.sql.tables import EVENT, INSTANCE, PERSON, WORD, WORK_ITEM
from tests.benchmarks.case_data import stores
from tests.sop import sop

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
SOP = sop(
    "- {id: ajukan, activity: Mengajukan, actor: pemohon}\n- {id: periksa, activity: Memeriksa, actor: petugas, duration: 1 jam}",
    head="actors: {pemohon: {title: Pemohon, external: true}, petugas: Petugas}\ntime_limit: 5 hari",
)
PEOPLE = {"orang": (), "sedikit": (), "semua": ("petugas",)}
FEW = 10
ROUNDS = 15


def filled(store: SQLStore, cases: int) -> sopflow.Engine:
    """A store of copies of one case, a second apart; in a few of them somebody else has acted too."""
    directory = sopflow.FixedDirectory({**PEOPLE, "orang": ("pemohon",)})
    clock = sopflow.ManualClock(START)
    engine = sopflow.Engine(store, directory=directory, clock=clock)
    engine.register(SOP)
    run = engine.start("uji", "orang", subject="Izin k0").id
    engine.complete(run, "ajukan", "orang")
    with store.engine.begin() as connection:
        lite = connection.dialect.name == "sqlite"
        for table in (INSTANCE, EVENT, WORK_ITEM, PERSON):
            connection.execute(_copies(table, run, cases, lite))
        for word in ("'izin'", "'k' || (n % 1000)"):
            number = sa.literal_column("n + 1")
            series = _series(cases, lite)
            rows = sa.select(sa.literal_column(word), micros(START) + series.c.n * 1_000_000, number).select_from(
                series
            )
            connection.execute(sa.insert(WORD).from_select(["word", "started_at", "number"], rows))
        every = cases // FEW
        for n in range(every, cases + 1, every):
            row = {"number": n, "person": "sedikit", "started_at": micros(START) + (n - 1) * 1_000_000, "acted": 1}
            connection.execute(PERSON.insert(), row)
        connection.execute(sa.text("ANALYZE"))
    clock.advance(timedelta(seconds=cases, days=30))
    return engine


def _series(cases: int, lite: bool) -> sa.FromClause:
    if not lite:
        return sa.func.generate_series(1, cases - 1).table_valued("n").alias("s")
    first = sa.select(sa.literal(1).label("n")).cte("s", recursive=True)
    return first.union_all(sa.select(first.c.n + 1).where(first.c.n < cases - 1))


def _copies(table: sa.Table, run: str, cases: int, lite: bool) -> sa.Insert:
    """A copy of the rows of a case for each number."""
    series = _series(cases, lite)
    name = sa.literal("x") + sa.cast(series.c.n, sa.Text)
    of_case = {
        "id": name, "instance": name, "number": series.c.n + 1,
        **{column: sa.func.replace(table.c[column], run, name) for column in ("snapshot", "body") if column in table.c},
        **{column: table.c[column] + series.c.n * 1_000_000 for column in ("started_at", "changed_at", "due") if column in table.c},
    }  # fmt: skip
    columns = [column.name for column in table.c if column.name != "position"]
    own = {INSTANCE: "id", PERSON: "number"}.get(table, "instance")
    where = table.c[own] == (1 if own == "number" else run)
    rows = sa.select(*(of_case.get(column, table.c[column]) for column in columns)).select_from(
        sa.join(table, series, sa.true())
    )
    return sa.insert(table).from_select(columns, rows.where(where))


def looks(engine: sopflow.Engine, cases: int) -> dict[str, float]:
    """For each look, the median for who sees few by that for who sees all, taken in turn."""
    end = next(iter(engine.store.recorded(0, 1))).position + 2 * cases - 60
    every = {
        "find": lambda e: e.find(),
        "of an SOP that run": lambda e: e.find(sop="uji", status="running"),
        "since": lambda e: e.find(started_from=START + timedelta(seconds=cases // 2)),
        "search": lambda e: e.find(subject="k7"),
        "late": lambda e: e.find(overdue=True),
        "at a row": lambda e: e.find(step="periksa"),
        "worklist": lambda e: e.worklist_page(),
        "late work": lambda e: e.overdue(),
        "events": lambda e: e.recorded(0, 50),
        "events at the end": lambda e: e.recorded(end, 50),
    }
    few, all_ = engine.as_person("sedikit"), engine.as_person("semua")
    assert (len(list(few.instances())), len(all_.find().items)) == (FEW, 50)
    ratios = {}
    for name, look in every.items():
        times: tuple[list[int], list[int]] = ([], [])
        for turn in range(ROUNDS + 1):
            for at, own in enumerate((few, all_)) if turn % 2 else reversed([*enumerate((few, all_))]):
                begin = perf_counter_ns()
                look(own)
                times[at].append(perf_counter_ns() - begin)
        theirs, others = (median(some[1:]) for some in times)
        ratios[name] = theirs / others
        print(f"{name:20} {theirs / 1e6:8.2f} ms {others / 1e6:8.2f} ms  ratio {ratios[name]:.2f}", flush=True)
    return ratios


if __name__ == "__main__":
    kind = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with stores(kind) as store:
        looks(filled(store, cases), cases)
