"""A report of scenarios as JUnit XML, for continuous integration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from xml.etree import ElementTree

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_KINDS: Final = {"failed": "failure", "error": "error", "skipped": "skipped", "xfailed": "skipped"}
_SKIPPED: Final = ("skipped", "xfailed")


def junit(report: Mapping[str, Any]) -> str:
    """The report as XML: one test suite a file, one test case a scenario."""
    results = report["results"]
    root = ElementTree.Element(
        "testsuites", name="sopflow", tests=str(report["scenarios"]), failures=_count(results, "failed"),
        errors=_count(results, "error"), skipped=_count(results, *_SKIPPED),
    )  # fmt: skip
    files: dict[str, list[Mapping[str, Any]]] = {}
    for result in results:
        files.setdefault(result["file"], []).append(result)
    for file, cases in files.items():
        suite = ElementTree.SubElement(
            root, "testsuite", name=_clean(file), tests=str(len(cases)), failures=_count(cases, "failed"),
            errors=_count(cases, "error"), skipped=_count(cases, *_SKIPPED),
        )  # fmt: skip
        for case in cases:
            element = ElementTree.SubElement(
                suite, "testcase", classname=_clean(case["sop"] or ""), name=_clean(case["name"]), file=_clean(file),
                line=str(case["line"]),
            )  # fmt: skip
            kind = _KINDS.get(case["status"])
            if kind is not None:
                told = ElementTree.SubElement(element, kind, message=_clean(case["reason"]))
                told.text = _clean(case["message"])
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, "unicode")


def _count(results: list[Mapping[str, Any]], *statuses: str) -> str:
    return str(sum(result["status"] in statuses for result in results))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
