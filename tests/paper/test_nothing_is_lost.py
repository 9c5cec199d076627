"""Every word of a Word or Excel file is in the cells, the lines, the drawings or the list of what was not understood."""

from __future__ import annotations

import re
import zipfile
from random import Random

import pytest

from sopflow.paper.sheets import read

from .wordfile import anchored, arrow, canvas, cell, drawn, group, inline, paragraph, row, shape, table, word
from .workbookfile import HEADS, absolute, between, workbook
from .workbookfile import group as group_of
from .workbookfile import shape as box

FORMS = (
    "rect",
    "roundRect",
    "flowChartDecision",
    "homePlate",
    "ellipse",
    "star5",
    "cloud",
    "rightArrow",
    "flowChartDocument",
)


def said(sheet):
    """Everything that a read file says."""
    texts = [*sheet.lines, *(one.text for one in sheet.unread)]
    for made in sheet.tables:
        texts += [text for cells in made.rows for text in cells]
        texts += [one.text for one in made.drawing.symbols] + [one.label for one in made.drawing.arrows]
    return set(re.findall(r"k\d+", " ".join(texts)))


class Making:
    """Documents of random parts; every text in them is another word."""

    def __init__(self, seed):
        self.random = Random(seed)
        self.count = 0

    def text(self):
        self.count += 1
        return f"k{self.count}"

    def drawing(self):
        self.count += 1
        number = 10_000 + self.count
        at = (self.random.uniform(-300, 400), self.random.uniform(-200, 300))
        how = {"border": self.random.random() < 0.5, "is_box": self.random.random() < 0.5}
        form = self.random.choice(FORMS)
        kind = self.random.randrange(6)
        if kind == 0:
            return arrow("bentConnector3", number, at=at, size=(40, 40), start=self.count, end=self.count - 1)
        if kind == 1:
            return inline(shape(form, self.text(), **how), number=number)
        if kind == 2:
            made = group(
                shape(form, self.text(), number=1, **how), shape("rect", self.text(), number=2, at=(50, 50))
            )
            return anchored(made, number=number, at=at, size=(100, 100))
        if kind == 3:
            return anchored(canvas(shape(form, self.text(), number=1, **how)), number=number, at=at)
        if kind == 4:
            old = f'<v:rect style="position:absolute;margin-left:{at[0]}pt;margin-top:{at[1]}pt;width:40pt;height:20pt">'
            return f"<w:r><w:pict>{old}<v:textbox><w:txbxContent>{paragraph(text=self.text())}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
        return drawn(form, number, self.text(), at=at, **how)

    def run(self):
        around = self.random.choice(
            (
                "{}", "<w:ins>{}</w:ins>", "<w:hyperlink>{}</w:hyperlink>", "<w:fldSimple>{}</w:fldSimple>",
                "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:moveFrom>{}</w:moveFrom>", "<w:smartTag>{}</w:smartTag>",
                "<w:customXml>{}</w:customXml>", "<w:dir>{}</w:dir>",
            )
        )  # fmt: skip
        return around.format(f'<w:r><w:t xml:space="preserve"> {self.text()} </w:t></w:r>')

    def paragraph(self):
        runs = [
            self.drawing() if self.random.random() < 0.2 else self.run() for _ in range(self.random.randrange(4))
        ]
        return paragraph(*runs)

    def table(self, depth=0):
        rows = []
        for at in range(self.random.randrange(1, 5)):
            merge = self.random.choice((None, "begin", "more")) if at else self.random.choice((None, "begin"))
            content = [self.paragraph() for _ in range(self.random.randrange(1, 3))]
            if depth < 2 and self.random.random() < 0.2:
                content.insert(0, self.table(depth + 1))
            cells = [
                cell(self.paragraph(), merge=merge),
                cell(*content),
                cell(self.paragraph(), span=self.random.choice((1, 2))),
            ]
            made = row(*cells, height=self.random.choice((None, 30)))
            rows.append(
                f"<w:sdt><w:sdtContent>{made}</w:sdtContent></w:sdt>" if self.random.random() < 0.1 else made
            )
        return table(*rows, widths=[60, 120, 60, 60])

    def document(self, path):
        blocks = [self.paragraph() if self.random.random() < 0.6 else self.table() for _ in range(6)]
        header = f"<w:hdr>{paragraph(text=self.text())}{self.table()}</w:hdr>"
        return word(path, *blocks, parts={"header": header})


@pytest.mark.parametrize("seed", range(40))
def test_every_word_of_a_word_file(seed, tmp_path):
    making = Making(seed)
    path = making.document(tmp_path / "x.docx")
    written = set()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                written |= set(
                    re.findall(r"k\d+", " ".join(re.findall(r"<w:t[ >][^<]*", archive.read(name).decode())))
                )
    assert written
    assert written - said(read(path)) == set()


@pytest.mark.parametrize("seed", range(15))
def test_every_word_of_a_workbook(seed, tmp_path):
    making = Making(seed)
    random = making.random
    rows = [HEADS, *([making.text() if random.random() < 0.6 else "" for _ in range(7)] for _ in range(8))]

    def more(book):
        book.active.row_dimensions[random.randrange(2, 9)].hidden = True
        book.active.column_dimensions[random.choice("CDEF")].hidden = True

    drawing = []
    for number in range(2, 12):
        begin = (random.randrange(9), random.randrange(14), 1, 1)
        made = box(
            random.choice(FORMS), number, making.text(), border=random.random() < 0.5, is_box=random.random() < 0.5
        )
        made = group_of(made) if random.random() < 0.3 else made
        end = (begin[0] + 1, begin[1] + 1, 1, 1)
        drawing.append(
            between(made, begin, end)
            if random.random() < 0.7
            else absolute(made, (random.uniform(0, 500), random.uniform(0, 300)), (40, 20))
        )
    path = workbook(tmp_path / "x.xlsx", rows, drawing=drawing, more=more)
    assert {f"k{at}" for at in range(1, making.count + 1)} - said(read(path)) == set()
