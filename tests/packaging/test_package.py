"""What is shipped: the examples run, the wheel stands alone, imports stay light."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("embed", "refused (not-authorized)"),
        ("calling", "completed terbit"),
        ("host_transaction", "still at revision 1"),
        ("office", "completed perintah_camat by hadi a.n. kec-ciledug/kasi_trantib farah"),
        ("directory_in_a_table", "tanda_tangan: budi, Plt. utara/camat"),
    ],
)
def test_examples_run(name, says):
    done = subprocess.run(
        [sys.executable, str(ROOT / f"examples/{name}.py")], capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert says in done.stdout


def test_importing_sopflow_imports_nothing_heavy():
    code = "import sopflow, sys; print([m for m in ('jsonschema', 'yaml', 'transitions', 'argparse') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.long
def test_the_wheel_alone_checks_and_runs_from_outside_the_checkout(tmp_path):
    try:
        import build  # noqa: F401
    except ImportError:
        reason = "needs the package `build`: pip install -e '.[dev]'"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "-o", str(tmp_path), str(ROOT)], check=True, capture_output=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "sopflow/py.typed" in names
    assert "sopflow/schema/sop-1.schema.json" in names
    for shipped in ("render/fonts/widths.json", "render/fonts/SopflowSans-Bold.ttf", "studio/static/studio.js"):
        assert f"sopflow/{shipped}" in names
    assert not [n for n in names if n.startswith("sopflow/studio/page")]
    assert not [n for n in names if n.startswith(("tests", "definitions", "examples"))]
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    venv.create(tmp_path / "env", with_pip=True)
    python = str(tmp_path / "env/bin/python")
    subprocess.run(
        [python, "-m", "pip", "install", "-q", str(wheel)],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env=clean,
    )
    listed = subprocess.run(
        [python, "-m", "pip", "list", "--format=freeze"], check=True, capture_output=True, text=True
    ).stdout
    assert "hypothesis" not in listed
    (tmp_path / "work").mkdir()
    file = tmp_path / "work/x.yaml"
    file.write_bytes((ROOT / "definitions/pengawalan.yaml").read_bytes())
    for words in (["check", str(file)], ["run", str(file), "--auto"], ["--version"]):
        done = subprocess.run(
            [str(tmp_path / "env/bin/sopflow"), *words],
            cwd=tmp_path / "work",
            env=clean,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
