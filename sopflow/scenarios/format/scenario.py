"""One scenario of a file: its name, what happens, and what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sopflow.definition.format.key import Part, key, keys_of, listed, named
from sopflow.definition.format.shapes import ID, TEXT, array, either, expected, text
from sopflow.definition.refs import Ref
from sopflow.definition.written import text_of
from sopflow.diagnostics import NOWHERE, Span
from sopflow.frozen import NOTHING, freeze
from sopflow.people.directory import OfficeDirectory

from ..values import refs_of
from .act import Act
from .acts import ACT
from .expecting import EXPECT, Expectation
from .scene import Scene
from .shapes import ANSWERS, STEP, names

_WHY: Final = text("alasannya", "the reason", text_of)
_ACTS: Final = array(
    either(STEP, ACT,
           id="LANGKAH, LANGKAH=JAWABAN, {PELAKSANA: LANGKAH}, atau sebuah perintah {wait: 2 hari}",
           en="STEP, STEP=OUTCOME, {ACTOR: STEP}, or a command {wait: 2 hari}"),
    "daftar langkah", "a list of steps",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Scene):
    """One run of an SOP, and what is expected of it."""

    name: str = field(metadata=key(
        TEXT._replace(read=text_of), "0.1", "Nama / Name",
        "Nama skenario, unik dalam berkasnya; $nama diganti isi kasusnya.",
        "The scenario's name, unique in its file; $name stands for a value of the case.", "jalur lurus",
        required=True))  # fmt: skip
    skip: str | None = field(default=None, metadata=key(
        _WHY, "0.1", "Lewati / Skip", "Skenario ini tidak dijalankan, dengan alasannya.",
        "This scenario is not played, with the reason.", "Menunggu SK wali kota"))  # fmt: skip
    """Why it is not played."""
    xfail: str | None = field(default=None, metadata=key(
        _WHY, "0.1", "Diperkirakan gagal / Expected to fail",
        "Skenario ini memang masih gagal, dengan alasannya; bila lulus, itu dilaporkan sebagai gagal.",
        "This scenario is known to fail, with the reason; it is a failure if it passes.",
        "Langkah arsip belum ada di SOP"))  # fmt: skip
    """Why it is expected to fail."""
    tags: tuple[Ref, ...] = field(default=(), metadata=key(
        array(ID, "daftar id, misalnya [rilis]", "a list of ids, such as [rilis]", refs_of), "0.1", "Tanda / Tags",
        "Tanda untuk memilih skenario: sopflow test --tag, pytest -m.",
        "Tags that select scenarios: sopflow test --tag, pytest -m.", ["lambat", "rilis"]))  # fmt: skip
    acts: tuple[Act, ...] = field(metadata=named(steps=key(
        _ACTS, "0.1", "Langkah-langkah / Steps", "Apa yang terjadi, berurutan.", "What happens, in order.",
        [{"camat": "terima"}, {"sekcam": "verifikasi=Y"}, "auto"], required=True, also=("langkah",))))  # fmt: skip
    answers: Mapping[str, tuple[str, ...]] = field(default=NOTHING, metadata=key(
        ANSWERS, "0.1", "Jawaban / Answers", "Jawaban untuk auto di seluruh skenario, seperti answers pada auto.",
        "Outcomes for every auto of the scenario, as answers of auto.", {"verifikasi": ["N", "Y"]}))  # fmt: skip
    expect: Expectation | None = field(default=None, metadata=EXPECT)
    span: Span = field(default=NOWHERE, compare=False)
    office: OfficeDirectory | None = field(default=None, compare=False, repr=False)
    """What is in the directory's file."""

    def __post_init__(self) -> None:
        freeze(self, "people", "answers")


_KEYS: Final = {name: own for _, name, own in keys_of(Scenario)}
_CASES: Final = key(
    array(names(minProperties=1), "daftar baris, misalnya [{siapa: camat}]", "a list of rows, such as [{siapa: camat}]",
          minItems=1), "0.1", "Kasus / Cases",
    "Tabel: skenario ini dijalankan sekali untuk setiap baris, dengan $nama diganti isinya.",
    "A table: the scenario runs once for each row, with $name replaced by its value.",
    [{"siapa": "camat"}, {"siapa": "sekcam"}],
)  # fmt: skip
"""Of no scenario: there is one for each row when they are read."""
SCENARIO: Final = Part(
    "scenario",
    {"name": _KEYS["name"], **_KEYS, **listed({"cases": _CASES})},
    {
        "title": "Skenario / Scenario",
        "description": "Satu jalannya SOP, dan apa yang diharapkan darinya.\n\nOne run of the SOP, and what is expected of it.",
        "examples": [{"name": "jalur lurus", "steps": [{"camat": "terima"}], "expect": {"status": "completed"}}],
        **expected("sebuah skenario: {name: …, steps: […]}", "a scenario: {name: …, steps: […]}"),
    },
)  # fmt: skip
