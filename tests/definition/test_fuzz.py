"""Files that nobody would write: never a traceback, never slow.

`CI=true pytest tests/definition/test_fuzz.py` runs the full count.
"""

from __future__ import annotations

import os
import random
import resource
from pathlib import Path

import pytest

from sopflow.definition.loading import check_bytes
from sopflow.definition.reading import compose, decode
from tests.share import share

ROOT = Path(__file__).parents[2]
COUNT = share(5_000 if os.environ.get("CI") == "true" else 600)
SEEDS = [p.read_bytes() for p in sorted((ROOT / "definitions").glob("*.yaml"))] + [
    (Path(__file__).parent / "every_key.yaml").read_bytes()
]
PIECES = [
    b": ", b"- ", b"\n", b"  ", b"\t", b"'", b'"', b"[", b"]", b"{", b"}", b"#", b" #", b"&a ", b"*a", b"!t ", b"|", b">", b"%", b"@", b"?",
    b"\xff", b"\x00", b"\xc2\x85", b"\xe2\x80\xa8", b"unknown", b"null", b"end", b"steps:", b"next: ", b"join: started", b"wait: 0 jam",
    b"---\n", b"...\n", b"99999999 tahun", b"\xef\xbb\xbf", b"terminator: true", b"call: pengawalan", b"~", b"<<: *a",
]  # fmt: skip


def mutated(rng: random.Random, seeds: list[bytes] = SEEDS) -> bytes:
    data = rng.choice(seeds)
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        lines = data.split(b"\n")
        kind = rng.randrange(9)
        at = rng.randrange(len(data) + 1)
        row = rng.randrange(len(lines))
        if kind == 0:
            data = data[:at] + rng.choice(PIECES) + data[at:]
        elif kind == 1:
            data = data[:at] + data[at + rng.randrange(1, 30) :]
        elif kind == 2:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        elif kind == 3:
            lines[row : row + 1] = [lines[row]] * rng.choice((0, 2, 3))
            data = b"\n".join(lines)
        elif kind == 4:
            lines[row] = b" " * rng.randrange(8) + lines[row].lstrip()
            data = b"\n".join(lines)
        elif kind == 5:
            key, colon, _ = lines[row].partition(b":")
            lines[row] = key + colon + b" " + rng.choice(PIECES)
            data = b"\n".join(lines)
        elif kind == 6:
            other = rng.randrange(len(lines))
            lines[row], lines[other] = lines[other], lines[row]
            data = b"\n".join(lines)
        elif kind == 7:
            data = data[:at] + rng.choice(PIECES) * rng.choice((2, 50, 5000)) + data[at:]
        else:
            data = data[:at] + data[-rng.randrange(1, 2000) :]
    return data


def test_mutated_files_are_checked_without_a_traceback():
    rng = random.Random(20241124)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(COUNT):
        data = mutated(rng)
        try:
            checked = check_bytes(data, "acak.yaml")
            for found in checked.findings:
                assert found.text(checked.lines, "id")
                assert found.text(checked.lines, "en")
        except Exception:
            Path("/tmp/sopflow-fuzz.yaml").write_bytes(data)
            raise
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 200


@pytest.mark.long
def test_large_files_of_every_bad_kind_stay_in_bounds():
    head = "sopflow: 1\nid: a\ntitle: A\nactors: {x: X}\nsteps:\n"
    bad = [
        "[" * 500_000,
        "{a: " * 100_000,
        "- " * 300_000,
        "a: &a [*a, *a]\n" * 5000,
        "'" * 700_001,
        '"' + "a\n" * 300_000,
        "a: b\n" * 200_000,
        "x" * 1_000_000,
        "x: " + "y " * 400_000,
        ": " * 400_000,
        "#\n" * 500_000,
        head + "".join(f"  - {{id: s{i}, activity: x, actor: y{i}, next: t{i}}}\n" for i in range(4000)),
        head + "".join(f"  - {{id: s, activity: x, actor: x, inputs: [d{i}]}}\n" for i in range(4000)),
        head + "".join(f"  - {{id: s{i}, activity: x, actor: x, a{i}: 1}}\n" for i in range(4000)),
        head + "".join(f"  - {{id: t{i}, activity: x, terminator: true}}\n" for i in range(8000)),
        head
        + "  - {id: s, activity: x, actor: x, branches: {"
        + ", ".join(f"b{i}: s" for i in range(9000))
        + "}}\n",
    ]
    for text in bad:
        checked = check_bytes(text.encode(), "besar.yaml")
        assert 0 < len(checked.findings) < 700, text[:60]


def test_both_parsers_give_the_same_verdict_and_line_on_mutated_files():
    rng = random.Random(7)
    for _ in range(COUNT // 2):
        data = mutated(rng)[: rng.randrange(300, 4000)]
        text, unreadable = decode(data)
        if unreadable:
            continue
        verdicts = []
        for pure in (False, True):
            root, found = compose(text, pure=pure)
            plain = root.plain() if root is not None else None
            verdicts.append((plain, [(d.code, d.span.line) for d in found]))
        assert verdicts[0] == verdicts[1], text
