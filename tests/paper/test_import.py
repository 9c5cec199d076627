"""Official tables in the shapes in which they come: each becomes the same draft, and nothing of its text is dropped."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.cli import main
from sopflow.definition.loading import check_bytes
from sopflow.definition.model import UNKNOWN, Unknown
from sopflow.paper.importing import import_table
from sopflow.paper.sheets import UnreadableSheet
from tests.paper.official import (
    EXPECTED,
    LOWER,
    ROWS,
    assert_nothing_dropped,
    below,
    csv_text,
    cut,
    dashed,
    loaded,
    markdown,
    single,
    summary,
    tabs,
    wide,
)
from tests.share import share

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
