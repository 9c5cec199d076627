"""A scenario file: the SOP that its scenarios are of, and what they have together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sopflow.definition.format.key import key, keys_of
from sopflow.definition.format.shapes import array, file_of, text
from sopflow.definition.refs import Ref

from ..values import ref_of
from .accepting import ACCEPT, AcceptedChange
from .scenario import SCENARIO, Scenario
from .scene import Scene


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """The scenarios of one SOP, as a file has them."""

    sop: Ref = field(metadata=key(
        text("id SOP, atau nama berkas .yaml", "an SOP's id, or the name of a .yaml file", ref_of), "0.1", "SOP",
        "Id SOP di map yang sama, atau nama berkasnya.", "The id of an SOP in the same folder, or the name of its file.",
        "pengawalan", "../definitions/pengawalan.yaml", required=True))  # fmt: skip
    """The id of a definition in the same folder, or a file's name."""
    scenarios: tuple[Scenario, ...] = field(metadata=key(
        array(SCENARIO, "daftar skenario", "a list of scenarios", minItems=1), "0.1", "Skenario / Scenarios",
        "Daftar skenario.", "The scenarios.", [{"name": "jalur lurus", "steps": ["tanda_tangan"]}], required=True))  # fmt: skip
    accept: tuple[AcceptedChange, ...] = field(default=(), metadata=key(
        ACCEPT, "0.1", "Perubahan yang diterima / Accepted changes",
        "Perubahan SOP yang memang tidak dapat ketahuan oleh skenario mana pun, masing-masing dengan alasannya; namanya ada dalam laporan sopflow test --mutate.",
        "Changes to the SOP that no scenario can notice, each with the reason; sopflow test --mutate reports their names.",
        [{"change": "late:verifikasi", "reason": "Dua cara mengatakan hal yang sama."}]))  # fmt: skip
    path: str = ""
    lines: tuple[str, ...] = field(default=(), repr=False, compare=False)


SCENARIOS: Final = file_of(
    "scenarios", "Skenario, format 1", "Skenario satu SOP: apa yang terjadi, dan apa yang diharapkan.",
    "The scenarios of one SOP: what happens, and what is expected.",
    {"sopflow": 1, "sop": "contoh",
     "scenarios": [{"name": "jalur lurus", "steps": ["tanda_tangan"], "expect": {"status": "completed"}}]},
    {name: own for kind in (Scene, ScenarioFile) for _, name, own in keys_of(kind)},
)  # fmt: skip
