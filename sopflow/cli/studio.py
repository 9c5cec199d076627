"""`sopflow studio`: a page in the browser to write, see, walk and test the SOPs of a folder."""

from __future__ import annotations

import errno
import sys
from argparse import Namespace
from pathlib import Path

from sopflow.errors.packages import needing
from sopflow.language import Words

from . import database
from .leaving import AT_THE_END
from .output import say
from .usage import BadOption, Parser

NAME = "studio"
HELP = "halaman kerja di peramban / the editor in the browser"

_OPEN = Words(
    "buka {address}\n(alamat ini memuat kunci; hanya untuk komputer ini. Hentikan dengan Ctrl+C)",
    "open {address}\n(the address holds a key, and is for this computer only. Stop with Ctrl+C)",
)
_NO_PORT = Words(
    "port {port} tidak dapat dipakai; pilih yang lain (1024-65535), atau tanpa --port",
    "port {port} cannot be used; choose another (1024-65535), or omit --port",
)
_NO_FOLDER = Words("tidak ada map {path}", "there is no folder {path}")


def configure(parser: Parser) -> None:
    parser.takes({"folder [DIR]": "map berkas SOP / the folder of SOPs"}, default=".")
    parser.takes(
        {
            "--port N=0": "porta; tanpa ini: yang bebas / the port; default: a free one",
            "--no-browser": "jangan buka peramban / do not open a browser",
        }
    )
    database.configure(parser, formats=(), creates=True)


def execute(arguments: Namespace) -> None:
    folder = Path(arguments.folder)
    if not folder.is_dir():
        raise BadOption(why=_NO_FOLDER.filled(path=folder))
    with needing("studio"):
        from sopflow.studio.serving import serve
    if not 0 <= arguments.port < 65536:
        raise BadOption(why=_NO_PORT.filled(port=arguments.port))
    engine = database.engine_on(arguments, folder) if database.is_named(arguments) else None

    def announce(address: str) -> None:
        say(_OPEN.within(arguments.lang, address=address))
        sys.stdout.flush()

    try:
        serve(
            folder, port=arguments.port, browser=not arguments.no_browser, engine=engine,
            language=arguments.asked_lang, announce=announce, ended=AT_THE_END.close,
        )  # fmt: skip
    except OSError as problem:
        if problem.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise BadOption(why=_NO_PORT.filled(port=arguments.port)) from None
