"""A slip is told once, where it was made, with the cure that a person would give; lines below it are not blamed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sopflow
from sopflow.definition.diagnostics import Severity
from sopflow.definition.loading import check_bytes
from sopflow.definition.reading.slips import KEYS
from tests.review.mistakes import LETTER

PEOPLE = "  staf: Staf\n  kasi: Kasi\n  camat: Camat"
LONG = "activity: Memeriksa konsep: surat tugas dan lampirannya, yang panjang sekali, sehingga barisnya penuh"
# what was meant, what was written, the code, where (line and column of the first sign), and what the hint says
SLIPS = [
    ("  - id: periksa", "  -id: periksa", "SOP027", "-id", "- id: periksa"),
    ("  - id: periksa", "    id: periksa", "SOP028", "id: periksa", "- id: periksa"),
    ("  - id: susun", "    id: susun", "SOP028", "id: susun", "- id: susun"),
    ("    actor: kasi", "    actor kasi", "SOP029", "actor kasi", "actor: kasi"),
    ("    outputs: [surat]", "    outputs [surat]", "SOP029", "outputs [", "outputs: [surat]"),
    ("    duration: 1 hari", "    duration 1 hari", "SOP029", "duration 1", "duration: 1 hari"),
    ("steps:", "steps", "SOP029", "steps\n", "steps:"),
    ("  camat: Camat", "  camat Camat", "SOP029", "camat Camat", "camat: Camat"),
    ("      Ya: tanda_tangan", "      Ya tanda_tangan", "SOP029", "Ya tanda", "Ya: tanda_tangan"),
    ("    actor: kasi", "   actor: kasi", "SOP011", "   actor: kasi", None),
    ("    actor: kasi", "     actor: kasi", "SOP011", "     actor: kasi", None),
    ("  - id: simpan", "   - id: simpan", "SOP011", "   - id: simpan", None),
    ("      Tidak: susun", "     Tidak: susun", "SOP011", "     Tidak: susun", None),
    ("    next: end", "    next: selesai", "SOP203", "selesai", "end"),
    ("    next: end", "    next: 4", "SOP203", "4\n", "simpan"),
    ("      Tidak: susun", "      Tidak: 1", "SOP203", "1\n  - id: tanda", "susun"),
    ("    actor: kasi", "    actor: Kasi", "SOP201", "Kasi\n    inputs", "kasi"),
    ("    duration: 1 hari", "    duration: 10", "SOP106", "10\n    outputs: [surat]", "10 hari"),
    (PEOPLE, PEOPLE.replace("  ", "  - "), "SOP103", "staf: Staf", "{staf: Staf, kasi: Kasi, camat: Camat}"),
    ("activity: Memeriksa konsep surat tugas", LONG, "SOP013", ": surat tugas dan", LONG.partition(": ")[2]),
    ("Memeriksa konsep surat tugas", "“Memeriksa konsep surat tugas”", "SOP016", "“", None),
    ("Memeriksa konsep surat tugas", "“Memeriksa konsep surat tugas", "SOP016", "“", None),
    ("inputs: [memo]", "inputs: [“memo”]", "SOP016", "“", None),
    ("inputs: [memo]", "inputs: [“memo]", "SOP016", "“", None),
]  # fmt: skip


def wrong(text: str):
    return [d for d in check_bytes(text.encode(), "uji.yaml").findings if d.severity is not Severity.INFO]


@pytest.mark.parametrize(("meant", "written", "code", "where", "cure"), SLIPS)
def test_a_slip_is_told_where_it_is_with_its_cure(meant, written, code, where, cure):
    text = LETTER.replace(meant, written, 1)
    found = wrong(text)
    before = text[: text.index(where)]
    place = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    assert {(d.span.line, d.span.column) for d in found} == {place}
    told = next(d for d in found if d.code == code)
    for language in ("id", "en"):
        assert cure is None or cure in told.hint(language)
        assert told.message(language)


@pytest.mark.parametrize(
    ("meant", "written", "code", "where", "cure"), [s for s in SLIPS if s[2] in ("SOP027", "SOP028", "SOP029")]
)
def test_a_line_that_is_written_as_advised_loads(meant, written, code, where, cure):
    text = LETTER.replace(meant, written, 1)
    (told,) = wrong(text)
    lines = text.splitlines()
    line = lines[told.span.line - 1]
    advised = told.hint("en").partition(": ")[2]
    indent = len(meant) - len(meant.lstrip())
    lines[told.span.line - 1] = " " * indent + advised
    assert line.strip() != advised
    assert wrong("\n".join(lines) + "\n") == []
    assert sopflow.loads("\n".join(lines) + "\n") == sopflow.loads(LETTER)


def test_the_words_of_the_format_are_those_of_its_schema():
    schema = json.loads((Path(sopflow.__file__).parent / "schema/sop-1.schema.json").read_text("utf-8"))
    names: set[str] = set()
    todo: list[object] = [schema]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            names.update(node.get("properties", {}))
            todo += node.values()
        elif isinstance(node, list):
            todo += node
    assert names == KEYS
