"""The files of the folder: listed, read, saved."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from sopflow._version import __version__

if TYPE_CHECKING:
    from sopflow.studio.desk import Asked, Desk


def session(desk: Desk, asked: Asked) -> dict[str, Any]:
    """Where the page is."""
    place = sha256(os.fsencode(desk.folder.root)).hexdigest()[
        :16
    ]  # drafts of another folder at this address are not its own
    return {
        "folder": desk.folder.root.name,
        "place": place,
        "store": desk.engine is not None,
        "version": __version__,
    }


def listing(desk: Desk, asked: Asked) -> dict[str, Any]:
    return {"files": [{"path": one.path, "kind": one.kind} for one in desk.folder.files()]}


def reading(desk: Desk, asked: Asked) -> dict[str, Any]:
    return desk.folder.read(asked.text("path"))._asdict()


def saving(desk: Desk, asked: Asked) -> dict[str, Any]:
    """`digest` is that of the text that was read; none for a new file."""
    saved = desk.folder.write(asked.text("path"), asked.text("text"), asked.perhaps("digest"))
    return {"path": saved.path, "digest": saved.digest}


ROUTES: Final = {"session": session, "files": listing, "read": reading, "save": saving}
