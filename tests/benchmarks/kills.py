"""What a cluster loses: `python -m tests.benchmarks.kills [--times 100]`.

Eight clients, half of them over HTTP, run instances with waits and reminders, with a key for every command, while in turns a
node is killed, the endpoint is killed, the HTTP service is killed, or the database of the projection is stopped in the
middle of what it does. At the end every instance
is held against what its client was told: nothing acknowledged is missing, nothing is there twice, each timer fired once,
and the projection is the history of the cluster, hash for hash. Ends with an error where it is not.
"""

from __future__ import annotations

import argparse
import json
import random
import threading
import time
from collections import Counter
from types import SimpleNamespace

import httpx2

import sopflow
from sopflow.errors import StoreError, StoreUnavailable
from tests.benchmarks.clusters import Deployment

SOP = """\
sopflow: 1
id: tahan-banting
title: Tahan banting
actors: {a: A, b: B}
steps:
  - {id: buat, activity: Membuat, actor: a}
  - {id: tunggu, activity: Menunggu, wait: 1 detik}
  - {id: periksa, activity: Memeriksa, actor: b, duration: 1 detik, on_late: [{remind: true}], question: "Baik?", branches: {Y: sah, N: buat}}
  - {id: sah, activity: Mengesahkan, actor: a}
"""
CLIENTS = 8
KINDS = ("node", "endpoint", "service", "database")


class OverHTTP:
    """What a client needs of an engine, from the service."""

    def __init__(self, address: str) -> None:
        self._http = httpx2.Client(base_url=address, timeout=30)

    def start(self, sop: str, by: str, *, key: str) -> SimpleNamespace:
        return self._asked("POST", "/instances", key, {"sop": sop, "by": by})

    def complete(self, run: str, step: str, by: str, outcome: str | None, *, key: str) -> SimpleNamespace:
        body = {"step": step, "by": by, "outcome": outcome}
        return self._asked("POST", f"/instances/{run}/complete", key, body)

    def instance(self, run: str) -> SimpleNamespace:
        return self._asked("GET", f"/instances/{run}")

    def _asked(self, method: str, path: str, key: str | None = None, body: dict | None = None) -> SimpleNamespace:
        headers = {"idempotency-key": key} if key is not None else {}
        try:
            answer = self._http.request(method, path, json=body, headers=headers)
        except httpx2.HTTPError as problem:
            time.sleep(0.05)
            raise StoreUnavailable(store="the service", why=type(problem).__name__) from None
        if answer.status_code == 503:
            raise StoreUnavailable(store="the service", why=answer.text)
        assert answer.is_success, answer.text
        return json.loads(answer.text, object_hook=lambda found: SimpleNamespace(**found))


class Client(threading.Thread):
    """Runs instances until it is told to stop; notes what it was told."""

    def __init__(self, number: int, engine: sopflow.Engine | OverHTTP, stop: threading.Event) -> None:
        super().__init__()
        self._number, self._engine, self._stop_it = number, engine, stop
        self.acknowledged: dict[str, list[str]] = {}
        """By instance, the keys of the commands that were acknowledged, in order."""
        self.late: set[str] = set()
        self.given_up: Counter = Counter()
        self.slowest = 0.0
        self.problem: BaseException | None = None

    def run(self) -> None:
        count = 0
        try:
            while not self._stop_it.is_set():
                count += 1
                self._instance(f"c{self._number}-{count}", random.Random(f"{self._number} {count}"))
        except BaseException as problem:  # told by the main thread
            self.problem = problem

    def _instance(self, name: str, chance: random.Random) -> None:
        run = self._do(lambda key: self._engine.start("tahan-banting", "a", key=key), f"{name}-start")
        self.acknowledged[run.id] = [f"{name}-start"]
        for step, by, outcome in (("buat", "a", None), ("periksa", "b", "N"), ("buat", "a", None), ("periksa", "b", "Y"), ("sah", "a", None)):  # fmt: skip
            if step == "periksa":
                self._wait_for(run.id, "periksa")
                if chance.random() < 0.3:
                    time.sleep(1.5)  # late: it is reminded of
                    self.late.add(run.id)
            key = f"{name}-{len(self.acknowledged[run.id])}"
            self._do(lambda key: self._engine.complete(run.id, step, by, outcome, key=key), key)  # noqa: B023
            self.acknowledged[run.id].append(key)

    def _wait_for(self, run: str, step: str) -> None:
        until = time.monotonic() + 120
        while not any(row.step == step for row in self._do(lambda _: self._engine.instance(run), "").active):
            if time.monotonic() > until:
                raise TimeoutError(f"{run}: the wait before {step} did not end")
            time.sleep(0.1)

    def _do(self, act, key: str):
        begin = time.monotonic()
        while True:
            try:
                found = act(key)
                self.slowest = max(self.slowest, time.monotonic() - begin)
                return found
            except StoreError as problem:
                self.given_up[problem.why] += 1


def disturb(deployment: Deployment, kind: str) -> None:
    if kind == "node":
        node = random.choice(deployment.cluster.nodes)
        node.kill()
        time.sleep(random.uniform(0.2, 2))
        node.start()
        deployment.cluster.wait()
    elif kind == "endpoint":
        deployment.kill_endpoint()
        time.sleep(random.uniform(0.1, 1))
        deployment.start_endpoint()
    elif kind == "service":
        deployment.kill_service()
        time.sleep(random.uniform(0.1, 1))
        deployment.start_service()
    else:
        deployment.database.stop("immediate")
        time.sleep(random.uniform(0.5, 2))
        deployment.database.start()


def judged(deployment: Deployment, engine: sopflow.Engine, clients: list[Client]) -> Counter:
    """Every instance against what was told of it, and against the projection."""
    found: Counter = Counter()
    sql = engine.store._projection
    for client in clients:
        for run, keys in client.acknowledged.items():
            history = list(engine.history(run))
            found["instances"] += 1
            found["events"] += len(history)
            found["acknowledged commands"] += len(keys)
            assert [event.revision for event in history] == list(range(1, len(history) + 1)), run
            done = [
                event.details.key
                for event in history
                if event.details is not None and event.details.key is not None
            ]
            assert done[: len(keys)] == keys, (run, keys, done)
            assert len(set(done)) == len(done), (run, done)
            found["commands done without an answer that came"] += len(done) - len(keys)
            waits = Counter((e.step, e.visit) for e in history if e.type == "wait_ended")
            reminders = Counter((e.step, e.visit) for e in history if e.type == "reminded")
            assert set(waits.values()) <= {1}, (run, waits)
            assert set(reminders.values()) <= {1}, (run, reminders)
            assert run not in client.late or reminders, run
            found["waits ended"] += len(waits)
            found["reminders"] += len(reminders)
            assert list(sql.history(run)) == history, run
            assert sql.head(run) == engine.store.head(run), run
    total = sum(1 for _ in sopflow.Engine(sql).instances())
    assert total == found["instances"], f"{total} instances in the projection"
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--nodes", type=int, default=3)
    arguments = parser.parse_args()
    deployment = Deployment(arguments.nodes)
    engines = [deployment.engine() for _ in range(CLIENTS // 2)]
    for engine in engines:
        engine.register(sopflow.loads(SOP))
    address = deployment.start_service()
    others = [OverHTTP(address) for _ in range(CLIENTS // 2)]
    stop = threading.Event()
    clients = [Client(number, one, stop) for number, one in enumerate([*engines, *others])]
    for client in clients:
        client.start()
    begin = time.monotonic()
    kinds: Counter = Counter()
    for number in range(arguments.times):
        time.sleep(random.uniform(0.5, 2))
        kind = KINDS[number % len(KINDS)]
        disturb(deployment, kind)
        kinds[kind] += 1
        if number % 10 == 9:
            print(f"{number + 1} disturbances, {time.monotonic() - begin:.0f} s", flush=True)
        if any(client.problem for client in clients):
            break
    stop.set()
    for client in clients:
        client.join()
        if client.problem is not None:
            raise client.problem
    begin_settling = time.monotonic()
    for engine in engines:
        assert engine.store.settle(300), "the projection did not catch up"
    time.sleep(3)  # timers that are due still
    print(f"the projection caught up {time.monotonic() - begin_settling - 3:.1f} s after the last command")
    found = judged(deployment, engines[0], clients)
    print(dict(kinds))
    for name, count in found.items():
        print(f"{name}: {count}")
    given_up = sum((client.given_up for client in clients), Counter())
    print(f"calls that gave up and were made again: {given_up.total()}", *given_up.items(), sep="\n  ")
    print(f"the slowest answer: {max(c.slowest for c in clients):.1f} s")
    print(f"in {time.monotonic() - begin:.0f} s: nothing lost, nothing doubled")
    deployment.stop()


if __name__ == "__main__":
    main()
