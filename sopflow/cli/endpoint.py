"""`sopflow endpoint`: the process that a Restate cluster calls."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import sys
import threading
from typing import TYPE_CHECKING, Any

from sopflow.errors import MissingPackage
from sopflow.language import Words
from sopflow.time.shelf import calendars_near

from . import database
from .output import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "endpoint"
HELP = "proses yang dipanggil klaster Restate / the process that a Restate cluster calls"

_SERVES = Words(
    "melayani klaster di {address} (hentikan dengan Ctrl+C)", "serving the cluster at {address} (stop with Ctrl+C)"
)
_NO_PORT = Words("port {port} tidak dapat dipakai: {why}", "the port {port} cannot be had: {why}")
_UNREGISTERED = Words("tidak terdaftar di {admin}: {why}", "not registered at {admin}: {why}")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--ingress", required=True, metavar="URL[,URL]",
        help="ingress klaster, satu simpul atau lebih / the cluster's ingress, of one node or several",
    )  # fmt: skip
    parser.add_argument("--name", default="sopflow", help="awalan nama objek / the prefix of its objects")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=9080)
    parser.add_argument(
        "--register", metavar="ADMIN",
        help="daftarkan diri ke API admin klaster / register with the cluster's admin API",
    )  # fmt: skip
    database.configure(parser, formats=())


def execute(arguments: Namespace) -> int:
    try:
        from sopflow.restate.endpoint import endpoint
        from sopflow.restate.serving import serve
    except ModuleNotFoundError as problem:
        raise MissingPackage(extra="restate", package=problem.name) from None
    app = endpoint(
        arguments.ingress.split(","), database.opened(arguments), name=arguments.name,
        directory=database.directory_on(arguments), calendars=calendars_near(),
    )  # fmt: skip
    address = f"http://{arguments.host}:{arguments.port}"
    say(_SERVES.within(arguments.lang, address=address))
    sys.stdout.flush()
    if arguments.register:
        threading.Thread(target=_register, args=(arguments, address), daemon=True).start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(app, host=arguments.host, port=arguments.port))
    except (OSError, OverflowError) as problem:
        if isinstance(problem, OSError) and problem.errno not in (
            errno.EADDRINUSE,
            errno.EACCES,
            errno.EADDRNOTAVAIL,
        ):
            raise
        why = getattr(problem, "strerror", None) or problem
        say(_NO_PORT.within(arguments.lang, port=arguments.port, why=why), file=sys.stderr)
        return 2
    return 0


def _register(arguments: Namespace, address: str) -> None:
    from sopflow.restate.registering import register

    why: Any = register(arguments.register, address)
    if why is not None:
        say(_UNREGISTERED.within(arguments.lang, admin=arguments.register, why=why), file=sys.stderr)
