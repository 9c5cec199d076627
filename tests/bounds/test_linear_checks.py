"""A check looks at each row and document a few times, however many there are."""

from __future__ import annotations

import sys

from sopflow.review.checks import unused
from sopflow.review.subject import Subject
from tests.sop import sop


def subject_of(count):
    """Rows of which each makes a document that nobody uses."""
    rows = "\n".join(f"- {{id: s{n}, activity: x, actor: a, outputs: [d{n}]}}" for n in range(count))
    documents = ", ".join(f"d{n}: Surat {n}" for n in range(count))
    made = Subject(sop(rows, head=f"documents: {{{documents}}}"))
    assert made.flow.rows
    return made


def calls_of(count):
    """How many calls (steps of generators too) the check makes, and what it finds."""
    subject, calls = subject_of(count), 0

    def counted(_, event, __):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(counted)
    try:
        found = list(unused.check(subject))
    finally:
        sys.setprofile(None)
    return calls, len(found)


def test_documents_that_nobody_uses_are_found_in_one_look_over_the_rows():
    (few, some), (many, all_) = calls_of(50), calls_of(200)
    assert (some, all_) == (49, 199)
    assert many < 6 * few
