"""The table as an office expects it: a sum below the rows, the same columns on all pages, whole words, no ids."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sopflow
from sopflow.cli import main
from sopflow.render.cutting import cuts_of
from sopflow.render.layout import picture_of
from sopflow.render.overlays import missed_texts
from sopflow.render.text import text_width
from sopflow.scenarios.suite import Suite
from tests.render.geometry import flaws
from tests.sop import sop

ROOT = Path(__file__).parents[2]
SOP = sopflow.load(ROOT / "definitions/pengawalan.yaml")


def rows(*times, head=""):
    """An SOP with a row for each time."""
    return sop(
        "\n".join(f"- {{id: s{at}, activity: Kerja, actor: a, duration: {t}}}" for at, t in enumerate(times)),
        head=head,
    )


def tables(picture):
    return [page for page in picture.pages if page.kind == "table"]


def totals(picture):
    """Of each page with a sum: its cells as texts."""
    return [
        [" ".join(cell.lines) for cell in row.cells]
        for page in picture.pages
        for row in page.rows
        if row.kind == "total"
    ]


@pytest.mark.parametrize(
    ("times", "head", "cells"),
    [
        (("2 hari kerja", "35 menit"), "", ["Jumlah", "2 hari 35 menit", ""]),
        (("1 jam", "unknown"), "", ["Jumlah", "≥ 1 jam", "tanpa baris 2, yang lama waktunya tidak disebut"]),
        (
            ("1 jam", "unknown", "{text: sesuai penugasan}", "unknown"),
            "",
            ["Jumlah", "≥ 1 jam", "tanpa baris 2, 3 dan 4, yang lama waktunya tidak disebut"],
        ),
        (("unknown",), "", ["Jumlah", "?", "tanpa baris 1, yang lama waktunya tidak disebut"]),
        (("1-2 hari", "maks. 3 hari"), "", ["Jumlah", "maks. 5 hari", ""]),
        (("60 menit", "30 menit"), "stated_total: 1 jam 30 menit", ["Jumlah", "90 menit", ""]),
        (("1 hari", "2 hari"), "stated_total: 4 hari", ["Jumlah", "4 hari", "menurut baris-barisnya: 3 hari"]),
        (("'-'",), "stated_total: 4 hari", ["Jumlah", "4 hari", "menurut baris-barisnya: -"]),
    ],
)
def test_the_times_are_added_up_below_the_last_row(times, head, cells):
    assert totals(picture_of(rows(*times, head=head))) == [cells]


def test_a_table_without_times_has_no_sum():
    assert totals(picture_of(rows("'-'", "'-'"))) == []


def test_the_sum_speaks_english_too():
    (cells,) = totals(picture_of(rows("1 jam", "unknown"), "en"))
    assert cells == ["Total", "≥ 1 jam", "without row 2, which says no length of time"]


def test_the_sum_stands_on_the_last_page_only_and_within_it():
    for count in range(1, 40):
        picture = picture_of(rows(*["1 jam"] * count), identity=False)
        assert [page.rows[-1].kind for page in picture.pages] == [*[""] * (len(picture.pages) - 1), "total"]
        last = picture.pages[-1].rows[-1]
        assert last.y + last.height < picture.pages[-1].height - 10
        assert totals(picture)[0][1] == f"{count} jam"


def widths(page):
    """Of the columns, on paper."""
    steps = [row for row in page.rows if row.step is not None]
    return [[round(cell.width * page.scale, 6) for cell in row.cells] for row in steps]


def test_all_pages_have_the_same_columns_though_one_row_is_higher_than_a_page():
    long = "Menyusun naskah " * 700
    definition = sop(
        "\n".join(
            f"- {{id: s{at}, activity: '{long if at == 20 else 'Kerja'}', actor: a, duration: 1 jam}}"
            for at in range(40)
        )
    )
    pages = tables(picture_of(definition))
    assert len(pages) > 2
    assert len({tuple(row) for page in pages for row in widths(page)}) == 1
    assert flaws(picture_of(definition), definition) == []


def counts(picture):
    return [sum(row.step is not None for row in page.rows) for page in tables(picture)]


def test_no_last_page_holds_one_row_where_the_page_before_can_give_some():
    before = None
    for count in range(2, 60):
        found = counts(picture_of(rows(*["1 jam"] * count)))
        assert min(found) > 1, found
        assert sum(found) == count
        assert before is None or len(found) >= len(before)
        before = found


@given(st.lists(st.integers(10, 60), min_size=1, max_size=80), st.integers(60, 200), st.integers(0, 30))
def test_evening_out_takes_no_page_more_and_leaves_no_row_alone(heights, room, below):
    def fits(cut):
        first, last = cut
        return first == last or sum(heights[first : last + 1]) + below * (last + 1 == len(heights)) <= room

    fewest, used = 1, 0
    for at, height in enumerate(heights):
        used += height
        if used + below * (at + 1 == len(heights)) > room and used > height:
            fewest, used = fewest + 1, height
    cuts = cuts_of([*heights[:-1], heights[-1] + below], room, fits)
    assert len(cuts) == fewest
    assert [row for first, last in cuts for row in range(first, last + 1)] == [*range(len(heights))]
    assert all(map(fits, cuts))
    for (above, last), own in pairwise(cuts):
        alone = own[0] == own[1] and last - above >= 2
        assert not (alone and fits((last, own[1])))


def drawn_texts(picture):
    """Everything that is printed or said of a picture."""
    for page in picture.pages:
        yield from (line for text in page.texts for line in text.lines)
        yield from (line for row in page.rows for cell in row.cells for line in (*cell.lines, *cell.spoken))
        yield from (line for shape in page.shapes for line in shape.lines)
        yield from (line for arrow in page.lines if arrow.label for line in arrow.label.lines)


NAMED = """
- {id: baris_satu, activity: Menerima surat, actor: akt_satu, inputs: [dok_satu], no: none, next: [baris_dua, baris_tunggu]}
- {id: baris_dua, activity: Menjalankan, actor: akt_dua, call: sop-lain, outputs: [dok_dua], next: baris_akhir}
- {id: baris_tunggu, activity: Menunggu, wait: {until: dok_dua}, no: none, next: baris_akhir}
- {id: baris_akhir, activity: Menyusun, actor: akt_pilih, join: [baris_dua, baris_tunggu], branches: {Y: {end: selesai_penuh, hand_over: sop-lanjut}, N: {end: ditolak_camat}}}
"""
HEAD = """
actors:
  akt_satu: {title: Pemohon, external: true}
  akt_dua: Camat
  akt_pilih: {title: Kasi terkait, chosen_by: baris_satu, among: [akt_dua]}
documents: {dok_satu: Berkas permohonan, dok_dua: {title: Tanggapan, external: true}}
"""
IDS = [
    "uji-sop",
    "baris_satu",
    "baris_dua",
    "baris_tunggu",
    "baris_akhir",
    "akt_satu",
    "akt_dua",
    "akt_pilih",
    "dok_satu",
    "dok_dua",
    "sop-lain",
    "sop-lanjut",
    "ditolak_camat",
    "selesai_penuh",
]


def test_no_id_is_printed_or_said():
    definition = sop(NAMED, head=HEAD, name="uji-sop")
    for language in ("id", "en"):
        said = "\n".join(drawn_texts(picture_of(definition, language)))
        assert [name for name in IDS if name in said] == []


def test_titles_stand_for_the_sops_that_are_called_and_follow():
    definition = sop(NAMED, head=HEAD, name="uji-sop")
    titles = {"sop-lain": "SOP Pengawalan", "sop-lanjut": "Pengarsipan"}
    said = " ".join(drawn_texts(picture_of(definition, titles=titles)))
    assert "SOP Pengawalan" in said
    assert "SOP SOP" not in said
    assert "Selesai: selesai penuh, lanjut: Pengarsipan" in said
    assert 'menunggu 1 dan "Menunggu"' in said


def test_the_titles_of_sops_are_looked_up_beside_the_definition(tmp_path, capsys):
    for name, title, rows in (
        ("induk", "Induk", "- {id: p, activity: Panggil, actor: a, call: anak-sop}"),
        ("anak-sop", "Pemeriksaan Berkas", "- {id: p, activity: Kerja, actor: a}"),
    ):
        text = f"sopflow: 1\nid: {name}\ntitle: {title}\nactors: {{a: A}}\nsteps:\n{rows}\n"
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    out = tmp_path / "induk.svg"
    assert main(["render", str(tmp_path / "induk.yaml"), "-o", str(out)]) == 0
    drawn = " ".join(ElementTree.fromstring(out.read_bytes()).itertext())
    assert "SOP Pemeriksaan Berkas" in " ".join(drawn.split())


def test_what_no_scenario_takes_is_said_without_ids():
    suite = Suite([ROOT / "definitions/pengawalan.yaml"])
    missed = missed_texts(suite.coverage["pengawalan"], "id")
    assert missed[:2] == ["baris 1", "baris 2"]
    assert "baris 4 N → baris 3" in missed
    assert missed[-1] == "selesai"
    assert not any(str(step.id) in text for step in SOP.steps for text in missed if "_" in step.id)


# -- phases


PHASED = """
- {id: p, activity: Menerima, actor: a, phase: awal, duration: 1 jam}
- {id: q, activity: Memeriksa, actor: b, phase: utama, duration: 1 jam, branches: {Y: r, N: p}}
- {id: r, activity: Menyusun, actor: c, phase: utama, duration: 1 jam}
- {id: s, activity: Mengarsipkan, actor: a, phase: akhir, duration: 1 jam}
"""


def test_a_phase_is_a_band_above_its_first_row():
    (page,) = tables(picture_of(sop(PHASED)))
    below = [(row.kind, row.step or " ".join(row.cells[0].lines)) for row in page.rows if not row.is_head]
    assert below == [
        ("phase", "Kegiatan awal"), ("", "p"), ("phase", "Kegiatan utama"), ("", "q"), ("", "r"), ("phase", "Kegiatan akhir"),
        ("", "s"), ("total", "Jumlah"),
    ]  # fmt: skip
    band = next(row for row in page.rows if row.kind == "phase")
    assert len(band.cells) == 1
    assert band.cells[0].width == pytest.approx(sum(cell.width for cell in page.rows[3].cells))
    assert flaws(picture_of(sop(PHASED)), sop(PHASED)) == []


def test_a_band_is_one_text_without_a_number_and_no_activity_names_it():
    (page,) = tables(picture_of(sop(PHASED), "en"))
    bands = [row for row in page.rows if row.kind == "phase"]
    assert [row.cells[0].lines for row in bands] == [
        ("Opening activities",),
        ("Main activities",),
        ("Closing activities",),
    ]
    assert [row.cells[1].lines for row in page.rows if row.step] == [
        ("Menerima",), ("Memeriksa",), ("Menyusun",), ("Mengarsipkan",),
    ]  # fmt: skip


def test_no_arrow_runs_through_the_text_of_a_band():
    for page in tables(picture_of(sop(PHASED))):
        for band in (row for row in page.rows if row.kind == "phase"):
            right = band.cells[0].x + 1.1 + text_width(band.cells[0].lines[0], 2.8, bold=True)
            assert all(x > right for line in page.lines for x, _ in line.points)


# -- who signs


def signature(approved_by, language="id"):
    """The lines beside "Disahkan oleh"."""
    definition = sop("- {id: p, activity: Kerja, actor: a}", head=f"identity: {{approved_by: {approved_by}}}")
    page = picture_of(definition, language).pages[0]
    label = "Disahkan oleh" if language == "id" else "Approved by"
    return next(row.cells[-1] for row in page.rows if (label,) in [cell.lines for cell in row.cells])


DOTS = "...................."


def test_the_identity_page_has_a_place_to_sign():
    cell = signature("{title: Camat Ciledug, name: Siti Aminah, capacity: Plt.}")
    assert cell.lines == (
        f"Ditetapkan di {DOTS}", f"pada tanggal {DOTS}", "Plt. Camat Ciledug", "", "", "", "", "Siti Aminah",
        f"Pangkat/Golongan {DOTS}", f"NIP. {DOTS}",
    )  # fmt: skip
    assert cell.height > 4 * 3.3 + 6 * 3.3


def test_who_holds_the_position_signs_without_a_capacity():
    lines = signature("{title: Camat, capacity: definitif}").lines
    assert lines[2] == "Camat"
    assert lines[-3] == f"({DOTS})"


@pytest.mark.parametrize(("value", "shown"), [("unknown", "?"), ("{title: unknown}", "?")])
def test_who_signs_may_be_unknown(value, shown):
    cell = signature(value)
    assert cell.lines[2] == shown
    assert cell.is_open


def test_a_signature_is_asked_for_in_english_too():
    lines = signature("{title: Head of district, name: Siti Aminah}", "en").lines
    assert (lines[0], lines[1], lines[-2]) == (f"Issued at {DOTS}", f"on {DOTS}", f"Rank {DOTS}")


def test_nobody_to_sign_leaves_lines_to_fill_in():
    definition = sop("- {id: p, activity: Kerja, actor: a}")
    cells = [cell for row in picture_of(definition).pages[0].rows for cell in row.cells]
    signing = next(cell for cell in cells if cell.lines[:1] == (f"Ditetapkan di {DOTS}",))
    assert signing.lines[2:8] == (DOTS, "", "", "", "", f"({DOTS})")
    assert not signing.is_open


def test_a_stated_total_that_fits_the_times_that_are_said_is_not_told_to_differ():
    cells = totals(picture_of(rows("1 hari", "unknown", head="stated_total: 1 hari")))
    assert cells == [["Jumlah", "1 hari", "tanpa baris 2, yang lama waktunya tidak disebut"]]


def test_a_number_stays_with_its_unit():
    picture = picture_of(rows("2 hari", "9 jam", "40 menit", "1 bulan 3 hari 12 jam 40 menit"))
    lines = [
        line for page in picture.pages for row in page.rows if row.kind == "total" for line in row.cells[1].lines
    ]
    assert "".join(lines).replace(" ", "") == "1bulan5hari22jam20menit"
    assert all(line[0].isdigit() and not line[-1].isdigit() for line in lines)


def test_the_name_of_the_sum_stands_on_the_left_of_every_arrow():
    (page,) = tables(picture_of(rows("1 jam")))
    cell = page.rows[-1].cells[0]
    chart = min(cell.x for row in page.rows for cell in row.cells if cell.is_chart)
    assert cell.align == "left"
    assert cell.x + 1.1 + text_width("Jumlah", cell.size, bold=True) < chart
