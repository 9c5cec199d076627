"""An identity page, read: the fields of the format, and what has no key there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ..draft import UNKNOWN, Note
from ..listing import is_tangled, items_of, side_by_side, untangled
from ..wordings import folded
from .days import day_of, is_day, is_none
from .finding import Found, Left, Part, found_in
from .labels import DATES, labelled
from .signing import Signer, first_of_signing, is_signed, signer_of

_AGENCY: Final = re.compile(
    r"(?:pemerintah|kementerian|badan|dinas|kecamatan|kelurahan|sekretariat|inspektorat|kantor|lembaga|komisi|universitas|"
    r"rumah sakit|rsud|puskesmas|uptd?|direktorat|provinsi|kabupaten|kota|balai|mahkamah|pengadilan|kejaksaan|kepolisian|"
    r"republik)\b",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(
    r"(?:tim|bagian|sub ?bagian|bidang|seksi|unit|sub ?direktorat|biro|kelompok|sub ?bidang|subbag|uptd?)\b",
    re.IGNORECASE,
)
_OF_PLACE: Final = re.compile(
    r"(?!pemerintah\b).*\b(?:provinsi|kabupaten|kota|kecamatan|kelurahan|republik) \w", re.IGNORECASE
)
"""A line with which the name of an agency ends: whose it is."""
_GOES_ON: Final = re.compile(
    r"(?:[,&]|\b(?:dan|di|pada|pemerintah|provinsi|kabupaten|kota|kecamatan|kelurahan))\Z", re.IGNORECASE
)
_GENERIC: Final = re.compile(
    r"(?:standar(?:d)? operasional(?: dan)? prosedur(?: administrasi pemerintahan)?|sop(?: ap)?|standard operating procedures?)"
    r"(?: *\((?:sop|sop ap)\))?",
    re.IGNORECASE,
)
_OF_ACTORS: Final = re.compile(r"(?:pelaksana|aktor)\s*:", re.IGNORECASE)
_LONGEST_AGENCY: Final = 80


@dataclass
class IdentityPage:
    """What stands above and below the table of a procedure."""

    title: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    """Agency, unit, number, and days as the format writes them; `unknown` where the page says something else."""
    lists: dict[str, list[str]] = field(default_factory=dict)
    signer: Signer | None = None
    notes: list[Note] = field(default_factory=list)


def begins_identity(part: Part) -> bool:
    """Whether a line or a table is one of an identity page."""
    if isinstance(part, str):
        one = labelled(part)
        return one is not None and one.key in ("number", "title", *DATES)
    keys = {
        one.key for row in part for cell in row for line in cell.split("\n") if (one := labelled(line)) is not None
    }
    return len(keys - {""}) > 1


def identity_of(front: Sequence[Part], after: Sequence[Part]) -> tuple[IdentityPage, list[str], list[str]]:
    """What stands around a table, and the lines before and after it that are something else: before it the title first,
    even where none is printed."""
    page = IdentityPage()
    found, left = found_in(front)
    for one in found:
        _put(page, one)
    before = _without_agency(page, left, has_labels=bool(found))
    if not page.title:
        page.title = _without_kind(page, _title(before))
    return page, [page.title, *before], _below(page, after)


def _put(page: IdentityPage, one: Found) -> None:
    text = " ".join(" ".join(one.lines).split())
    if not one.key:
        why = "label halaman identitas yang tidak punya tempat di draf"
        page.notes.append(Note("identity", f"{one.label}: {text}", "certain", why))
        return
    has = one.key in page.texts or one.key in page.lists or (one.key == "title" and page.title)
    if has or (one.key == "approved_by" and page.signer is not None):
        if text:
            page.notes.append(
                Note(f"identity.{one.key}", f"{one.label}: {text}", "certain", "label ini tercetak lagi")
            )
    elif one.key == "title":
        page.title = text
    elif one.key == "approved_by":
        _sign(page, one.lines)
    elif one.key in DATES:
        _date(page, one.key, one.label, text)
    elif one.key in ("agency", "unit", "number"):
        if not is_none(text):
            page.texts[one.key] = text
    else:
        _list(page, one)
    if one.doubt:
        page.notes.append(Note(f"identity.{one.key}", f"{one.label}: {text}", "probable", one.doubt))


def _list(page: IdentityPage, one: Found) -> None:
    """Take a list, whose numbers may stand in the middle of its lines."""
    items = items_of(one.lines, are_whole=one.are_whole)
    if is_tangled(one.lines):
        reading, how = "open", "butirnya mungkin tergabung"
        if parted := side_by_side(one.lines):
            items, reading, how = parted, "probable", "dipisah menurut nomornya"
        elif parted := untangled(one.lines):
            items, reading, how = parted, "probable", "dipisah menurut titik koma"
        text, why = " ".join(" ".join(one.lines).split()), f"nomornya tercetak di tengah baris; {how}"
        page.notes.append(Note(f"identity.{one.key}", text, reading, why))
    if items:
        page.lists[one.key] = list(items)


def _date(page: IdentityPage, key: str, label: str, text: str) -> None:
    if is_none(text):
        return
    day = day_of(text)
    if is_day(text):
        page.texts[key] = text
        return
    page.texts[key] = day.isoformat() if day is not None else UNKNOWN
    why = "" if day is not None else "bukan tanggal yang lengkap"
    page.notes.append(Note(f"identity.{key}", f"{label}: {text}", "certain" if day is not None else "open", why))


def _sign(page: IdentityPage, lines: Sequence[str]) -> None:
    signer = signer_of(lines)
    whole = " / ".join(text for line in lines if (text := " ".join(line.split())))
    if not (signer.title or signer.name):
        if whole:
            page.notes.append(Note("identity.approved_by", whole, "certain"))
        return
    page.signer = signer
    why = "baris terakhir dibaca sebagai nama" if signer.name else "tidak ada nama yang terbaca"
    reading, why = ("certain", "") if signer.is_sure else ("probable", why)
    page.notes.append(Note("identity.approved_by", whole, reading, why))


def _without_agency(page: IdentityPage, left: Sequence[Left], *, has_labels: bool) -> list[str]:
    """Take the agency's name out of what stands above a table."""
    kept: list[str] = []
    lines: list[str] = []
    for one in left:
        parts = [text for line in one.text.split("\n") if (text := " ".join(line.split()))]
        if one.is_beside and "agency" not in page.texts:
            lines += parts
        else:
            kept += parts
    if not lines and "agency" not in page.texts and has_labels:
        first = next((at for at, line in enumerate(kept) if _is_of_agency(line)), len(kept))
        last = first
        while last < len(kept) and (_is_of_agency(kept[last]) or (last > first and _UNIT.match(kept[last]))):
            last += 1
        lines = kept[first:last]
        del kept[first:last]
    if lines:
        unit = next((at for at, line in enumerate(lines) if at and _UNIT.match(line)), len(lines))
        sure = _agency_end(lines[:unit])
        why, reading = "dibaca dari kepala halaman", "probable"
        if sure < unit == len(lines) and "unit" not in page.texts and any(map(_OF_PLACE.match, lines[:sure])):
            unit = sure
            reason = "baris di bawah nama instansi, dibaca sebagai unit kerja"
            page.notes.append(Note("identity.unit", " / ".join(lines[sure:]), "open", reason))
        elif sure < unit:
            why, reading = "sebagian barisnya mungkin nama unit kerja", "open"
        page.texts["agency"] = " ".join(lines[:unit])
        if unit < len(lines) and "unit" not in page.texts:
            page.texts["unit"] = " ".join(lines[unit:])
        elif unit < len(lines):
            page.texts["agency"] = " ".join(lines)
        page.notes.append(Note("identity.agency", " / ".join(lines), reading, why))
    return kept


def _agency_end(lines: Sequence[str]) -> int:
    """The line behind the last that is surely of an agency's name: it begins as one, or goes on with the one above."""
    end = max((at for at, line in enumerate(lines) if _is_of_agency(line)), default=0) + 1
    while end < len(lines) and _GOES_ON.search(lines[end - 1]):
        end += 1
    return end


def _is_of_agency(line: str) -> bool:
    return len(line) <= _LONGEST_AGENCY and ":" not in line and _AGENCY.match(line) is not None


def _title(before: list[str]) -> str:
    """The first line above that can be a title; it is taken out."""
    for at, line in enumerate(before):
        if not _OF_ACTORS.match(line) and not _GENERIC.fullmatch(line.strip(" :.")):
            return before.pop(at)
    return ""


def _without_kind(page: IdentityPage, line: str) -> str:
    """A title without a label: "SOP: …". Without a mark the word is a part of the title that somebody gave."""
    kind, _, rest = line.partition(" ")
    is_label = kind.casefold() == "sop:" or (kind.casefold() == "sop" and rest[:1] in (":", "-"))
    bare = rest.strip(" :-") if is_label else ""
    if bare:
        page.notes.append(Note("title", line, "certain"))
    return bare or line


def _below(page: IdentityPage, after: Sequence[Part]) -> list[str]:
    """Read the block of signatures below a table, and give back what else stands there."""
    kept: list[str] = []
    for part in _blocks(after):
        block = [" | ".join(" ".join(cell.split()) for cell in row if cell.strip()) for row in part]
        columns = [column for column in _columns(part) if is_signed(column)]
        if len(columns) == 1 and _sign_below(page, columns[0]):
            taken = {" ".join(line.split()) for line in columns[0]}
            kept += [line for line in block if line and line not in taken]
            continue
        kept += [line for line in block if line]
    return kept


def _sign_below(page: IdentityPage, lines: Sequence[str]) -> bool:
    """Take who signed below a table, or the name that the page does not say; whether it is that."""
    signer, known = signer_of(lines), page.signer
    if known is None:
        if signer.title or signer.name:
            _sign(page, lines)
        return page.signer is not None
    if known.name or not signer.name or folded(signer.title) not in (folded(known.title), ""):
        return False
    page.signer = known._replace(name=signer.name, rank=known.rank or signer.rank, nip=known.nip or signer.nip)
    whole = " / ".join(" ".join(line.split()) for line in lines)
    reading = "certain" if signer.is_sure and signer.title else "probable"
    page.notes.append(Note("identity.approved_by", whole, reading, "nama di bawah tabel"))
    return True


def _blocks(after: Sequence[Part]) -> list[tuple[tuple[str, ...], ...]]:
    """Tables, and the lines between them as tables of one column: from where somebody signs, apart from those above."""
    blocks: list[tuple[tuple[str, ...], ...]] = []
    lines: list[str] = []
    for part in (*after, ()):
        if isinstance(part, str):
            lines += part.split("\n")
            continue
        first = first_of_signing(lines)
        blocks += [((line,),) for line in lines[:first]]
        blocks += [tuple((line,) for line in lines[first:])]
        blocks.append(tuple(part))
        lines = []
    return blocks


def _columns(rows: Sequence[tuple[str, ...]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    columns = [
        [line for row in rows if c < len(row) for line in row[c].split("\n") if line.strip()] for c in range(width)
    ]
    return [column for column in columns if column]
