"""One thing that happens in a scenario, with the keys that say more of it than its verb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sopflow.definition.duration import Duration
from sopflow.definition.format.key import key, named
from sopflow.definition.format.shapes import (
    ID,
    ID_PATTERN,
    IDS,
    TEXT,
    TEXT_ALONE,
    a_duration,
    array,
    either,
    matching,
    text,
)
from sopflow.definition.refs import Ref
from sopflow.definition.written import text_of
from sopflow.diagnostics import NOWHERE, Span
from sopflow.fields.limits import END
from sopflow.flow.command import Paper
from sopflow.flow.forms import frozen
from sopflow.frozen import freeze

from ..names import ActKind
from ..values import duration_of, number_of, people_of, ref_of, refs_of, texts_of
from ..verbs import BY_PERSON
from .expecting import EXPECT, Expectation
from .shapes import ANSWERS, FIELDS_SAID, INSTANT, LENGTH, PAPERS, PERSONS, SOMEBODY, names

WHOLE: Final = "all"
"""Of `extend` and `due`: the whole instance."""
_INSIDE: Final = matching(
    rf"{ID_PATTERN.removesuffix(END)}(=.*\S)?{END}", "id langkah, atau LANGKAH=PEMBEDA", "a step's id, or STEP=KEY"
)
_TEXT: Final = TEXT._replace(read=text_of)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happens in a run; what a kind does not use stays `None` or empty."""

    kind: ActKind
    step: Ref | None = None
    """Of `auto`: the row until whose opening it goes on, `None` to the end."""
    outcome: str | None = None
    by: Ref | None = field(default=None, metadata=key(
        text("nama pelaksana atau orang", "an actor or a person", ref_of), "0.1", "Oleh / By",
        "Siapa yang melakukannya; bila tidak ditulis: pelaksana langkah itu.",
        "Who does it; the step's own actor if left out.", "sekcam"))  # fmt: skip
    """The person; `None` is whoever's turn it is."""
    after: Duration | None = field(default=None, metadata=key(
        LENGTH, "0.1", "Setelah / After", "Berapa lama setelah yang sebelumnya; bila tidak ditulis: tepat pada waktu baku langkah itu.",
        "How long after what came before; if left out, exactly at the step's standard time.", "2 jam"))  # fmt: skip
    at: datetime | None = field(default=None, metadata=key(
        INSTANT, "0.1", "Pada / At", "Waktu kejadiannya.", "When it happens.", "2024-03-12 10:00 WIB"))  # fmt: skip
    acted_at: datetime | None = field(default=None, metadata=key(
        INSTANT, "0.1", "Dikerjakan pada / Acted at", "Waktu dikerjakan, bila dicatat kemudian.",
        "When it was done, if it is recorded later.", "2024-03-12 09:30 WIB"))  # fmt: skip
    note: str | None = field(default=None, metadata=key(
        _TEXT, "0.1", "Catatan / Note", "Catatan atau alasan.", "A note or a reason.", "Nama tamu keliru"))  # fmt: skip
    papers: tuple[Paper, ...] = field(default=(), metadata=named(documents=key(
        PAPERS, "0.1", "Dokumen / Documents", "Dokumen yang dibawa.", "Documents that are brought along.",
        ["surat_perintah"], {"surat_perintah": {"number": "065/12-Tib"}})))  # fmt: skip
    choose: Mapping[str, str] = field(default_factory=dict, metadata=key(
        names(TEXT_ALONE, lambda node: dict(texts_of(node))), "0.1", "Memilih / Choose",
        "Siapa yang dipilih untuk pelaksana yang ditentukan langkah ini.",
        "Who is chosen for the actors that this step chooses.", {"kasi_terkait": "kasi_kesos"}))  # fmt: skip
    visit: int | None = field(default=None, metadata=key(
        matching(rf"^[1-9][0-9]{{0,5}}{END}", "sebuah bilangan dari 1", "a number from 1", number_of), "0.1", "Kunjungan / Visit",
        "Pembukaan yang keberapa, bila langkah terbuka lebih dari sekali.",
        "Which opening, where a step is open more than once.", 2))  # fmt: skip
    inside: tuple[Ref, ...] = field(default=(), metadata=named(**{"in": key(
        either(_INSIDE, array(_INSIDE, "daftar id langkah", "a list of steps' ids"), read=refs_of,
               id="id langkah yang memanggil SOP lain", en="the id of a step that calls another SOP"),
        "0.1", "Di dalam / In",
        "Langkah pemanggil: perintahnya untuk SOP yang dipanggil langkah itu; dari langkah for_each: LANGKAH=PEMBEDA.",
        "The calling step: the command is for the SOP that this step has called; of a step with for_each: STEP=KEY.",
        "limpahkan", "kunjungi=Jl. Melati 3")}))  # fmt: skip
    """The calling rows, from the outside in, where the command is for a called SOP."""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict, metadata=key(
        ANSWERS, "0.1", "Jawaban / Answers", "Jawaban untuk auto, berurutan; bila habis, dipakai lagi dari awal untuk tiap baris daftar for_each yang belum mendapatnya.",
        "Outcomes for auto, in order; used up, they begin again for each record of a for_each that had none.", {"verifikasi": ["N", "Y"]}))  # fmt: skip
    subject: str | None = field(default=None, metadata=key(
        _TEXT, "0.1", "Perihal / Subject", "Perihal, untuk start.", "What it is about, for start.", "Kunjungan Gubernur"))  # fmt: skip
    lasts: Duration | None = field(default=None, metadata=named(length=key(
        a_duration("3 hari", "3 hari")._replace(read=duration_of), "0.1", "Selama / Length", "Lama perpanjangannya; tanpa ini: paling lama.",
        "By how much; the longest that is allowed without it.", "3 hari")))  # fmt: skip
    """Of `wait` and `extend`."""
    to: Ref | None = field(default=None, metadata=key(
        SOMEBODY, "0.1", "Kepada / To", "Kepada siapa langkah didelegasikan atau dialihkan.",
        "To whom a step is delegated or reassigned.", "joko"))  # fmt: skip
    """The person to whom a row is given."""
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict, metadata=key(
        PERSONS._replace(read=people_of), "0.1", "Orang / People", "Orang yang menjadi pelaksana itu dalam proses ini, dan tidak ada orang lain.",
        "The persons who are these actors in this instance, and nobody else.", {"pemohon": "ani"}, {"pemohon": ["ani", "budi"]}))  # fmt: skip
    """Who is which actor in the instance."""
    fields: Mapping[str, Any] = field(default_factory=dict, metadata=key(
        FIELDS_SAID, "0.1", "Isian / Fields", "Isian formulir dan nilainya; untuk auto: yang diminta langkah mana pun.",
        "The fields of the form and their values; for auto: whatever a row asks for.", {"nama": "Ani", "nilai": "50 juta"}))  # fmt: skip
    """What is filled in, as the file says it; for `auto`, whichever row asks for it."""
    only: tuple[Ref, ...] = field(default=(), metadata=key(
        either(ID, IDS, read=refs_of, id="id isian, atau daftarnya", en="a field's id, or several"), "0.1", "Hanya / Only", "Isian pribadi yang dihapus oleh redact; bila tidak ditulis: semuanya.",
        "The personal fields that redact removes; if left out, all of them.", "nik", ["nik", "telepon"]))  # fmt: skip
    """Of `redact`: the fields."""
    refused: Ref | None = field(default=None, metadata=key(
        matching(f"^[a-z][a-z-]*{END}", "kode penolakan, misalnya not-authorized", "a refusal's code, such as not-authorized", ref_of),
        "0.1", "Ditolak / Refused", "Perintah ini harus ditolak, dengan kode ini.",
        "This command must be refused, with this code.", "not-authorized", "not-active"))  # fmt: skip
    """The code with which it must be refused."""
    expect: Expectation | None = field(default=None, metadata=EXPECT)
    span: Span = field(default=NOWHERE, compare=False)

    def __post_init__(self) -> None:
        freeze(self, "choose", "answers", "people")
        object.__setattr__(self, "fields", frozen(self.fields))

    @property
    def calls(self) -> tuple[str, ...]:
        """The calling rows of `inside`, without the keys of records."""
        return tuple(str(name).partition("=")[0] for name in self.inside)

    def __str__(self) -> str:
        step = self.step or ""
        if self.outcome is not None:
            step += f"={self.outcome}"
        if self.kind == "step":
            text = f"{self.by}: {step}" if self.by is not None else step
        elif self.kind == "extend":
            text = f"extend: {step or WHOLE}" + (f", length: {self.lasts}" if self.lasts is not None else "")
        elif self.to is not None:
            text = f"{self.kind}: {step}, to: {self.to}"
        elif self.kind in BY_PERSON:
            text = f"{self.kind}: {self.by}" if self.by is not None else self.kind
        else:
            what = (
                str(self.lasts) if self.lasts is not None else ", ".join(p.document for p in self.papers) or step
            )
            what = what or (self.note or "") if self.kind == "annotate" else what or "end"
            text = f"{self.kind}: {what}" if self.kind != "expect" else "expect"
        if self.inside:
            text += f", in: {'/'.join(self.inside)}"
        return f"{text}, refused: {self.refused}" if self.refused is not None else text
