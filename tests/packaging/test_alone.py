"""Any module can be the first that a program imports: no imports go in a circle."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "sopflow").rglob("*.py"))
    if path.stem != "__main__"
}
EACH_ALONE = """
import os, sys
from importlib import import_module
names = sys.stdin.read().split()
if not os.fork():  # what others wrote is loaded once, for all
    for name in names:
        import_module(name)
    print(*(name for name in sys.modules if name.partition(".")[0] not in ("sopflow", "__main__")), file=open(sys.argv[1], "w"))
    sys.exit()
os.wait()
for name in open(sys.argv[1]).read().split():
    try:
        import_module(name)
    except ImportError:
        pass  # only with what it belongs to
assert not [name for name in sys.modules if name.partition(".")[0] == "sopflow"]
for name in names:
    if not os.fork():
        import_module(name)
        os._exit(0)
    if os.wait()[1]:
        print(name)
"""


def first_run(body):
    """The statements that run when a module is imported, those in branches too."""
    for one in body:
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        yield one
        is_for_types = isinstance(one, ast.If) and "TYPE_CHECKING" in ast.unparse(one.test)
        inner = ("orelse",) if is_for_types else ("body", "handlers", "orelse", "finalbody")
        for name in inner:
            yield from first_run(getattr(one, name, ()))


def imported(name, files):
    """The modules that `name` needs before it is whole; each brings the packages that it lies in, but for its own."""
    package = name if files[name].stem == "__init__" else name.rpartition(".")[0]
    for one in first_run(ast.parse(files[name].read_text("utf-8")).body):
        if isinstance(one, ast.Import):
            wanted = [each.name for each in one.names]
        elif isinstance(one, ast.ImportFrom):
            start = package.split(".")[: len(package.split(".")) - one.level + 1] if one.level else []
            home = ".".join([*start, *(one.module or "").split(".")]).strip(".")
            inside = [f"{home}.{each.name}" for each in one.names]
            wanted = [each if each in files else home for each in inside]
        else:
            continue
        for each in wanted:
            parts = each.split(".")
            above = (".".join(parts[:count]) for count in range(1, len(parts) + 1))
            yield from (
                m for m in above if m in files and (m == each != name or not f"{name}.".startswith(f"{m}."))
            )


def circle(files):
    try:
        TopologicalSorter({name: set(imported(name, files)) for name in files}).prepare()
    except CycleError as found:
        return found.args[1]
    return None


def test_no_imports_go_in_a_circle():
    assert circle(FILES) is None


@pytest.mark.parametrize(
    ("package", "first", "second"),
    [
        ("", "from .b import x", "from .a import y"),
        ("", "import sopflow.b", "if x:\n    from sopflow import a"),
        ("from .a import x", "from . import y", ""),  # of a package that is not whole yet
        ("from .a import x", "import sopflow.c", "from sopflow import b\nimport sopflow.a"),
        ("", "class A:\n    from .b import x", "try:\n    from .a import y\nexcept ImportError:\n    pass"),
    ],
)
def test_a_circle_is_found(tmp_path, package, first, second):
    files = {"sopflow": "__init__", "sopflow.a": "a", "sopflow.b": "b"}
    for (name, stem), text in zip(list(files.items()), (package, first, second), strict=True):
        files[name] = tmp_path / f"{stem}.py"
        files[name].write_text(text, "utf-8")
    assert bool(circle(files)) == (first != "import sopflow.c")


@pytest.mark.nightly
def test_every_module_can_be_imported_alone(tmp_path):
    """What the imports say as written, tried: each in a process that has imported nothing else of ours."""
    done = subprocess.run(
        [sys.executable, "-c", EACH_ALONE, str(tmp_path / "others")],
        input="\n".join(FILES), capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    assert done.stdout.split() == [], done.stderr[-2000:]
