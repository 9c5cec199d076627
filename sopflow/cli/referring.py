"""`--file DOCUMENT=PATH`: what identifies a file, which itself stays where it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sopflow.language import Words
from sopflow.reasons import reason_of
from sopflow.texts import by_name

from .usage import BadOption, Parser, by_name_once

HELP: Final = Words(
    "berkas sebuah dokumen: DOKUMEN=JALUR; yang dicatat nama, ukuran dan SHA-256-nya, isinya tidak disimpan",
    "the file of a document: DOCUMENT=PATH; its name, size and SHA-256 are recorded, its content is not stored",
)
_FORM: Final = Words('--file "{text}": tulis DOKUMEN=JALUR', '--file "{text}": write DOCUMENT=PATH')
_NO_FILE: Final = Words("itu bukan berkas biasa", "it is not a regular file")
_WRONG: Final = Words('--file "{text}": {why}', '--file "{text}": {why}')


def configure(parser: Parser) -> None:
    parser.takes({"--file DOCUMENT=PATH ...": f"{HELP.id} / {HELP.en}"}, dest="files")


def references(texts: Sequence[str]) -> Mapping[str, dict[str, Any]]:
    """What identifies each document's file, by document."""
    pairs = [(name, path) for name, _, path in (text.partition("=") for text in texts) if name and path]
    if len(pairs) < len(texts):
        bad = next(text for text in texts if not all(text.partition("=")))
        raise BadOption(why=_FORM.filled(text=bad[:60]))
    return {name: {"document": name, **reference(path)} for name, path in by_name_once("--file", pairs).items()}


def reference(path: str) -> dict[str, Any]:
    """What identifies a file: its name, media type, size and hash; it is read once, part by part."""
    import mimetypes

    place = by_name(path)
    try:
        if place.exists() and not place.is_file():
            raise BadOption(why=_WRONG.filled(text=path, why=_NO_FILE))
        with place.open("rb") as file:
            found, size = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    except OSError as problem:
        raise BadOption(why=_WRONG.filled(text=path, why=reason_of(problem))) from None
    kind, coding = mimetypes.guess_type(place.name)
    known = {"media_type": kind} if kind is not None and coding is None else {}
    return {"sha256": found, "name": place.name, **known, "size": size}
