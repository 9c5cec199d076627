"""Every key on every kind of act: it changes what happens, or it is a finding."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from sopflow.definition import schema
from sopflow.definition.library import Procedure
from sopflow.scenarios.model import Expectation
from sopflow.scenarios.playing import play
from sopflow.scenarios.reading import SCHEMA
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.uses import ACT_KEYS, FORMS, KEYS, USES, used
from sopflow.scenarios.verbs import BY_PERSON
from sopflow.scenarios.walking import starter_of
from sopflow.scenarios.writing import written
from tests.scenarios.subject import findings, read
from tests.sop import sop

ROOT = Path(__file__).parents[2]
INNER = sop("- {id: d, activity: Dalam, actor: a}", name="dalam")
# m is open twice after p, q and p again
OUTER = sop(
    """
- {id: p, activity: Mulai, actor: a, fills: [nama], next: [m, w, s, x, k]}
- {id: m, activity: Bersama, actor: [a, b], sign_off: all, extension: {by: c, at_most: 5 hari, times: 2}, duration: 9 hari, fills: [nama], next: end}
- {id: w, activity: Menunggu, wait: 3 hari, next: v}
- {id: v, activity: Sesudahnya, actor: [a, b], next: end}
- {id: s, activity: Bila perlu, actor: [b, c], optional: true, next: y}
- {id: x, activity: Memilih, actor: a, branches: {Y: y, N: end}}
- {id: y, activity: Yang dipilih, actor: d, next: end}
- {id: k, activity: Memanggil, call: dalam, next: end}
""",
    head="actors: {a: A, b: B, c: C, d: {title: D, chosen_by: x, among: [b, c]}}\n"
    "documents: {surat: {title: Surat, external: true}}\ntime_limit: 90 hari\nextension: {by: c, times: 2}\nfields: {nama: {title: Nama, optional: true}, rahasia: {title: R, personal: true}}",
)  # fmt: skip
# the act without the key, where it can happen
ACTS = {
    "actor": "b: m", "step": "step: m", "skip": "skip: s, note: x", "withdraw": "withdraw: m, by: a",
    "receive": "receive: [surat]", "annotate": "annotate: x", "suspend": "suspend: a", "resume": "resume: a",
    "cancel": "cancel: a", "undo": "undo: a, note: x", "start": "start: a", "wait": "wait: 1 hari, expect: {path: [p, w]}",
    "wait-for": "wait: w", "auto": "auto: v", "extend": "extend: m, by: c, note: x, length: 1 hari",
    "extend-all": "extend: all, by: c, note: x, length: 1 hari", "claim": "claim: m, by: b", "release": "release: v, by: a",
    "delegate": "delegate: m, by: b, to: c, note: x", "reassign": "reassign: v, by: a, to: b", "rebind": "rebind: a, note: x, people: {a: c}", "expect": "expect: {path: [p]}",
    "correct": "correct: a, note: x, fields: {nama: Budi}",
}  # fmt: skip
BEFORE = {
    "start": [], "undo": ["a: p", "a: x=N"], "resume": ["a: p", "suspend: a"], "reassign": ["a: p", "wait: w"],
    "release": ["a: p", "wait: w", "claim: v, by: a"],
    "correct": ["a: p"],  # what somebody has signed stays as it is
}  # fmt: skip
# of a verb that has no example of its own: where rows are in somebody's hands
IN_HAND = ["a: p", "wait: w", "claim: v, by: a"]
VALUES = {
    "by": "c", "after": "9 hari", "at": "2024-01-20 08:00 WIB", "acted_at": "2024-01-02 07:00 WIB", "note": "lain",
    "documents": "[surat]", "choose": "{d: c}", "visit": "7", "in": "k", "answers": "{x: N}", "subject": "Perihal",
    "length": "2 hari", "to": "c", "only": "rahasia", "people": "{b: [a, c]}", "refused": "not-active", "fields": "{nama: Ani}", "expect": "{status: completed}",
}  # fmt: skip
OTHERS = {("extend", "by"): "b", ("extend-all", "by"): "b", ("delegate", "to"): "a"}


def example(form):
    body = f"{form}: a" if form in BY_PERSON else f"{form}: v, by: a"
    return body + (", to: b" if "to" in USES[form] else "") + (", note: x" if "note" in USES[form] else "")


def text(form, key=None):
    body = ACTS.get(form) or example(form)
    if key is not None:
        parts = [part for part in re.split(r", (?=\w+: )", body) if not part.startswith(f"{key}:")]
        body = ", ".join([*parts, f"{key}: {OTHERS.get((form, key), VALUES[key])}"])
    before = BEFORE.get(form, ["a: p", "a: m"] if form in ACTS else IN_HAND)
    lines = "".join(f"      - {{{line}}}\n" for line in (*before, body))
    return f"sopflow: 1\nsop: {OUTER.id}\nscenarios:\n  - name: x\n    steps:\n{lines}"


def outcome(source):
    """Everything that can be seen of a run."""
    (scenario,) = read(source, OUTER, INNER)
    result = play(scenario, compiled(Procedure(OUTER, {"dalam": INNER})))
    world = result.rehearsal
    why = result.failure and (result.failure.problem.why, result.failure.problem.differences)
    events = [tuple(world.engine.history(run.id)) for run in world.instances()]
    return why, events, world.clock.now()


@pytest.mark.parametrize("form", FORMS)
def test_an_act_without_more_happens(form):
    assert outcome(text(form))[0] is None


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("form", FORMS)
def test_a_key_changes_what_happens_or_is_a_finding(form, key):
    said = findings(text(form, key), OUTER, INNER)
    unused = [line for line in said if f'SOP519 "{key}" is not used with' in line]
    if key not in USES[form]:
        if (form, key) != ("expect", "expect"):
            assert len(unused) == 1, said
    elif said:
        assert not unused
        assert key == "in", said  # the row is not one of the called SOP
    elif (form, key) not in SAME:
        assert outcome(text(form, key)) != outcome(text(form))


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_reads_back(form, key):
    source = text(form, key)
    if not findings(source, OUTER, INNER):
        scenarios = read(source, OUTER, INNER)
        assert read(written(OUTER.id, scenarios), OUTER, INNER) == scenarios


EXPECTED = {
    "status": "running", "end": "end", "hand_over": "lain", "path": "[p, ..., x=Y]", "active": "[m]", "worklist": "{a: [m], rini: []}",
    "who": "{m: [a, b]}", "done_by": "{p: rini, m: [a, {by: rini, as: Plt., for: b}], x: {as: a.n.}}", "documents": "[surat]",
    "late": "[p]", "reminded": "[]", "missing": "[surat]", "elapsed": "2 hari", "due": "{m: 2 hari, all: 2024-01-20 08:00 WIB}",
}  # fmt: skip


@pytest.mark.parametrize("key", [f.name for f in fields(Expectation) if f.name not in ("span", "versions")])
def test_every_expectation_reads_back(key):
    head = "people: {rini: b}, steps: [p]"
    source = f"sopflow: 1\nsop: uji\nscenarios:\n  - {{name: x, {head}, expect: {{{key}: {EXPECTED[key]}}}}}\n"
    (one,) = read(source, OUTER, INNER)
    assert getattr(one.expect, key) is not None
    assert read(written(OUTER.id, [one]), OUTER, INNER) == (one,)


SAME = {("expect", "expect")}
"""What the act has already."""


def test_the_schema_and_the_table_have_the_same_keys():
    keys = schema.document(SCHEMA)["properties"]["scenarios"]["items"]["properties"]["steps"]["items"]["anyOf"][1]
    assert [*keys["properties"]] == [*ACT_KEYS]
    for key in KEYS:
        assert keys["properties"][key]["x-used-by"] == [form for form in FORMS if key in USES[form]], key


def test_the_guide_has_the_table():
    guide = (ROOT / "definitions/README.md").read_text("utf-8")
    listed = [", ".join(f"`{key}`" for key in used(form)) for form in FORMS]
    start = guide.index("| ditulis pada | kunci yang dipakai |")
    rows = guide[start:].split("\n\n")[0].splitlines()[2:]
    assert [row.split(" | ")[1].removesuffix(" |") for row in rows] == listed


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("{a: p, at: 2024-01-20 08:00 WIB, after: 5 hari}", '"after" is not used with "at"'),
        ("{withdraw: m=Y}", '"=Y" is not used with "withdraw"'),
        ("{auto: end, answers: {xx: N}}", 'SOP506 the SOP "uji" has no step "xx"'),
        ("{auto: end, answers: {x: [Y, tidak]}}", 'SOP507 "tidak" is not an outcome of the step "x"'),
    ],
)
def test_what_would_be_ignored_is_told(step, expected):
    said = findings(f"sopflow: 1\nsop: uji\nscenarios:\n  - name: x\n    steps:\n      - {step}\n", OUTER, INNER)
    assert any(expected in line for line in said), said


def test_what_clashes_is_not_advised():
    text = "sopflow: 1\nsop: uji\nscenarios:\n  - name: x\n    steps:\n      - {a: p, at: 2024-01-20 08:00 WIB, after: 5 hari}\n"
    (said,) = findings(text, OUTER, INNER)
    assert "after" not in said.partition("used here")[2].replace("acted_at", "")


@pytest.mark.parametrize(
    "scenario",
    [
        "steps: [{auto: x, answers: {x: N}}]",
        "answers: {x: [N, Y]}, steps: [{a: p}, {a: x=N}]",
        "answers: {k: done}, steps: [auto]",
    ],
)
def test_answers_that_nobody_asks_for_fail(scenario):
    (one,) = read(f"sopflow: 1\nsop: uji\nscenarios:\n  - {{name: x, {scenario}}}\n", OUTER, INNER)
    result = play(one, compiled(Procedure(OUTER, {"dalam": INNER})))
    assert "answers that were not used" in result.failure.problem.why.en


def test_of_several_who_may_start_the_applicant_starts():
    head = "actors: {petugas: Petugas, ketua: {title: Ketua, external: true, is: starter}}\nmay: {start: [petugas, ketua]}"
    assert starter_of(sop("- {id: s, activity: x, actor: ketua}", head=head)) == "ketua"


@pytest.mark.parametrize(
    ("may", "starts"), [("", "ketua"), ("may: {start: [anyone]}", "ketua"), ("may: {start: [petugas]}", "petugas")]
)
def test_the_applicant_starts_wherever_they_may_though_another_has_the_first_row(may, starts):
    head = f"actors: {{petugas: Petugas, ketua: {{title: Ketua, external: true, is: starter}}}}\n{may}"
    assert starter_of(sop("- {id: s, activity: x, actor: petugas}", head=head)) == starts
