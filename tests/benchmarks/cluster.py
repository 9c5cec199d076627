"""Figures of the cluster: `python -m tests.benchmarks.cluster [--short] [--clients 1 8 32] [--open 1000 10000 100000]`.

The work is that of `bench`: an 11-row SOP with one return, 13 completions. Clients are threads that run instances one
after the other. PostgreSQL, one node and three nodes take turns; all of it is on one machine, clients included, so three
nodes share its cores. `--open` fills one node with so many open instances and times single acts. Prints; never fails on
a time.
"""

from __future__ import annotations

import argparse
import statistics
import threading
import time

import sopflow
from sopflow.restate.ingress import Ingress
from sopflow.restate.store import RestateStore
from sopflow.sql import SQLStore
from tests import postgres
from tests.benchmarks.bench import ACTOR, PATH, SOP, STEPS
from tests.benchmarks.clusters import Deployment


def load(engines, seconds: float) -> list[float]:
    """How long each completion took, of as many clients as there are engines."""
    took: list[float] = []
    until = time.perf_counter() + seconds

    def client(engine) -> None:
        mine = []
        while time.perf_counter() < until:
            run = engine.start("pengawalan", "camat")
            for step, outcome in PATH:
                begin = time.perf_counter()
                engine.complete(run.id, step, ACTOR[step], outcome)
                mine.append(time.perf_counter() - begin)
                if time.perf_counter() > until:
                    break
        took.extend(mine)

    threads = [threading.Thread(target=client, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def line(name: str, clients: int, took: list[float], seconds: float) -> str:
    milliseconds = sorted(one * 1000 for one in took)
    p50, p99 = milliseconds[len(milliseconds) // 2], milliseconds[int(len(milliseconds) * 0.99)]
    return (
        f"{name:<22} {clients:>3} clients  {len(took) / seconds:>6.0f}/s  p50 {p50:>6.1f} ms  p99 {p99:>6.1f} ms"
    )


def throughput(clients: list[int], seconds: float) -> None:
    database = postgres.Cluster(postgres.binaries())
    engine = sopflow.Engine(SQLStore(database.url))
    engine.register(SOP)
    for count in clients:
        print(line("PostgreSQL", count, load([engine] * count, seconds), seconds), flush=True)
    for nodes in (1, 3):
        deployment = Deployment(nodes, database)
        engine = deployment.engine()
        engine.register(SOP)
        load([engine], 3)
        for count in clients:
            print(line(f"Restate, {nodes} node(s)", count, load([engine] * count, seconds), seconds), flush=True)
        begin = time.perf_counter()
        is_whole = engine.store.settle(600)
        print(
            f"  the projection was behind by {time.perf_counter() - begin:.1f} s{'' if is_whole else ', and still is'}"
        )
        deployment.stop()
    database.remove()


def growth(sizes: list[int]) -> None:
    """Single acts of one client, with more and more instances open beside them."""
    deployment = Deployment(1)
    engine = deployment.engine()
    flow = engine.register(SOP)
    store = RestateStore(Ingress(deployment.cluster.ingresses, 60))
    there = 0
    for size in sizes:
        begin = time.perf_counter()
        fill(store, flow, size - there)
        while engine.find(limit=1) and counted(deployment) < size:
            time.sleep(0.5)
        filled = time.perf_counter() - begin
        there = size
        run = engine.start("pengawalan", "camat")
        took, pages = [], []
        for _ in range(10):
            run = engine.start("pengawalan", "camat")
            for step, outcome in PATH:
                begin = time.perf_counter()
                engine.complete(run.id, step, ACTOR[step], outcome)
                took.append((time.perf_counter() - begin) * 1000)
        for _ in range(30):
            begin = time.perf_counter()
            engine.worklist_page(ACTOR[STEPS[0]])
            pages.append((time.perf_counter() - begin) * 1000)
        print(
            f"{size:>7} open: completion {statistics.median(took):.1f} ms (p99 {sorted(took)[int(len(took) * 0.99)]:.1f}), "
            f"first page {statistics.median(pages):.1f} ms; filled at {size / filled:.0f}/s",
            flush=True,
        )
    deployment.stop()


def fill(store: RestateStore, flow, count: int) -> None:
    """So many started instances, by 16 clients."""
    numbers = iter(range(count))
    lock = threading.Lock()

    def client() -> None:
        engine = sopflow.Engine(store)
        engine.register(flow, keep=False)
        while True:
            with lock:
                if next(numbers, None) is None:
                    return
            store.start(
                engine._new_id(), "pengawalan", flow.definition.digest, {"v": 1, "kind": "start", "by": "camat"}
            )

    threads = [threading.Thread(target=client) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store._unseen.clear()


def counted(deployment: Deployment) -> int:
    from sqlalchemy import text

    store = SQLStore(deployment.database.url)
    with store.engine.connect() as connection:
        found = connection.execute(text("SELECT count(*) FROM sopflow_instance")).scalar_one()
    store.close()
    return int(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--open", type=int, nargs="+", default=[])
    arguments = parser.parse_args()
    if arguments.open:
        growth(arguments.open)
    else:
        throughput(arguments.clients, 3 if arguments.short else arguments.seconds)


if __name__ == "__main__":
    main()
