"""A table that was dropped on the page becomes a draft."""

from __future__ import annotations

import tempfile
from base64 import b64decode
from pathlib import Path, PurePosixPath
from typing import Any, Final

from sopflow.definition.glossary import glossary_near
from sopflow.files import write_whole
from sopflow.language import Words
from sopflow.paper.importing import import_table
from sopflow.paper.limits import UnreadableSheet
from sopflow.paper.sheets import READERS
from sopflow.paper.sheets.foreign import ADVICE
from sopflow.render.exporting import EXPORTS
from sopflow.studio.workspace import BadRequest, RequestBody, Workspace

_COMMENT: Final = Words(
    'Draf dari {file}. Bandingkan dengan kertasnya; yang bertanda "reading: open" harus diputuskan.',
    'A draft from {file}. Compare it with the paper; decide what is marked "reading: open".',
)
_SEVERAL: Final = Words(
    "Berkas ini memuat {count} SOP; yang pertama yang dibaca: {found}",
    "This file holds {count} SOPs; the first was read: {found}",
)


def importing(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """The draft of a file that is given with its `name` and its `content` in base64; nothing is written to the folder."""
    name = PurePosixPath(body.text("name").replace("\\", "/")).name
    suffix = Path(name).suffix.lower()
    if suffix not in READERS and suffix in ADVICE:
        raise UnreadableSheet(path=name, why=ADVICE[suffix])
    if suffix not in READERS:
        raise BadRequest(field=f"name: {', '.join(READERS)}")
    try:
        content = b64decode(body.text("content"), validate=True)
    except ValueError:
        raise BadRequest(field="content") from None
    stem = "".join(c if c.isalnum() or c in "-_ " else "-" for c in Path(name).stem)[:80] or "draf"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{stem}{suffix}"
        write_whole(file, content)
        try:
            made = import_table(
                file,
                comment=_COMMENT.within(body.language, file=name),
                name=name,
                exports=EXPORTS,
                glossary=glossary_near(workspace.folder.root, workspace.folder.only),
            )
        except UnreadableSheet as problem:  # who dropped the file knows it by its name, not by where it was put
            raise UnreadableSheet(path=name, why=problem.values["why"]) from None
    changed = [one.words.within(body.language) for one in made.differences or ()]
    above = [*([made.warning.within(body.language)] if made.warning is not None else []), *changed]
    if len(made.procedures) > 1:
        listed = "; ".join(f"{at} {title}" for at, title in enumerate(made.procedures, start=1))
        above.append(_SEVERAL.within(body.language, count=len(made.procedures), found=listed))
    found: dict[str, Any] = {
        "text": "".join(f"# {' '.join(line.split())}\n" for line in above) + made.text,
        "path": f"{'-'.join(stem.lower().split())}.yaml",
        "rows": len(made.draft.steps),
        "open": made.open_readings,
    }
    if made.differences is not None:
        found["differences"] = changed
    return found


ROUTES: Final = {"import": importing}
