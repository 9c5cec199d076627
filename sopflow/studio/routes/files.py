"""The files of the folder: listed, read, saved."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from sopflow._version import __version__

if TYPE_CHECKING:
    from sopflow.studio.workspace import RequestBody, Workspace


def session(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    place = sha256(os.fsencode(workspace.folder.root)).hexdigest()[
        :16
    ]  # drafts of another folder at this address are not its own
    return {
        "folder": workspace.folder.root.name,
        "place": place,
        "store": workspace.engine is not None,
        "language": workspace.language,
        "version": __version__,
    }


def listing(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    return {"files": [{"path": one.path, "kind": one.kind} for one in workspace.folder.files()]}


def reading(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    return workspace.folder.read(body.text("path"))._asdict()


def saving(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """`digest` is that of the text that was read; none for a new file."""
    saved = workspace.folder.write(body.text("path"), body.text("text"), body.perhaps("digest"))
    return {"path": saved.path, "digest": saved.digest}


ROUTES: Final = {"session": session, "files": listing, "read": reading, "save": saving}
