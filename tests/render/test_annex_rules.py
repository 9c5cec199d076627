"""What the table, its annex and the terminal say of a decision is the decision: read back, and asked in every case."""

from __future__ import annotations

import operator
import re
from datetime import date
from random import Random

import pytest

from sopflow import DefinitionError
from sopflow.cli.show import _flow
from sopflow.conditions import Taken, decide, looking
from sopflow.definition.conditions import decision_of
from sopflow.render.annex import CONDITION_HEADS, SEE, annexed, remarks
from tests.sop import sop

HEAD = "actors: {a: A}\nfields: {n: {title: N, type: number, min: 0, max: 9}}\n"
TODAY = date(2026, 8, 17)
TESTS = {
    "id": {"adalah": operator.eq, "lebih dari": operator.gt, "kurang dari": operator.lt},
    "en": {"is": operator.eq, "is above": operator.gt, "is below": operator.lt},
}
WORDS = {"id": ("bila ", "; atau ", "selain itu"), "en": ("if ", "; or ", "otherwise")}
FIRST = {"id": "yang pertama terpenuhi", "en": "the first that holds"}


def any_table(random):
    """A row decided by its number."""
    names = "ABCD"[: random.randint(2, 4)]
    hit = random.choice(("first", "first", "unique"))
    rules = []
    for _ in range(random.randint(2, 5)):
        word, value = random.choice(("", "above: ", "below: ")), random.randint(0, 9)
        own = f"{{{word}{value}}}" if word else str(value)
        rules.append(f"{{when: {{n: {own}}}, take: {random.choice(names[:-1])}}}")
    taken = [name for name in names[:-1] if any(f"take: {name}" in rule for rule in rules)]
    branches = ", ".join(
        [*(f"{name}: {{end: e{name.lower()}}}" for name in taken), f"{names[-1]}: {{otherwise: true, end: lain}}"]
    )
    return f"""
- {{id: x, activity: X, actor: a, inputs: [], outputs: [], fills: [n], next: y}}
- {{id: y, activity: Y, actor: a, inputs: [], outputs: [], decides: {{hit: {hit}, rules: [{", ".join(rules)}]}}, branches: {{{branches}}}}}
"""


def holds(said, n, language):
    """Whether what is said of a branch holds, as somebody reads it; `None` of what is left over."""
    if_, or_, otherwise = WORDS[language]
    if said == otherwise:
        return None
    assert said.startswith(if_)
    found = []
    for one in said.removeprefix(if_).split(or_):
        word, value = re.fullmatch(r"N (\D+) (\d+)", one).groups()
        found.append(TESTS[language][word](n, int(value)))
    return any(found)


def read(pairs, n, language, *, in_order):
    """The branches that somebody takes who reads this: more than one, where the rules contradict each other."""
    found = [label for label, said in pairs if holds(said, n, language)]
    left = [label for label, said in pairs if holds(said, n, language) is None]
    return set(found[:1] if in_order else found) or set(left)


def numbered(lines, language):
    """Whether they are to be read in order, and what each says."""
    in_order = lines[0] == FIRST[language]
    pairs = [tuple(line.split(": ", 1)) for line in lines[in_order:]]
    if not in_order:
        return False, pairs
    assert [label.split(") ")[0] for label, _ in pairs] == [str(at) for at in range(1, len(pairs) + 1)]
    return True, [(label.split(") ")[1], said) for label, said in pairs]


def printed(definition, language, has_annex):
    """As the table says it, or where it sends its reader."""
    lines = list(remarks(definition, definition.steps[1], language, has_annex=has_annex))
    if lines != [SEE.within(language)]:
        return numbered(lines, language)
    (part,) = next(one for one in annexed(definition, language) if one.step == "y").parts
    return part.heads[1] != CONDITION_HEADS[1].within(language), list(part.rows)


def shown(definition, language):
    """As the terminal says it."""
    lines = _flow(definition, definition.steps[1], {}, {}, language).split("\n")
    if lines[0] == FIRST[language]:
        return numbered([line for line in lines if "→" not in line], language)
    return False, [re.fullmatch(r"(\w+) \[(.+)\] → .*", line).groups() for line in lines]


@pytest.mark.no_cover
@pytest.mark.parametrize("language", ["id", "en"])
def test_whoever_reads_a_decision_takes_the_branch_that_is_taken(language):
    random, seen = Random(36), {"first": 0, "unique": 0}
    for _ in range(600):
        try:
            definition = sop(any_table(random), head=HEAD)
        except DefinitionError:
            continue
        step = definition.steps[1]
        decision = decision_of(step, definition.fields)
        seen[decision.hit] += 1
        ways = [printed(definition, language, has_annex) for has_annex in (True, False)] + [
            shown(definition, language)
        ]
        for n in range(10):
            found = decide(decision.rules, decision.hit, looking(definition.fields, {"n": n}, TODAY))
            taken = {found.branch} if isinstance(found, Taken) else set(found.branches)
            for in_order, pairs in ways:
                assert read(pairs, n, language, in_order=in_order) == taken
    assert min(seen.values()) > 30


def test_rules_that_are_asked_in_order_are_printed_in_order():
    rows = """
- {id: x, activity: X, actor: a, fills: [n], next: y}
- id: y
  activity: Y
  actor: a
  decides: {hit: first, rules: [{when: {n: {above: 5}}, take: B}, {when: {n: 6}, take: A}]}
  branches: {A: {end: satu}, B: {end: dua}, C: {otherwise: true, end: tiga}}
"""
    definition = sop(rows, head=HEAD)
    said = ["yang pertama terpenuhi", "1) B: bila N lebih dari 5", "2) A: bila N adalah 6", "3) C: selain itu"]
    assert list(remarks(definition, definition.steps[1], "id", has_annex=False)) == said
    assert list(remarks(definition, definition.steps[1], "id", has_annex=True)) == ["lihat lampiran"]
