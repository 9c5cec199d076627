"""The official table in the formats in which offices exchange it, and back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import sopflow
from sopflow.cli import main
from sopflow.definition.loading import check_bytes, neighbours
from sopflow.definition.model import FreeDuration, Unknown
from sopflow.paper.importing import import_table
from sopflow.paper.seal import BROKEN, CHANGED, MARK, opened, sealed
from sopflow.paper.sheet import Sheet, Table
from sopflow.paper.sheets import UnreadableSheet, read
from sopflow.paper.table import table_of
from sopflow.render.exporting import EXPORTED, EXPORTS, export
from sopflow.testing.strategies import drafts
from tests.share import share

ROOT = Path(__file__).parents[2]
FILES = [f for f in sorted((ROOT / "definitions").glob("*.yaml")) if ".scenarios" not in f.name]
FORMATS = sorted(EXPORTED)


def loaded(file):
    return sopflow.load(file, others=neighbours([file]))


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_the_import_of_an_export_is_the_same_definition(file, ending, tmp_path):
    out = tmp_path / f"tabel{ending}"
    assert main(["export", str(file), "-o", str(out)]) == 0
    one = import_table(out, exports=EXPORTS)
    assert one.is_original
    assert one.text == file.read_text("utf-8")
    back = tmp_path / "kembali.yaml"
    assert main(["import", str(out), "-o", str(back)]) == 0
    assert check_bytes(back.read_bytes(), "x").definition.digest == loaded(file).digest


def without_seal(path):
    """The table alone, as somebody has it who typed it anew."""
    if path.suffix == ".xlsx":
        from openpyxl import load_workbook

        book = load_workbook(path)
        del book["sopflow"]
        book.save(path)
    elif path.suffix == ".docx":
        from docx import Document

        document = Document(str(path))
        for paragraph in document.paragraphs:
            if MARK in paragraph.text:
                paragraph.clear()
        document.save(str(path))
    else:
        lines = path.read_text("utf-8-sig").splitlines()
        path.write_text("\n".join(line for line in lines if MARK not in line), "utf-8")


def shape(sop):
    """What a table has columns for, without ids."""
    numbers = {str(s.id): at for at, s in enumerate(sop.steps)}
    rows = []
    for step in sop.steps:
        actors = () if isinstance(step.actors, Unknown) else tuple(sop.actors[a].title for a in step.actors)
        time = step.duration.text if isinstance(step.duration, FreeDuration) else str(step.duration)
        outputs = (
            ()
            if isinstance(step.outputs, Unknown)
            else tuple(sop.documents[o].title for o in step.outputs if not isinstance(o, Unknown))
        )
        branches = {
            b.name: None
            if isinstance(b.targets, Unknown)
            else [numbers.get(t, "end") if isinstance(t, str) else "end" for t in b.targets]
            for b in step.branches
        }
        if step.wait is None:
            rows.append((numbers[str(step.id)], set(actors), time, outputs, branches))
    return rows


PLAIN = ["pengawalan", "rekomendasi-izin-keramaian"]


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", PLAIN)
def test_the_table_alone_says_what_a_table_can_say(name, ending, tmp_path):
    file = ROOT / f"definitions/{name}.yaml"
    sop = loaded(file)
    out = tmp_path / f"tabel{ending}"
    export(sop, file.read_text("utf-8"), out)
    without_seal(out)
    one = import_table(out, exports=EXPORTS)
    assert not one.is_original
    back = check_bytes(one.text.encode(), "x").definition
    assert back is not None, one.text
    assert (back.title, [a.title for a in back.actors.values()]) == (
        sop.title,
        [a.title for a in sop.actors.values()],
    )
    if ending != ".docx":  # the document does not print who is from outside
        assert {a.title for a in back.actors.values() if a.external} == {
            a.title for a in sop.actors.values() if a.external
        }
    assert [(at, actors, outputs, branches) for at, actors, _, outputs, branches in shape(back)] == [
        (at, actors, outputs, branches) for at, actors, _, outputs, branches in shape(sop)
    ]
    times = [(a[2], b[2]) for a, b in zip(shape(back), shape(sop), strict=True)]
    assert [a for a, _ in times] == [b for _, b in times]


@pytest.mark.parametrize("ending", FORMATS)
def test_what_somebody_changed_in_a_table_is_changed_in_its_definition(ending, tmp_path):
    file = ROOT / "definitions/rekomendasi-izin-keramaian.yaml"
    out = tmp_path / f"tabel{ending}"
    export(loaded(file), file.read_text("utf-8"), out)
    if ending == ".xlsx":
        from openpyxl import load_workbook

        book = load_workbook(out)
        for row in book.active.iter_rows():
            for cell in row:
                if cell.value == "15 menit":
                    cell.value = "45 menit"
        book.save(out)
    elif ending == ".docx":
        from docx import Document

        document = Document(str(out))
        for cell in [cell for table in document.tables for row in table.rows for cell in row.cells]:
            if cell.text == "15 menit":
                cell.text = "45 menit"
        document.save(str(out))
    else:
        out.write_text(out.read_text("utf-8-sig").replace("15 menit", "45 menit"), "utf-8")
    one = import_table(out, exports=EXPORTS)
    assert not one.is_original
    assert one.warning is None
    assert one.text == file.read_text("utf-8").replace("duration: 15 menit", "duration: 45 menit")


def test_a_seal_that_was_tampered_with_opens_nothing():
    text = (ROOT / "definitions/pengawalan.yaml").read_text("utf-8")
    table = table_of(sopflow.loads(text))
    seal = sealed(text, table.grid)
    lines = (table.title, *table.above)

    def carried(line, grid=table.grid):
        return opened(Sheet((*lines, Table(tuple(grid)), line)))[:2]

    wider = [(*row, " ", "") for row in table.grid]
    assert carried(f"<!-- {seal} -->", wider) == (text, None)
    assert carried(seal, [*table.grid, ("x",)]) == (None, CHANGED)
    for broken in (seal[:-6], seal[:-3] + "!!!"):
        assert carried(broken) == (None, BROKEN)
    for other in (MARK, f"{MARK}x:y"):
        assert carried(other)[0] is None
    for none in (seal.replace(":", ";"), f"bukan {seal}"):
        assert carried(none) == (None, None)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    ("shown", "carried", "where"),
    [
        ("duration: 1 jam", "duration: 9 hari", "row 3"),
        ("actor: a", "actor: b", "row 3"),
        ("title: Aman", "title: Jahat", "a line above the table"),
        ("steps:", "steps:\n  - {id: z, activity: Menghapus, actor: b}", "row 3"),
    ],
)
def test_a_seal_with_another_definition_than_its_table_is_not_restored(
    ending, shown, carried, where, tmp_path, capsys
):
    """Whoever makes the file can put anything into the seal, with the right digest of the table that people see."""
    honest = (
        "sopflow: 1\nid: x\ntitle: Aman\nactors: {a: A, b: B}\nsteps:\n"
        "  - {id: p, activity: Menyusun, actor: a, duration: 1 jam}\n  - {id: q, activity: Memeriksa, actor: b}\n"
    )
    out = tmp_path / f"x{ending}"
    export(sopflow.loads(honest), honest.replace(shown, carried), out)
    one = import_table(out, exports=EXPORTS)
    assert not one.is_original
    if ending == ".docx" and "title" in shown:  # the table itself is that of both
        assert [(each.kind, each.was, each.now) for each in one.differences] == [("title", "Jahat", "Aman")]
        return
    assert one.warning == CHANGED if ending == ".docx" else where in one.warning.en
    if ending == ".docx":
        assert [str(step.duration) for step in check_bytes(one.text.encode(), "x").definition.steps] == [
            "1 jam",
            "None",
        ]
        return
    back = check_bytes(one.text.encode(), "x").definition
    assert back.title == "Aman"
    assert [str(step.duration) for step in back.steps] == ["1 jam", "None"]
    assert main(["import", str(out), "-o", str(tmp_path / "y.yaml"), "--lang", "en"]) == 0
    assert "is not the one that its table shows" in capsys.readouterr().err


EVIL = "sopflow: 1\nid: x\ntitle: '=HYPERLINK(\"http://x\")'\nactors: {a: '=A', b: '<script>alert(1)</script>'}\nsteps:\n  - {id: p, activity: '=cmd|calc', actor: a, outputs: ['@SUM(A1)', '+1', '-2|x']}\n  - {id: q, activity: '<img src=x onerror=alert(1)> | **a** \"b\"', actor: b, remarks: \"a\\tb\"}\n"


@pytest.mark.parametrize("ending", FORMATS)
def test_texts_become_neither_formulas_nor_markup(ending, tmp_path):
    sop = sopflow.loads(EVIL)
    out = tmp_path / f"x{ending}"
    export(sop, EVIL, out)
    assert import_table(out, exports=EXPORTS).text == EVIL
    if ending == ".xlsx":
        from openpyxl import load_workbook

        cells = [cell for sheet in load_workbook(out).worksheets for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    elif ending == ".md":
        assert "<script" not in out.read_text("utf-8")
        assert "<img" not in out.read_text("utf-8")
    elif ending in (".csv", ".tsv"):
        import csv

        rows = list(
            csv.reader(out.read_text("utf-8-sig").splitlines(), delimiter="," if ending == ".csv" else "\t")
        )
        assert not [c for row in rows[2:] for c in row if re.match(r"[=+@]", c) and "sopflow" not in c]
    sheet = read(out)
    assert any("=cmd|calc" in cell for table in sheet.tables for row in table.rows for cell in row)


@given(drafts())
@settings(max_examples=share(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_definition_comes_back_in_every_text_format(tmp_path, whole):
    text = json.dumps(whole)
    sop = sopflow.loads(text)
    for ending in (".csv", ".tsv", ".md"):
        out = tmp_path / f"x{ending}"
        export(sop, text, out)
        assert import_table(out, exports=EXPORTS).text == text
        without_seal(out)
        one = import_table(out, exports=EXPORTS)
        errors = [d.code for d in check_bytes(one.text.encode(), "x").findings if d.severity == "error"]
        assert set(errors) <= {"SOP209", "SOP215"}, one.text  # what no table can say led to the end
        assert len(one.draft.steps) == len(table_of(sop).rows)


def test_what_cannot_be_written_is_told(tmp_path, capsys):
    file = FILES[0]
    with pytest.raises(UnreadableSheet, match="is none of"):
        export(loaded(file), "", tmp_path / "x.pdf")
    (tmp_path / "x.md").write_text("ada", "utf-8")
    assert main(["export", str(file), "-o", str(tmp_path / "x.md")]) == 2
    assert main(["export", str(file), "-o", str(tmp_path / "x.md"), "--force"]) == 0
