"""Where a text belongs, a file of another kind is told for what it is, with what to do: never to save it as a text."""

from __future__ import annotations

import gzip
import sqlite3
import subprocess

import pytest

from sopflow.conformance.sources.separated import Separated
from sopflow.conformance.sources.source import LogError
from sopflow.definition.loading import check_bytes
from sopflow.errors import NotText
from sopflow.texts import lines_of, read
from tests.postgres import binaries


def database(path):
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE surat (isi TEXT)")
    return "sopflow dump --db"


def compressed(path):
    path.write_bytes(gzip.compress(b'{"sopflow": 1}\n'))
    return "gunzip"


def of_word(path):
    from docx import Document

    Document().save(str(path))
    return "sopflow import"


def of_postgres(path):
    path.write_bytes(b"PGDMP\x01\x0e\x00\x04\x08\x01\x01\nteks\xff\n")
    return "pg_restore"


KINDS = [database, compressed, of_word, of_postgres]


@pytest.fixture(params=KINDS)
def made(request, tmp_path):
    path = tmp_path / "berkas"
    return path, request.param(path)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_reads_texts_says_what_the_file_is(made, language):
    path, cure = made
    for reader in (read, lambda own: list(lines_of(own))):
        with pytest.raises(NotText) as told:
            reader(path)
        said = told.value.message(language)
        assert cure in said
        assert "simpan ulang" not in said
        assert "save it" not in said
    with pytest.raises(LogError) as refused:
        Separated(path, str(path))
    assert cure in refused.value.message(language)
    (finding,) = check_bytes(path.read_bytes(), "izin.yaml").findings
    assert cure in finding.hint(language)


def test_the_first_line_tells_before_a_reader_sees_it(made):
    path, _ = made
    with pytest.raises(NotText):
        next(lines_of(path))


def test_a_text_in_another_encoding_is_to_be_saved_as_utf_8(tmp_path):
    path = tmp_path / "dump.jsonl"
    path.write_bytes("PK dan PGD, lalu é\n".encode("latin-1"))
    with pytest.raises(NotText) as told:
        list(lines_of(path))
    assert "simpan ulang sebagai UTF-8" in told.value.message("id")


@pytest.mark.skipif(binaries() is None, reason="apt-get install postgresql")
def test_pg_restore_takes_the_option_that_is_named():
    shown = subprocess.run([str(binaries() / "pg_restore"), "--help"], capture_output=True, text=True, check=True)
    assert "--dbname=" in shown.stdout
