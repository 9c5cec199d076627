"""Findings as SARIF, for programs that show them beside the lines."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from sopflow.cli import main
from tests.review.flawed import FLAWED

ROOT = Path(__file__).parents[2]


def test_findings_as_sarif(tmp_path, capsys):
    (tmp_path / "x.yaml").write_text(FLAWED + "accept: [{code: SOP322, reason: nanti}]\n", "utf-8")
    main(["check", str(tmp_path / "x.yaml"), "--format", "sarif", "--lang", "en"])
    log = json.loads(capsys.readouterr().out)
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    text = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
    place = {"type": "integer", "minimum": 1}
    region = dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), place)
    result = {
        "type": "object",
        "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
        "properties": {"level": {"enum": ["none", "note", "warning", "error"]}, "message": text},
    }
    for one in run["results"]:
        jsonschema.validate(one, result)
        assert rules[one["ruleIndex"]] == one["ruleId"]
        physical = one["locations"][0]["physicalLocation"]
        jsonschema.validate(physical["region"], {"type": "object", "required": list(region), "properties": region})
        assert physical["artifactLocation"]["uri"].endswith("x.yaml")
    by_rule = {one["ruleId"]: one for one in run["results"]}
    assert by_rule["SOP322"]["suppressions"] == [{"kind": "inSource", "justification": "nanti"}]
    assert by_rule["SOP321"]["locations"][0]["physicalLocation"]["region"]["startLine"] == 6
    assert "suppressions" not in by_rule["SOP321"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_rule_in_sarif_leads_to_its_page(language, tmp_path, capsys):
    (tmp_path / "x.yaml").write_text(FLAWED, "utf-8")
    main(["check", str(tmp_path / "x.yaml"), "--format", "sarif", "--lang", language])
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    place = (
        tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["urls"]["Source"] + "/blob/main/"
    )
    assert run["tool"]["driver"]["rules"]
    for rule in run["tool"]["driver"]["rules"]:
        page, _, anchor = rule["helpUri"].removeprefix(place).partition("#")
        assert f"\n### {rule['id']}\n" in (ROOT / page).read_text("utf-8")
        assert (anchor, page.endswith(".id.md")) == (rule["id"].lower(), language == "id")
