"""Official tables in the shapes in which they come: each becomes the same draft, and nothing of its text is dropped."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.cli import main
from sopflow.definition.loading import check_bytes
from sopflow.definition.model import UNKNOWN, End, Unknown
from sopflow.paper.importing import import_table
from sopflow.paper.sheets import UnreadableSheet
from tests.share import share

ROWS = [
    ("1", "Mengajukan permohonan", "Pemohon", "Surat permohonan", "-", "Berkas", ""),
    ("2", "Memeriksa berkas", "Petugas", "Berkas", "15 menit", "Berkas terperiksa", ""),
    ("3", "Menyusun surat keterangan", "Kasi Umum", "Berkas terperiksa", "1 jam", "Konsep surat", ""),
    ("4", "Menandatangani surat", "Camat", "Konsep surat", "1-2 hari", "Surat keterangan", "Dapat diwakili Plh."),
    ("5", "Menyerahkan surat", "Petugas", "Surat keterangan; Buku ekspedisi", "10 menit", "Tanda terima", ""),
]
ACTORS = ["Pemohon", "Petugas", "Kasi Umum", "Camat"]
WHO = {"Pemohon": "Mulai", "Petugas": "V", "Kasi Umum": "□", "Camat": "◇"}


def single(
    heads=("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan"),
    *,
    branch="Petugas [belah ketupat] Y → 3, N → 1",
    last="Petugas [selesai]",
    rows=ROWS,
):
    """One column for all actors."""
    table = [list(row) for row in rows]
    table[1][2], table[4][2] = branch, last
    return [list(heads), *table]


def wide(
    upper=("No", "Kegiatan", "Pelaksana", "", "", "", "Mutu Baku", "", "", "Ket."),
    lower=("", "", *ACTORS, "Kelengkapan", "Waktu", "Output", ""),
    *,
    numbers=False,
    yes="Y",
    no="T",
    dots=False,
):
    """A column for each actor."""
    table = [list(upper), list(lower)] if lower else [list(upper)]
    if numbers:
        table.append([str(n) for n in range(1, 11)])
    for at, (number, activity, who, inputs, time, output, remarks) in enumerate(ROWS):
        marks = [WHO[a] if a == who else "" for a in ACTORS]
        if at == 1:
            marks = [no if a == "Pemohon" else WHO[a] if a == who else yes if a == "Camat" else "" for a in ACTORS]
        if at == 4:
            marks = ["Selesai" if a == who else "" for a in ACTORS]
        table.append([number + ("." if dots else ""), activity, *marks, inputs, time, output, remarks])
    return table


def markdown(table, before="# Surat Keterangan\n\n", after=""):
    head, *rest = table
    line = lambda row: "| " + " | ".join(c.replace("\n", "<br>") for c in row) + " |"  # noqa: E731
    return before + "\n".join([line(head), "|" + "---|" * len(head), *map(line, rest)]) + "\n" + after


def tabs(table, before="Surat Keterangan\n\n", after=""):
    return before + "\n".join("\t".join(row) for row in table) + "\n" + after


def csv_text(table, delimiter=","):
    quoted = [[f'"{c}"' if delimiter in c or "\n" in c else c for c in row] for row in table]
    return "Surat Keterangan\n" + "\n".join(delimiter.join(row) for row in quoted) + "\n"


def dashed(table):
    return [[c.replace("→", "->") for c in row] for row in table]


def below(table):
    """Without arrows in the table; they stand below it."""
    return [[c.replace(" Y → 3, N → 1", "") for c in row] for row in table]


def cut(table, at):
    """After a page break two of the actors' columns are gone."""
    return [row if n < at else [*row[:2], *row[4:]] for n, row in enumerate(table)]


LOWER = ("No", "Uraian Kegiatan", *ACTORS, "Kelengkapan", "Waktu", "Output", "Ket")
SHAPES = {
    "one actor column, tabs": ("tsv", tabs(single())),
    "one actor column, Markdown": ("md", markdown(single())),
    "one actor column, commas": ("csv", csv_text(single())),
    "one actor column, semicolons": ("csv", csv_text([[c.replace(";", "\n") for c in r] for r in single()], ";")),
    "other words for the heads": ("tsv", tabs(single(("Nomor", "Uraian Prosedur", "Pelaku", "Persyaratan/Perlengkapan", "Durasi", "Keluaran", "Catatan")))),
    "heads in capitals with dots": ("tsv", tabs(single(("NO.", "URAIAN KEGIATAN", "PELAKSANA", "KELENGKAPAN", "WAKTU", "OUTPUT", "KET.")))),
    "columns in another order": ("tsv", tabs([[r[0], r[1], r[2], r[5], r[4], r[3], r[6]] for r in single()])),
    "without a column of remarks": ("tsv", tabs([[*r[:6]] for r in single()])),
    "arrows as signs": ("tsv", tabs(dashed(single()))),
    "arrows below the table": ("tsv", tabs(below(single()), after="\n2: Y -> 3; N -> 1\n")),
    "arrows below the table, with a dot": ("md", markdown(below(single()), after="\nBaris 2. Y → 3; N → 1\n")),
    "the end as a word": ("tsv", tabs(single(last="Petugas"))),
    "answers in words": ("tsv", tabs(single(branch="Petugas [belah ketupat] Y → 3; N → 1"))),
    "numbers with dots": ("tsv", tabs([[f"{r[0]}." if r[0].isdigit() else r[0], *r[1:]] for r in single()])),
    "numbers in brackets": ("tsv", tabs([[f"({r[0]})" if r[0].isdigit() else r[0], *r[1:]] for r in single()])),
    "a row of column numbers": ("tsv", tabs([single()[0], [str(n) for n in range(1, 8)], *single()[1:]])),
    "letters before documents": ("tsv", tabs([[c.replace("Surat keterangan; Buku ekspedisi", "a. Surat keterangan b. Buku ekspedisi") for c in r] for r in single()])),
    "documents on lines of their own": ("md", markdown([[c.replace("; ", "\n") for c in r] for r in single()])),
    "empty lines in the middle": ("tsv", tabs(single()[:4]) + "\n\n" + "\n".join("\t".join(r) for r in single()[4:]) + "\n"),
    "two tables, the second without heads": ("md", markdown(single()[:4]) + "\nhalaman 2\n\n" + "\n".join("| " + " | ".join(r) + " |" for r in single()[4:]) + "\n"),
    "two tables, each with its heads": ("md", markdown(single()[:4]) + "\n\n" + markdown([single()[0], *single()[4:]], before="")),
    "a total at the bottom": ("tsv", tabs([*single(), ["", "Jumlah", "", "", "2 hari 1 jam 25 menit", "", ""]])),
    "text that goes on in the next line": ("tsv", tabs([*single()[:4], ["4", "Menandatangani", *single()[4][2:]], ["", "surat", "", "", "", "", ""], single()[5]])),
    "a preamble of several lines": ("tsv", "Surat Keterangan\nPEMERINTAH KOTA\nNomor SOP: 12/2024\n\n" + tabs(single(), before="")),
    "a list of the actors above": ("md", "# Surat Keterangan\nPelaksana: Pemohon (luar), Petugas, Kasi Umum, Camat\n\n" + markdown(single(), before="")),
    "a column each, two rows of heads": ("tsv", tabs(wide())),
    "a column each, all heads below": ("tsv", tabs(wide(("", "", "Pelaksana", "", "", "", "Mutu Baku", "", "", ""), LOWER))),
    "a column each, one row of heads": ("tsv", tabs(wide(LOWER, ()))),
    "a column each, numbered": ("tsv", tabs(wide(numbers=True, dots=True))),
    "a column each, Ya and Tidak": ("tsv", tabs(wide(yes="Ya", no="Tidak"))),
    "a column each, yes and no in English": ("tsv", tabs(wide(yes="Yes", no="No"))),
    "a column each, Markdown": ("md", markdown(wide())),
    "a column each, commas": ("csv", csv_text(wide())),
    "a column each, columns lost after the page": ("tsv", tabs(cut([[*r[:1], r[1] if n < 4 else f"{ROWS[n - 2][2]} {r[1][0].lower()}{r[1][1:]}", *r[2:]] for n, r in enumerate(wide())], 5))),
}  # fmt: skip
NAMES = {"Y": "Y", "Ya": "Y", "Yes": "Y", "N": "N", "T": "N", "Tidak": "N", "No": "N"}


def summary(definition):
    """What a definition says, without its ids."""
    numbers = {step.id: str(at) for at, step in enumerate(definition.steps, start=1)}
    place = lambda t: "end" if isinstance(t, End) else numbers[t]  # noqa: E731
    titles = lambda refs: tuple(definition.documents[r].title for r in refs)  # noqa: E731
    rows = []
    for step in definition.steps:
        actors = () if isinstance(step.actors, Unknown) else tuple(definition.actors[a].title for a in step.actors)
        branches = {
            NAMES[b.name]: tuple(map(place, b.targets))
            for b in step.branches
            if not isinstance(b.targets, Unknown)
        }
        rows.append(
            (
                step.activity.split(" ", 1)[-1]
                if actors and step.activity.startswith(actors[0])
                else step.activity,
                actors,
                titles(i.document for i in step.inputs),
                str(step.duration),
                titles(step.outputs),
                branches,
            )
        )
    return rows


EXPECTED = [
    ("Mengajukan permohonan", ("Pemohon",), ("Surat permohonan",), "None", ("Berkas",), {}),
    ("Memeriksa berkas", ("Petugas",), ("Berkas",), "15 menit", ("Berkas terperiksa",), {"Y": ("3",), "N": ("1",)}),
    ("Menyusun surat keterangan", ("Kasi Umum",), ("Berkas terperiksa",), "1 jam", ("Konsep surat",), {}),
    ("Menandatangani surat", ("Camat",), ("Konsep surat",), "1-2 hari", ("Surat keterangan",), {}),
    ("Menyerahkan surat", ("Petugas",), ("Surat keterangan", "Buku ekspedisi"), "10 menit", ("Tanda terima",), {}),
]  # fmt: skip


def texts_of(value):
    if isinstance(value, dict):
        return [t for k, v in value.items() for t in (str(k), *texts_of(v))]
    return [t for v in value for t in texts_of(v)] if isinstance(value, list) else [str(value)]


def squeezed(text):
    return re.sub(r"[\W_]+", "", text).casefold()


def assert_nothing_dropped(cells, text, also=""):
    """Every word of every cell stands somewhere in the draft."""
    whole = squeezed(" ".join(texts_of(yaml.load(text, yaml.BaseLoader))) + also)
    for cell in cells:
        pieces = re.split(r"[;\n]|(?:^|\s)[a-z]\.\s", cell)
        for piece in pieces:
            value = re.sub(r"^Nomor SOP:", "", piece)  # a label of the identity page is a key of the draft
            assert squeezed(value) in whole, piece


def loaded(one, tmp_path):
    path = tmp_path / "draf.yaml"
    path.write_text(one.text, "utf-8")
    return sopflow.load(path)


def test_there_are_enough_shapes():
    assert len(SHAPES) >= 30


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_every_shape_becomes_the_same_draft(shape, tmp_path):
    ending, text = SHAPES[shape]
    path = tmp_path / f"surat.{ending}"
    path.write_text(text, "utf-8")
    one = import_table(path)
    definition = loaded(one, tmp_path)
    assert definition.title == "Surat Keterangan"
    found = summary(definition)
    if "lost" in shape:  # of rows whose columns are gone the text says who acts
        assert [row[1] for row in found] == [row[1] for row in EXPECTED]
        assert sum(note.reading == "open" for _, note in one.draft.open_notes) >= 3
        found = [
            (want[0] if want[0].casefold() in row[0].casefold() else row[0], *row[1:])
            for row, want in zip(found, EXPECTED, strict=True)
        ]
    assert found == EXPECTED
    if "remarks" not in shape:
        assert definition.steps[3].remarks == "Dapat diwakili Plh."
    assert definition.actors["pemohon"].external
    if "total" in shape:
        assert str(definition.stated_total) == "2 hari 1 jam 25 menit"
    cells = [c for line in text.splitlines() for c in re.split(r"[\t|]|<br>", line)] if ending != "csv" else []
    assert_nothing_dropped(
        [c.strip().lstrip("#").strip(' "') for c in cells if not re.fullmatch(r"[-\s\d:.()]*", c)],
        one.text,
        HEADS,
    )


HEADS = "No Nomor Kegiatan Uraian Prosedur Pelaksana Pelaku Mutu Baku Kelengkapan Persyaratan/Perlengkapan Waktu Durasi Output Keluaran Keterangan Ket Catatan Uraian Kegiatan NO URAIAN KEGIATAN PELAKSANA Jumlah"


def grid_to_xlsx(path, table, merges=(), title="Surat Keterangan"):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.append([])
    for row in table:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    hidden = book.create_sheet("bantu")
    hidden.append(["jangan", "dibaca"])
    hidden.sheet_state = "hidden"
    book.save(path)


def grid_to_docx(path, tables, merges=()):
    from docx import Document

    document = Document()
    document.add_heading("Surat Keterangan", 1)
    for table in tables:
        made = document.add_table(rows=len(table), cols=max(map(len, table)))
        for at, row in enumerate(table):
            for column, cell in enumerate(row):
                made.cell(at, column).text = cell
        for (a, b), (c, d) in merges if table is tables[0] else ():
            kept = made.cell(a, b).text
            merged = made.cell(a, b).merge(made.cell(c, d))
            merged.text = kept
        document.add_paragraph("")
    document.save(path)


@pytest.mark.parametrize("merges", [(), ("C3:F3", "G3:I3", "A3:A4", "B3:B4", "J3:J4", "A1:J1")])
def test_excel_workbooks_with_merged_heads(merges, tmp_path):
    grid_to_xlsx(tmp_path / "surat.xlsx", wide(), merges)
    definition = loaded(import_table(tmp_path / "surat.xlsx"), tmp_path)
    assert (definition.title, summary(definition)) == ("Surat Keterangan", EXPECTED)


def test_excel_numbers_and_dates_are_texts(tmp_path):
    table = single()
    table[1][0], table[2][0] = 1, 2
    grid_to_xlsx(tmp_path / "surat.xlsx", table)
    assert summary(loaded(import_table(tmp_path / "surat.xlsx"), tmp_path)) == EXPECTED


@pytest.mark.parametrize("merges", [(), (((0, 2), (0, 5)), ((0, 6), (0, 8)), ((0, 0), (1, 0)), ((0, 1), (1, 1)))])
def test_word_documents_with_merged_heads(merges, tmp_path):
    grid_to_docx(tmp_path / "surat.docx", [wide()], merges)
    definition = loaded(import_table(tmp_path / "surat.docx"), tmp_path)
    assert (definition.title, summary(definition)) == ("Surat Keterangan", EXPECTED)


def test_word_documents_with_two_pages(tmp_path):
    table = single()
    grid_to_docx(tmp_path / "surat.docx", [table[:3], table[3:]])
    assert summary(loaded(import_table(tmp_path / "surat.docx"), tmp_path)) == EXPECTED


def test_arms_of_a_split_that_meet_are_joined(tmp_path):
    table = [
        ["No", "Kegiatan", "Pelaksana", "Waktu", "Output"],
        ["1", "Menelaah", "Kasi → 2 dan 3", "1 jam", "Nota"],
        ["2", "Menimbang keamanan", "Polsek → 4", "2 hari", "Surat A"],
        ["3", "Menimbang wilayah", "Koramil → 4", "2 hari", "Surat B"],
        ["4", "Menyusun", "Kasi [selesai: terbit]", "1 jam", "Rekomendasi"],
    ]
    (tmp_path / "x.tsv").write_text(tabs(table), "utf-8")
    definition = loaded(import_table(tmp_path / "x.tsv"), tmp_path)
    first, one, other, last = definition.steps
    assert (list(first.next), list(last.join)) == ([one.id, other.id], [one.id, other.id])
    assert [t.name for t in last.next] == ["terbit"]


def test_what_cannot_be_read_is_left_open_and_listed(tmp_path, capsys):
    table = [
        ["No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Ket"],
        ["1", "Menerima surat", "?", "?", "sesuai penugasan", "surat, kartu", ""],
        ["2", "Menunggu tanggapan", "(tidak ada)", "-", "7 hari kalender", "-", ""],
        ["3", "Memutuskan", "Camat", "?", "?", "?", "keputusan"],
        ["4", "Menyampaikan", "Danru & Anggota", "", "", "", "selesai"],
    ]
    (tmp_path / "x.tsv").write_text(tabs(table), "utf-8")
    out = tmp_path / "x.yaml"
    assert main(["import", str(tmp_path / "x.tsv"), "-o", str(out), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert '1 uncertain reading (reading: open):\n  row 3, arrows: "keputusan"' in said
    assert "4 rows written" in said
    one, wait, decision, last = sopflow.load(out).steps
    assert isinstance(one.actors, Unknown)
    assert one.duration.text == "sesuai penugasan"
    assert str(wait.wait.lasts) == "7 hari kalender"
    assert {b.name: b.targets for b in decision.branches} == dict.fromkeys("YN", UNKNOWN)
    assert (len(last.actors), last.sign_off) == (2, "all")
    assert main(["import", str(tmp_path / "x.tsv"), "-o", str(out)]) == 2
    assert main(["import", str(tmp_path / "x.tsv"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == 4


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.rtf", b"{}", "save"),
        ("x.lain", b"{}", "is none of"),
        ("x.pdf", b"%PDF", "cannot be read: it is damaged"),
        ("x.tsv", b"a\tb\n1\t2\n", "there is no table"),
        ("x.md", b"# judul\n", "there is no table"),
        ("x.xlsx", b"bukan excel", "cannot be read"),
        ("x.docx", b"bukan word", "cannot be read: it is damaged or cut off"),
        ("y.docx", b"", "this file is empty"),
        ("y.csv", b"", "this file is empty"),
        ("x.csv", b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_what_holds_no_table_is_told(name, content, said, tmp_path, capsys):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableSheet, match=said):
        import_table(tmp_path / name)
    assert main(["import", str(tmp_path / name)]) == 1


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_a_file_that_is_endless_once_unpacked_is_refused(ending, tmp_path):
    import zipfile

    path = tmp_path / f"bom.{ending}"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as entry,
    ):
        for _ in range(210):
            entry.write(b" " * 1_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(UnreadableSheet, match="over 200000000 bytes"):
        import_table(path)


ODD = st.text(st.sampled_from("abcABC 12?-;,.:[]{}#&*!|>'\"%@→◇YN()\\éÿ“”\u00a0"), max_size=14)
CELLS = st.one_of(
    ODD,
    st.sampled_from(
        [
            "Camat",
            "Kasi",
            "Ya",
            "N",
            "?",
            "-",
            "1 jam",
            "a. x; b. y",
            "Mulai",
            "Selesai",
            "Y → 2, N → 1",
            "[selesai: ok]",
            "Surat",
        ]
    ),
)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=9), min_size=1, max_size=7),
    st.booleans(),
    st.lists(ODD, max_size=3),
)
@example([["", "", "1"], ["", "", ";\xa0;"]], False, [])
@settings(max_examples=share(300), deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_stands_in_a_table_the_draft_loads_and_has_it_all(tmp_path, rows, is_wide, lines):
    heads = [
        "No",
        "Kegiatan",
        *(("Camat", "Kasi", "Danru") if is_wide else ("Pelaksana",)),
        "Kelengkapan",
        "Waktu",
        "Output",
        "Ket",
    ]
    path = tmp_path / "x.tsv"
    clean = [[c.replace("\t", " ") for c in row] for row in rows]
    body = "\n".join(["Judul", "\t".join(heads), *("\t".join(row) for row in clean), *lines])
    path.write_text(body, "utf-8")
    try:
        one = import_table(path)
    except UnreadableSheet:
        return
    assert [d for d in check_bytes(one.text.encode(), "x.yaml").findings if d.severity == "error"] == [], one.text
    assert_nothing_dropped([c for row in clean for c in row if c.strip()], one.text)
