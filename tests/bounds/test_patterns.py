"""No regular expression takes more work than its text is long: a cell of spaces once took 50 seconds."""

from __future__ import annotations

import contextlib
import io
import re
from re import _parser as parser

import pytest

from sopflow.fields.limits import END

from .backtracking import Use, steps, worst
from .patterns import uses

USES = uses()


@pytest.mark.parametrize("place", USES)
def test_the_work_of_a_pattern_grows_like_its_text(place):
    slow = [f"{use.pattern!r} ({use.method}): {found}" for use in USES[place] if (found := worst(use))]
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize(
    "use",
    [
        Use(r"(?:a+)+b", 0, "match"),
        Use(r"(?:a|a)*b", 0, "match"),
        Use(r"\s*(?:→|->)\s*", 0, "split"),
        Use(r"\([^)]*\)", 0, "search"),
        Use(r"\s+$", 0, "sub"),
        Use(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", 0, "sub"),
    ],
    ids=lambda use: use.pattern,
)
def test_the_detector_finds_patterns_that_are_known_to_be_slow(use):
    assert worst(use) is not None


@pytest.mark.parametrize(
    "pattern", [r"[a-z]+(?:-\d{2,3}){1,2}", r"(?<=a)b|c(?!d)", r"\bab?\b|x*?y", r"(?>a*)b|a++c", r"^[^\W\d_]+\Z"]
)
@pytest.mark.parametrize("text", ["abc-12-345", "ab cd xxxy", "aaab", "aaac d", "", "é9_"])
def test_the_counting_matcher_agrees_with_the_real_one(pattern, text):
    from .backtracking import _program, _Run

    run = _Run(text, False)
    for at in range(len(text) + 1):
        real = re.compile(pattern).match(text, at) if "^" not in pattern or at == 0 else None
        mine = run.match(_program(pattern, 0)[1], at)
        assert mine == (real.end() if real else None)
    assert steps(Use(pattern, 0, "search"), text) > 0


@pytest.mark.parametrize("place", USES)
def test_no_pattern_takes_a_line_end_behind_the_text_for_its_end(place):
    ends = [
        use.pattern for use in USES[place] if _has_dollar(parser.parse(use.pattern.replace(END, r"\Z"), use.flags))
    ]
    assert not ends, r"`$` matches in front of a last \n too: write \Z, and in a schema fields.limits.END"


def _has_dollar(parsed):
    return "AT AT_END\n" in _dumped(parsed)


def _dumped(parsed):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        parsed.dump()
    return out.getvalue()
