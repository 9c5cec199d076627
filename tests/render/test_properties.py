"""What holds of the table of any SOP: its columns, its pages, its words, its sum, and that no id is in it."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.duration import NotADuration, parse
from sopflow.definition.totals import is_same, plus
from sopflow.render.contents import contents_of
from sopflow.render.layout import picture_of
from sopflow.render.overlay import NOTHING
from sopflow.render.page import MARGIN, PAPERS, Paper
from sopflow.testing import definitions
from sopflow.testing.strategies import drafts
from tests.render.dense import dense
from tests.render.geometry import flaws
from tests.share import share

RELAXED = settings(max_examples=share(100), deadline=None, suppress_health_check=list(HealthCheck))
PAGES = st.sampled_from([*PAPERS.values(), Paper("middle", 297.0, 150.0), Paper("low", 330.0, 120.0)])
WORDS = (
    "surat", "dan/atau", "undang-undang", "verifikasi", "pertanggungjawabannya", "ketidakbertanggungjawabannya",
    "Kasi", "foto-foto", "RT-05", "2024-2025", "ke-3", "mempertanggungjawabkan-pertanggungjawaban",
    "electroencephalographically-pneumonoultramicroscopicsilicovolcanoconiosis",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
TIMES = st.sampled_from(["15 menit", "2 hari kerja", "1,5 jam", "1 bulan", "3 hari kalender", "-"])


@st.composite
def worded(draw):
    """SOPs with long words and hyphens wherever a text may stand."""
    count = draw(st.integers(1, 14))
    actors = {f"p{at}": draw(TEXT) for at in range(draw(st.integers(1, 6)))}
    steps = [
        {
            "id": f"s{at}", "activity": draw(TEXT), "actor": draw(st.sampled_from([*actors])), "duration": draw(TIMES),
            "remarks": draw(TEXT), "inputs": [f"Berkas {draw(TEXT)}"], "outputs": [f"Hasil {draw(TEXT)}"],
            "phase": draw(st.sampled_from(["awal", "utama", "akhir"])),
            **(
                {"branches": {n: {"to": to, "label": draw(TEXT)} for n, to in (("Y", f"s{at + 1}"), ("N", "s0"))}}
                if at + 1 < count and draw(st.booleans())
                else {}
            ),
        }
        for at in range(count)
    ]  # fmt: skip
    whole = {"sopflow": 1, "id": "uji", "title": draw(TEXT), "actors": actors, "steps": steps}
    return sopflow.loads(json.dumps(whole))


def tables(picture):
    return [page for page in picture.pages if page.kind == "table"]


def steps_of(page):
    return [row for row in page.rows if row.step is not None]


def column_flaws(picture):
    """Pages whose columns are not those of the first."""
    shown = {
        tuple((round(cell.x * page.scale, 4), round(cell.width * page.scale, 4)) for cell in row.cells)
        for page in tables(picture)
        for row in steps_of(page)
    }
    return [] if len(shown) == 1 else [f"columns: {shown}"]


def alone(picture):
    """Pages with one row that could have had one more; connectors may take 12 millimetres."""
    for above, own in pairwise(tables(picture)):
        if len(steps_of(own)) == 1 and len(steps_of(above)) >= 3:
            end = max(row.y + row.height for row in own.rows)
            room = own.height - MARGIN / own.scale - 4.0 - end
            if steps_of(above)[-1].height + 12.0 < room:
                yield f"one row on a page, with {room} left"


def broken(text, lines):
    """The lines that end within a word and not at a hyphen between letters."""
    rest = " ".join(text.split())
    for line in lines:
        if not rest.startswith(line):
            return [f"{lines} are not {text!r}"]
        rest = rest[len(line) :]
        if (
            rest
            and not rest.startswith(" ")
            and not (line[-1] == "-" and line[-2].isalpha() and rest[0].isalpha())
        ):
            return [f"{line!r} ends within a word of {text!r}"]
        rest = rest.removeprefix(" ")
    return [f"{rest!r} of {text!r} is missing"] if rest else []


def word_flaws(picture, sop, language="id"):
    texts = {str(s.id): c for s, c in zip(sop.steps, contents_of(sop, language, NOTHING), strict=True)}
    for page in tables(picture):
        for row in steps_of(page):
            cells = [*row.cells[:2], *row.cells[-4:]]
            for cell, text in zip(cells, texts[row.step].by_column, strict=True):
                yield from broken(text, cell.lines) if text else ()
        for shape in page.shapes:
            yield from broken(shape.symbol.text, shape.lines) if shape.symbol.text else ()
        for line in page.lines:
            yield from broken(line.arrow.label, line.label.lines) if line.label is not None else ()
        titles = [actor.title for actor in sop.actors.values()]
        for title, cell in zip(titles, page.rows[1].cells, strict=False):
            yield from broken(title, cell.lines)
        yield from broken(picture.title, page.texts[0].lines)


def sum_flaws(picture):
    """The sum below the table is that of the Waktu cells above it, as far as they are durations."""
    rows = [row for page in tables(picture) for row in page.rows]
    cells = [" ".join(row.cells[-3].lines) for row in rows if row.step is not None]
    below = [" ".join(row.cells[1].lines) for row in rows if row.kind == "total"]
    least, unsaid = {}, False
    for text in cells:
        try:
            least = plus(least, dict(parse(text).parts)) if text else least
        except NotADuration:
            unsaid = True
    if not below:
        return [] if not any(least.values()) and not unsaid else ["no sum"]
    (said,) = below
    if said == "?":
        return [] if unsaid and not least else ["? for a sum"]
    fits = said.startswith("≥ ") == unsaid and is_same(dict(parse(said.removeprefix("≥ ")).parts), least)
    return [] if fits else [f"{said} for {cells}"]


def table_flaws(picture, sop):
    return [*column_flaws(picture), *alone(picture), *word_flaws(picture, sop), *sum_flaws(picture)]


@given(definitions(), PAGES)
@RELAXED
def test_the_table_of_any_sop_is_in_order(definition, paper):
    assert table_flaws(picture_of(definition, paper=paper), definition) == []


@given(worded(), PAGES)
@RELAXED
def test_long_words_and_hyphens_are_broken_nowhere_else(definition, paper):
    picture = picture_of(definition, paper=paper)
    assert table_flaws(picture, definition) == []
    assert flaws(picture, definition) == []


def test_crowded_tables_are_in_order():
    for seed in range(12):
        definition = dense(seed)
        assert table_flaws(picture_of(definition), definition) == [], seed


def test_the_measuring_finds_what_is_wrong():
    assert broken("surat tugas", ("surat tu", "gas")) != []
    assert broken("undang-undang", ("undang-", "undang")) == []
    assert broken("RT-05", ("RT-", "05")) != []
    assert broken("surat tugas", ("surat",)) != []
    assert broken("surat tugas", ("surat", "tugas")) == []


def renamed(value, ids):
    """A draft whose ids are others that no text holds."""
    if isinstance(value, dict):
        return {ids.get(key, key): renamed(item, ids) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, ids) for item in value]
    return ids.get(value, value)


@given(drafts(), st.sampled_from(["id", "en"]))
@RELAXED
def test_no_id_is_in_the_table_of_any_sop(draft, language):
    names = [*draft["actors"], *(row["id"] for row in draft["steps"]), draft["id"], "lain", "x", "y", "z"]
    ids = {name: f"qj-{name}_qj" for name in names}
    draft["title"] = "Uji"
    definition = sopflow.loads(json.dumps(renamed(draft, ids)))
    for page in picture_of(definition, language).pages:
        texts = [line for text in page.texts for line in text.lines]
        texts += [line for row in page.rows for cell in row.cells for line in (*cell.lines, *cell.spoken)]
        texts += [line for shape in page.shapes for line in shape.lines]
        assert [text for text in texts if "qj-" in text or "_qj" in text] == []
