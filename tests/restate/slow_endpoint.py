"""An endpoint whose directory takes its time, as a process: `python -m tests.restate.slow_endpoint INGRESS DB NAME PORT`."""

from __future__ import annotations

import asyncio
import sys
import time

from sopflow.engine.directory import FixedDirectory
from sopflow.restate import endpoint
from sopflow.restate.serving import serve
from sopflow.sql import SQLStore


class Slow(FixedDirectory):
    def roles(self, person, at, unit):
        if person == "lambat":
            print("asked", flush=True)
            time.sleep(2.5)
        return super().roles(person, at, unit)


if __name__ == "__main__":
    ingress, database, name, port = sys.argv[1:]
    people = Slow({"a": ("a",), "lambat": ("a",)})
    app = endpoint(ingress, SQLStore(database), name=name, directory=people)
    print("up", flush=True)
    asyncio.run(serve(app, port=int(port)))
