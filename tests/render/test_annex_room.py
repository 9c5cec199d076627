"""Texts of any length in the annex: drawing ends, and every page of it prints something of what is to be printed."""

from __future__ import annotations

import json
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pdfplumber
import pytest

import sopflow
from sopflow.budget import Undrawn
from sopflow.render import render
from sopflow.render.layout import picture_of
from sopflow.render.page import PAPERS, Paper
from tests.render.office import squeezed

LENGTHS = (1, 40, 300, 2_000, 9_000)


def said(random, length):
    """Words, one word without end, characters that the typeface lacks, or lines."""
    unit = random.choice(("kata ", "panjang sekali ", "W", "ab-cd", "漢", "baris\n", "a.b/c"))
    return (unit * (1 + length // len(unit)))[:length].strip() or "x"


def any_sop(random):
    """Its text, and how many letters of it are somebody's."""
    texts = {
        name: said(random, random.choice(LENGTHS)) for name in ("title", "activity", "actor", "field", "choice")
    }
    texts["branch"] = said(random, random.choice((1, 40, 300)))
    texts["pattern"] = "[0-9]" * random.choice((1, 9, 40))
    texts["default"] = said(random, random.choice((1, 300))).replace("\n", " ")
    fields = {
        "f": {"title": texts["field"], "one_of": {"p": texts["choice"], "q": "Q"}},
        "g": {"title": "G", "pattern": texts["pattern"]},
        "h": {"title": "H", "default": texts["default"]},
    }
    rows = [
        {"id": f"x{at}", "activity": texts["activity"], "actor": "a", "fills": ["f", "g", "h"]}
        for at in range(random.randint(1, 2))
    ]
    decided = {
        "A": {"end": "satu", "label": texts["branch"], "when": {"f": "p"}},
        "B": {"end": "dua", "otherwise": True},
    }
    rows.append({"id": "y", "activity": "Y", "actor": "a", "inputs": [], "outputs": [], "branches": decided})
    plain = {
        "sopflow": 1,
        "id": "u",
        "title": texts["title"],
        "actors": {"a": texts["actor"]},
        "fields": fields,
        "steps": rows,
    }
    return plain, texts


@pytest.mark.parametrize("seed", range(24))
def test_drawing_ends_with_pages_like_the_length_of_the_text(seed, monkeypatch):
    """Whoever goes on without printing runs out of steps here, long before anybody waits for it."""
    monkeypatch.setattr("sopflow.render.layout.DRAWING", 400_000)
    random = Random(seed)
    plain, texts = any_sop(random)
    definition = sopflow.loads(json.dumps(plain))
    paper = random.choice(list(PAPERS))
    pages = picture_of(definition, paper=PAPERS[paper]).pages
    most = len(json.dumps(plain, ensure_ascii=False)) / 20 + len(definition.steps) + 10
    assert len(pages) <= most
    annex = [page for page in pages if page.kind == "annex"]
    assert annex
    printed: dict[int, str] = {}
    for page in annex:
        assert page.rows[-1].y + page.rows[-1].height <= page.height - 10
        own = [row for row in page.rows if row.cells[0].head not in ("band", "column")]
        assert own
        for row in own:
            for at, cell in enumerate(row.cells):
                printed[at] = printed.get(at, "") + squeezed("".join(cell.lines))
    assert squeezed(texts["field"]) in printed[0]
    assert squeezed(texts["choice"]) in printed[4]
    assert squeezed(texts["default"]) in printed[3]
    assert squeezed(texts["pattern"]) in printed[2]
    assert squeezed(texts["branch"]) in printed[0]
    with pdfplumber.open(BytesIO(render(definition, "pdf", paper=paper))) as document:
        assert len(document.pages) == len(pages)
    assert render(definition, "svg", paper=paper).count(b"<svg") >= 1
    with ZipFile(BytesIO(render(definition, "docx", paper=paper))) as document:
        assert document.read("word/document.xml").count(b"<w:sectPr") <= most


def test_a_title_and_an_activity_that_are_longer_than_a_page_are_printed_short_in_the_annex():
    plain, _ = any_sop(Random(1))
    plain["title"] = plain["steps"][0]["activity"] = "kata " * 3_000
    pages = picture_of(sopflow.loads(json.dumps(plain))).pages
    annex = [page for page in pages if page.kind == "annex"]
    for lines in (annex[0].texts[0].lines, annex[0].rows[0].cells[0].lines):
        assert len(lines) == 3
        assert lines[-1].endswith("kata…")
        assert not lines[0].endswith("…")
    table = [
        line for page in pages for row in page.rows if page.kind == "table" for c in row.cells for line in c.lines
    ]
    assert "".join(table).count("kata") == 3_000


def test_a_sheet_without_room_for_a_line_below_its_heads_takes_one_all_the_same():
    """Else drawing would begin page after page without printing any of it."""
    plain, texts = any_sop(Random(1))
    rows = [
        row
        for page in picture_of(sopflow.loads(json.dumps(plain)), paper=Paper("x", 100, 40)).pages
        for row in page.rows
        if page.kind == "annex" and row.cells[0].head == "row"
    ]
    assert squeezed(texts["field"]) in squeezed("".join("".join(row.cells[0].lines) for row in rows))
    assert all(any(cell.lines for cell in row.cells) for row in rows)


def test_a_long_form_at_many_rows_is_stopped(monkeypatch):
    """A file of a few letters asks for many pages where each row has the same form."""
    monkeypatch.setattr("sopflow.render.layout.DRAWING", 500_000)
    long = {"title": "F", "one_of": {f"c{at}": "kata " * 60 for at in range(50)}}
    rows = [{"id": f"x{at}", "activity": "X", "actor": "a", "fills": ["f"]} for at in range(100)]
    plain = {"sopflow": 1, "id": "u", "title": "U", "actors": {"a": "A"}, "fields": {"f": long}, "steps": rows}
    with pytest.raises(Undrawn):
        picture_of(sopflow.loads(json.dumps(plain)))
    plain["steps"] = rows[:2]
    assert picture_of(sopflow.loads(json.dumps(plain))).pages
