"""The page of a simulation: what the charts show is what was found, on the official picture, and it needs nothing else."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sopflow.cli import main
from sopflow.render.charts import Bar, Line, bars, columns, data_table

from .test_office import ANTRE

OFFICE = """arrivals: {antre: {every: 40 menit}}
people: {petugas: 1}
durations: {ambil: 10 menit, layani: 1 jam}
answers: {layani: {Y: 1}}
priorities: {segera: 1, biasa: 3}
"""
VOID = {"meta", "br", "link", "input", "img"}


class Read(HTMLParser):
    """Elements, each with its attributes and the texts in it; they are closed as they were opened."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements, self.open = [], []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes), []))
        if tag not in VOID:
            self.open.append(self.elements[-1])

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes), []))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, text):
        for _, _, texts in self.open:
            texts.append(text)

    def all(self, tag, **wanted):
        return [
            (own, "".join(texts))
            for name, own, texts in self.elements
            if name == tag and all(own.get(key.rstrip("_")) == value for key, value in wanted.items())
        ]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "antre.yaml").write_text(ANTRE, "utf-8")
    (tmp_path / "loket.office.yaml").write_text(OFFICE, "utf-8")
    return tmp_path


WORDS = ["simulate", "antre.yaml", "--with", "loket.office.yaml", "--cases", "40"]


def page_of(folder, capsys, *words):
    assert main([*WORDS, "-o", "hasil.html", *words]) == 0
    capsys.readouterr()
    return Read((folder / "hasil.html").read_text("utf-8"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_shows_what_was_found_on_the_official_picture(folder, capsys, language):
    page = page_of(folder, capsys, "--lang", language)
    main([*WORDS, "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    # a case for every 40 minutes and an hour of work each: the queue grows by 20 minutes a case
    assert found["rows"]["layani"]["waiting"]["mean"] == pytest.approx(39 * 20 * 60 / 2)
    texts = [text for _, text in page.all("td")]
    assert ("6 jam 30 menit" if language == "id" else "6 h 30 min") in texts
    (row,) = page.all("tr", **{"data-step": "layani"})
    assert ("menunggu" if language == "id" else "waits") in re.sub(r"\s+", " ", row[1])
    assert all(own["aria-label"] for own, _ in page.all("svg", role="img"))
    assert len(page.all("svg", role="img")) == 3
    assert [text for _, text in page.all("caption")][2] == ("Prioritas" if language == "id" else "Priorities")
    (html,) = page.all("html")
    assert html[0]["lang"] == language


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing(folder, capsys):
    page_of(folder, capsys)
    text = (folder / "hasil.html").read_text("utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"<script|https?://|<link|@import|\son\w+=", text)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert all(one in ids for one in re.findall(r"url\(#([^)]+)\)", text))


def test_titles_cannot_become_markup(folder, capsys):
    (folder / "antre.yaml").write_text(ANTRE.replace("title: Antre", "title: '<script>a</script>'"), "utf-8")
    page_of(folder, capsys)
    assert "<script" not in (folder / "hasil.html").read_text("utf-8")


def test_experiments_have_a_page_too(folder, capsys):
    page = page_of(folder, capsys, "--vary", "petugas=1..3")
    said = [text for _, text in page.all("g")]
    assert len(said) == 3
    assert "Petugas 2" in said[1]
    assert len(page.all("tr")) == 4


def test_json_can_be_written_and_other_endings_are_told(folder, capsys):
    assert main([*WORDS, "-o", "hasil.json"]) == 0
    assert json.loads(Path("hasil.json").read_text("utf-8"))["cases"] == 40
    assert "Antre: 40" in capsys.readouterr().out
    assert main([*WORDS, "-o", "hasil.pdf", "--lang", "en"]) == 2
    assert ".html or .json" in capsys.readouterr().err
    assert not Path("hasil.pdf").exists()


def rects(text):
    return [{key: float(value) for key, value in re.findall(r' (x|y|width|height)="([0-9.]+)"', one)} for one in re.findall(r"<rect x[^>]*>", text)]  # fmt: skip


def test_bars_are_as_long_as_their_values():
    text = bars("Judul", [Bar("a", (3.0, 1.0), "3 + 1"), Bar("b", (1.0, 0.0), "1")], kinds=["x", "y"])
    _, _, a, more, b, _ = rects(text)  # after the two of the legend
    assert a["width"] == pytest.approx(3 * b["width"], abs=0.01)
    assert more["x"] == pytest.approx(a["x"] + a["width"], abs=0.01)
    assert more["width"] == pytest.approx(b["width"], abs=0.01)
    half = rects(bars("Judul", [Bar("a", (0.5,), "50%")], most=1.0))[0]
    whole = rects(bars("Judul", [Bar("a", (1.0,), "100%")], most=1.0))[0]
    assert whole["width"] == pytest.approx(2 * half["width"], abs=0.01)
    assert 'aria-label="Judul. a: 3 + 1; b: 1"' in text


def test_columns_are_as_high_as_their_counts_and_lines_stand_at_their_values():
    text = columns("Judul", [1, 4, 2], ("0", "3"), 10.0, [Line("lima belas", 15.0)])
    one, four, two = rects(text)
    assert four["height"] == pytest.approx(4 * one["height"], abs=0.01)
    assert two["height"] == pytest.approx(2 * one["height"], abs=0.01)
    (x,) = re.findall(r'stroke-dasharray="4 3" x1="([0-9.]+)"', text)
    assert float(x) == pytest.approx(four["x"] + four["width"] / 2, abs=0.01)


def test_empty_charts_and_tables_are_drawn():
    assert "<svg" in bars("Judul", [])
    assert "<svg" in columns("Judul", [], ("", ""), 1.0, [])
    assert data_table("Judul", ["A"], []).count("<tr>") == 1
