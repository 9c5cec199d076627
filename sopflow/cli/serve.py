"""`sopflow serve`: the SOPs of a database over HTTP."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sopflow.definition.library import Library
from sopflow.errors import SopflowError
from sopflow.errors.packages import needing
from sopflow.language import Words
from sopflow.reasons import reason_of

from . import database
from .leaving import AT_THE_END
from .output import say
from .usage import HOST, BadOption, Parser

if TYPE_CHECKING:
    from argparse import Namespace

    from sopflow.engine.engine import Engine

NAME = "serve"
TOKEN = "SOPFLOW_TOKEN"
HELP = "layanan HTTP untuk bahasa lain / an HTTP service for other languages"

_SERVES = Words(
    "melayani di {address} (OpenAPI: {address}/openapi.json)",
    "serving at {address} (OpenAPI: {address}/openapi.json)",
)
_TOKEN = Words(
    "kunci untuk komputer ini saja (untuk yang lain: --who MODUL:FUNGSI, yang mengembalikan orang dari sebuah permintaan): Authorization: Bearer {token}",
    "token, for this machine only (for others: --who MODULE:FUNCTION, which returns the person of a request): Authorization: Bearer {token}",
)
_OPEN = Words(
    "tanpa autentikasi: siapa pun di komputer ini, juga lewat proksinya, dapat bertindak atas nama siapa pun",
    "without authentication: anybody on this machine, also through its proxies, may act as anybody",
)
_NO_PORT = Words(
    "alamat {host}:{port} tidak dapat dipakai: {why}", "the address {host}:{port} cannot be used: {why}"
)


_NO_PARTS = Words(
    "tulis modul dan fungsinya, misalnya kantor:orang untuk fungsi orang di kantor.py",
    "write the module and the function, such as office:person for the function person in office.py",
)


class NeedsAuthentication(SopflowError):
    """An address that others reach, without authentication."""

    code = "needs-authentication"
    words = Words(
        "--host {host} terbuka bagi komputer lain; sebutkan --who MODUL:FUNGSI, atau pakai 127.0.0.1",
        "--host {host} is open to other machines; name --who MODULE:FUNCTION, or use 127.0.0.1",
    )


class NoSuchFunction(SopflowError):
    code = "no-such-function"
    words = Words(
        '"{name}" bukan MODUL:FUNGSI yang ada: {why}', '"{name}" is not an existing MODULE:FUNCTION: {why}'
    )


def configure(parser: Parser) -> None:
    parser.add_argument("sops", nargs="*", metavar="FILE", help="SOP yang didaftarkan / SOPs to register first")
    parser.add_argument("--host", default="127.0.0.1", help=HOST)
    parser.takes(
        {
            "--port N=8000": "porta; 0: yang bebas / the port; 0: a free one",
            "--who MODULE:FUNCTION": "fungsi Python: dari permintaan Starlette ke orangnya / a Python function: from a Starlette request to a person",
            "--open-to-this-machine": f"tanpa kunci; kalau tidak, kuncinya {TOKEN}, atau dicetak / without a token; else it is {TOKEN}, or printed",
            "--streams N=200": "jumlah pendengar kejadian paling banyak pada saat yang sama / the greatest number of event streams at a time",
            "--grace SECONDS=30.0": "lama menunggu jawaban terakhir saat dihentikan / how long it waits for the last answers when it is stopped",
            "--every SECONDS=30.0": "seberapa sering yang jatuh tempo diproses; 0: tidak / how often due events are processed; 0: never",
        }
    )
    parser.add_argument(
        "--backdating", metavar="DURATION", default="0",
        help='sejauh mana acted_at boleh mundur, mis. "3 hari"; tanpa ini: ditolak / how far back acted_at may lie, such as "3 hari"; default: refused',
    )  # fmt: skip
    parser.takes(
        {
            "--restate URL[,URL]": "ingress klaster Restate; --db proyeksinya / the ingress of a Restate cluster; --db is its projection"
        }
    )
    database.configure(parser, formats=(), creates=True)


def execute(arguments: Namespace) -> None:
    with needing("service"):
        from sopflow.service.serving import serve
        from sopflow.web.guard import is_loopback
    who = _function(arguments.who) if arguments.who else None
    if who is None and not is_loopback(arguments.host):
        raise NeedsAuthentication(host=arguments.host)
    needs_token = who is None and not arguments.open_to_this_machine
    token = (os.environ.get(TOKEN) or secrets.token_urlsafe(24)) if needs_token else None
    folders = [Path(name).parent for name in arguments.sops]
    sops = [sop for name in arguments.sops for sop in Library().load(Path(name)).all]
    engine: Engine
    if arguments.restate:
        engine = database.cluster_on(arguments, *folders)
        engine.agree()
    else:
        engine = database.engine_on(arguments, *folders)
    for sop in sops:
        engine.register(sop)

    def announce(address: str) -> None:
        say(_SERVES.within(arguments.lang, address=address))
        if token is not None:
            given = os.environ.get(TOKEN)  # what the host keeps secret is not written to a log
            say(_TOKEN.within(arguments.lang, token=f"${TOKEN}" if given else token))
        elif who is None:
            say(_OPEN.within(arguments.lang))
        sys.stdout.flush()

    try:
        serve(
            engine, host=arguments.host, port=arguments.port, who=who, token=token,
            open_to_this_machine=arguments.open_to_this_machine, streams=arguments.streams, every=arguments.every,
            grace=arguments.grace, announce=announce, backdating=database.length(arguments.backdating),
            ended=AT_THE_END.close,
        )  # fmt: skip
    except (OSError, OverflowError) as problem:
        if not is_of_address(problem):
            raise
        why = reason_of(problem)
        raise BadOption(why=_NO_PORT.filled(host=arguments.host, port=arguments.port, why=why)) from None


def _function(name: str) -> Any:
    module, _, function = name.partition(":")
    if not module or not function:
        raise NoSuchFunction(name=name, why=_NO_PARTS)
    sys.path.insert(0, "")
    try:
        return getattr(import_module(module), function)
    except (ImportError, AttributeError, ValueError) as problem:
        raise NoSuchFunction(name=name, why=reason_of(problem)) from None


def is_of_address(problem: Exception) -> bool:
    """Whether nothing can be served at an address because of itself: it is taken, another's, or not this machine's."""
    bad = (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL)
    return not isinstance(problem, OSError) or problem.errno in bad
