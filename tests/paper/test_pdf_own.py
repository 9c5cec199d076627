"""What sopflow draws as PDF, read back: the rows, the symbols and the arrows of the definition."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from sopflow import load
from sopflow.paper.sheets.pdf import read_here as read
from sopflow.render import render
from sopflow.render.chart import chart_of
from sopflow.render.contents import contents_of
from sopflow.render.overlay import NOTHING
from sopflow.testing import definitions
from tests.share import share

if TYPE_CHECKING:
    from sopflow.definition.model import Definition
    from sopflow.paper.sheet import Table

SHIPPED = sorted(
    path
    for path in Path(__file__).parents[2].joinpath("definitions").glob("*.yaml")
    if ".scenarios" not in path.name
)
KINDS = {"capsule": "terminal", "box": "activity", "diamond": "decision"}
Place = tuple[str, int, int]
"""A kind of symbol, the row of the SOP from 0, and the column of the actor from 0."""


def drawn(sop: Definition) -> tuple[Counter[Place], set[tuple[Place, Place, str]]]:
    """The symbols and the arrows that the definition calls for."""
    chart = chart_of(sop, "id")
    places = {symbol.id: (KINDS[symbol.kind], symbol.row, symbol.column) for symbol in chart.symbols}
    arrows = {(places[arrow.source.id], places[arrow.target.id], arrow.label) for arrow in chart.arrows}
    return Counter(places.values()), arrows


def table_of(sop: Definition) -> Table:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sop.pdf")
        path.write_bytes(render(sop, "pdf", language="id"))
        sheet = read(path)
    (table,) = [table for table in sheet.tables if table.drawing.symbols]
    return table


def was_read(table: Table) -> tuple[Counter[Place], set[tuple[Place, Place, str]]]:
    """The symbols and the arrows of a table, those that go on on another page followed by their letter."""
    rows = [at for at, row in enumerate(table.rows) if any(row)][2:]
    symbols, arrows = table.drawing.symbols, table.drawing.arrows
    places = {
        at: (symbol.kind, rows.index(symbol.row), symbol.columns[0] - 2)
        for at, symbol in enumerate(symbols)
        if symbol.kind != "connector"
    }
    goes_on = {
        (symbols[arrow.source].text, symbols[arrow.source].page): places[arrow.target]
        for arrow in arrows
        if arrow.source not in places
    }
    found = set()
    for arrow in arrows:
        if arrow.target in places and arrow.source in places:
            found.add((places[arrow.source], places[arrow.target], arrow.label))
        elif arrow.source in places:
            end = symbols[arrow.target]
            found |= {
                (places[arrow.source], target, arrow.label)
                for (letter, page), target in goes_on.items()
                if letter == end.text and page != end.page
            }
    return Counter(places.values()), found


def is_read_as_drawn(sop: Definition) -> None:
    table = table_of(sop)
    symbols, arrows = drawn(sop)
    found_symbols, found_arrows = was_read(table)
    assert found_symbols == symbols
    assert found_arrows == arrows
    rows = [row for row in table.rows if any(row)][2:]
    # below and between them stand the sum and the phases
    rows = [row for row in rows if row[0] != "Jumlah" and len([cell for cell in row if cell]) > 1]
    for row, printed in zip(rows, contents_of(sop, "id", NOTHING, has_annex=True), strict=True):
        texts = [row[0], row[1], *row[-4:]]
        assert [text.split() for text in texts] == [text.split() for text in printed.by_column]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_definition_that_is_drawn_is_read_as_it_is(path: Path) -> None:
    is_read_as_drawn(load(path))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(sop=definitions())
def test_any_definition_that_is_drawn_is_read_as_it_is(sop: Definition) -> None:
    is_read_as_drawn(sop)


@pytest.mark.nightly
@settings(max_examples=share(500), deadline=None, suppress_health_check=list(HealthCheck))
@given(sop=definitions())
def test_many_definitions_that_are_drawn_are_read_as_they_are(sop: Definition) -> None:
    is_read_as_drawn(sop)
