"""The identity page: every field may be left out, or unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from ..nodes import Map, Node
from ..refs import Unknown
from .key import Shape, key, part
from .reader import read
from .shapes import DATE_OR_UNKNOWN, KNOWN, NULL, either, expected, of_part
from .values import known_of, lines_of, ref_of

_LINES: Final = either(
    {
        "type": "array",
        "items": {
            "type": "string",
            **expected('sebuah teks; teks yang memuat ": " ditulis dalam tanda petik', 'a text; a text with ": " in it goes in quotes'),
        },
    },
    {"type": "string"},
    NULL,
    id="daftar teks, atau unknown",
    en="a list of texts, or unknown",
    read=lines_of,
    name="lines",
)  # fmt: skip
_LOGO: Final = Shape(
    {
        "type": ["string", "null"],
        "minLength": 1,
        "not": {"enum": ["unknown", "?"]},
        **expected(
            "nama berkas gambar di samping berkas SOP ini, misalnya logo.png; tanpa logo, hapus baris ini",
            "the name of a picture beside this file, for example logo.png; without a logo leave this line out",
        ),
    },
    ref_of,
)


def _said(title: str, id: str, en: str, example: str) -> Mapping[str, Any]:
    return key(KNOWN, "0.1", title, id, en, example, "unknown")


def _lines(title: str, id: str, en: str, example: str) -> Mapping[str, Any]:
    return key(_LINES, "0.1", title, id, en, [example], "unknown")


def _day(title: str, id: str, en: str, example: str) -> Mapping[str, Any]:
    return key(DATE_OR_UNKNOWN, "0.1", title, id, en, example, "unknown")


@dataclass(frozen=True, slots=True)
class Approval:
    """Who signed the SOP."""

    title: str | Unknown | None = field(default=None, metadata=_said(
        "Jabatan / Position", "Jabatan yang mengesahkan.", "The position of the signer.", "Camat"))  # fmt: skip
    name: str | Unknown | None = field(default=None, metadata=_said(
        "Nama / Name", "Nama pejabat.", "The official's name.", "Drs. Budi Santoso"))  # fmt: skip
    capacity: str | Unknown | None = field(default=None, metadata=_said(
        "Kapasitas / Capacity", "definitif, Plt. atau Plh.", "definitif (holder), Plt. or Plh. (acting).", "definitif"))  # fmt: skip
    rank: str | Unknown | None = field(default=None, metadata=_said(
        "Pangkat / Rank", "Pangkat dan golongan, seperti tercetak di bawah namanya.",
        "The rank and grade, as printed below the name.", "Pembina (IV/a)"))  # fmt: skip
    nip: str | Unknown | None = field(default=None, metadata=_said(
        "NIP / Staff number", "Nomor induk pegawai, seperti tercetak di bawah namanya.",
        "The staff number, as printed below the name.", "19700101 199503 1 001"))  # fmt: skip


def _approval(node: Node | None) -> Approval | Unknown | None:
    if isinstance(node, Map):
        return read(Approval, node)
    known = known_of(node)
    return Approval(title=known) if isinstance(known, str) else known


_APPROVED_BY: Final = either(
    part("approval", Approval), {"type": "string"}, read=_approval,
    id="{title: …, name: …}, atau unknown", en="{title: …, name: …}, or unknown",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity page; every field may be missing or unknown."""

    agency: str | Unknown | None = field(default=None, metadata=_said(
        "Instansi / Agency", "Nama instansi.", "The agency's name.", "Kecamatan Cibodas"))  # fmt: skip
    unit: str | Unknown | None = field(default=None, metadata=_said(
        "Unit kerja / Unit", "Nama unit kerja.", "The unit within the agency.", "Seksi Ketentraman dan Ketertiban Umum"))  # fmt: skip
    number: str | Unknown | None = field(default=None, metadata=_said(
        "Nomor SOP / SOP number", "Nomor SOP.", "The SOP's number.", "065/12-Tib/2022"))  # fmt: skip
    created: date | Unknown | None = field(default=None, metadata=_day(
        "Tanggal pembuatan / Created", "Tanggal pembuatan.", "The date on which it was drawn up.", "2022-01-07"))  # fmt: skip
    revised: date | Unknown | None = field(default=None, metadata=_day(
        "Tanggal revisi / Revised", "Tanggal revisi.", "The date of its revision.", "7 Januari 2023"))  # fmt: skip
    effective: date | Unknown | None = field(default=None, metadata=_day(
        "Tanggal efektif / Effective", "Tanggal mulai berlaku.", "The date from which it is in force.", "2022-02-01"))  # fmt: skip
    approved_by: Approval | Unknown | None = field(default=None, metadata=key(
        _APPROVED_BY, "0.1", "Disahkan oleh / Approved by", "Pejabat yang mengesahkan.", "The official who approved it.",
        {"title": "Camat", "capacity": "definitif"}, "unknown"))  # fmt: skip
    legal_basis: tuple[str, ...] | Unknown = field(default=(), metadata=_lines(
        "Dasar hukum / Legal basis", "Peraturan yang menjadi dasar.", "The regulations that it rests on.",
        "Perwal 25 Tahun 2012"))  # fmt: skip
    qualifications: tuple[str, ...] | Unknown = field(default=(), metadata=_lines(
        "Kualifikasi pelaksana / Qualifications", "Kualifikasi pelaksana.", "What the actors must be able to do.",
        "Memahami tata naskah dinas"))  # fmt: skip
    related_sops: tuple[str, ...] | Unknown = field(default=(), metadata=_lines(
        "Keterkaitan / Related SOPs", "SOP lain yang terkait.", "Other SOPs that it is connected with.", "SOP Pengarsipan"))  # fmt: skip
    equipment: tuple[str, ...] | Unknown = field(default=(), metadata=_lines(
        "Peralatan / Equipment", "Peralatan dan perlengkapan.", "Equipment and supplies.", "Komputer"))  # fmt: skip
    warnings: tuple[str, ...] | Unknown = field(default=(), metadata=_lines(
        "Peringatan / Warnings", "Akibat bila SOP tidak dijalankan.", "What goes wrong if it is not followed.",
        "Pengawalan terlambat"))  # fmt: skip
    records: tuple[str, ...] | Unknown = field(default=(), metadata=_lines(
        "Pencatatan dan pendataan / Records", "Pencatatan dan pendataan.", "What is recorded, and where.", "Buku agenda"))  # fmt: skip
    logo: str | None = field(default=None, metadata=key(
        _LOGO, "0.1", "Logo / Logo",
        "Gambar PNG atau JPEG di samping berkas SOP ini, dicetak di kepala halaman identitas: jalur relatif, paling besar 512 KB dan 4.000 titik per sisi.",
        "A PNG or JPEG picture beside this file, printed at the head of the identity page: a relative path, at most 512 KB and 4,000 dots a side.",
        "logo.png", "gambar/logo.jpg"))  # fmt: skip
    """The path of a picture from the SOP's file (`logo.logo_near`)."""


def _identity(node: Node | None) -> Identity | None:
    return read(Identity, node) if isinstance(node, Map) else None


IDENTITY: Final = of_part(part("identity", Identity), _identity)
