"""The annex: what a picture says of forms, files and conditions, read back by other programs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.budget import Undrawn
from sopflow.definition.loading import check_bytes
from sopflow.paper.importing import import_table
from sopflow.render import annexing
from sopflow.render.exporting import EXPORTS, export
from sopflow.render.layout import picture_of
from sopflow.render.overlay import Overlay
from sopflow.render.rendering import render
from tests.render.office import converted, squeezed
from tests.services import program
from tests.share import share
from tests.sop import sop

ROOT = Path(__file__).parents[2]
WITH_FORMS = sorted(f for f in (ROOT / "definitions").glob("*.yaml") if "\nfields:" in f.read_text("utf-8"))
HEAD = """
actors: {a: A, b: B}
documents:
  surat: {title: Surat permohonan, external: true, file: required}
  lampiran: {title: Lampiran denah, external: true, optional: true, file: required}
  izin: {title: Surat izin, file: required}
fields:
  nama: {title: Nama pemohon, max_length: 40, personal: true}
  nilai: {title: Nilai, type: money, min: 1, max: 2 miliar, optional: true}
  jenis: {title: Jenis, one_of: {barang: Barang, jasa: Jasa}, default: barang}
  titik: {title: Titik, list: {alamat: Alamat titik, luas: {title: Luas titik, type: number, max: 9}}, key: alamat}
"""
ROWS = """
- {id: ajukan, activity: Mengajukan, actor: a, inputs: [surat, lampiran], outputs: [], fills: [nama, nilai, jenis, titik]}
- id: putus
  activity: Memutus
  actor: b
  inputs: [surat]
  outputs: []
  branches:
    kecil: {to: end, when: {nilai: {at_most: 5 juta}}, outputs: [izin]}
    besar: {end: besar, otherwise: true}
"""
SOP = sop(ROWS, head=HEAD)


def text_of(pdf):
    """What a document says, as poppler reads it."""
    found = program("pdftotext", command="apt-get install poppler-utils")
    made = subprocess.run([found, "-layout", pdf, "-"], capture_output=True, check=True, timeout=60)
    return made.stdout.decode()


def words_in(text):
    """The words of a text; where one was broken at a hyphen, its parts."""
    return {*text.replace("-", "- ").replace(";", " ").split()}


def annex_of(definition, language="id"):
    """The texts of the annex, row by row."""
    pages = [page for page in picture_of(definition, language).pages if page.kind == "annex"]
    return [tuple(" ".join(cell.lines) for cell in row.cells) for page in pages for row in page.rows]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("file", WITH_FORMS, ids=lambda f: f.stem)
def test_every_field_of_every_form_is_printed_and_read_back(file, language, tmp_path):
    """What the file says, read without sopflow, is what poppler reads on the pages."""
    plain = yaml.safe_load(file.read_text("utf-8"))
    (tmp_path / "x.pdf").write_bytes(render(sopflow.load(file), "pdf", language=language))
    said = words_in(text_of(tmp_path / "x.pdf"))
    asked = [
        one if isinstance(one, str) else next(iter(one)) for row in plain["steps"] for one in row.get("fills", [])
    ]
    assert asked
    for name in asked:
        field = plain["fields"][name]
        words = [field["title"], *field.get("one_of", {}).values()]
        words += [column["title"] for column in field.get("list", {}).values()]
        words += [str(field[key]) for key in ("max_length", "pattern") if key in field]
        assert [word for word in words if not words_in(word) <= said] == []
    assert {"id": "Lampiran:", "en": "Annex:"}[language] in said


def test_libreoffice_reads_the_annex_and_the_import_reads_the_same_file_back(tmp_path):
    for file in WITH_FORMS:
        definition, text = sopflow.load(file), file.read_text("utf-8")
        export(definition, text, tmp_path / f"{file.stem}.docx")
        assert import_table(tmp_path / f"{file.stem}.docx", exports=EXPORTS).text == text
    made = converted([tmp_path / f"{file.stem}.docx" for file in WITH_FORMS], tmp_path)
    for file, pdf in zip(WITH_FORMS, made, strict=True):
        said = words_in(text_of(pdf))
        for row in annex_of(sopflow.load(file)):
            assert [cell for cell in row if not words_in(cell) <= said] == []


def test_what_somebody_changes_in_the_annex_is_told(tmp_path):
    file = next(f for f in WITH_FORMS if f.stem == "izin-reklame")
    export(sopflow.load(file), file.read_text("utf-8"), tmp_path / "x.docx")
    with ZipFile(tmp_path / "x.docx") as old, ZipFile(tmp_path / "y.docx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                assert data.count(b"paling banyak 120 karakter") == 1
                data = data.replace(b"paling banyak 120 karakter", b"paling banyak 99 karakter")
            new.writestr(name, data)
    found = import_table(tmp_path / "y.docx", exports=EXPORTS)
    assert [one.said for one in found.differences] == ["Nama pemohon | teks | paling banyak 99 karakter | wajib"]
    assert "paling banyak 99 karakter" in found.text


def test_a_form_its_files_and_its_conditions():
    assert annex_of(SOP) == [
        ("1. Mengajukan",),
        ("Isian", "Jenis", "Batas", "Wajib", "Pilihan"),
        ("Nama pemohon", "teks", "paling banyak 40 karakter; data pribadi", "wajib", ""),
        ("Nilai", "uang", "dari Rp1 sampai Rp2.000.000.000", "boleh kosong", ""),
        ("Jenis", "satu pilihan", "", "bila kosong: Barang", "Barang; Jasa"),
        ("Titik", "daftar", "Alamat titik harus berbeda-beda", "wajib", ""),
        ("– Alamat titik", "teks", "", "wajib", ""),
        ("– Luas titik", "bilangan", "paling banyak 9", "wajib", ""),
        ("Surat permohonan", "berkas", "nama atau alamatnya, dan SHA-256", "wajib", ""),
        ("Lampiran denah", "berkas", "nama atau alamatnya, dan SHA-256", "boleh kosong", ""),
        ("2. Memutus",),
        ("Isian", "Jenis", "Batas", "Wajib", "Pilihan"),
        ("Surat permohonan", "berkas", "nama atau alamatnya, dan SHA-256", "bila belum ada", ""),
        ("Surat izin", "berkas", "nama atau alamatnya, dan SHA-256", "bila kecil", ""),
        ("Jawaban", "Berlaku"),
        ("kecil", "bila Nilai paling banyak Rp5.000.000"),
        ("besar", "selain itu"),
    ]
    (title, heads, first, *_) = annex_of(SOP, "en")
    assert (title, heads[3]) == (("1. Mengajukan",), "Required")
    assert first == ("Nama pemohon", "text", "at most 40 characters; personal data", "required", "")


def test_the_condition_of_an_optional_row_is_printed():
    row = "- {id: nilai, activity: Menilai, actor: b, optional: true, when: {nilai: {above: 3 juta}}}"
    said = annex_of(sop(ROWS + row, head=HEAD))
    assert said[said.index(("3. Menilai",)) :] == [
        ("3. Menilai",),
        ("Jawaban", "Berlaku"),
        ("(langkah ini)", "bila Nilai lebih dari Rp3.000.000; selain itu dilewati"),
    ]


def remarks_of(definition, **more):
    rows = [
        row
        for page in picture_of(definition, **more).pages
        for row in page.rows
        if page.kind == "table" and row.step
    ]
    return {row.step: " ".join(row.cells[-1].lines) for row in rows}


def test_the_table_says_what_is_short_and_where_the_rest_stands():
    assert remarks_of(SOP) == {
        "ajukan": "lihat lampiran",
        "putus": "kecil: bila Nilai paling banyak Rp5.000.000 besar: selain itu lihat lampiran",
    }
    longer = sop(
        ROWS.replace("{nilai: {at_most: 5 juta}}", "{nilai: {at_most: 5 juta}, jenis: barang}"), head=HEAD
    )
    assert remarks_of(longer)["putus"] == "lihat lampiran"
    assert (
        "bila Nilai paling banyak Rp5.000.000 dan Jenis adalah Barang" in remarks_of(longer, annex=False)["putus"]
    )


def test_a_row_that_calls_for_each_record_says_so():
    rows = """
- {id: isi, activity: Mengisi, actor: a, fills: [titik]}
- {id: tinjau, activity: Meninjau, call: anak, for_each: titik}
"""
    assert remarks_of(sop(rows, head=HEAD))["tinjau"] == "untuk setiap Titik"


def test_a_row_whose_symbol_names_no_sop_names_the_one_that_it_calls(tmp_path):
    """Its answers make it a diamond; the document is read back all the same."""
    rows = """
- {id: isi, activity: Mengisi, actor: a, fills: [titik]}
- {id: tinjau, activity: Meninjau, call: tinjau-titik, for_each: titik, branches: {semua: {to: nilai, all: baik}, ada: {to: isi, otherwise: true}}}
- {id: nilai, activity: Menilai, call: nilai-titik, branches: {baik: end, buruk: isi}}
"""
    text = f"sopflow: 1\nid: uji\ntitle: Uji\n{HEAD}\nsteps:\n{rows}"
    one = sopflow.loads(text)
    titles = {"tinjau-titik": "SOP Peninjauan Titik"}
    said = remarks_of(one, titles=titles)
    assert said["tinjau"].startswith("untuk setiap Titik: SOP tinjau titik ")
    assert said["nilai"] == "SOP nilai titik"
    assert remarks_of(one, titles=titles, annex=False)["tinjau"].startswith(
        "untuk setiap Titik: SOP tinjau titik "
    )
    export(one, text, tmp_path / "x.docx", titles=titles)
    found = import_table(tmp_path / "x.docx", exports=EXPORTS)
    assert found.text == text
    assert not found.differences


def test_a_symbol_that_names_the_sop_leaves_it_out_of_the_remarks():
    rows = "- {id: isi, activity: Mengisi, actor: a}\n- {id: tinjau, activity: Meninjau, call: anak}"
    assert remarks_of(sop(rows, head=HEAD))["tinjau"] == ""


@st.composite
def with_forms(draw):
    """SOPs with documents with and without files, forms and conditions, in any row."""
    documents = {f"d{n}": {"title": f"Berkas {n}"} for n in range(3)}
    for one in documents.values():
        one |= {"file": "required"} if draw(st.booleans()) else {}
        one |= {"at_hand": True}
    some = st.lists(st.sampled_from([*documents]), unique=True, max_size=2)
    rows = []
    for at in range(draw(st.integers(1, 4))):
        row = {
            "id": f"r{at}",
            "activity": f"Kegiatan {at}",
            "actor": "a",
            "inputs": draw(some),
            "outputs": draw(some),
        }
        row |= (
            {"fills": draw(st.lists(st.sampled_from(["nilai", "nama"]), unique=True, min_size=1))}
            if draw(st.booleans())
            else {}
        )
        if draw(st.booleans()):
            bound = draw(st.sampled_from([5, 10**12]))
            more = {"nama": {"filled": True}} if draw(st.booleans()) else {}
            row["branches"] = {
                "kecil": {"to": "end", "when": {"nilai": {"at_most": bound}, **more}, "outputs": draw(some)},
                "besar": {"to": "end", "otherwise": True},
            }
            row["outputs"] = []
        rows.append(row)
    fields = {"nilai": {"title": "Nilai", "type": "money"}, "nama": {"title": "Nama", "optional": True}}
    whole = {
        "sopflow": 1,
        "id": "uji",
        "title": "Uji",
        "actors": {"a": "A"},
        "documents": documents,
        "fields": fields,
        "steps": rows,
    }
    return check_bytes(json.dumps(whole).encode(), "x.yaml").definition


@given(with_forms())
@settings(max_examples=share(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_the_annex_has_just_the_rows_that_send_there(definition):
    """And what asks for something is in it: read from the definition, apart from the annex."""
    picture = picture_of(definition)
    annexed = {row.step: [] for page in picture.pages if page.kind == "annex" for row in page.rows}
    for page in picture.pages:
        for row in page.rows if page.kind == "annex" else ():
            annexed[row.step].append(tuple(" ".join(cell.lines) for cell in row.cells))
    for name, said in remarks_of(definition).items():
        step = next(one for one in definition.steps if one.id == name)
        papers = {*(str(one.document) for one in step.inputs), *map(str, step.outputs)}
        papers |= {str(one) for branch in step.branches for one in branch.outputs or ()}
        files = {definition.documents[one].title for one in papers if definition.documents[one].file}
        rows = annexed.get(name, [])
        assert {row[0] for row in rows if "berkas" in row} == files
        assert ("lihat lampiran" in said) <= bool(rows)
        if files or step.fills:
            assert "lihat lampiran" in said
        elif rows and "lihat lampiran" not in said:
            assert all(row[-1] in said for row in rows[2:])


def test_nothing_is_added_where_there_is_no_form_or_something_lies_over_the_table():
    plain = sop("- {id: p, activity: P, actor: a}")
    assert [page.kind for page in picture_of(plain).pages] == ["identity", "table"]
    kinds = {page.kind for page in picture_of(SOP, overlay=Overlay(title="Contoh")).pages}
    assert kinds == {"identity", "table"}


def test_a_long_form_goes_on_with_its_head_and_loses_nothing():
    names = [f"f{n}" for n in range(120)]
    choices = ", ".join(f"c{n}: Pilihan ke {n} yang panjang namanya" for n in range(150))
    fields = "".join(f"  {name}: {{title: Isian {name}, max_length: 9}}\n" for name in names)
    head = f"actors: {{a: A}}\nfields:\n{fields}  satu: {{title: Satu, one_of: {{{choices}}}}}\n"
    long = sop(f"- {{id: p, activity: P, actor: a, fills: [{', '.join(names)}, satu]}}", head=head)
    pages = [page for page in picture_of(long).pages if page.kind == "annex"]
    assert len(pages) > 3
    for page in pages:
        assert [" ".join(row.cells[0].lines) for row in page.rows[:2]] == ["1. P", "Isian"]
        last = page.rows[-1]
        assert last.y + last.height <= page.height - 10
        bottoms = [row.y + row.height for row in page.rows[:-1]]
        assert bottoms == pytest.approx([row.y for row in page.rows[1:]])
    said = " ".join(" ".join(cell.lines) for page in pages for row in page.rows for cell in row.cells)
    assert [name for name in names if f"Isian {name} " not in said] == []
    assert [n for n in range(150) if squeezed(f"Pilihan ke {n} yang") not in squeezed(said)] == []


def test_an_annex_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr("sopflow.render.layout.DRAWING", 3_000)
    fields = "".join(f"  f{n}: {{title: F{n}}}\n" for n in range(100))
    rows = "".join(
        f"- {{id: p{row}, activity: P, actor: a, fills: [{', '.join(f'f{n}' for n in range(100))}]}}\n"
        for row in range(30)
    )
    with pytest.raises(Undrawn):
        picture_of(sop(rows, head=f"actors: {{a: A}}\nfields:\n{fields}"))


def test_the_columns_of_a_form_fill_the_width():
    assert sum(annexing.SHARES) == pytest.approx(1)
    for page in picture_of(SOP).pages:
        for row in page.rows if page.kind == "annex" else ():
            assert row.cells[0].x + sum(cell.width for cell in row.cells) == pytest.approx(page.width - 10)
            assert sum(cell.span[0] for cell in row.cells) == len(annexing.SHARES)
