"""Checking a file takes work like its length, whatever stands in it."""

from __future__ import annotations

import pytest

from sopflow.definition.loading import check_bytes
from sopflow.definition.reading import compose
from sopflow.people.loading import check_bytes as check_directory
from sopflow.review.checking import reviewed

from .growth import steepness

HEAD = "sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: Camat, b: Kasi Trantib}\nsteps:\n"
STEEPEST = 2.7

LINES = {
    "quotes escaped and a tab": lambda n: 'x: ["' + '\\"' * n + "\t",
    "quotes opened": lambda n: "x: [" + '"a\t' * n,
    "apostrophes": lambda n: "x: [" + "'a, '' \t" * n,
    "apostrophes in words": lambda n: "x: [" + "Jum'at\t" * n,
    "brackets": lambda n: "x: " + "[" * n,
    "brackets closed": lambda n: "x: [" + "[], " * n + "]",
    "braces": lambda n: "x: " + "{a: " * n,
    "brackets over lines": lambda n: "x: [\n" + "  a,\t\n" * n + "]",
    "anchors": lambda n: "x: " + "&a " * n,
    "tags": lambda n: "x: " + "!a " * n,
    "aliases": lambda n: "x: &a b\n" + "".join(f"y{i}: *a\n" for i in range(n)),
    "comments": lambda n: "x: a" + " # b" * n,
    "colons": lambda n: "x" + ": y" * n,
    "colons in brackets": lambda n: "x: {" + "a: b: " * n + "}",
    "dashes": lambda n: "- " * n + "a",
    "dashes without space": lambda n: "x: " + "-" * n,
    "spaces": lambda n: "x: a" + " " * n + "b" + " " * n,
    "tabs": lambda n: "x:" + "\t" * n + "a",
    "a long key": lambda n: "x" * n + ": a",
    "a long text over lines": lambda n: "x: a\n" + "  b c d\n" * n,
    "a quoted text over lines": lambda n: 'x: "a\n' + "  b ' \\\" d\n" * n + '"',
    "an unclosed text over lines": lambda n: 'x: "a\n' + "  b c d\n" * n,
    "block texts": lambda n: "".join(f"x{i}: |\n  a\n\n" for i in range(n)),
    "block headers": lambda n: "x: |" + " " * n + "#",
    "indented ever deeper": lambda n: "".join(" " * i + "a:\n" for i in range(min(n, 60))) + "b: c\n" * n,
    "indented wrongly": lambda n: "x:\n" + "   a: b\n  c: d\n" * n,
    "stray lines": lambda n: "x: a\n" + "b\n" * n,
    "question marks": lambda n: "x: [" + "? " * n + "]",
    "invisible characters": lambda n: "x: " + "\u200b" * n,
    "documents": lambda n: "a: b\n---\n" * n,
    "percents": lambda n: "%a\n" * n,
    "curly quotes": lambda n: "x: " + "“a” " * n,
    "the same key": lambda n: "a: b\n" * n,
}


@pytest.mark.parametrize("family", LINES)
def test_reading_a_text_takes_work_like_its_length(family):
    assert steepness(lambda text: compose(text), LINES[family], (100, 200, 400)) < STEEPEST


def rows(n, one):
    return HEAD + "".join(f"  - {{id: r{i}, {one(i, n)}}}\n" for i in range(n))


SOPS = {
    "rows in a line": lambda n: rows(n, lambda i, n: "activity: Menyusun, actor: a, duration: 1 jam"),
    "documents passed on": lambda n: rows(
        n, lambda i, n: f"activity: Menyusun, actor: a, inputs: [{f'D{i - 1}' if i else ''}], outputs: [D{i}]"
    ),
    "one document made by all": lambda n: rows(n, lambda i, n: "activity: Menyusun, actor: a, outputs: [D]"),
    "documents nobody made": lambda n: rows(n, lambda i, n: f"activity: Menyusun, actor: a, inputs: [D{i}]"),
    "returns": lambda n: rows(
        n,
        lambda i, n: (
            f"activity: Menyusun, actor: a, branches: {{Y: {f'r{i + 1}' if i + 1 < n else 'end'}, N: r{max(0, i - 1)}}}"
        ),
    ),
    "returns to the first": lambda n: rows(
        n,
        lambda i, n: (
            f"activity: Menyusun, actor: a, branches: {{Y: {f'r{i + 1}' if i + 1 < n else 'end'}, N: r0}}"
        ),
    ),
    "branches": lambda n: (
        HEAD
        + "  - {id: r0, activity: Menyusun, actor: a, branches: {"
        + ", ".join(f"b{i}: r1" for i in range(n))
        + "}}\n  - {id: r1, activity: Menyusun, actor: a}\n"
    ),
    "terminators": lambda n: (
        HEAD
        + "  - {id: r0, activity: Menyusun, actor: a}\n"
        + "".join(f"  - {{id: t{i}, activity: Mulai, terminator: true}}\n" for i in range(n))
        + "  - {id: z, activity: Menyusun, actor: a}\n"
    ),
    "names in a text": lambda n: (
        HEAD + f"  - {{id: r0, activity: {'Menerima dari Camat dan Kasi ' * n}, actor: b}}\n"
    ),
    "orders in a text": lambda n: HEAD + f"  - {{id: r0, activity: {'Menerima perintah dari ' * n}, actor: b}}\n",
    "actors": lambda n: (
        HEAD.replace("actors: {", "actors: {" + "".join(f"k{i}: Kepala Seksi {i}, " for i in range(n)))
        + "  - {id: r0, activity: Menyusun, actor: a}\n"
    ),
    "unknown names": lambda n: rows(120 + n, lambda i, n: f"activity: Menyusun, actor: y{i}, next: t{i}"),
    "unknown keys": lambda n: rows(n, lambda i, n: f"activity: Menyusun, actor: a, k{i}: 1"),
    "rows that nothing leads to": lambda n: rows(n, lambda i, n: "activity: Menyusun, actor: a, next: end"),
    "loops without a way out": lambda n: rows(
        n, lambda i, n: f"activity: Menyusun, actor: a, next: r{i ^ 1 if (i ^ 1) < n else i}"
    ),
    "joins one after the other": lambda n: (
        HEAD
        + "  - {id: s0, activity: Menyusun, actor: a}\n"
        + "".join(
            f"  - {{id: p{i}, activity: Menyusun, actor: a, next: [l{i}, r{i}]}}\n"
            f"  - {{id: l{i}, activity: Menyusun, actor: a, next: j{i}}}\n"
            f"  - {{id: r{i}, activity: Menyusun, actor: b, next: j{i}}}\n"
            f"  - {{id: j{i}, activity: Menyusun, actor: a, join: [l{i}, r{i}]}}\n"
            for i in range(n // 4)
        )
    ),
}


@pytest.mark.parametrize("family", SOPS)
def test_checking_a_procedure_takes_work_like_its_length(family):
    assert steepness(lambda text: reviewed(check_bytes(text.encode(), "uji.yaml")), SOPS[family]) < STEEPEST


CHAINS = {
    "drafts of drafts": (
        check_bytes,
        lambda n: (
            HEAD.replace("steps:", "documents:\n")
            + "".join(f"  d{i}: {{title: Surat {i}, draft_of: d{i + 1}}}\n" for i in range(n))
            + f"  d{n}: Surat\nsteps:\n  - {{id: r0, activity: Menyusun, actor: a}}\n"
        ),
    ),
    "units of units": (
        check_directory,
        lambda n: (
            "sopflow: 1\nunits:\n  u0: Kota\n"
            + "".join(f"  u{i}: {{title: Unit {i}, part_of: u{i - 1}}}\n" for i in range(1, n))
        ),
    ),
}


@pytest.mark.parametrize("family", CHAINS)
def test_a_chain_is_followed_once_and_not_from_each_of_its_links(family):
    check, made = CHAINS[family]
    assert steepness(lambda text: check(text.encode(), "uji.yaml"), made, (200, 400, 800)) < 2.3
