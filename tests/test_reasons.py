"""Why a file, a database or an address cannot be used is said in the reader's language, and a failure leaves nothing."""

from __future__ import annotations

import ast
import json
import socket
from pathlib import Path

import pytest

import sopflow
from sopflow.cli import main
from sopflow.errors import StoreUnavailable, UnreadableRecord
from sopflow.reasons import reason_of
from sopflow.sql import SealKeys, SQLStore, backup

PACKAGE = Path(sopflow.__file__).parent
OF_HOSTS = {
    "engine/private.py": "the kind of failure of a host's handler, whose own words might say a personal value",
    "engine/subscription.py": "an exception of the host's own handler, for the host",
    "restate/calling.py": "a bug, told in the log with where it happened",
    "restate/projection.py": "what another process did at the same time",
    "flow/wire/__init__.py": "what is read is told by the wire itself",
    "flow/wire/shape.py": "the same",
    "flow/wire/shapes.py": "the same",
}
ENGLISH = (
    "No such",
    "not a database",
    "denied",
    "or directory",
    "Error",
    "Expecting",
    "refused",
    "in use",
    "file or",
)


@pytest.fixture
def there(tmp_path, monkeypatch):
    """A folder with an SOP, a database of it, and files that are something else."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.yaml").write_text(SOP, "utf-8")
    (tmp_path / "lain.txt").write_text("halo\n", "utf-8")
    (tmp_path / "biner").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "map").mkdir()
    assert main(["start", "s.yaml", "--by", "a", "--db", "p.db"]) == 0
    return tmp_path


SOP = "sopflow: 1\nid: s\ntitle: S\nactors: {a: A}\nsteps:\n  - {id: t, activity: Menulis surat., actor: a}\n"


WRONG = [
    "check nix.yaml", "check map/nix.yaml", "show nix.yaml", "run nix.yaml", "import nix.docx", "diff nix.yaml s.yaml",
    "start nix.yaml --by a --db baru.db", "start s.yaml --by a --db baru.db --directory nix.yaml",
    "start s.yaml --by a --db baru.db --seal-key nix.txt", "start s.yaml --by a --db baru.db --seal-key map",
    "start s.yaml --by a --db baru.db --seal-key biner", "start s --by a --db baru.db",
    "restore nix.jsonl --db baru.db", "restore map --db baru.db", "restore lain.txt --db baru.db", "restore s.yaml --db baru.db",
    "restore biner --db baru.db", "serve nix.yaml --db baru.db", "serve s.yaml --db baru.db --who nix:nix", "serve s.yaml --db baru.db --who json",
    "serve s.yaml --db baru.db --who json:nix", "dump --db lain.txt", "dump --db map", "dump --db nix.db", "dump --db p.db -o nix/d",
    "dump --db p.db -o map", "audit --db p.db --against nix", "audit --db p.db --against lain.txt", "audit --db p.db --seal-key nix",
    "audit --db p.db --heads nix/x", "worklist --overdue --db lain.txt", "backup nix/b.db --db p.db", "replay nix.jsonl --against s.yaml",
    "replay lain.txt --against s.yaml", "record nix.jsonl", "conform nix.csv --against s.yaml", "test nix.scenarios.yaml",
    "directory check nix.directory.yaml", "render s.yaml -o nix/x.svg", "export s.yaml -o nix/x.csv", "scenarios generate nix.yaml",
    "complete x t --by a --data {rusak --db p.db", "explain nix", "report --db p.db -o nix/r", "rebuild --admin http://127.0.0.1:1 --ingress http://127.0.0.1:1 --db baru.db", "dump --db mysql://x/y", "dump --db p://",
]  # fmt: skip


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_file_is_told_in_indonesian_and_leaves_nothing_behind(words, there, capsys):
    before = sorted(there.rglob("*"))
    assert main([*words.split(), "--lang", "id"]) in (1, 2)
    said = capsys.readouterr()
    text = said.err + said.out
    assert text.strip()
    assert [word for word in ENGLISH if word in text] == []
    assert sorted(there.rglob("*")) == before


@pytest.mark.parametrize("words", WRONG)
def test_a_program_that_asked_for_json_is_told_in_json(words, there, capsys):
    code = main([*words.split(), "--format", "json", "--lang", "id"])
    said = capsys.readouterr()
    if code == 1 or said.out:  # what is not a command line, or a serving that does not begin, has 2
        told = json.loads(said.out)
        assert isinstance(told, list) or told.keys() & {"code", "items", "findings", "results"}, said.out
        if "code" in told:
            assert said.err.startswith(told["detail"].partition("\n")[0])


def test_what_the_system_said_is_told_with_the_place(there, capsys):
    assert main(["restore", "nix.jsonl", "--db", "baru.db", "--lang", "id"]) == 1
    assert capsys.readouterr().err == "nix.jsonl: tidak ada berkas atau map itu\n"
    assert main(["restore", "nix.jsonl", "--db", "baru.db", "--lang", "en"]) == 1
    assert capsys.readouterr().err == "nix.jsonl: no such file or folder\n"
    assert main(["audit", "--db", "p.db", "--seal-key", "nix.txt", "--lang", "id"]) == 1
    assert capsys.readouterr().err == "kunci segel tidak dapat dipakai: nix.txt: tidak ada berkas atau map itu\n"
    assert main(["dump", "--db", "lain.txt", "--lang", "id"]) == 1
    assert "berkas itu bukan basis data" in capsys.readouterr().err


def test_an_address_that_is_taken_is_told(there, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        words = ["serve", "s.yaml", "--db", "p.db", "--port", port, "--open-to-this-machine", "--lang", "id"]
        assert main(words) == 2
        assert "sedang dipakai program lain" in capsys.readouterr().err


def test_a_library_passes_on_what_the_system_said(tmp_path):
    try:
        try:
            raise ConnectionRefusedError(111, "Connection refused")
        except OSError as problem:
            raise RuntimeError("All connection attempts failed") from problem
    except RuntimeError as problem:
        assert reason_of(problem).id == "tidak ada yang menjawab di sana"
    assert reason_of(RuntimeError("apa saja")).id == "apa saja"
    assert reason_of(OSError(99_999, "what")).id == "sistem menolaknya (galat 99999: what)"
    assert reason_of(UnreadableRecord(why="x")).id == "catatan tidak terbaca: x"
    with pytest.raises(StoreUnavailable) as refused:
        backup(SQLStore(tmp_path / "p.db"), tmp_path / "nix/b.db")
    assert "berkas" in refused.value.message("id")
    with pytest.raises(ValueError, match="nix"):
        SealKeys.read(tmp_path / "nix")


def test_a_dump_that_goes_wrong_later_keeps_what_came_before(there, capsys):
    assert main(["dump", "--db", "p.db", "-o", "d.jsonl"]) == 0
    lines = (there / "d.jsonl").read_text("utf-8").splitlines(keepends=True)
    (there / "d.jsonl").write_text("".join(lines[:-1]), "utf-8")
    assert main(["restore", "d.jsonl", "--db", "baru.db", "--lang", "id"]) == 1
    assert "terpotong" in capsys.readouterr().err
    header = json.loads(lines[0])
    (there / "baru.jsonl").write_text(json.dumps({**header, "v": 99}) + "\n", "utf-8")
    assert main(["restore", "baru.jsonl", "--db", "lain.db", "--lang", "id"]) == 1
    assert "dump versi 99" in capsys.readouterr().err
    assert not (there / "lain.db").exists()


def test_nothing_else_passes_on_the_words_of_python_or_the_system():
    """The class of an exception, or `strerror`, is in no message."""
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        caught = {one.name for one in ast.walk(tree) if isinstance(one, ast.ExceptHandler) and one.name}
        for node in ast.walk(tree):
            is_class = isinstance(node, ast.Attribute) and node.attr == "__name__" and ast.unparse(node.value) in {
                f"type({one})" for one in caught
            }  # fmt: skip
            is_system = isinstance(node, ast.Attribute) and node.attr == "strerror"
            is_text = isinstance(node, ast.Call) and ast.unparse(node) in {f"str({one})" for one in caught}
            if (is_class or is_system or is_text) and name not in (*OF_HOSTS, "reasons.py"):
                found.add(f"{name}:{node.lineno}: {ast.unparse(node)}")
    assert sorted(found) == []
