"""Characters that nobody sees, in documents from elsewhere: the draft loads, and each is told."""

from __future__ import annotations

from pathlib import Path

import pytest

import sopflow
from sopflow.paper.importing import import_table
from sopflow.render.exporting import EXPORTS, export

FILE = Path(__file__).parents[2] / "definitions/pengawalan.yaml"
SIGNS = ["\u202e", "\x07", "\u00ad", "\u200b", "\u2066", "\ufeff", "\x1b"]


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_draft_loads_whatever_stands_in_a_cell(sign, tmp_path):
    path = tmp_path / "x.md"
    path.write_text(
        f"# Ju{sign}dul\n\n| No | Kegiatan | Kasi{sign} | Waktu | Output |\n|---|---|---|---|---|\n"
        f"| 1 | Mema{sign}raf | v | 1 {sign}jam | su{sign}rat |\n",
        "utf-8",
    )
    made = import_table(path)
    sop = sopflow.loads(made.text)
    (step,) = sop.steps
    assert (sop.title, step.activity, str(step.duration)) == ("Judul", "Memaraf", "1 jam")
    told = [one for one in made.open_readings if one["text"].startswith(f"U+{ord(sign):04X}")]
    assert ["5 kali" in one["why"] for one in told] == [True]


def test_a_break_of_another_system_is_a_break(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("No,Kegiatan,Kasi,Waktu,Output\n1,Memaraf,v,1 jam,surat\u2028nota\x0bmemo\n", "utf-8")
    made = import_table(path)
    assert list(made.draft.documents.values()) == ["surat", "nota", "memo"]
    assert made.open_readings == []


def test_in_an_exported_table_they_are_told(tmp_path):
    path = tmp_path / "x.csv"
    export(sopflow.load(FILE), FILE.read_text("utf-8"), path)
    path.write_text(path.read_text("utf-8-sig").replace("Kasi Trantib", "Kasi \u202eTrantib"), "utf-8-sig")
    made = import_table(path, exports=EXPORTS)
    assert sopflow.loads(made.text).steps == sopflow.load(FILE).steps
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in " ".join(one.words.en for one in made.differences)
