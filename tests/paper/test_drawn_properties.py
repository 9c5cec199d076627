"""Whatever is drawn: the draft loads, and every symbol, word and arrow is in its flow or in a note."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopflow.paper.drawing.connectors import joined
from sopflow.paper.drawing.model import HEADLESS
from sopflow.paper.sheet import Unread
from tests.share import share

from .drawings import HEAD_ROWS, Picture

ACTORS = ("Pemohon", "Petugas", "Kasi")
WORDS = st.sampled_from(
    ["", "", "Ya", "Tidak", "A", "B", "Mulai", "Selesai", "a: b #", "end", "done", "late", "- x", "é" * 90]
)
KINDS = st.sampled_from(["activity", "activity", "activity", "decision", "decision", "terminal", "connector"])
DOUBTS = st.sampled_from(["", "", "", "ragu", HEADLESS])


@st.composite
def pictures(draw):
    rows = draw(st.integers(1, 6))
    pages = (
        tuple(sorted(draw(st.lists(st.integers(1, 3), min_size=rows, max_size=rows))))
        if draw(st.booleans())
        else None
    )
    said = st.sampled_from(["", "Ya", "Tidak", "v", "Mulai", "catatan", "Y → 1"])
    marks = {(row, actor): draw(said) for row in range(1, rows + 1) for actor in ACTORS if draw(st.booleans())}
    unread = [Unread(f"sisa {at}", f"halaman {at}", "tidak dipahami") for at in range(draw(st.integers(0, 2)))]
    picture = Picture(*ACTORS, rows=rows, pages=pages, marks=marks, unread=unread)
    for at in range(draw(st.integers(0, 10))):
        columns = draw(st.lists(st.integers(0, 4), min_size=1, max_size=2, unique=True))
        text = draw(WORDS)
        picture.draw(
            draw(KINDS),
            draw(st.integers(0, rows + 1)),
            *sorted(columns),
            text=text and f"{text} s{at}",
            doubt=draw(DOUBTS),
        )
    ends = st.none() | st.integers(0, len(picture.symbols) - 1) if picture.symbols else st.none()
    for at in range(draw(st.integers(0, 12))):
        label = draw(WORDS)
        picture.arrow(
            draw(ends), draw(ends), label if label == "late" else label and f"{label} p{at}", draw(DOUBTS)
        )
    return picture


PROPERTY = settings(
    max_examples=share(200), deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@PROPERTY
@given(pictures())
def test_the_draft_of_any_drawing_loads(picture):
    read = picture.read()
    assert read.errors == []
    assert read.definition is not None


@PROPERTY
@given(pictures())
def test_every_word_of_any_drawing_is_in_the_draft(picture):
    read = picture.read()
    said = [" ".join(text.split()) for note in read.notes for text in (note.text, note.why)]
    said += [name for step in read.draft.steps for name in step.branches]
    for symbol in picture.symbols:
        assert not symbol.text or any(symbol.text in text for text in said), symbol
        assert not symbol.doubt or any(symbol.doubt in text for text in said) or symbol.kind == "connector", symbol
    for arrow in picture.arrows:
        assert not arrow.label or any(arrow.label in text for text in said), arrow
    for mark in picture.marks.values():
        assert any(mark in text for text in said) or mark in ("", "Mulai"), mark
    for one in picture.unread:
        assert any(one.text in text for text in said)


@PROPERTY
@given(pictures())
def test_every_arrow_of_any_drawing_is_a_way_or_in_a_note(picture):
    read = picture.read()
    texts = " ; ".join(f"{note.text} {note.why}" for note in read.notes)
    row_of = lambda at: picture.symbols[at].row - HEAD_ROWS + 1  # noqa: E731
    inside = lambda at: at is not None and 1 <= row_of(at) <= picture.rows  # noqa: E731
    drawing = picture.table().drawing
    for arrow in joined(drawing).arrows:
        told = f"{str(row_of(arrow.source)) if inside(arrow.source) else ''} → "
        if inside(arrow.source) and inside(arrow.target):
            source, target = row_of(arrow.source), row_of(arrow.target)
            targets = [t for ts in read.ways(source).values() for t in ts]
            ends = [t for t in targets if str(t).startswith("end")]
            is_order = source == target and len(read.actors(source)) > 0
            assert target in targets or ends or is_order or f"{told}{target}" in texts, arrow
        elif inside(arrow.source) and arrow.target is None:
            assert f"{told}?" in texts, arrow
        elif inside(arrow.source):
            assert "end" in str(read.ways(row_of(arrow.source))) or told in texts, arrow
        elif (
            arrow.source is None
            or picture.symbols[arrow.source].kind != "terminal"
            or row_of(arrow.target or 0) != 1
        ):
            assert " → " in texts or "panah" in texts, arrow
