"""Files in which there is no table, or that are endless once unpacked: what is wrong is told."""

from __future__ import annotations

import pytest

from sopflow.cli import main
from sopflow.paper.importing import import_table
from sopflow.paper.sheets import UnreadableSheet


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
