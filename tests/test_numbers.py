"""Numbers are written as their readers write them: `1.435,5` in Indonesian, `1,435.5` in English, in every output."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from pathlib import Path

import pytest

import sopflow
from sopflow.cli import main
from sopflow.language import Words, number

PACKAGE = Path(sopflow.__file__).parent
SPECS = re.compile(r",|%$|\.\d+[fge]|^g$")
MACHINES = {
    "language.py": "the one function",
    "simulate/simulation.py": "seconds for a `Duration`",
    "simulate/values.py": "the digits of a drawn number",
    "cli/output.py": "progress, in groups that both languages read",
    "simulate/telling.py": "a percentage without decimals",
    "render": "coordinates of pictures",
    "bpmn/writing.py": "ISO 8601, and coordinates",
    "bpmn/drawing.py": "coordinates",
    "paper": "what papers say, which are Indonesian",
}
"""Where numbers are formatted that are not for people, or read the same in both languages."""
SOP = """sopflow: 1
id: antre
title: Antre
actors: {warga: {title: Warga, external: true}, petugas: Petugas}
steps:
  - {id: ambil, activity: Mengambil nomor, actor: warga}
  - {id: layani, activity: Melayani, actor: petugas, branches: {Y: end, N: ambil}}
"""
ENGLISH = re.compile(
    r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])|(?<![\d.,:-])\d+\.\d{1,2}(?![\d.])|(?<![\d.,])0\.\d+"
)
"""Thousands with commas, decimals with a point."""


@pytest.mark.parametrize(
    ("value", "form", "id", "en"),
    [
        (1435, ",", "1.435", "1,435"),
        (1435, "", "1435", "1435"),
        (0.9167, ".3f", "0,917", "0.917"),
        (54.7, "g", "54,7", "54.7"),
        (1234567.891, ",.1f", "1.234.567,9", "1,234,567.9"),
        (0.5, ".0%", "50%", "50%"),
        (Decimal("1.5"), "", "1,5", "1.5"),
        (7, "3d", "  7", "  7"),
    ],
)
def test_a_number_is_written_in_its_language(value, form, id, en):
    assert (number(value, "id", form), number(value, "en", form)) == (id, en)
    words = Words(f"{{n:{form}}}", f"{{n:{form}}}")
    assert (words.within("id", n=value), words.within("en", n=value)) == (id, en)
    assert words.filled(n=value) == Words(id, en)


def test_what_is_no_number_stays_as_it_is():
    words = Words("{a} {b} {c} {d}", "")
    assert words.within("id", a="1,000.5", b=True, c=None, d=Words("x", "y")) == "1,000.5 True None x"


def specs():
    """Every format of a number in a text that is made in code: the file, the line, the format."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
                spec = "".join(v.value for v in node.format_spec.values if isinstance(v, ast.Constant))
                if SPECS.search(spec):
                    yield name, node.lineno, spec


def test_no_code_formats_numbers_for_people_by_itself():
    found = list(specs())
    assert len(found) > 5
    assert [
        f"{name}:{line}: {spec}"
        for name, line, spec in found
        if not any(name == known or name.startswith(f"{known}/") for known in MACHINES)
    ] == []


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "antre.yaml").write_text(SOP, "utf-8")
    (tmp_path / "loket.office.yaml").write_text(
        "arrivals: {antre: {every: {exponential: 40 menit}}}\npeople: {petugas: 1}\ndurations: {layani: {exponential: 1 jam}}\n",
        "utf-8",
    )
    (tmp_path / "antre.scenarios.yaml").write_text(
        "sopflow: 1\nsop: antre\nscenarios:\n  - {name: satu, steps: [{warga: ambil}, {petugas: layani=Y}]}\n",
        "utf-8",
    )
    (tmp_path / "log.csv").write_text("case,activity\nk,ambil\nk,ambil\nk,makan\nk,layani\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ["simulate", "antre.yaml", "--with", "loket.office.yaml", "--cases", "3000"],
        ["simulate", "antre.yaml", "--with", "loket.office.yaml", "--cases", "3000", "--vary", "petugas=1..2"],
        ["simulate", "antre.yaml", "--cases", "0"],
        ["test", "."],
        ["test", ".", "--fail-under", "99.5"],
        ["test", ".", "--mutate"],
        ["conform", "log.csv", "--against", "antre.yaml"],
        ["backup", "--db", "a.db", "b.db"],
    ],
    ids=lambda words: " ".join(words[:1] + words[-2:]),
)
def test_indonesian_output_has_indonesian_numbers(folder, words, capsys):
    if words[0] == "backup":
        main(["start", "antre.yaml", "--by", "warga", "--db", "a.db"])
        capsys.readouterr()
    said = {}
    for language in ("id", "en"):
        main([*words, "--lang", language])
        captured = capsys.readouterr()
        said[language] = captured.out + captured.err
        Path("b.db").unlink(missing_ok=True)
    assert ENGLISH.findall(said["id"]) == []
    assert ENGLISH.search(said["en"])  # there are numbers that differ
