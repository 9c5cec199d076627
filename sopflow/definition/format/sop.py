"""One SOP: the parts of its file together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from sopflow.frozen import freeze

from ..refs import Ref, its_place
from .actors import ACTORS, Actor
from .documents import DOCUMENTS, Document
from .fields import FIELDS
from .identity import IDENTITY, Identity
from .key import key, keys_of
from .notes import ACCEPT, SOURCE_KEY, Acceptance, SourceNote
from .rights import MAY
from .shapes import DURATION, ID, IDS, TEXT, file_of, new_id
from .steps import MISSING_INPUTS, STEPS, MissingInputs, Step
from .times import EXTENSION, Extension

if TYPE_CHECKING:
    from sopflow.diagnostics import Span
    from sopflow.fields import Field

    from ..duration import Duration


class Printer(Protocol):
    """What pretty-prints for people."""

    def text(self, text: str) -> object: ...


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Definition:
    """One SOP. Made by `sopflow.load`; `digest` covers its meaning, not comments or layout."""

    id: str = field(metadata=key(
        new_id("nama pendek", "a short name"), "0.1", "Id", "Nama pendek SOP, unik di antara semua definisi.",
        "The SOP's short name, unique among the definitions.", "surat-keterangan-usaha", required=True))  # fmt: skip
    title: str = field(metadata=key(
        TEXT, "0.1", "Nama SOP / Title", "Nama SOP.", "The SOP's name.", "Penerbitan Surat Keterangan Usaha", required=True, also=("nama", "judul")))  # fmt: skip
    version: str = field(metadata=key(
        TEXT, "0.1", "Versi / Version", "Versi SOP ini, sebagai teks; bila tidak ditulis: 1.",
        "The version of this SOP, as text; 1 if left out.", "2024.1"))  # fmt: skip
    identity: Identity = field(default_factory=Identity, metadata=key(
        IDENTITY, "0.1", "Halaman identitas / Identity page",
        "Halaman identitas SOP; setiap isian boleh tidak ada, atau unknown.",
        "The identity page of the SOP; every field may be left out, or unknown.",
        {"agency": "Kecamatan Cibodas", "number": "065/12-Tib"}))  # fmt: skip
    calendar: str | None = field(default=None, metadata=key(
        ID, "0.1", "Kalender / Calendar", "Kalender kerja; bila tidak ditulis: sepanjang waktu, satu hari 24 jam.",
        "The business calendar; without it around the clock, where a day is 24 hours.", "tangerang"))  # fmt: skip
    time_limit: Duration | None = field(default=None, metadata=key(
        DURATION, "0.1", "Batas waktu / Time limit", "Batas waktu seluruh proses.", "The limit for a whole instance.", "5 hari"))  # fmt: skip
    extension: Extension | None = field(default=None, metadata=key(
        EXTENSION, "0.1", "Perpanjangan / Extension",
        "Batas waktu seluruh proses (time_limit) dapat diperpanjang, dengan alasan.",
        "The due time of the whole instance (time_limit) can be extended, with a reason.", {"by": "ppid", "at_most": "7 hari"}))  # fmt: skip
    stated_total: Duration | None = field(default=None, metadata=key(
        DURATION, "0.1", "Jumlah tertulis / Stated total", "Jumlah waktu menurut dokumen tercetak.",
        "The total time that the paper states.", "2 bulan 6 hari 3 jam"))  # fmt: skip
    may_start: tuple[Ref, ...] = field(default=(), metadata=key(
        IDS, "0.1", "Boleh memulai / May start", "Nama lama dari may: {start: ...}. Pelaksana yang boleh memulai.",
        "The old name of may: {start: ...}. Who may start it.", ["pemohon"], names="actors"))  # fmt: skip
    may: tuple[tuple[str, tuple[Ref, ...]], ...] = field(default=(), metadata=key(
        MAY, "0.1", "Kewenangan / Who may",
        "Siapa yang boleh apa terhadap proses, selain mengerjakan langkah. Isinya id pelaksana, starter (yang memulai), anyone (siapa saja), atau nobody (tidak seorang pun). Tanpa direktori dan tanpa kunci ini semuanya terbuka.",
        "Who may do what to an instance, besides doing rows: actors, starter, anyone, or nobody. Without a directory and without a key here everything is open.",
        {"cancel": ["camat", "starter"], "migrate": ["camat"]}))  # fmt: skip
    """By command. That of `start` is `may_start`, its old name."""
    missing_inputs: MissingInputs = field(default="note", metadata=MISSING_INPUTS)
    actors: Mapping[str, Actor] = field(metadata=key(
        ACTORS, "0.1", "Pelaksana / Actors", "Kolom-kolom pelaksana, dari kiri ke kanan.", "The actors' columns, left to right.",
        {"camat": "Camat"}, required=True))  # fmt: skip
    documents: Mapping[str, Document] = field(metadata=key(
        DOCUMENTS, "0.1", "Dokumen / Documents", "Dokumen yang dipakai beberapa baris, atau yang perlu diterangkan.",
        "The documents that several rows name, or that need a description.", {"sku": "Surat keterangan usaha"}))  # fmt: skip
    fields: Mapping[str, Field] = field(default_factory=dict, metadata=key(
        FIELDS, "0.1", "Isian / Fields", "Isian sebuah kasus; setiap langkah menyebut isian yang dimintanya (fills).",
        "The fields of a case; each step names those that it asks for (fills).",
        {"nama": "Nama pemohon", "nilai": {"title": "Nilai pengadaan", "type": "money", "min": "0"}}))  # fmt: skip
    steps: tuple[Step, ...] = field(metadata=key(
        STEPS, "0.1", "Langkah / Steps", "Baris-baris tabel, dari atas ke bawah.", "The rows of the table, top to bottom.",
        [{"id": "a", "activity": "Menyusun surat.", "actor": "camat"}], required=True))  # fmt: skip
    accept: tuple[Acceptance, ...] = field(default=(), metadata=key(
        ACCEPT, "0.1", "Diterima / Accept", "Temuan yang diterima penulis, dengan alasannya.",
        "Findings that the author accepts, with the reason.",
        [{"code": "SOP207", "reason": "demikian di kertas"}]))  # fmt: skip
    source: tuple[SourceNote, ...] = field(default=(), metadata=SOURCE_KEY)
    digest: str = ""
    path: str = field(default="", compare=False)
    identity_at: Mapping[str, Span] = field(default_factory=dict, compare=False)
    """Where each field of `identity` stands in the file."""
    span: Span = its_place()

    def __post_init__(self) -> None:
        freeze(self, "actors", "documents", "fields", "identity_at")

    def __repr__(self) -> str:
        return f"Definition({self.id!r}, version={self.version!r}, path={self.path!r})"

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:
        """As short for hypothesis and IPython, which print every field of a dataclass else."""
        printer.text(repr(self))

    def who_may(self, command: str) -> tuple[Ref, ...]:
        """Return the actors that the SOP names for a command; empty if the default applies."""
        return self.may_start if command == "start" else dict(self.may).get(command, ())

    @property
    def has_personal(self) -> bool:
        """Whether a field is personal."""
        return any(one.personal for one in self.fields.values())

    def step(self, step_id: str) -> Step:
        """Return the row with this id; `KeyError` if there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)


SOP: Final = file_of(
    "sop", "SOP, format 1", "Satu SOP: halaman identitas, pelaksana, dokumen, dan baris-baris tabelnya.",
    "One SOP: its identity page, actors, documents, and the rows of its table.",
    {"sopflow": 1, "id": "contoh", "title": "Contoh", "actors": {"camat": "Camat"},
     "steps": [{"id": "tanda_tangan", "activity": "Menandatangani surat.", "actor": "camat"}]},
    {name: own for _, name, own in keys_of(Definition)},
)  # fmt: skip
