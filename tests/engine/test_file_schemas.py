"""The schema that a work item gives of its files takes what the engine takes."""

from __future__ import annotations

import json
import subprocess
from random import Random

import jsonschema

from sopflow.errors import BadArgument, FilesRequired
from sopflow.flow.forms import thawed
from tests import services
from tests.engine.filed import HASH, files, started
from tests.fields.test_schema import AJV, COMMAND


def test_the_schema_takes_what_the_engine_takes():
    engine, case = started()
    schema = engine.possible(case)[0].files
    validator = jsonschema.Draft202012Validator(schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    given = [
        files("surat"), files("surat", "lampiran"), {}, {"surat": {}}, {"surat": {"uri": "x", "sha256": HASH}},
        {"surat": {"sha256": HASH}}, {"surat": {"name": "a"}}, files("surat", size=-1), files("surat", media_type="pdf"),
        files("surat", sha256="0"), files("surat", other="x"),
    ]  # fmt: skip
    for one in given:
        engine, case = started()
        try:
            engine.complete(case, "ajukan", "a", documents=one)
            is_taken = True
        except (FilesRequired, BadArgument):
            is_taken = False
        assert validator.is_valid(one) == is_taken, one


PARTS = {
    "name": ["a.pdf", "", "x" * 500, "x" * 501, 3, " ", "a\N{ZERO WIDTH SPACE}"],
    "uri": ["https://arsip.example/1", "", None, "x" * 501],
    "sha256": [HASH, HASH.upper(), HASH[:-1], "g" * 64, HASH + "\n", ""],
    "media_type": ["application/pdf", "a/b", "pdf", "a/b\n", "a b/c", "é/x", "a/" + "b" * 126],
    "size": [0, 1, 2**53 - 1, 2**53, -1, 1.5, "1", True],
    "date": ["2026-03-01", "2026-02-30", "1 Maret 2026", ""],
    "number": ["9", "", "x" * 501],
    "other": ["x"],
}


def test_another_program_gives_the_same_verdict_on_the_schema_of_files():
    """Where they differ, a schema cannot say it, or a part is refused that may be left out."""
    node = services.program("node", command=COMMAND)
    if not (AJV / "node_modules").exists():
        services.lacking("ajv", COMMAND)
    random = Random(35)
    engine, case = started()
    schema = json.loads(json.dumps(thawed(engine.possible(case)[0].files)))
    given = []
    for _ in range(3_000):
        kept = [
            name
            for name in PARTS
            if random.random() < 0.5 or (name in ("name", "sha256") and random.random() < 0.8)
        ]
        one = {
            name: PARTS[name][0] if random.random() < 0.85 else random.choice(PARTS[name])
            for name in kept
            if name != "other" or random.random() < 0.1
        }
        given.append({"surat": one} if random.random() < 0.95 else {})
    line = json.dumps({"schema": schema, "values": given})
    done = subprocess.run([node, "verdicts.mjs"], cwd=AJV, input=line, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    counts = {True: 0, False: 0}
    for one, verdict in zip(given, done.stdout.strip(), strict=True):
        try:
            engine.complete(case, "ajukan", "a", documents=one)
            engine, case = started()
            is_taken = True
        except (FilesRequired, BadArgument):
            is_taken = False
        counts[is_taken] += 1
        own = one.get("surat", {})
        unsaid = [
            name for name in ("name", "uri", "number") if own.get(name, "") in (None, " ", "a\N{ZERO WIDTH SPACE}")
        ]
        assert is_taken == (verdict == "1") or unsaid, (one, is_taken)
    assert min(counts.values()) > 300
