"""What `on_late` may say, and what is wrong with what it may not."""

from __future__ import annotations

import pytest

from sopflow.definition.loading import check_bytes

HEAD = "sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A, b: B, c: {title: C, chosen_by: q}}\nsteps:\n"
ROWS = """\
  - {{id: p, activity: X, actor: a, duration: 1 hari, branches: {{Y: q, N: end, lain: unknown}}, on_late: {on_late}}}
  - {{id: q, activity: Y, actor: a, duration: 1 hari, branches: {{Y: r, N: end}}}}
  - {{id: r, activity: Z, actor: c}}
"""


def findings(text):
    return [
        f"{d.span.line}:{d.span.column} {d.code} {d.message('en')} {d.hint('en')}".strip()
        for d in check_bytes(text.encode(), "uji.yaml").findings
        if d.fails
    ]


@pytest.mark.parametrize(
    "on_late",
    ["{remind: true}", "{escalate: b, after: 2 jam}", "{take: N}", "[{remind: true}, {after: 1 hari, take: N}]"],
)
def test_what_can_happen_has_no_findings(on_late):
    assert findings(HEAD + ROWS.format(on_late=on_late)) == []


@pytest.mark.parametrize(
    ("on_late", "expected"),
    [
        ("{take: Tidak}", 'SOP225 this step has no branch "Tidak"'),
        ("{take: lain}", 'SOP226 the branch "lain" cannot be taken by itself: the paper does not say'),
        ("{escalate: bb}", 'SOP201 there is no actor "bb" under actors did you mean "b"?'),
        ("[{take: N}, {remind: true}]", "SOP226 after take nothing more can happen"),
        ("{remind: true, take: N}", "SOP103"),
        ("{remid: true}", 'did you mean "remind"?'),
        ("{remind: true, after: nanti}", 'SOP106 "nanti" is not a duration'),
        ("camat", "SOP103"),
    ],
)
def test_a_slip_is_told(on_late, expected):
    said = findings(HEAD + ROWS.format(on_late=on_late))
    assert any(expected in line for line in said), said


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("actor: a", "SOP224 this step is never late: it has no due time write a duration, or remove on_late"),
        ("wait: 3 hari", "SOP224 this step is never late: nobody performs it remove on_late"),
        ("actor: [a, b], sign_off: all, duration: 1 hari", "SOP226 a step that is signed together"),
    ],
)
def test_a_row_that_is_never_late_is_told(row, expected):
    text = "sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A, b: B}\nsteps:\n"
    said = findings(f"{text}  - {{id: p, activity: X, {row}, on_late: {{escalate: b}}}}\n")
    assert any(expected in line for line in said), said


def test_what_chooses_an_actor_cannot_be_taken_by_time():
    def said(branch):
        late = f"{{Y: r, N: end}}, on_late: {{take: {branch}}}}}"
        return findings(HEAD + ROWS.format(on_late="{remind: true}").replace("{Y: r, N: end}}", late))

    assert any("SOP226" in line and "chooses an actor" in line for line in said("Y"))
    assert said("N") == []  # nothing that N leads to is done by the actor
