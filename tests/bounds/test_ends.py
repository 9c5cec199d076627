"""A form of text ends where the text ends, in every schema and to every reader: `$` alone stands before a last line end too."""

from __future__ import annotations

import json
import subprocess
from functools import cache

import pytest
from hypothesis import Phase, find, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sopflow.definition import schema
from sopflow.fields.limits import END
from sopflow.service.openapi import document
from sopflow.service.operations import KINDS
from tests import services
from tests.fields.test_schema import AJV, COMMAND

from .patterns import PACKAGE, schema_patterns

SHIPPED = [file.name.removesuffix(".schema.json") for file in sorted(PACKAGE.rglob("*.schema.json"))]
PUBLISHED = {name: schema.document(name) for name in SHIPPED} | {"openapi": document(KINDS, "people")}
ENDLESS = {r"\S"}
"""A text that is not blank: blocks of YAML end with a line end."""
PATTERNS = {name: sorted({*schema_patterns(whole)} - ENDLESS) for name, whole in PUBLISHED.items()}

ONCE = settings(database=None, derandomize=True, phases=[Phase.generate])


@cache
def fitting(pattern):
    """A text of a form, sought by another program in the form without its end; the first, not the shortest."""
    texts = st.from_regex(
        pattern.replace(END, r"\Z"), alphabet=st.characters(codec="ascii", exclude_characters="\n")
    )
    return find(texts, lambda _: True, settings=ONCE)


def test_every_schema_has_patterns():
    assert [name for name, patterns in PATTERNS.items() if not patterns] == []
    assert {"sop-1", "scenarios-1", "office-1", "calendar-1", "directory-1", "glossary-1", "openapi"} == {
        *PATTERNS
    }


@pytest.mark.parametrize("name", PATTERNS)
def test_a_text_with_a_line_end_after_it_is_not_the_text(name):
    for pattern in PATTERNS[name]:
        text, form = fitting(pattern), Draft202012Validator({"pattern": pattern})
        assert form.is_valid(text), (pattern, text)
        assert not form.is_valid(text + "\n"), (pattern, text)


def test_another_program_says_the_same():
    node = services.program("node", command=COMMAND)
    if not (AJV / "node_modules").exists():
        services.lacking("ajv", COMMAND)
    asked = sorted({pattern for patterns in PATTERNS.values() for pattern in patterns})
    texts = [fitting(pattern) for pattern in asked]
    lines = "\n".join(
        json.dumps({"schema": {"type": "string", "pattern": pattern}, "values": [text, text + "\n"]})
        for pattern, text in zip(asked, texts, strict=True)
    )
    done = subprocess.run(
        [node, "verdicts.mjs"], cwd=AJV, input=lines, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    verdicts = dict(zip(asked, done.stdout.split(), strict=True))
    assert {pattern: verdict for pattern, verdict in verdicts.items() if verdict != "10"} == {}
