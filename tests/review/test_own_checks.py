"""Checks of one's own."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

from sopflow.diagnostics import RULES
from sopflow.review import check, plugins, warning
from sopflow.review.checking import findings
from tests.review.flawed import FLAWED
from tests.sop import sop

ROOT = Path(__file__).parents[2]


def test_a_check_of_ones_own_is_found_through_an_entry_point(tmp_path, monkeypatch):
    (tmp_path / "cek_kota.py").write_text((ROOT / "examples/own_check.py").read_text("utf-8"), "utf-8")
    package = tmp_path / "cek_kota-1.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: cek-kota\nVersion: 1\n", "utf-8")
    (package / "entry_points.txt").write_text("[sopflow.checks]\nkota = cek_kota\n", "utf-8")
    (tmp_path / "x.yaml").write_text(
        FLAWED.replace("a: Ani Suryani", "a: {title: Ani Suryani, external: true}"), "utf-8"
    )
    code = "import sys; from sopflow.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", str(tmp_path / "x.yaml"), "--lang", "en"],
        capture_output=True, text=True, check=False, env={"PYTHONPATH": f"{tmp_path}:{ROOT}", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert "KOTA001" in done.stdout, done.stderr
    assert done.returncode == 1


def test_what_is_not_marked_is_no_check(monkeypatch):
    rule = warning("TEST001", "test", id="x", en="x")

    @check
    def mine(subject):
        yield rule.at(subject.sop.span)

    def helper(subject):
        raise AssertionError

    points = [EntryPoint("a", "x", plugins.GROUP)]
    monkeypatch.setattr(plugins, "entry_points", lambda group: points)
    monkeypatch.setattr(EntryPoint, "load", lambda self: mine)
    plugins.own_checks.cache_clear()
    try:
        assert plugins.own_checks() == (mine,)
        assert "TEST001" in {d.code for d in findings(sop("- {id: p, activity: x, actor: a}"))}
        monkeypatch.setattr(EntryPoint, "load", lambda self: helper)
        plugins.own_checks.cache_clear()
        assert plugins.own_checks() == ()
    finally:
        plugins.own_checks.cache_clear()
        del RULES["TEST001"]
