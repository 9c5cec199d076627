"""Where an SOP is signed, on its identity page and below its table."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.render.formats.docx import docx_of
from sopflow.render.layout import picture_of
from tests.render.office import converted, differences

ROWS = "\n".join(f"  - {{id: s{at}, activity: Kerja, actor: a}}" for at in range(3))


def signed(approval, rows=ROWS):
    return sopflow.loads(
        f"sopflow: 1\nid: uji\ntitle: Uji\nidentity: {{approved_by: {approval}}}\nactors: {{a: A}}\nsteps:\n{rows}\n"
    )


def said(page):
    """The texts below the table of a page, without its foot."""
    end = page.rows[-1].y + page.rows[-1].height
    return [" ".join(text.lines) for text in page.texts if text.y >= end and text.color != "#555555"]


WHOLE = "{title: Camat Ciledug, name: Budi Santoso, rank: Pembina (IV/a), nip: 19700101 199503 1 001}"


def test_the_signer_stands_below_the_table_with_name_rank_and_number():
    identity, table = picture_of(signed(WHOLE)).pages
    lines = ["Camat Ciledug", "Budi Santoso", "Pembina (IV/a)", "NIP. 19700101 199503 1 001"]
    assert said(table) == lines
    title, name = (text for text in table.texts if text.lines in (("Camat Ciledug",), ("Budi Santoso",)))
    assert name.y - title.y > 15
    cell = next(cell for row in identity.rows for cell in row.cells if "Budi Santoso" in cell.lines)
    assert [line for line in cell.lines if line and "...." not in line] == lines
    assert cell.lines.index("Budi Santoso") - cell.lines.index("Camat Ciledug") > 3


@pytest.mark.parametrize(
    ("approval", "lines"),
    [
        ("{title: Camat, name: Ani, capacity: Plt., nip: NIP. 1}", ["Plt. Camat", "Ani", "NIP. 1"]),
        ("{title: Camat, capacity: definitif}", ["Camat"]),
        ("{title: Camat, name: unknown, rank: Penata}", ["Camat", "?", "Penata"]),
        ("{title: Camat, nip: 7}", ["Camat", "NIP. 7"]),
        ("unknown", []),
    ],
)
def test_what_is_not_said_of_the_signer_is_left_out(approval, lines):
    assert said(picture_of(signed(approval)).pages[-1]) == lines


def test_there_is_no_signature_where_the_table_leaves_no_room_for_it():
    for count in range(9, 16):
        rows = "\n".join(f"  - {{id: s{at}, activity: Kerja, actor: a}}" for at in range(count))
        *_, page = picture_of(signed(WHOLE, rows)).pages
        foot = min(text.y for text in page.texts if text.color == "#555555")
        assert all(text.y + 3 < foot for text in page.texts if text.color != "#555555")
        room = foot - page.rows[-1].y - page.rows[-1].height
        assert said(page) if room > 45 else not said(page) or room > 38


def test_a_word_document_prints_the_signature_where_it_was_laid_out(tmp_path):
    picture = picture_of(signed(WHOLE))
    file = tmp_path / "x.docx"
    file.write_bytes(docx_of(picture))
    assert list(differences(picture, *converted([file], tmp_path))) == []
