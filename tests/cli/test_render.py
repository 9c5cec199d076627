"""`sopflow render` and `sopflow test --html`, as people type them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopflow.cli import main
from sopflow.sql import SQLStore

ROOT = Path(__file__).parents[2]
FILE = str(ROOT / "definitions/pengawalan.yaml")


def said(capsys, *words):
    code = main([*words, "--lang", "id"])
    out = capsys.readouterr()
    return code, out.out + out.err


@pytest.mark.parametrize(
    ("ending", "begins"),
    [
        ("html", b"<!DOCTYPE html>"), ("svg", b"<?xml"), ("pdf", b"%PDF-"), ("png", b"\x89PNG"), ("mmd", b"---\n"),
        ("dot", b"digraph"),
    ],
)  # fmt: skip
def test_a_file_in_each_format(ending, begins, tmp_path, capsys):
    out = tmp_path / f"sop.{ending}"
    assert said(capsys, "render", FILE, "-o", str(out)) == (0, f"{out} ditulis\n")
    assert out.read_bytes().startswith(begins)


def test_what_cannot_be_drawn_is_said_and_nothing_written(tmp_path, capsys):
    out = tmp_path / "sop.gif"
    code, text = said(capsys, "render", FILE, "-o", str(out))
    assert (code, out.exists()) == (1, False)
    assert 'tidak ada format "gif"' in text
    assert '"pdf"' in text
    for ending in ("xlsx", "csv", "tsv", "md", "bpmn", "dmn"):  # what is no picture, another command writes
        code, text = said(capsys, "render", FILE, "-o", str(tmp_path / f"sop.{ending}"))
        assert code == 2
        assert f"berkas .{ending} ditulis oleh sopflow export" in text
        if ending != "dmn":  # this SOP has no rules
            assert said(capsys, "export", FILE, "-o", str(tmp_path / f"sop.{ending}"))[0] == 0
    there = tmp_path / "ada.svg"
    there.write_text("lama", "utf-8")
    code, text = said(capsys, "render", FILE, "-o", str(there))
    assert code == 2
    assert "--force" in text
    assert there.read_text("utf-8") == "lama"
    assert said(capsys, "render", FILE, "-o", str(there), "--force")[0] == 0
    assert there.read_text("utf-8") != "lama"
    assert said(capsys, "render", "-o", str(tmp_path / "x.svg"))[0] == 2
    assert said(capsys, "render", FILE, "--page", "9", "-o", str(tmp_path / "x.svg"))[0] == 1


def test_a_run_and_its_times_from_a_database(tmp_path, capsys):
    db = str(tmp_path / "proses.db")
    out = tmp_path / "waktu.svg"
    SQLStore(db).close()
    code, text = said(capsys, "render", FILE, "--measured", "--db", db, "-o", str(out))
    assert code == 1
    assert "belum ada proses" in text
    main(["start", FILE, "--by", "camat", "--db", db, "--subject", "Kunjungan Gubernur", "--format", "json"])
    import json

    run = json.loads(capsys.readouterr().out)["id"]
    main(["complete", run, "terima_perintah", "--by", "camat", "--db", db])
    capsys.readouterr()
    drawn = tmp_path / "proses.svg"
    assert said(capsys, "render", "--instance", run, "--db", db, "-o", str(drawn))[0] == 0
    assert "Kunjungan Gubernur" in drawn.read_text("utf-8")
    assert "sedang dikerjakan" in drawn.read_text("utf-8")
    assert said(capsys, "render", FILE, "--measured", "--db", db, "-o", str(out))[0] == 0
    assert "waktu terukur dari 1 proses" in out.read_text("utf-8")


def test_coverage_is_drawn_into_the_table_and_into_a_page_of_all(tmp_path, capsys):
    out = tmp_path / "cakupan.svg"
    assert said(capsys, "render", FILE, "--covered", "-o", str(out))[0] == 0
    assert "cakupan 100 %" in out.read_text("utf-8")
    page = tmp_path / "semua.html"
    (tmp_path / "surat.yaml").write_text(
        "sopflow: 1\nid: surat\ntitle: Surat <b>\nactors: {a: A}\nsteps:\n- {id: s1, activity: Kerja, actor: a}\n",
        "utf-8",
    )
    assert (
        said(
            capsys,
            "test",
            str(ROOT / "definitions/pengawalan.yaml"),
            str(tmp_path / "surat.yaml"),
            "--html",
            str(page),
        )[0]
        == 0
    )
    text = page.read_text("utf-8")
    assert "Surat &lt;b&gt;: cakupan 0 %" in text
    assert "Belum diuji: baris 1; baris 1 → selesai; selesai" in text
    assert "lulus" in text
