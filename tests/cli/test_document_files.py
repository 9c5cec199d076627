"""`--file DOCUMENT=PATH`: the terminal hashes a file, and another program finds the same."""

from __future__ import annotations

import json
import subprocess

import pytest

from sopflow.cli import main
from tests.engine.filed import HEAD, ROWS
from tests.services import program

TEXT = f"sopflow: 1\nid: uji\ntitle: Uji\n{HEAD}\nsteps:\n" + "\n".join(
    f"  {line}" for line in ROWS.strip().splitlines()
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "uji.yaml").write_text(TEXT, "utf-8")
    (tmp_path / "surat a=b.pdf").write_bytes(bytes(range(256)) * 9_000)
    return tmp_path


def said(capsys, *arguments):
    code = main([*arguments, "--lang", "en"])
    found = capsys.readouterr()
    return code, found.out, found.err


def test_a_file_is_hashed_as_others_hash_it(folder, capsys):
    code, out, _ = said(
        capsys,
        "start",
        "uji.yaml",
        "--by",
        "a",
        "--db",
        "p.db",
        "--format",
        "json",
        "--file",
        "surat=surat a=b.pdf",
    )
    (held,) = json.loads(out)["documents"]
    other = subprocess.run(
        [program("sha256sum", command="coreutils"), "surat a=b.pdf"], capture_output=True, text=True, check=True
    )
    assert (code, held["sha256"]) == (0, other.stdout.split()[0])
    assert (held["name"], held["size"], held["media_type"]) == ("surat a=b.pdf", 256 * 9_000, "application/pdf")


def test_without_it_the_row_is_refused_and_the_option_is_named(folder, capsys):
    _, out, _ = said(capsys, "start", "uji.yaml", "--by", "a", "--db", "p.db", "--format", "json")
    case = json.loads(out)["id"]
    code, _, err = said(capsys, "complete", case, "ajukan", "--by", "a", "--db", "p.db")
    assert code == 1
    assert '"Surat permohonan" (surat) needs' in err
    assert "--file surat=PATH" in err
    assert (
        said(capsys, "complete", case, "ajukan", "--by", "a", "--db", "p.db", "--file", "surat=surat a=b.pdf")[0]
        == 0
    )
    _, out, _ = said(capsys, "history", case, "--db", "p.db", "--format", "json")
    assert "surat a=b.pdf" in out


def test_what_waits_is_received_with_its_file(folder, capsys):
    given = [f"--file={name}=surat a=b.pdf" for name in ("surat", "izin")]
    code, _, err = said(capsys, "run", "uji.yaml", "--auto", *given, "--choose", "putus=Y")
    assert (code, '"Bukti bayar" (bukti) needs' in err) == (1, True)
    code, out, _ = said(
        capsys, "run", "uji.yaml", "--auto", *given, "--choose", "putus=Y", "--file=bukti=surat a=b.pdf"
    )
    assert code == 0
    _, out, _ = said(capsys, "start", "uji.yaml", "--by", "a", "--db", "p.db", "--format", "json", *given[:1])
    case = json.loads(out)["id"]
    said(capsys, "complete", case, "ajukan", "--by", "a", "--db", "p.db")
    said(capsys, "complete", case, "putus", "--outcome", "Y", "--by", "b", "--db", "p.db", *given[1:])
    assert said(capsys, "receive", case, "bukti", "--by", "b", "--db", "p.db")[0] == 1
    assert said(capsys, "receive", case, "--by", "b", "--db", "p.db", "--file", "bukti=surat a=b.pdf")[0] == 0


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("surat", "write DOCUMENT=PATH"),
        ("=x", "write DOCUMENT=PATH"),
        ("surat=tidak-ada.pdf", "no such file"),
        ("surat=.", "not a regular file"),
        ("surat=/dev/zero", "not a regular file"),
        ("surta=surat a=b.pdf", 'did you mean "surat"'),
    ],
)
def test_what_cannot_be_a_file_is_refused(folder, capsys, option, told):
    code, _, err = said(capsys, "run", "uji.yaml", "--auto", "--file", option)
    assert code == 2
    assert told in err


@pytest.mark.parametrize("option", [["--file", "SURAT=surat a=b.pdf"], ["--document", "SURAT"]])
def test_a_document_that_the_sop_does_not_know_is_told_before_what_is_missing(folder, capsys, option):
    _, out, _ = said(capsys, "start", "uji.yaml", "--by", "a", "--db", "p.db", "--format", "json")
    case = json.loads(out)["id"]
    code, _, err = said(capsys, "complete", case, "ajukan", "--by", "a", "--db", "p.db", *option)
    assert code == 1
    assert 'no document "SURAT"' in err
    assert "surat" in err
    assert "needs" not in err
