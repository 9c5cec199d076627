"""Lines are never wider than their cell, and hold every word; widths are those of the typeface itself."""

from __future__ import annotations

from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from sopflow.render.text import text_width, widest_word, wrapped

LATIN = st.text(st.characters(codec="latin-1", exclude_categories=["C"]), max_size=60)


@given(st.text(max_size=200), st.floats(3, 60), st.floats(1.5, 5))
def test_no_line_is_wider_than_the_room_and_no_character_is_lost(text, room, size):
    lines = wrapped(text, room, size)
    for line in lines:
        assert text_width(line, size) <= room + 1e-6 or len(line) == 1
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=8), max_size=20), st.floats(1.5, 5))
def test_words_stay_whole_where_they_fit(words, size):
    text = " ".join(words)
    lines = wrapped(text, widest_word(text, size) + 0.01, size)
    assert " ".join(lines).split() == words


@given(LATIN, st.booleans())
def test_widths_are_those_that_a_typesetter_measures(text, bold):
    face = f"SopflowSans-{'Bold' if bold else 'Regular'}"
    pdfmetrics.registerFont(TTFont(face, str(files("sopflow.render").joinpath(f"fonts/{face}.ttf"))))
    assert abs(text_width(text, 10, bold=bold) - pdfmetrics.stringWidth(text, face, 10)) < 0.01 * len(text) + 1e-9
