"""The endpoint: an ASGI application that the cluster calls over HTTP/2, for any number of processes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final

import restate

from sopflow.engine.clock import Clock, SystemClock
from sopflow.engine.directory import Directory
from sopflow.engine.sops import Sops
from sopflow.sql import SQLStore
from sopflow.time import Calendar

from .agreement import about_object, given
from .deciding import RemoteDecider
from .definitions import definition_object, sop_object
from .ingress import PATIENCE, Ingress
from .instances import instance_object, start_object
from .names import DEFAULT, Names
from .projection import Projection, projection_object
from .store import RestateStore

_THREADS: Final = 8


def endpoint(
    ingress: str | Sequence[str],
    projection: SQLStore,
    *,
    name: str = DEFAULT,
    clock: Clock | None = None,
    directory: Directory | None = None,
    calendars: Mapping[str, Calendar] | None = None,
) -> Any:
    """The application; serve it with `serving.serve`, and register its address with the cluster.

    `ingress` is where it reads definitions that it does not know yet. `directory` and `calendars` are called here, in
    a thread, once for each command, and their answers are recorded with it. Writing the `projection` is retried for a
    week and delays no command. An error that is not a failure of a store ends only its own command.
    """
    names = Names.of(name)
    cluster = RestateStore(Ingress(ingress, PATIENCE), None, name)
    sops = Sops(cluster, calendars if calendars is not None else {})
    now = (clock if clock is not None else SystemClock()).now
    desk = RemoteDecider(now, sops, directory, lambda: uuid.uuid4().hex)
    # apart, so that a database that is away holds up no command
    deciding = ThreadPoolExecutor(_THREADS, "sopflow-deciding")
    writing = ThreadPoolExecutor(_THREADS, "sopflow-projection")
    return restate.app(
        [
            instance_object(names, desk, deciding),
            start_object(names),
            sop_object(names),
            definition_object(names),
            about_object(names, partial(given, directory, sops.calendars), deciding),
            projection_object(names, Projection(cluster, projection, sops), writing),
        ]
    )
