"""Patterns of fields: what they mean is what `re` means by them, and no text makes any engine hang."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopflow.fields import patterns
from tests.bounds.backtracking import Use, worst


@st.composite
def written(draw, depth=3):
    """A pattern over few letters, so that its parts often clash."""
    kind = draw(
        st.sampled_from(
            ["letter", "set", "dot", "both", "either", "group", "times"] if depth else ["letter", "set"]
        )
    )
    inner = written(depth=depth - 1)
    if kind == "letter":
        return draw(st.sampled_from(["a", "b", "c", r"\.", "_"]))
    if kind == "set":
        return draw(st.sampled_from(["[ab]", "[^a]", "[a-c]", r"[b\-]", "[.]", "[^a-y]"]))
    if kind == "dot":
        return "."
    if kind == "both":
        return draw(inner) + draw(inner)
    if kind == "either":
        return f"({draw(inner)}|{draw(inner)})"
    if kind == "group":
        return f"({draw(inner)})"
    return f"({draw(inner)}){draw(st.sampled_from(['*', '+', '?', '{2}', '{1,3}', '{2,}']))}"


@settings(max_examples=500)
@given(written(), st.lists(st.text("abcz.-_\n", max_size=8), max_size=12))
def test_a_pattern_means_what_it_says(pattern, texts):
    try:
        own = patterns.compiled(pattern)
    except patterns.BadPattern:
        return
    for text in texts:
        assert bool(own.fullmatch(text)) == bool(re.fullmatch(pattern, text))
        assert bool(re.search(patterns.anchored(pattern).replace("$", r"\Z"), text)) == bool(own.fullmatch(text))


@settings(max_examples=300, deadline=None)
@given(written(depth=4))
def test_no_text_makes_a_pattern_take_many_steps(pattern):
    """Counted by a backtracking matcher, as Python, ECMAScript and databases are."""
    try:
        own = patterns.read(pattern)
    except patterns.BadPattern:
        return
    assert worst(Use(own.text, 0, "fullmatch")) is None


@pytest.mark.parametrize(
    "pattern", ["(a*)*", "(a+)+b", "a*a", "(a|ab)c", ".*-", "a?a?a?aaa", "(ab?)*b", "(a|a)", "([ab]{1,9}){2}"]
)
def test_what_two_parts_can_take_is_refused(pattern):
    with pytest.raises(patterns.BadPattern):
        patterns.read(pattern)


@pytest.mark.parametrize(
    ("pattern", "at", "says"),
    [
        ("^[0-9]+", 0, "always covers the whole text"),
        ("[0-9]+$", 6, "always covers the whole text"),
        (r"\d{16}", 1, "write [0-9]"),
        (r"\p{L}", 1, 'no "\\p"'),
        ("(?:a)", 0, "(?"),
        ("a**", 2, "one sign"),
        ("a{3,1}", 6, "{2,5}"),
        ("(a", 2, "without"),
        ("a)", 1, "without"),
        ("[a", 2, "without"),
        ("[b-a]", 4, "reversed"),
        ("*a", 0, "bare"),
        ("((a{100}){100})", 14, "more than 2000"),
        ("(" * 40, 11, "brackets"),
        ("a" * 201, 200, "200"),
    ],
)
def test_a_refusal_says_where_and_what_would_work(pattern, at, says):
    with pytest.raises(patterns.BadPattern) as refused:
        patterns.read(pattern)
    assert (refused.value.at, says in refused.value.why.en) == (at, True), refused.value.why.en
    assert refused.value.why.id


@pytest.mark.parametrize(
    ("pattern", "fits", "does_not"),
    [
        ("[0-9]{16}", ["3671010101010001"], ["367101010101000", "36710101010100011", "3671010101010001\n"]),
        ("[A-Z]{1,2} [0-9]{1,4} [A-Z]{1,3}", ["B 1234 XYZ"], ["B1234XYZ", "b 1234 xyz"]),
        ("[0-9]{3}/[^/]+/[0-9]{4}", ["065/Kec. Cibodas/2026"], ["065//2026", "065/a/b/2026"]),
        ("[0-9]{1,3}(\\.[0-9]{3})*", ["1.500.000", "7"], ["1.50", ".500"]),
        ("R[TW] [0-9]{3}", ["RT 001", "RW 010"], ["RX 001"]),
    ],
)
def test_the_patterns_of_an_office(pattern, fits, does_not):
    own = patterns.compiled(pattern)
    assert [bool(own.fullmatch(text)) for text in (*fits, *does_not)] == [True] * len(fits) + [False] * len(
        does_not
    )
