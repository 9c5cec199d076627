"""Whatever sopflow writes is written whole or not at all, by one module; what people did is their own."""

from __future__ import annotations

import ast
import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from sopflow.files import whole_file, write_whole

ROOT = Path(__file__).parents[1]
ALONE = {"sopflow/files.py", "sopflow/engine/journal_file.py"}
"""Who opens files for writing: the helper, and the journal, which appends."""
NOT_OURS = {
    "sopflow/sql/copying.py",  # SQLite writes the copy, which then takes its place
    "sopflow/render/fonts/making.py",  # run by hand when the typeface is made anew
    "sopflow/restate/local.py:open",  # the log of another program, appended by it
}
WRITES = {"write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "truncate", "ftruncate", "rename", "touch"}


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("text", ["baru", b"baru"])
def test_a_file_that_cannot_be_written_whole_stays_what_it_was(tmp_path, monkeypatch, text):
    path = tmp_path / "f"
    write_whole(path, "lama")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="space"):
        write_whole(path, text)
    assert path.read_text("utf-8") == "lama"
    monkeypatch.undo()
    with suppress(KeyError), whole_file(path) as file:
        file.write(b"ba")
        raise KeyError
    assert path.read_text("utf-8") == "lama"
    write_whole(path, text)
    assert path.read_text("utf-8") == "baru"
    assert list(tmp_path.iterdir()) == [path]


def test_modes_and_links_stay(tmp_path):
    path, link = tmp_path / "f", tmp_path / "link"
    write_whole(path, "x")
    mask = os.umask(0)
    os.umask(mask)
    assert mode_of(path) == 0o666 & ~mask
    path.chmod(0o640)
    link.symlink_to(path)
    write_whole(link, "y", private=True)
    assert link.is_symlink()
    assert (path.read_text("utf-8"), mode_of(path)) == ("y", 0o640)
    write_whole(tmp_path / "mine", "z", private=True)
    assert mode_of(tmp_path / "mine") == 0o600


def test_what_is_no_file_is_written_as_it_comes():
    read, write = os.pipe()
    write_whole(f"/dev/fd/{write}", "ke pipa")
    os.close(write)
    assert os.read(read, 100) == b"ke pipa"
    os.close(read)
    write_whole(os.devnull, "x")
    assert not Path(os.devnull).is_file()


def test_no_other_module_opens_a_file_for_writing():
    found = [
        f"{name}:{call}"
        for path in sorted((ROOT / "sopflow").rglob("*.py"))
        if (name := path.relative_to(ROOT).as_posix()) not in ALONE | NOT_OURS
        for call in writes_in(ast.parse(path.read_text("utf-8")))
        if f"{name}:{call}" not in NOT_OURS
    ]
    assert found == []


def writes_in(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        modes = [*node.args[:2], *(k.value for k in node.keywords if k.arg == "mode")]
        texts = [m.value for m in modes if isinstance(m, ast.Constant) and isinstance(m.value, str)]
        is_written = any(set(text) <= set("rwxabt+") and set(text) & set("wxa+") for text in texts)
        if name in WRITES or (name in ("open", "fdopen") and is_written):
            yield name
        if name == "open" and any("O_CREAT" in ast.dump(arg) or "O_RDWR" in ast.dump(arg) for arg in node.args):
            yield "os.open"
