"""Who signed: the position, the name, rank and NIP in a cell, or in a block below the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_NIP: Final = re.compile(r"\(?NIP\b\.? ?:? ?(\d[\d .]{5,29})\)?", re.IGNORECASE)
_RANK: Final = re.compile(
    r"pangkat\b.*|(?:pembina|penata|pengatur|juru)(?: (?:utama|muda|tingkat i|tk\.? ?i|madya)){0,3}"
    r"(?:[,/]? ?(?:gol\.? ?)?\(?[IV]{1,3} ?[/.] ?[a-e]\)?)?",
    re.IGNORECASE,
)
_PLACED: Final = re.compile(
    r"(?:ditetapkan|disahkan|dibuat|dikeluarkan) di\b.*|pada tanggal\b.*|tanggal ?:.*|"
    r"[A-Z][A-Za-z .]{2,40}, ?\d{1,2} [A-Za-z]{3,10} \d{4}",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"(?:mengetahui|menyetujui|mengesahkan|disahkan oleh|ditetapkan oleh|disetujui oleh|dibuat oleh|disusun oleh)\b"
    r"(?:[,/] ?(?:menyetujui|mengesahkan)\b)?[,:]? ?",
    re.IGNORECASE,
)
_ACTING: Final = re.compile(r"(plt|plh|pj|pjs)\b\.? ", re.IGNORECASE)
_POSITION: Final = re.compile(
    r"\b(?:kepala|ketua|camat|lurah|sekretaris|direktur|direktorat|bupati|wali ?kota|gubernur|menteri|rektor|dekan|"
    r"inspektur|asisten|kabag|kabid|kasubag|kasi|provinsi|kabupaten|kota|kecamatan|kelurahan|badan|dinas|kementerian|"
    r"bagian|bidang|seksi|selaku|daerah|komandan|pejabat|deputi|pimpinan|manajer)\b",
    re.IGNORECASE,
)
_SIGNATURE: Final = re.compile(
    r"\(?(?:ttd|tertanda|tanda tangan|dto|cap)[ ./)]{0,20}"
    r"|(?:(?:nip|pangkat(?: ?/ ?gol(?:ongan)?)?|rank)\b)?[:(.…_ )]{1,200}",
    re.IGNORECASE,
)
"""Where somebody signs, and what is left to be filled in."""
_TTD: Final = re.compile(r"\(?(?:ttd|tertanda|tanda tangan|dto)[ ./)]{0,20}", re.IGNORECASE)
_MOST_ABOVE: Final = 5
"""Lines of a position, a signature and a name above a NIP."""
_LONGEST: Final = 80


class Signer(NamedTuple):
    """Who approved an SOP, as far as the paper says."""

    title: str = ""
    name: str = ""
    capacity: str = ""
    rank: str = ""
    nip: str = ""
    rest: tuple[str, ...] = ()
    """Lines that say something else."""
    is_sure: bool = False
    """Whether it is plain which line is the name."""


def signer_of(lines: Sequence[str]) -> Signer:
    """Who signed, in lines from the position down to the NIP."""
    nip = rank = ""
    kept: list[str] = []
    rest: list[str] = []
    named_at: int | None = None
    for line in (" ".join(line.split()).strip() for line in lines):
        number = _NIP.fullmatch(line)
        called = _CALLED.match(line)
        bare = line[called.end() :].strip(" ,:") if called is not None else line
        if called is not None:
            rest.append(line[: called.end()].strip(" ,:"))
        if _SIGNATURE.fullmatch(bare):
            rest.append(bare)
        elif number is not None:
            nip = " ".join(number[1].strip(" .").split())
            named_at = len(kept) - 1 if named_at is None else named_at
        elif _RANK.fullmatch(bare) and kept:
            rank = bare
            named_at = len(kept) - 1 if named_at is None else named_at
        elif _PLACED.fullmatch(bare):
            rest.append(bare)
        elif bare.strip(" :-–"):
            kept.append(bare)
    if not kept:
        return Signer(rank=rank, nip=nip, rest=tuple(rest))
    name, positions, is_sure = _name(kept, named_at)
    title = " ".join(positions).strip(" ,:")
    acting = _ACTING.match(title)
    capacity = ""
    if acting is not None:
        capacity, title = f"{acting[1].capitalize()}.", title[acting.end() :].strip()
    return Signer(title, name.strip(" ()"), capacity, rank, nip, tuple(rest), is_sure)


def _name(kept: list[str], named_at: int | None) -> tuple[str, list[str], bool]:
    """The line that is the name, the others, and whether that is plain."""
    if named_at is not None and named_at >= 0:
        return kept[named_at], [line for at, line in enumerate(kept) if at != named_at], True
    last = kept[-1]
    if len(kept) == 1:
        return ("", kept, True) if _POSITION.search(last) else (last, [], False)
    if _POSITION.search(last):
        return "", kept, False
    return last, kept[:-1], not any(_POSITION.search(line) is None for line in kept[:-1])


def begins_signing(line: str) -> bool:
    """Whether a block of signatures begins with a line: a place and a day, or who is asked to sign."""
    flat = " ".join(line.split())
    return any(pattern.fullmatch(flat) for pattern in (_PLACED, _CALLED, _NIP))


def is_signed(lines: Sequence[str]) -> bool:
    """Whether lines below a table are a block of signatures."""
    return len(lines) > 1 and any(map(begins_signing, lines))


def first_of_signing(lines: Sequence[str]) -> int:
    """The line with which a block of signatures begins; the number of lines where there is none. A position above a
    signature or a NIP is part of it."""
    flat = [" ".join(line.split()) for line in lines]
    first = next((at for at, line in enumerate(flat) if begins_signing(line) or _TTD.fullmatch(line)), len(flat))
    above = range(max(0, first - _MOST_ABOVE), first) if first < len(flat) else range(0)
    return next((at for at in above if _POSITION.match(flat[at]) and len(flat[at]) <= _LONGEST), first)
