"""Pictures and written tables take work like their size, and stop at a stated budget."""

from __future__ import annotations

import json
import random

import pytest

from sopflow.app.statuses import status_of
from sopflow.budget import TABLE, TableTooLarge, Undrawn
from sopflow.cli import main
from sopflow.paper.exporting import WRITERS
from sopflow.paper.sheets import UnreadableSheet
from sopflow.paper.sheets.docx import read
from sopflow.paper.table import table_of
from sopflow.render import render
from sopflow.render.formats.docx import docx_of
from sopflow.render.layout import picture_of
from sopflow.render.routing import Run, _stack
from tests.sop import sop

from .growth import steepness
from .test_importing import document, rewritten, row


def decisions(count):
    """Rows that go on to the next one or to any other."""
    any_of = random.Random(1)
    rows = [
        f"- {{id: s{i}, activity: K, actor: {'ab'[i % 2]}, branches: {{Y: s{i + 1}, N: s{any_of.randrange(count)}}}}}"
        for i in range(count)
    ]
    return "\n".join([*rows, f"- {{id: s{count}, activity: Z, actor: a}}"])


def one_to_all(count):
    answers = ", ".join(f"b{i}: s{i}" for i in range(count))
    rows = [f"- {{id: s{i}, activity: K, actor: b}}" for i in range(count)]
    return "\n".join([f"- {{id: o, activity: O, actor: a, branches: {{{answers}}}}}", *rows])


def all_to_one(count):
    rows = [f"- {{id: s{i}, activity: K, actor: b, branches: {{Y: s{i + 1}, N: o}}}}" for i in range(count)]
    return "\n".join(["- {id: o, activity: O, actor: a}", *rows, f"- {{id: s{count}, activity: Z, actor: a}}"])


@pytest.mark.parametrize("rows", [decisions, one_to_all, all_to_one])
def test_a_picture_takes_work_like_its_rows(rows):
    assert steepness(lambda one: picture_of(one, endless=True), lambda n: sop(rows(n))) < 2.2


def test_lanes_are_stacked_as_if_each_looked_at_all_before_it():
    any_of = random.Random(2)
    for _ in range(60):
        ends = [sorted((any_of.randrange(30), any_of.randrange(30))) for _ in range(any_of.randrange(1, 40))]
        runs = [Run(0, low, high, order=(any_of.randrange(3),)) for low, high in ends]
        _stack(runs)
        done = []
        for run in sorted(runs, key=lambda r: (*r.order, r.low, r.high)):
            assert run.index == 1 + max(
                (r.index for r in done if r.low <= run.high and run.low <= r.high), default=-1
            )
            done.append(run)


def test_a_picture_that_takes_too_much_says_where_it_stopped(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sopflow.render.layout.DRAWING", 20_000)
    definition = sop(decisions(40))
    with pytest.raises(Undrawn) as caught:
        render(definition, "svg")
    assert caught.value.code == "budget-spent"
    assert "20.000" in caught.value.message("id")
    assert "20,000" in caught.value.message("en")
    assert f"pada baris {caught.value.row} dari 41" in caught.value.message("id")
    assert f"at row {caught.value.row} of 41" in caught.value.message("en")
    assert 1 < caught.value.row <= 41
    assert status_of(caught.value) == 422
    path = tmp_path / "uji.yaml"
    lines = "\n".join("  " + line for line in decisions(40).splitlines())
    path.write_text(f"sopflow: 1\nid: uji\ntitle: Uji\nactors: {{a: A, b: B}}\nsteps:\n{lines}\n", "utf-8")
    assert main(["render", str(path), "-o", str(tmp_path / "uji.svg"), "--lang", "en"]) == 1
    assert "drawing was stopped after 20,000 steps" in capsys.readouterr().err
    assert not (tmp_path / "uji.svg").exists()


def test_the_page_has_the_findings_and_why_there_is_no_table(tmp_path, monkeypatch):
    from sopflow.studio.folder import Folder
    from sopflow.studio.routes.drawing import drawing
    from sopflow.studio.workspace import RequestBody, Workspace

    monkeypatch.setattr("sopflow.render.layout.DRAWING", 2_000)
    lines = "\n".join("  " + line for line in decisions(40).splitlines())
    text = f"sopflow: 1\nid: uji\ntitle: Uji\nactors: {{a: A, b: B}}\nsteps:\n{lines}\n"
    (tmp_path / "uji.yaml").write_text(text, "utf-8")
    answer = drawing(
        Workspace(Folder(tmp_path), None),
        RequestBody({"path": "uji.yaml", "text": text, "lang": "id", "sketch": True}),
    )
    assert "pages" not in answer
    assert any("gambar dihentikan" in found["message"] for found in answer["findings"])
    assert json.dumps(answer)


def test_a_table_of_too_many_cells_is_neither_drawn_nor_exported(tmp_path, capsys):
    count = 450
    assert count * count > TABLE
    actors = ", ".join(f"a{i}: A{i}" for i in range(count))
    rows = "\n".join(f"  - {{id: s{i}, activity: K, actor: a{i}}}" for i in range(count))
    path = tmp_path / "uji.yaml"
    path.write_text(f"sopflow: 1\nid: uji\ntitle: Uji\nactors: {{{actors}}}\nsteps:\n{rows}\n", "utf-8")
    for command, ending in (("export", ".csv"), ("export", ".docx"), ("render", ".svg")):
        assert main([command, str(path), "-o", str(tmp_path / f"x{ending}"), "--lang", "id"]) == 1
        told = capsys.readouterr().err
        assert "450 baris kali 456 kolom" in told
        assert "200.000 sel" in told
    with pytest.raises(TableTooLarge, match="450 rows times 456 columns"):
        TableTooLarge.refuse(450, 456)
    TableTooLarge.refuse(400, 500)


def wide(count):
    """As many actors as rows."""
    actors = ", ".join(f"a{i}: A{i}" for i in range(count))
    rows = "\n".join(f"- {{id: s{i}, activity: K, actor: a{i}}}" for i in range(count))
    return table_of(sop(rows, head=f"actors: {{{actors}}}"))


@pytest.mark.parametrize("ending", WRITERS)
def test_a_table_is_written_with_work_like_its_cells(ending):
    """Four times the cells: a square of them would be sixteen."""
    assert steepness(lambda table: WRITERS[ending](table, "x"), wide, (8, 16, 32)) < 6


def test_a_word_document_is_written_with_work_like_its_rows():
    assert steepness(docx_of, lambda n: picture_of(sop(decisions(n)))) < 2.2


def test_lines_around_a_word_table_are_read_without_looking_at_what_stands_beside_them(tmp_path, monkeypatch):
    from docx.blkcntnr import BlockItemContainer
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    path = tmp_path / "x.docx"
    document([row(1)], path)
    line = "<w:p><w:r><w:t>Satu</w:t><w:tab/><w:t>dua</w:t></w:r></w:p>"
    rewritten(path, lambda text: text.replace("<w:sectPr", line * 3 + "<w:sectPr", 1))
    for kind in (Document, BlockItemContainer):
        monkeypatch.setattr(kind, "iter_inner_content", lambda blocks: pytest.fail("each looks at all before it"))
    monkeypatch.setattr(Paragraph, "text", property(lambda paragraph: pytest.fail("each looks at all before it")))
    assert read(path).parts[-3:] == ("Satu\tdua",) * 3


def test_empty_lines_of_a_word_document_are_counted(tmp_path, monkeypatch):
    from sopflow.paper.importing import import_table

    monkeypatch.setattr("sopflow.paper.sheets.gathering.MAX_CELLS", 1_000)
    path = tmp_path / "x.docx"
    document([row(1)], path)
    import_table(path)
    rewritten(path, lambda text: text.replace("<w:sectPr", "<w:p/>" * 1_001 + "<w:sectPr", 1))
    with pytest.raises(UnreadableSheet, match="cells"):
        import_table(path)
