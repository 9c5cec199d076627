"""`sopflow endpoint`: the process that a Restate cluster calls."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from argparse import Namespace
from pathlib import Path
from typing import Any

from sopflow.errors import SopflowError
from sopflow.errors.packages import needing
from sopflow.language import Words
from sopflow.reasons import reason_of
from sopflow.time.shelf import calendars_near

from . import database
from .output import say, warn
from .serve import is_of_address
from .usage import HOST, BadOption, Parser

NAME = "endpoint"
HELP = "proses yang dipanggil klaster Restate / the process that a Restate cluster calls"

_SERVES = Words(
    "melayani klaster di {address} (hentikan dengan Ctrl+C)", "serving the cluster at {address} (stop with Ctrl+C)"
)
_REGISTERED = Words(
    "terdaftar di {admin}: klaster memanggil {address}", "registered at {admin}: the cluster calls {address}"
)
_STOPS = Words(
    "berhenti: menyelesaikan panggilan yang berjalan, paling lama {seconds} detik",
    "stopping: finishing running calls, for at most {seconds} seconds",
)
_NO_FOLDER = Words("--calendars: tidak ada map {folder}", "--calendars: there is no folder {folder}")
_NOT_REGISTERING = Words(
    "--advertise berlaku bersama --register ADMIN, yang mendaftarkan alamat itu",
    "--advertise works with --register ADMIN, which registers that address",
)
_NO_PORT = Words("port {port} tidak dapat dipakai: {why}", "port {port} cannot be used: {why}")
_UNREGISTERED = Words("tidak terdaftar di {admin}: {why}", "not registered at {admin}: {why}")


def configure(parser: Parser) -> None:
    parser.add_argument(
        "--ingress", required=True, metavar="URL[,URL]",
        help="ingress klaster, satu simpul atau lebih / the cluster's ingress, of one node or several",
    )  # fmt: skip
    parser.add_argument("--name", default="sopflow", help="awalan nama objek / the prefix of its objects")
    parser.add_argument("--host", default="127.0.0.1", help=HOST)
    parser.add_argument("--port", type=int, default=9080, help="porta / the port")
    parser.takes(
        {
            "--register ADMIN": "daftarkan diri ke API admin klaster / register with the cluster's admin API",
            "--advertise URL": "alamat yang dipanggil klaster, satu untuk semua endpoint / the address that the cluster calls, one for all endpoints",
            "--replace": "ambil alih dari endpoint lain / replace endpoints at another address, or with another directory or version",
        }
    )
    parser.takes({"--calendars FOLDER ...": "map kalender / a folder with calendars"}, type=Path)
    database.configure(parser, formats=(), creates=True)


def execute(arguments: Namespace) -> int:
    with needing("restate"):
        from sopflow.restate.agreement import given, of_others, require_same
        from sopflow.restate.endpoint import endpoint
        from sopflow.restate.registering import advertised
    for folder in arguments.calendars:
        if not folder.is_dir():
            raise BadOption(why=_NO_FOLDER.filled(folder=folder))
    if arguments.advertise and not arguments.register:
        raise BadOption(why=_NOT_REGISTERING)
    ingress, calendars = arguments.ingress.split(","), calendars_near(*arguments.calendars)
    directory = database.directory_on(arguments)
    address = f"http://{arguments.host}:{arguments.port}"
    if arguments.register:
        address = advertised(arguments.register, arguments.host, arguments.port, arguments.advertise)
    others = None if arguments.replace else of_others(ingress, arguments.name)
    if others is not None:
        require_same(given(directory, calendars), others)
    app = endpoint(
        ingress, database.sql_opened(arguments), name=arguments.name, directory=directory, calendars=calendars
    )
    try:
        with contextlib.suppress(KeyboardInterrupt):
            return asyncio.run(_served(app, arguments, address))
    except (OSError, OverflowError) as problem:
        if not is_of_address(problem):
            raise
        why = reason_of(problem)
        raise BadOption(why=_NO_PORT.filled(port=arguments.port, why=why)) from None
    return 0


async def _served(app: Any, arguments: Namespace, address: str) -> int:
    """Serve until a signal says stop, or the cluster does not take the registration; the exit code."""
    from sopflow.restate.serving import GRACE, end_in_any_case, serve, told_to_stop

    loop, refused = asyncio.get_running_loop(), asyncio.Event()

    def register() -> None:
        if not _registered(arguments, address):
            loop.call_soon_threadsafe(refused.set)

    async def shutdown() -> None:
        _tell(arguments, _SERVES, address=f"http://{arguments.host}:{arguments.port}")
        if arguments.register:
            threading.Thread(target=register, daemon=True).start()
        ways = [asyncio.create_task(told_to_stop()), asyncio.create_task(refused.wait())]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        if not refused.is_set():
            _tell(arguments, _STOPS, seconds=round(GRACE))
        end_in_any_case()

    await serve(app, host=arguments.host, port=arguments.port, shutdown=shutdown)
    return 1 if refused.is_set() else 0


def _registered(arguments: Namespace, address: str) -> bool:
    from sopflow.restate.registering import register

    try:
        why: Any = register(arguments.register, address, name=arguments.name, replace=arguments.replace)
    except SopflowError as problem:
        why = problem.message(arguments.lang)
    if why is not None:
        warn(_UNREGISTERED.within(arguments.lang, admin=arguments.register, why=why))
    else:
        _tell(arguments, _REGISTERED, admin=arguments.register, address=address)
    return why is None


def _tell(arguments: Namespace, words: Words, **values: object) -> None:
    """At once, also where the output is a file or a pipe."""
    say(words.within(arguments.lang, **values))
    sys.stdout.flush()
