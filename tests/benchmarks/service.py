"""Figures of the HTTP service: `python -m tests.benchmarks.service [--clients 1 8 32 100] [--seconds 10]`.

Clients start an SOP of five rows and complete it, one instance after the other, over kept connections; one process serves
them, on SQLite (every commit on disk) and on PostgreSQL. Prints; never fails on a time.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

import httpx2

from tests import postgres
from tests.service.conftest import Process
from tests.service.test_clients import PATH


async def load(address: str, clients: int, seconds: float) -> list[float]:
    """How long each command took."""
    took: list[float] = []

    async def client(http: httpx2.AsyncClient, until: float) -> None:
        async def post(path: str, body: dict) -> dict:
            begin = time.perf_counter()
            answer = await http.post(path, json=body)
            took.append(time.perf_counter() - begin)
            assert answer.is_success, answer.text
            return answer.json()

        while time.perf_counter() < until:
            run = await post("/instances", {"sop": "surat", "by": "a", "subject": "Izin"})
            for step, by, outcome in PATH:
                if time.perf_counter() > until:
                    return
                await post(f"/instances/{run['id']}/complete", {"step": step, "by": by, "outcome": outcome})

    limits = httpx2.Limits(max_connections=clients)
    async with httpx2.AsyncClient(base_url=address, timeout=60, limits=limits) as http:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(client(http, until) for _ in range(clients)))
    return took


def measured(name: str, where: str, clients: list[int], seconds: float) -> None:
    process = Process("--db", where)
    try:
        for count in clients:
            took = sorted(one * 1000 for one in asyncio.run(load(process.address, count, seconds)))
            p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
            print(
                f"{name:<11} {count:>4} clients  {len(took) / seconds:>5.0f}/s  p50 {p50:>6.1f} ms  p99 {p99:>6.1f} ms",
                flush=True,
            )
    finally:
        process.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32, 100])
    parser.add_argument("--seconds", type=float, default=10)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured("SQLite", str(Path(folder) / "proses.db"), arguments.clients, arguments.seconds)
    database = postgres.Cluster(postgres.binaries())
    try:
        measured("PostgreSQL", database.url, arguments.clients, arguments.seconds)
    finally:
        database.remove()


if __name__ == "__main__":
    main()
