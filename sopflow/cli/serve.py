"""`sopflow serve`: the SOPs of a database over HTTP."""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sopflow.definition.library import Library
from sopflow.errors import MissingPackage, SopflowError
from sopflow.language import Words

from . import database
from .output import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sopflow.engine.engine import Engine

NAME = "serve"
HELP = "layanan HTTP untuk bahasa lain / an HTTP service for other languages"

_SERVES = Words(
    "melayani di {address} (OpenAPI: {address}/openapi.json)",
    "serving at {address} (OpenAPI: {address}/openapi.json)",
)
_OPEN = Words(
    "tanpa autentikasi: hanya untuk mesin ini. Untuk yang lain: --who MODUL:FUNGSI, yang mengembalikan orang dari sebuah permintaan",
    "without authentication: for this machine only. For others: --who MODULE:FUNCTION, which returns the person of a request",
)
_NO_PORT = Words(
    "alamat {host}:{port} tidak dapat dipakai: {why}", "the address {host}:{port} cannot be had: {why}"
)


class NeedsAuthentication(SopflowError):
    """An address that others reach, without authentication."""

    code = "needs-authentication"
    words = Words(
        "--host {host} terbuka bagi mesin lain; sebutkan --who MODUL:FUNGSI, atau pakai 127.0.0.1",
        "--host {host} is open to other machines; name --who MODULE:FUNCTION, or use 127.0.0.1",
    )


class NoSuchFunction(SopflowError):
    code = "no-such-function"
    words = Words(
        '"{name}" bukan MODUL:FUNGSI yang ada: {why}', '"{name}" is no MODULE:FUNCTION that there is: {why}'
    )


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("sops", nargs="*", metavar="FILE", help="SOP yang didaftarkan / SOPs to register first")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="0: yang bebas / a free one")
    parser.add_argument(
        "--who", metavar="MODULE:FUNCTION", help="dari permintaan ke orang / from a Starlette request to a person"
    )
    parser.add_argument(
        "--every", type=float, default=30.0, metavar="SECONDS",
        help="seberapa sering waktu diperiksa; 0: tidak / how often waits and lateness are looked at; 0: never",
    )  # fmt: skip
    parser.add_argument(
        "--restate", metavar="URL[,URL]", help="ingress klaster Restate; --db proyeksinya / --db is its projection"
    )
    database.configure(parser, formats=())


def execute(arguments: Namespace) -> int:
    try:
        from sopflow.service.loopback import is_loopback
        from sopflow.service.serving import serve
    except ModuleNotFoundError as problem:
        raise MissingPackage(extra="service", package=problem.name) from None
    who = _function(arguments.who) if arguments.who else None
    if who is None and not is_loopback(arguments.host):
        raise NeedsAuthentication(host=arguments.host)
    folders = [Path(name).parent for name in arguments.sops]
    engine: Engine
    if arguments.restate:
        engine = database.cluster_on(arguments, *folders)
        engine.agree()
    else:
        engine = database.engine_on(arguments, *folders)
    for name in arguments.sops:
        for sop in Library().load(Path(name)).all:
            engine.register(sop)

    def announce(address: str) -> None:
        say(_SERVES.within(arguments.lang, address=address))
        if who is None:
            say(_OPEN.within(arguments.lang))
        sys.stdout.flush()

    try:
        serve(engine, host=arguments.host, port=arguments.port, who=who, every=arguments.every, announce=announce)
    except (OSError, OverflowError) as problem:
        if isinstance(problem, OSError) and problem.errno not in (
            errno.EADDRINUSE,
            errno.EACCES,
            errno.EADDRNOTAVAIL,
        ):
            raise
        why = getattr(problem, "strerror", None) or problem
        say(_NO_PORT.within(arguments.lang, host=arguments.host, port=arguments.port, why=why), file=sys.stderr)
        return 2
    return 0


def _function(name: str) -> Any:
    module, _, function = name.partition(":")
    sys.path.insert(0, "")
    try:
        return getattr(import_module(module), function)
    except (ImportError, AttributeError, ValueError) as problem:
        raise NoSuchFunction(name=name, why=problem) from None
