"""What a package index is handed: two files that hold to its rules, and that install and run by themselves."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import threading
import tomllib
import venv
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests import services

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SAID = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", line)]
"""The versions of Python that we say it runs on."""
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}


def pythons():
    """An interpreter for each version that is found on this machine; this one among them."""
    found = {}
    for version in SAID:
        kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        path = (
            sys.executable
            if version == f"{sys.version_info[0]}.{sys.version_info[1]}"
            else shutil.which(f"python{version}")
        )
        if kept and path != sys.executable:
            path = str(kept[-1])  # what stands on the path may only point at one that is not there
        if path is not None:
            found[version] = path
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The source package, and the wheel that is built from it."""
    try:
        import build  # noqa: F401
    except ImportError:
        services.lacking("the package `build`", "pip install -e '.[dev]'")
    folder = tmp_path_factory.mktemp("made")
    done = subprocess.run(
        [sys.executable, "-m", "build", "-o", str(folder), str(ROOT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (source,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return source, wheel


@pytest.mark.long
def test_both_files_hold_to_the_rules_of_an_index(made):
    source, wheel = made
    for words in (["twine", "check", "--strict", str(source), str(wheel)], ["check_wheel_contents", str(wheel)]):
        done = subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
def test_the_files_have_what_belongs_to_them(made):
    source, wheel = made
    names = zipfile.ZipFile(wheel).namelist()
    for shipped in (
        "py.typed", "schema/sop-1.schema.json", "render/fonts/widths.json", "render/fonts/SopflowSans-Bold.ttf",
        "studio/static/studio.js", "studio/static/index.html", "studio/static/studio.css",
    ):  # fmt: skip
        assert f"sopflow/{shipped}" in names
    (info,) = {name.partition("/")[0] for name in names if ".dist-info/" in name}
    for licence in PROJECT["license-files"]:
        assert f"{info}/licenses/{licence}" in names
    assert {name.partition("/")[0] for name in names} == {"sopflow", info}
    assert not [name for name in names if name.startswith("sopflow/studio/page")]
    with tarfile.open(source) as packed:
        sources = {name.partition("/")[2] for name in packed.getnames()}
    for part in (
        "tests/packaging/test_published.py",
        "sopflow/studio/page/src/studio.ts",
        "docs/engine.md",
        "CHANGELOG.md",
    ):
        assert part in sources
    assert not [name for name in sources if "node_modules" in name or name.endswith(".pyc")]


@pytest.mark.long
@pytest.mark.parametrize("version", pythons())
def test_it_installs_from_an_index_and_runs_alone(version, made, tmp_path):
    index = tmp_path / "index/simple/sopflow"
    index.mkdir(parents=True)
    for file in made:
        shutil.copy(file, index)
    serve = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "index"))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        if pythons()[version] == sys.executable:
            venv.create(tmp_path / "env", with_pip=True)
        else:
            subprocess.run([pythons()[version], "-m", "venv", str(tmp_path / "env")], check=True, env=CLEAN)
        python = tmp_path / "env/bin/python"
        pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        ours = ["--no-deps", "--index-url", f"http://127.0.0.1:{server.server_port}/simple/", "sopflow"]
        for words in (ours, ["sopflow"]):  # itself from there and nowhere else, then what it needs
            done = subprocess.run(
                [*pip, *words], cwd=tmp_path, env=CLEAN, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
        server.shutdown()
    listed = subprocess.run(
        [str(python), "-m", "pip", "list", "--format=freeze"], check=True, capture_output=True, text=True
    ).stdout
    assert "hypothesis" not in listed
    assert "sqlalchemy" not in listed.lower()
    file = tmp_path / "x.yaml"
    file.write_bytes((ROOT / "definitions/pengawalan.yaml").read_bytes())
    for words in (["check", str(file)], ["run", str(file), "--auto"], ["--version"]):
        done = subprocess.run(
            [str(python.with_name("sopflow")), *words],
            cwd=tmp_path,
            env=CLEAN,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_every_address_is_under_one_name():
    """The place where the project will be is not certain: it has to be one name to replace."""
    place = PROJECT["urls"]["Source"]
    assert all(url.startswith(place) for url in PROJECT["urls"].values())
    text = "".join((ROOT / name).read_text("utf-8") for name in ("README.md", "README.id.md"))
    raw = place.replace("https://github.com/", "https://raw.githubusercontent.com/") + "/main/"
    pictures = re.findall(r"!\[[^]]*\]\(([^)]*)\)", text)
    assert pictures
    for picture in pictures:
        assert picture.startswith(raw)
        assert (ROOT / picture.removeprefix(raw)).is_file()
