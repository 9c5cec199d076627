"""No arrow runs through a symbol or a text, none lies on another, and every arrow of the flow is drawn once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.loading import definition_files
from sopflow.render.layout import picture_of
from sopflow.render.overlay import Mark, Overlay
from sopflow.render.page import PAPERS, Paper
from sopflow.testing import definitions
from tests.render.dense import dense
from tests.render.geometry import flaws
from tests.share import share
from tests.sop import sop

ROOT = Path(__file__).parents[2]
FILES = sorted(definition_files(ROOT / "definitions"))
LOW = Paper("low", 330.0, 120.0)
"""Holds two or three rows, so that nearly every arrow crosses a page."""
RELAXED = settings(max_examples=share(300), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
@pytest.mark.parametrize("paper", [*PAPERS.values(), LOW], ids=lambda p: p.name)
def test_every_definition_is_drawn_without_a_flaw(file, paper):
    definition = sopflow.load(file)
    for endless in (False, True):
        picture = picture_of(definition, paper=paper, endless=endless)
        assert flaws(picture, definition) == []
        assert (sum(page.kind == "table" for page in picture.pages) == 1) or not endless


@given(definitions(), st.booleans(), st.sampled_from([*PAPERS.values(), LOW]))
@RELAXED
def test_any_sop_is_drawn_without_a_flaw(definition, endless, paper):
    assert flaws(picture_of(definition, paper=paper, endless=endless), definition) == []


SEEDS = [
    *range(0, 80, 20),
    *(pytest.param(at, marks=pytest.mark.long) for at in range(80, 160, 20)),
    *(pytest.param(at, marks=pytest.mark.nightly) for at in range(160, 320, 20)),
]


@pytest.mark.no_cover
@pytest.mark.parametrize("first", SEEDS)
def test_many_rows_actors_and_answers_are_drawn_without_a_flaw(first):
    for seed in range(first, first + 20):
        definition = dense(seed)
        for endless, paper in ((True, PAPERS["a4"]), (False, PAPERS["f4"]), (False, LOW)):
            found = flaws(picture_of(definition, paper=paper, endless=endless), definition)
            assert found == [], f"seed {seed}, {paper.name}, endless={endless}"


def test_an_overlay_moves_nothing_onto_anything():
    definition = dense(7, rows=13, actors=5)
    notes = ("terbuka, batas 12-03-2024 10:15", "dikerjakan 12 kali", "Budi Santoso, S.IP., 12-03-2024 10:15")
    steps = {str(s.id): Mark("late", notes) for s in definition.steps}
    picture = picture_of(definition, overlay=Overlay("x " * 60, steps, {}, (("late", "terlambat"),)))
    assert flaws(picture, definition) == []
    assert {shape.tone for page in picture.pages for shape in page.shapes if shape.symbol.step} == {"late"}


def spoilt(name):
    """A picture in which one thing was put wrong, and the word for it."""
    definition = sopflow.load(ROOT / "definitions/pengawalan.yaml")
    picture = picture_of(definition, endless=True)
    page = next(page for page in picture.pages if page.kind == "table")
    returning = next(line for line in page.lines if line.arrow.label == "N")
    if name == "missing":
        page.lines.remove(returning)
    elif name == "twice":
        page.lines.append(replace(returning, points=tuple((x + 0.7, y) for x, y in returning.points)))
    elif name == "through a symbol":
        below = next(line for line in page.lines if line.arrow.label == "Y")
        (x, y), (_, end) = below.points[0], below.points[-1]
        below.points = ((x, y), (x, end), below.points[-1])
        page.shapes[0].x, page.shapes[0].y = x, (y + end) / 2
    elif name == "label":
        returning.label.x, returning.label.y = returning.points[1][0] - 1, returning.points[1][1] - 1
    elif name == "on another":
        other = next(line for line in page.lines if line is not returning and len(line.points) > 2)
        other.points = (*other.points[:1], *returning.points[1:3], *other.points[-1:])
    elif name == "askew":
        returning.points = (returning.points[0], returning.points[-1])
    elif name == "cell":
        page.rows[-1].cells[1].lines = ("x" * 200,)
    return flaws(picture, definition)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("missing", "missing"), ("twice", "too many"), ("through a symbol", "runs through"), ("label", "the label"),
        ("on another", "lies on"), ("askew", "askew"), ("cell", "does not fit"),
    ],
)  # fmt: skip
def test_the_measuring_itself_finds_what_is_wrong(name, word):
    assert any(word in flaw for flaw in spoilt(name))


def test_symbols_are_those_of_the_official_form():
    definition = sop(
        """
        - {id: mulai, activity: Menerima surat, actor: a}
        - {id: periksa, activity: Memeriksa, actor: b, branches: {Y: paraf, N: mulai, tolak: {end: ditolak}}}
        - {id: paraf, activity: Memaraf, actor: [a, b, c], sign_off: in_order}
        - {id: nanti, activity: Menunggu, actor: c, wait: 3 hari}
        - {id: lain, activity: Menjalankan, actor: c, call: lain}
        - {id: entah, activity: Entah, actor: unknown, optional: true}
        - {id: arsip, activity: Mengarsipkan, actor: a}
        """.replace("\n        ", "\n")
    )
    page = picture_of(definition, identity=False, endless=True).pages[0]
    drawn = {s.symbol.id: (s.symbol.kind, " ".join(s.lines)) for s in page.shapes}
    assert drawn["mulai/0"] == ("capsule", "Mulai")
    assert drawn["periksa/0"] == ("diamond", "")
    assert drawn["periksa=tolak>end:ditolak"] == ("capsule", "Selesai: ditolak")
    assert [drawn[f"paraf/{at}"] for at in range(3)] == [("box", "")] * 3
    assert drawn["nanti/0"] == ("box", "Tunggu 3 hari")
    assert drawn["lain/0"] == ("box", "SOP lain")
    assert drawn["arsip/0"] == ("capsule", "Selesai")
    unknown = next(s.symbol for s in page.shapes if s.symbol.id == "entah/0")
    assert unknown.is_open
    assert unknown.is_optional
    assert page.rows[1].cells[unknown.column].lines == ("?",)
    assert {line.arrow.label for line in page.lines} == {"", "Y", "N", "tolak"}


def test_rows_that_start_with_a_decision_have_a_start_before_it():
    definition = sop(
        "- {id: a1, activity: Memilih, actor: a, branches: {Y: b1, N: end}}\n- {id: b1, activity: Kerja, actor: b}"
    )
    page = picture_of(definition, identity=False).pages[0]
    start = next(line for line in page.lines if line.arrow.source.id == "start")
    assert start.arrow.target.id == "a1/0"
    assert flaws(picture_of(definition), definition) == []


def test_a_branch_to_an_unknown_place_is_drawn_open():
    definition = sop(
        "- {id: a1, activity: Memilih, actor: a, branches: {Y: b1, N: unknown}}\n- {id: b1, activity: Kerja, actor: b}"
    )
    page = picture_of(definition, identity=False).pages[0]
    open_end = next(shape for shape in page.shapes if shape.symbol.id == "a1=N>unknown")
    assert open_end.lines == ("?",)
    assert open_end.symbol.is_open


def test_a_table_that_is_too_wide_is_drawn_smaller_as_a_whole():
    wide = dense(3, rows=5, actors=26)
    picture = picture_of(wide, identity=False)
    assert picture.pages[0].scale < 1
    assert flaws(picture, wide) == []


def test_a_row_that_is_higher_than_a_page_still_fits_its_page():
    long = "kata " * 4000
    definition = sop(f"- {{id: a1, activity: Satu, actor: a}}\n- {{id: b1, activity: '{long}', actor: b}}")
    for page in picture_of(definition).pages:
        assert all(row.y + row.height <= page.height for row in page.rows)
        assert page.width * page.scale == pytest.approx(PAPERS["a4"].width)


def test_connectors_are_lettered_in_the_order_of_the_rows():
    rows = "\n".join(f"- {{id: s{at}, activity: Kerja {at}, actor: a}}" for at in range(60))
    pages = picture_of(sop(rows), identity=False).pages
    letters = [["".join(s.lines) for s in page.shapes if s.symbol.kind == "pentagon"] for page in pages]
    assert letters[0] == ["A"]
    assert letters[1] == ["A", "B"]
    assert len(pages) == len(letters)
    assert all(len(one) == 2 for one in letters[1:-1])
