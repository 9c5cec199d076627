"""Kinds of failing scenarios: each is told with the one thing that a person would say, at the step that failed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sopflow.scenarios.loading import check_bytes
from sopflow.scenarios.suite import Suite
from tests.scenarios.test_failures import NAMES

HERE = Path(__file__).parent / "failing"
TEXT = (HERE / "kinds.yaml").read_text("utf-8")
KINDS = yaml.safe_load(TEXT)
START = "2024-03-12 08:00 WIB"


def written(kind):
    """The lines of a scenario as they stand in `kinds.yaml`, below the head of a file."""
    part = next(p for p in TEXT.split("\n- ") if p.startswith(f"name: {kind['name']}\n"))
    body = [line for line in part.split("\n") if not line.startswith(("  id:", "  en:")) and line]
    lines = [f"  - {body[0]}", *(f"  {line}" for line in body[1:])]
    return ["sopflow: 1", "sop: izin", f"start: {START}", "scenarios:", *lines]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", KINDS, ids=[kind["name"] for kind in KINDS])
def test_what_a_person_would_say_is_said_at_the_step(tmp_path, monkeypatch, kind, language):
    monkeypatch.chdir(tmp_path)
    Path("izin.yaml").write_text((HERE / "izin.yaml").read_text("utf-8"))
    lines = written(kind)
    Path("izin.scenarios.yaml").write_text("\n".join(lines) + "\n")
    checked = check_bytes(Path("izin.scenarios.yaml").read_bytes(), "izin.scenarios.yaml")
    if checked.findings:
        text, line = checked.findings[0].text(checked.lines, language), checked.findings[0].span.line
    else:
        (one,) = Suite([Path("izin.scenarios.yaml")]).play()
        assert not one.result.passed
        text, line = one.text(language), one.line
    assert line == len(lines)
    if "|" in kind[language]:
        assert kind[language].split("|") in [[c.strip() for c in row.split("|")] for row in text.splitlines()]
    else:
        assert kind[language] in text


def test_there_are_as_many_kinds_as_were_collected():
    assert len(KINDS) + len(NAMES) >= 56
