"""Rules as decision tables: other programs read them, and take the branch that we take, or none where we take none."""

from __future__ import annotations

import html
import json
import re

import pytest

import sopflow
from sopflow.conditions import Undecided
from sopflow.dmn.exporting import NotInDmn, export_dmn
from sopflow.dmn.table import TYPES
from tests.bpmn import peers
from tests.bpmn.deciding import TODAY, choice, decisions, found_by_us
from tests.share import share

DECIDING = {
    "pyDMNrules": lambda asked: peers.python("decide_dmn.py", asked),
    "feelin": lambda asked: peers.node("decide_dmn.mjs", asked),
}


def given(definition, case, file):
    """A case as DMN has it: what the file reads, every value with its type; and today."""
    known = {one: file.find(f'<inputData id="Field_{one}"') >= 0 for one in definition.fields}
    found = {one.id: (TYPES[one.type], case.get(one.id)) for one in definition.fields.values() if known[one.id]}
    return found | ({"today": ("date", TODAY.isoformat())} if '<inputData id="Today"' in file else {})


def reads_names_alone(file):
    """Whether every input is a value, and no expression over several."""
    found = re.findall(r"<inputExpression[^>]*><text>([^<]*)</text>", file)
    return all(one.isidentifier() for one in found)


LIMITS = {
    "pyDMNrules": (
        # it takes an input expression for a name, and the first of several rules under ANY without looking at the others
        lambda file: reads_names_alone(file),
        lambda found: not (isinstance(found, Undecided) and found.branches),
    ),
    "feelin": (lambda file: True, lambda found: True),
}
"""Which files and cases a program can be asked; what pyDMNrules 1.4 does otherwise than DMN says is left out."""


def asked_of(program, count):
    reads, decides = LIMITS[program]
    asked, ours = [], []
    for text, cases in decisions(count):
        definition = sopflow.loads(text)
        try:
            file = export_dmn(definition).decode()
        except NotInDmn:
            continue
        kept = [case for case in cases if decides(found_by_us(definition, case))]
        if reads(file) and kept:
            asked.append(
                {"text": file, "decision": "a", "cases": [given(definition, case, file) for case in kept]}
            )
            ours.append([choice(definition, case) for case in kept])
    assert len(asked) > count * (0.3 if program == "pyDMNrules" else 0.8)
    return asked, ours


@pytest.mark.parametrize("program", DECIDING)
def test_other_programs_take_the_branch_that_we_take(program):
    asked, ours = asked_of(program, share(1500))
    theirs = DECIDING[program](asked)
    differing = [
        (one["text"], case, their, our)
        for one, they, we in zip(asked, theirs, ours, strict=True)
        for case, their, our in zip(one["cases"], they, we, strict=True)
        if their != our
    ]
    assert differing == []
    taken = [one for case in ours for one in case]
    assert 0.2 < sum(one is None for one in taken) / len(taken) < 0.8


RULES = """sopflow: 1
id: pengadaan
title: Pengadaan
actors: {a: A}
fields:
  nilai: {title: Nilai, type: money, scale: 2}
  jenis-barang: {title: Jenis, one_of: [barang, jasa]}
  date: {title: Tanggal, type: date}
steps:
  - id: pilih
    activity: Memilih cara
    actor: a
    question: Dengan apa?
    branches: {lelang: b, langsung: c}
    decides:
      hit: first
      rules:
        - {when: {nilai: {above: 50 juta}, jenis-barang: barang}, take: lelang}
        - {when: {date: {at_least: {today: 7 hari kalender}}}, take: langsung}
  - {id: b, activity: B, actor: a, next: end}
  - {id: c, activity: C, actor: a}
"""


def texts(tag, file):
    return [html.unescape(one) for one in re.findall(rf"<{tag}[^>]*><text>([^<]*)</text>", file)]


def rows(file):
    found = re.findall(r"<rule .*?</rule>", file, re.DOTALL)
    return [tuple(html.unescape(cell) for cell in re.findall(r"<text>([^<]*)</text>", one)) for one in found]


def test_where_a_value_is_missing_is_written_out():
    """A later rule waits for what an earlier one reads."""
    file = export_dmn(sopflow.loads(RULES)).decode()
    assert texts("inputExpression", file) == ["nilai", "jenis_barang", "date_", 'today + duration("P7D") <= date_']
    assert sorted(rows(file)) == sorted(
        [
            ("> 5000000000", '"barang"', "-", "-", '"lelang"'),
            ("null", "null", "-", "-", "null"),
            ("> 5000000000", "null", "-", "-", "null"),
            ("null", '"barang"', "-", "-", "null"),
            ("-", "-", "not(null)", "true", '"langsung"'),
            ("-", "-", "null", "-", "null"),
        ]
    )


def test_a_table_that_ignores_missing_values_would_be_seen():
    definition = sopflow.loads(RULES)
    file = export_dmn(definition).decode()
    without = re.sub(r"      <rule [^>]*>\s*<description>.*?</rule>\n", "", file, flags=re.S)
    assert without != file
    case = {
        "nilai": ("number", None),
        "jenis_barang": ("string", "barang"),
        "date_": ("date", "2027-01-01"),
        "today": ("date", "2026-08-16"),
    }
    asked = [{"text": text, "decision": "pilih", "cases": [case]} for text in (file, without)]
    assert DECIDING["feelin"](asked) == [[None], ["langsung"]]


MANY = {
    "sopflow": 1,
    "id": "banyak",
    "title": "Banyak",
    "actors": {"a": "A"},
    "fields": {f"n{at}": {"title": "N", "type": "number"} for at in range(24)},
    "steps": [
        {
            "id": "pilih",
            "activity": "Memilih",
            "actor": "a",
            "branches": {
                **{
                    f"r{at}": {"to": "b", "when": {f"n{at * 6 + n}": {"above": "1"} for n in range(6)}}
                    for at in range(4)
                },
                "lain": {"to": "b", "otherwise": True},
            },
        },
        {"id": "b", "activity": "B", "actor": "a"},
    ],
}
"""Of its four rules each fails in six ways: `otherwise` is 1,296 rows."""


def test_what_no_table_says_is_refused():
    plain = RULES.replace(RULES[RULES.index("    decides:") : RULES.index("  - {id: b")], "")
    with pytest.raises(NotInDmn) as refused:
        export_dmn(sopflow.loads(plain))
    assert "fields decide in no step" in refused.value.message("en")
    with pytest.raises(NotInDmn) as refused:
        export_dmn(sopflow.loads(json.dumps(MANY)))
    assert "pilih" in refused.value.message("id")


def test_an_alternative_that_says_no_more_is_left_out():
    whens = "[{nilai: {above: 50 juta}}, {nilai: {above: 60 juta}, jenis-barang: barang}, {nilai: {above: 50 juta}, jenis-barang: jasa}]"
    text = RULES.replace("{nilai: {above: 50 juta}, jenis-barang: barang}", whens)
    file = export_dmn(sopflow.loads(text)).decode()
    assert len([one for one in rows(file) if one[-1] == '"lelang"']) == 2
