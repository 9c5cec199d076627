"""The Python that the documentation shows runs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest

from tests.pages import ROOT, TEXTS


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_an_example_imports_what_it_names(path):
    for block in re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.S):
        lines = "".join(f"    {line}\n" for line in block.splitlines())
        tree = ast.parse(f"async def example():\n{lines}")
        loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        imported = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
        assert "sopflow" not in loaded or "sopflow" in imported, block


@pytest.mark.parametrize(
    ("name", "says"),
    [("README.md", "perintah_camat"), ("README.id.md", "perintah_camat"), ("docs/tour.md", "not-active")],
)
def test_the_embedders_lines_run(name, says):
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.S)
    done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert says in done.stdout


def test_the_lines_for_tests_run():
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/testing.md").read_text("utf-8"), re.S)
    done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_lines_about_documents_and_data_run():
    code = "\n".join(re.findall(r"```python\n(.*?)```", (ROOT / "docs/data.md").read_text("utf-8"), re.S))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == '1 None 094/217\nGubernur\nannotated {"route": "Jl. Merdeka"}\n'


def test_the_lines_about_stores_run(tmp_path):
    block, *_ = re.findall(r"```python\n(.*?)```", (ROOT / "docs/stores.md").read_text("utf-8"), re.S)
    block = block.replace("proses.db", str(tmp_path / "proses.db"))
    done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_lines_about_people_and_versions_run():
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs/engine.md").read_text("utf-8"), re.S)
    code = "\n".join(block for block in blocks if "await " not in block)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "['terima_perintah']\n"


def test_the_lines_for_an_event_loop_run(tmp_path):
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs/engine.md").read_text("utf-8"), re.S)
    (block,) = [block for block in blocks if "await " in block]
    body = "".join(
        f"    {line}\n" for line in block.replace("postgresql://…", str(tmp_path / "p.db")).splitlines()
    )
    done = "    print((await engine.complete(run.id, 'terima_perintah', by='camat')).revision)\n"
    code = f"import asyncio\nasync def main():\n{body}{done}asyncio.run(main())\n"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "2\n"
