"""What a scenario expects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, get_args

from sopflow.definition.format.key import Shape, key, named, part
from sopflow.definition.format.reader import read
from sopflow.definition.format.shapes import (
    ID,
    TEXT,
    TEXT_ALONE,
    array,
    choice,
    either,
    expected,
    matching,
    of_part,
    written,
)
from sopflow.definition.nodes import List, Map, Node
from sopflow.definition.refs import Ref
from sopflow.definition.written import text_of
from sopflow.diagnostics import NOWHERE, Span
from sopflow.fields.limits import END
from sopflow.flow.authority import ON_BEHALF
from sopflow.flow.lifecycle import Status
from sopflow.frozen import freeze
from sopflow.people.directory import CAPACITIES, SUBSTITUTE

from ..values import duration_of, entries, instant_of, key_of, listed, number_of, path_item, ref_of, refs_of
from .shapes import LENGTH, LIST_OF_DOCUMENTS, ROWS, SOMEBODY, STEP, names, texts_of

if TYPE_CHECKING:
    from datetime import datetime

    from sopflow.definition.duration import Duration


@dataclass(frozen=True, slots=True)
class PathItem:
    """A row that was done, with any outcome unless one is named."""

    step: Ref
    outcome: str | None = None

    def __str__(self) -> str:
        return self.step if self.outcome is None else f"{self.step}={self.outcome}"


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did a row, and as what; what is `None` is not looked at."""

    by: Ref | None = field(default=None, metadata=key(
        SOMEBODY, "0.1", "Oleh / By", "Siapa yang mengerjakan.", "Who did it.", "budi"))  # fmt: skip
    how: str | None = field(default=None, metadata=named(**{"as": key(
        choice(*CAPACITIES, SUBSTITUTE, ON_BEHALF, read=text_of), "0.1", "Sebagai / As",
        "Sebagai apa: definitif, Pj., Plt., Plh., pengganti (substitute), atau atas nama (a.n.).",
        "As what: holder (definitif), Pj., Plt., Plh., substitute, or in the name of somebody (a.n.).", "Plh.")}))  # fmt: skip
    place: Ref | None = field(default=None, metadata=named(**{"for": key(
        SOMEBODY, "0.1", "Untuk / For", "Pelaksana yang digantikan, atau orang yang mendelegasikan.",
        "The actor in whose place, or the person who delegated it.", "camat")}))  # fmt: skip

    def __str__(self) -> str:
        as_what = " ".join(part for part in (self.how, self.place) if part is not None)
        return f"{self.by or '...'} ({as_what})" if as_what else str(self.by or "...")


def _doers(node: Node) -> tuple[Doer, ...]:
    """A person, what is said of one, or a list of these: those who signed, in order."""
    items = node.items if isinstance(node, List) else [node]
    return tuple(read(Doer, item) if isinstance(item, Map) else Doer(ref_of(item)) for item in items)


def _by_name(read: Callable[[Node], Any]) -> Callable[[Node | None], dict[Ref, Any]]:
    """The names of a mapping, each with what stands at it."""
    return lambda node: {key_of(node, name): read(one) for name, one in entries(node)}


_DOER: Final = part(
    "doer", Doer, minProperties=1,
    **expected("misalnya {by: budi, as: Plh., for: camat}", "such as {by: budi, as: Plh., for: camat}"),
)  # fmt: skip
_DOERS: Final = either(
    SOMEBODY, _DOER,
    array({"anyOf": [SOMEBODY, _DOER]}, "daftar orang, berurutan", "a list of persons, in order", minItems=1),
    id="nama orang, {by, as, for}, atau daftarnya", en="a person, {by, as, for}, or a list of these",
)  # fmt: skip
_DONE_BY: Final = Shape(
    {
        "type": "object", "additionalProperties": _DOERS,
        **expected("langkah dan siapa yang mengerjakannya, misalnya {verifikasi: budi}",
                   "steps and who did them, such as {verifikasi: budi}"),
    },
    _by_name(_doers),
)  # fmt: skip
_AVAILABLE: Final = either(
    array(TEXT_ALONE, *LIST_OF_DOCUMENTS), names(matching(rf"^[0-9]{{1,6}}{END}", "sebuah bilangan", "a number")),
    id="daftar dokumen, atau {dokumen: versi}", en="a list of documents, or {document: version}", read=texts_of,
)  # fmt: skip
_DUE: Final = names(written(
    "due", "lama waktu, misalnya 2 jam, atau waktu, misalnya 2024-03-12 10:00 WIB",
    "a duration, such as 2 jam, or a time, such as 2024-03-12 10:00 WIB"),
    _by_name(lambda node: duration_of(node) or instant_of(node)))  # fmt: skip
_PATH: Final = array(
    STEP,
    "daftar langkah, misalnya [terima, verifikasi=N, ...]",
    "a list of steps, such as [terima, verifikasi=N, ...]",
    lambda node: listed(node, lambda item: PathItem(*path_item(item))),
)
_TEXT: Final = TEXT._replace(read=text_of)
_AN_ID: Final = ID._replace(read=ref_of)
_WHO: Final = names(
    array(ID, "daftar id pelaksana, misalnya [sekcam]", "a list of actors' ids, such as [sekcam]"),
    _by_name(refs_of),
)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must be true at a moment; what is `None` is not looked at."""

    status: Status | None = field(default=None, metadata=key(
        choice(*get_args(Status), read=text_of), "0.1", "Status", "Status proses.", "The status of the instance.",
        *get_args(Status)))  # fmt: skip
    end: Ref | None = field(default=None, metadata=key(
        _AN_ID, "0.1", "Akhir / End", "Nama akhir yang dicapai.", "The name of the end that was reached.", "end",
        "ditolak"))  # fmt: skip
    hand_over: str | None = field(default=None, metadata=key(
        _TEXT, "0.1", "Serah ke / Hand over", "SOP atau tindakan yang menyusul.",
        "What follows: an SOP's id or a text.", "penempatan"))  # fmt: skip
    path: tuple[PathItem, ...] | None = field(default=None, metadata=key(
        _PATH, "0.1", "Jalur / Path",
        "Semua baris yang selesai, berurutan, masing-masing LANGKAH atau LANGKAH=JAWABAN; ... berarti apa saja di antaranya.",
        "Every row that was done, in order, each as STEP or STEP=OUTCOME; ... is anything in between.",
        ["terima", "verifikasi=N", "...", "arsip"]))  # fmt: skip
    active: tuple[Ref, ...] | None = field(default=None, metadata=key(
        ROWS, "0.1", "Sedang terbuka / Active", "Langkah yang terbuka sekarang, semuanya.",
        "The steps that are open now, all of them.", ["verifikasi"]))  # fmt: skip
    worklist: Mapping[Ref, tuple[Ref, ...]] | None = field(default=None, metadata=key(
        names(ROWS, _by_name(refs_of)), "0.1", "Daftar kerja / Worklist",
        "Langkah yang ada dalam daftar kerja seorang pelaksana, atau seseorang.",
        "The steps in the worklist of an actor, or of a person.", {"sekcam": ["verifikasi"]}))  # fmt: skip
    who: Mapping[Ref, tuple[Ref, ...]] | None = field(default=None, metadata=key(
        _WHO, "0.1", "Yang boleh / Who may",
        "Siapa saja yang sekarang boleh mengerjakan langkah yang terbuka, termasuk penggantinya: semuanya.",
        "Who may do an open step now, substitutes included: all of them.", {"verifikasi": ["sekcam"]}))  # fmt: skip
    """With their substitutes."""
    done_by: Mapping[Ref, tuple[Doer, ...]] | None = field(default=None, metadata=key(
        _DONE_BY, "0.1", "Dikerjakan oleh / Done by",
        "Siapa yang terakhir mengerjakan (atau menandatangani, berurutan) langkah: orangnya, atau {by, as, for}.",
        "Who did a step the last time (or signed it, in order): the person, or {by, as, for}.",
        {"tanda_tangan": "ani"}, {"tanda_tangan": {"by": "budi", "as": "Plh.", "for": "camat"}}))  # fmt: skip
    """The last time, in the order of signing."""
    documents: tuple[Ref, ...] | None = field(default=None, metadata=key(
        _AVAILABLE, "0.1", "Dokumen yang tersedia / Documents available",
        "Dokumen yang tersedia: daftar (paling sedikit ini), atau dengan berapa kali masing-masing dibuat atau diterima (tepat).",
        "The documents that are available: a list (at least these), or with how often each was made or received (exactly these).",
        ["laporan"], {"laporan": 1}))  # fmt: skip
    """At least these are available."""
    versions: Mapping[Ref, int] | None = None
    """Exactly these are available, each made or received so often."""
    late: tuple[Ref, ...] | None = field(default=None, metadata=key(
        ROWS, "0.1", "Terlambat / Late", "Langkah yang dikerjakan melewati batas waktunya, semuanya.",
        "The steps that were done after they were due, all of them.", ["verifikasi"], []))  # fmt: skip
    reminded: tuple[Ref, ...] | None = field(default=None, metadata=key(
        ROWS, "0.1", "Diingatkan / Reminded",
        "Langkah yang sudah dikirimi pengingat karena terlambat, semuanya.",
        "The steps of which somebody was reminded since they are late, all of them.", ["verifikasi"], []))  # fmt: skip
    missing: tuple[Ref, ...] | None = field(default=None, metadata=key(
        array(TEXT_ALONE, *LIST_OF_DOCUMENTS, texts_of), "0.1", "Belum ada / Missing",
        "Dokumen yang diminta suatu langkah tetapi belum ada, semuanya.",
        "The inputs that were missing when a row was done, all of them.", ["draft_surat"], []))  # fmt: skip
    elapsed: Duration | None = field(default=None, metadata=key(
        LENGTH, "0.1", "Lama berjalan / Elapsed", "Waktu sejak mulai sampai sekarang, menurut kalender SOP.",
        "The time from the start until now.", "3 hari 2 jam"))  # fmt: skip
    due: Mapping[Ref, Duration | datetime | None] | None = field(default=None, metadata=key(
        _DUE, "0.1", "Batas waktu / Due",
        "Batas waktu langkah yang terbuka: lamanya sejak terbuka, atau tanggal dan jamnya; all: batas waktu seluruh proses.",
        "The due time of open steps: how long after each was opened, or a date and time; all: that of the whole run.",
        {"verifikasi": "2 jam"}, {"verifikasi": "2024-03-12 10:00 WIB", "all": "2024-03-19 16:00 WIB"}))  # fmt: skip
    """As a point in time, or from when each was opened (`None`: there is none); of `WHOLE` the whole instance's."""
    span: Span = field(default=NOWHERE, compare=False)

    def __post_init__(self) -> None:
        freeze(self, "worklist", "who", "done_by", "versions", "due")


def expectation_of(node: Node | None, span: Span) -> Expectation | None:
    if not isinstance(node, Map):
        return None
    documents = node.get("documents")
    versions = _by_name(lambda one: number_of(one) or 0)(documents) if isinstance(documents, Map) else None
    return read(Expectation, node, versions=versions, span=span)


EXPECT: Final = key(
    of_part(part("expectation", Expectation)),
    "0.1", "Yang diharapkan / Expectation", "Apa yang harus benar setelah langkah ini (atau di akhir skenario).",
    "What must be true after this step (or at the end of the scenario).", {"status": "completed", "end": "selesai"},
)  # fmt: skip
