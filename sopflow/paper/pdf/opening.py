"""Opening a PDF within limits: what is small on disk and endless in memory is refused before it is unpacked."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from typing import Any, Final

from sopflow.language import Words

MAX_PAGES: Final = 200
MAX_STREAM: Final = 60_000_000
"""Bytes that one part of a file may come to."""
MAX_UNPACKED: Final = 200_000_000
"""Bytes that all parts may come to."""
MAX_CONTENT: Final = 1_000_000
"""Bytes of what is to be drawn on a page, with what it draws again and again."""
MAX_DRAWN: Final = 20_000_000
"""The same, of all pages."""
MAX_PATHS: Final = 5_000
"""Lines and areas of a page."""
MAX_LETTERS: Final = 50_000
"""Of a page."""
MAX_IMAGES: Final = 1_000
"""Pictures of a page."""
MAX_WORK: Final = 5_000_000
"""Cells times lines of a table."""
MAX_POINTS: Final = 1_000
"""Of one line; one with more is a picture."""
_DEPTH: Final = 10
_CHUNK: Final = 1 << 16
_BEFORE: Final = 2_000
"""Bytes before a stream in which its filters are looked for."""
_FACTORS: Final = {b"LZWDecode": 1_400, b"LZW": 1_400, b"RunLengthDecode": 64, b"RL": 64}
"""What a byte may come to in packings that are not unpacked here."""
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_FILTER: Final = re.compile(rb"/Filter\s*(\[[^\]]{0,200}\]|/\w{1,40}|\d)")
_NAME: Final = re.compile(rb"/(\w{1,40})")
_DO: Final = re.compile(rb"/([^\s/<>\[\]()]{1,100})\s+Do\b")

_LARGE: Final = Words("lebih dari {limit:,} byte setelah dibuka", "over {limit:,} bytes once unpacked")
_ODD: Final = Words(
    "dikemas dengan cara yang tidak lazim; simpan ulang sebagai PDF (cetak ke PDF)",
    "is packed in an unusual way; save it as PDF again (print to PDF)",
)
_PAGES: Final = Words(
    "lebih dari {limit} halaman; pisahkan halaman SOP-nya dahulu", "over {limit} pages; take out those of the SOP"
)
_CROWDED: Final = Words(
    "halaman {page}: terlalu banyak yang digambar (lebih dari {limit:,} {what})",
    "page {page}: too much is drawn (over {limit:,} {what})",
)
_BYTES: Final = Words("byte", "bytes")
LINES: Final = Words("garis", "lines")
LETTERS: Final = Words("huruf", "letters")
IMAGES: Final = Words("gambar", "pictures")
_NESTED: Final = Words(
    "halaman {page}: gambar yang memuat dirinya sendiri, atau bersarang lebih dari {limit} tingkat",
    "page {page}: a drawing that contains itself, or is nested over {limit} levels",
)
_TANGLED: Final = Words(
    "memuat tabel dengan terlalu banyak garis; simpan hanya halaman SOP-nya",
    "holds a table with too many lines; save the pages of the SOP only",
)
LOCKED: Final = Words(
    "terkunci dengan kata sandi atau izin; buka, lalu simpan atau cetak sebagai PDF tanpa sandi",
    "is locked by a password or by permissions; open it and save or print it as PDF without one",
)
BROKEN: Final = Words(
    "tidak terbaca: rusak, atau bukan PDF; unduh kembali, atau simpan ulang sebagai PDF",
    "cannot be read: it is damaged or not a PDF; download it again, or save it as PDF again",
)
NO_TEXT: Final = Words(
    "hanya berisi gambar (hasil pindai), tanpa teks; gunakan berkas Word aslinya, atau jalankan OCR dahulu",
    "holds pictures only (a scan) and no text; use the Word file it was made from, or run OCR first",
)
PICTURE: Final = Words(
    "halaman {page}: tabelnya berupa gambar, sehingga isinya tidak terbaca; gunakan berkas Word aslinya, "
    "atau jalankan OCR dahulu",
    "page {page}: its table is a picture, which cannot be read; use the Word file it was made from, or run OCR first",
)


class Refused(Exception):
    """A PDF that is not read; `words` says why, and what would work."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


def look_over(data: bytes) -> None:
    """Refuse a file whose parts are too large, without unpacking more of them than is allowed."""
    if b"/Encrypt" in data:
        raise Refused(LOCKED)
    whole = 0
    for start in _STREAM.finditer(data):
        head = data[max(0, start.start() - _BEFORE) : start.start()]
        head = _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), head[head.rfind(b"obj") + 3 :])
        named = _FILTER.search(head)
        filters = named[1] if named else b""
        if filters[:1].isdigit():
            raise Refused(_ODD)
        whole += _size(data, start.end(), _NAME.findall(filters), MAX_UNPACKED - whole)


def _size(data: bytes, begin: int, filters: list[bytes], left: int) -> int:
    """What a part comes to."""
    limit = min(MAX_STREAM, left)
    end = data.find(b"endstream", begin)
    packed = memoryview(data)[begin : end if end >= 0 else len(data)]
    if not any(name in (b"FlateDecode", b"Fl", *_FACTORS) for name in filters):
        return 0
    part: bytes | memoryview = packed
    if filters[0] in (b"ASCII85Decode", b"A85"):
        part = _of_85(bytes(packed))
    elif filters[0] in (b"ASCIIHexDecode", b"AHx"):
        part = bytes.fromhex(re.sub(rb"[^0-9A-Fa-f]", b"", bytes(packed)).decode()[: len(packed) // 2 * 2])
    elif filters[0] in (b"FlateDecode", b"Fl") and len(filters) == 1:
        part = memoryview(data)[begin:]  # packed data ends by itself, wherever the file says that it does
    packings = [name for name in filters if name in (b"FlateDecode", b"Fl", *_FACTORS)]
    if len(packings) > 1:
        raise Refused(_ODD)
    size = len(part) * _FACTORS[packings[0]] if packings[0] in _FACTORS else sum(_unpacked(part, limit))
    if size > limit:
        raise Refused(_LARGE.filled(limit=MAX_STREAM if limit == MAX_STREAM else MAX_UNPACKED))
    return size


def _unpacked(part: bytes | memoryview, limit: int) -> Iterator[int]:
    """The sizes of pieces, up to a little over a limit."""
    unpacking = zlib.decompressobj()
    given = 0
    try:
        for at in range(0, len(part), _CHUNK):
            rest: bytes = bytes(part[at : at + _CHUNK])
            while rest and given <= limit:
                piece = unpacking.decompress(rest, _CHUNK * 16)
                given += len(piece)
                yield len(piece)
                rest = b"" if unpacking.eof else unpacking.unconsumed_tail
            if unpacking.eof or given > limit:
                return
    except zlib.error:
        return


def _of_85(text: bytes) -> bytes:
    try:
        return base64.a85decode(b"".join(text.split()).removesuffix(b"~>"))
    except ValueError:
        raise Refused(_ODD) from None


class Drawing:
    """What the pages of a file draw, in bytes, before any of it is drawn."""

    def __init__(self) -> None:
        self._whole = 0

    def page(self, number: int, page: Any) -> None:
        """Refuse a page of pdfminer's that draws too much."""
        parts = [_data(part) for part in page.contents]
        size = self._size(number, b"\n".join(parts), page.resources, {}, 0)
        self._whole += size
        if size > MAX_CONTENT or self._whole > MAX_DRAWN:
            limit = MAX_CONTENT if size > MAX_CONTENT else MAX_DRAWN
            raise Refused(_CROWDED.filled(page=number, limit=limit, what=_BYTES))

    def _size(self, number: int, data: bytes, resources: Any, known: dict[int, int | None], depth: int) -> int:
        from pdfminer.pdftypes import PDFStream, dict_value, resolve1

        forms = dict_value((dict_value(resources or {})).get("XObject") or {})
        size = len(data)
        for name in _DO.findall(data):
            form = resolve1(forms.get(name.decode("latin-1")))
            if size > MAX_CONTENT or not isinstance(form, PDFStream) or str(form.get("Subtype")) != "/'Form'":
                continue
            key = id(form)
            if key not in known:
                if depth == _DEPTH:
                    raise Refused(_NESTED.filled(page=number, limit=_DEPTH))
                known[key] = None
                inner = form.get("Resources") or resources
                known[key] = self._size(number, _data(form), inner, known, depth + 1)
            within = known[key]
            if within is None:
                raise Refused(_NESTED.filled(page=number, limit=_DEPTH))
            size += within + 1
        return size


def _data(stream: Any) -> bytes:
    from pdfminer.pdftypes import stream_value

    data = stream_value(stream).get_data()
    return data if isinstance(data, bytes) else b""


def check_page(number: int, objects: dict[str, list[Any]]) -> None:
    """Refuse a page with too many letters, lines and pictures."""
    paths = sum(len(objects.get(kind, ())) for kind in ("line", "rect", "curve"))
    for count, limit, what in (
        (paths, MAX_PATHS, LINES),
        (len(objects.get("char", ())), MAX_LETTERS, LETTERS),
        (len(objects.get("image", ())), MAX_IMAGES, IMAGES),
    ):
        if count > limit:
            raise Refused(_CROWDED.filled(page=number, limit=limit, what=what))


def check_table(columns: int, rows: int, lines: int) -> None:
    """Refuse a table that takes too long to look through."""
    if columns * rows * lines > MAX_WORK:
        raise Refused(_TANGLED)


def check_pages(count: int) -> None:
    if count > MAX_PAGES:
        raise Refused(_PAGES.filled(limit=MAX_PAGES))
