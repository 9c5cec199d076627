"""The documents that a host hands in: each once, with what identifies its copy as `item.files` asks for it.

Only what comes in is looked at; what was recorded once is read as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from sopflow.errors import BadArgument
from sopflow.flow.command import Paper
from sopflow.flow.files import LARGEST, PARTS
from sopflow.language import Words, nfc
from sopflow.unseen import is_one_line, name_of, unseen_in

from .unfit import SOME_TEXT, refused

_LONGEST: Final[Mapping[str, int]] = {
    name: part["maxLength"] for name, part in PARTS.items() if "maxLength" in part
}
_FORMS: Final = {
    "date": re.compile(PARTS["date"]["pattern"]),
    "sha256": re.compile(PARTS["sha256"]["pattern"]),
    "media_type": re.compile(PARTS["media_type"]["pattern"]),
}
_DOCUMENTS: Final = Words(
    'nama dokumen, daftar nama atau Paper, atau {"nama": {"number": ..., "date": ..., "uri": ..., "sha256": ..., "name": ..., "media_type": ..., "size": ...}}',
    'the name of a document, a list of names or Papers, or {"name": {"number": ..., "date": ..., "uri": ..., "sha256": ..., "name": ..., "media_type": ..., "size": ...}}',
)
_SHORT: Final = Words("paling banyak {most} karakter", "at most {most} characters")
_SEEN: Final = Words(
    "teks tanpa karakter yang tidak terlihat ({signs})", "a text without invisible characters ({signs})"
)
_ONE_LINE: Final = Words(
    "teks satu baris tanpa tab, tidak diawali atau diakhiri spasi",
    "a text of one line without tabs, with no blanks around it",
)
_DAY: Final = Words("tanggal ISO 8601: 2026-03-17", "an ISO 8601 date: 2026-03-17")
_SHA256: Final = Words("64 angka heksadesimal", "64 hexadecimal digits")
_MEDIA_TYPE: Final = Words("jenis media: application/pdf", "a media type: application/pdf")
_SIZE: Final = Words("banyaknya byte, bilangan bulat", "a number of bytes (int)")
_OTHER: Final = Words("isi kedua yang berbeda", "a second, different content")
_ONCE: Final = Words("setiap dokumen disebut satu kali", "each document named once")


def papers_of(documents: Any, name: str = "documents") -> tuple[Paper, ...]:
    """Documents given by name, as a mapping from name to details, or as `Paper`s; each comes out once."""
    if isinstance(documents, str | Paper):
        documents = (documents,)
    if isinstance(documents, Mapping):
        given: Iterable[Paper] = (_paper_of(name, document, details) for document, details in documents.items())
    elif not isinstance(documents, Iterable) or isinstance(documents, bytes | bytearray | memoryview):
        refused(name, documents, _DOCUMENTS)
    else:
        given = (_paper(name, one if isinstance(one, Paper) else Paper(one)) for one in documents)
    found: dict[str, Paper] = {}
    for paper in given:
        if found.setdefault(paper.document, paper) != paper:  # a case keeps one copy of each
            raise BadArgument(argument=_at(name, paper.document), value=_OTHER, expected=_ONCE)
    return tuple(found.values())


def _paper_of(name: str, document: Any, details: Any) -> Paper:
    if details is not None and (
        not isinstance(details, Mapping) or not all(key in Paper._fields[1:] for key in details)
    ):
        refused(_at(name, document), details, _DOCUMENTS)
    return _paper(name, Paper(document, **(details or {})))


def _paper(name: str, paper: Paper) -> Paper:
    document, number, day, uri, sha256, own, media_type, size = paper
    if not isinstance(document, str) or not document:
        refused(name, document, SOME_TEXT)
    document = nfc(document)
    at = _at(name, document)
    if day is not None and not _is_day(day):
        refused(f"{at}.date", day, _DAY)
    if sha256 is not None and not _is_formed("sha256", sha256):
        refused(f"{at}.sha256", sha256, _SHA256)
    if media_type is not None and not _is_formed("media_type", media_type):
        refused(f"{at}.media_type", media_type, _MEDIA_TYPE)
    if media_type is not None:
        _require_short(at, "media_type", media_type)
    if size is not None and (type(size) is not int or not 0 <= size <= LARGEST):
        refused(f"{at}.size", size, _SIZE)
    return Paper(
        document, _text(at, "number", number), day, _text(at, "uri", uri), sha256, _text(at, "name", own), media_type, size,
    )  # fmt: skip


def _at(name: str, document: Any) -> str:
    return f"{name}[{document!r:.40}]"


def _text(at: str, part: str, value: Any) -> str | None:
    """What people see, so that it reads the same wherever it is written and read back."""
    if value is None:
        return None
    if not isinstance(value, str) or not value:
        refused(f"{at}.{part}", value, SOME_TEXT)
    _require_short(at, part, value)
    unseen = unseen_in(value)
    if unseen:
        refused(f"{at}.{part}", value, _SEEN.filled(signs=name_of(unseen[0])))
    if not is_one_line(value):
        refused(f"{at}.{part}", value, _ONE_LINE)
    return nfc(value)


def _require_short(at: str, part: str, value: str) -> None:
    if len(value) > _LONGEST[part]:
        refused(f"{at}.{part}", value, _SHORT.filled(most=_LONGEST[part]))


def _is_formed(part: str, value: Any) -> bool:
    return isinstance(value, str) and _FORMS[part].fullmatch(value) is not None


def _is_day(text: Any) -> bool:
    if not _is_formed("date", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
