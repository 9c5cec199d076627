"""The formats in which tables come, one file each; a new one is a file here and a line in `READERS`."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import Final

from sopflow.errors import NotText, SopflowError
from sopflow.language import Words
from sopflow.reasons import reason_of

from ..limits import TooMuch, UnreadableSheet
from ..sheet import Sheet
from . import delimited, docx, foreign, markdown, packed, pdf, xlsx

READERS: Final[dict[str, Callable[[Path], Sheet]]] = {
    ".tsv": delimited.read,
    ".txt": delimited.read,
    ".csv": delimited.read,
    ".md": markdown.read,
    ".xlsx": xlsx.read,
    ".docx": docx.read,
    ".pdf": pdf.read,
    ".xlsm": xlsx.read,
    ".docm": docx.read,
}
MAX_BYTES: Final = 20_000_000
FORMATS: Final = "PDF, DOCX, DOCM, XLSX, XLSM, CSV, TSV, TXT, Markdown (.md)"
"""The formats of `READERS`, for people."""

_PACKED: Final = (".xlsx", ".docx", ".xlsm", ".docm")
_OTHER: Final = Words("bukan salah satu dari {known}", "is none of {known}")
_LARGE: Final = Words("lebih dari {limit} byte", "over {limit} bytes")
_BROKEN: Final = Words("tidak terbaca: {problem}", "cannot be read: {problem}")
_DAMAGED: Final = Words(
    "rusak atau terpotong; ambil lagi berkasnya, atau buka dan simpan ulang di program asalnya",
    "it is damaged or cut off; get the file again, or open it in its own program and save it again",
)
_EMPTY: Final = Words("berkas ini kosong", "this file is empty")
_MISSING: Final = Words("berkas ini tidak ada", "this file does not exist")
_FOLDER: Final = Words("ini map; sebutkan berkas di dalamnya", "this is a folder; name a file in it")


def read(path: str | PathLike[str]) -> Sheet:
    """The content of a file, by its ending; `UnreadableSheet`, `MissingPackage`."""
    file = Path(path)
    reader = READERS.get(file.suffix.lower())
    if not file.is_file():
        raise UnreadableSheet(path=str(path), why=_FOLDER if file.is_dir() else _MISSING)
    if reader is None:
        advice = foreign.problem_with(file, READERS)
        if advice is not None:
            raise UnreadableSheet(path=str(file), why=advice)
        raise UnreadableSheet(path=str(file), why=_OTHER.filled(known=tuple(READERS)))
    if not file.stat().st_size:
        raise UnreadableSheet(path=str(file), why=_EMPTY)
    if file.stat().st_size > MAX_BYTES:
        raise UnreadableSheet(path=str(file), why=_LARGE.filled(limit=MAX_BYTES))
    try:
        is_packed = file.suffix.lower() in _PACKED and zipfile.is_zipfile(file)
        why = (packed.problem_with(file) if is_packed else None) or foreign.problem_with(file, READERS)
        if why is not None:
            raise UnreadableSheet(path=str(file), why=why)
        return reader(file)
    except NotText as problem:
        bare = NotText(**{**problem.values, "path": file.name})
        raise UnreadableSheet(path=str(file), why=_BROKEN.filled(problem=reason_of(bare))) from None
    except (SopflowError, OSError):
        raise
    except TooMuch as problem:
        raise UnreadableSheet(path=str(file), why=problem.words) from None
    except zipfile.BadZipFile:
        raise UnreadableSheet(path=str(file), why=_BROKEN.filled(problem=_DAMAGED)) from None
    except Exception as problem:  # whatever a library makes of a broken file
        raise UnreadableSheet(path=str(file), why=_BROKEN.filled(problem=_DAMAGED)) from problem


__all__ = ["FORMATS", "MAX_BYTES", "READERS", "UnreadableSheet", "read"]
