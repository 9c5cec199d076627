"""A misspelt key, anywhere in the format, is one error, at its place, and tells what could stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopflow.definition.loading import check_bytes
from sopflow.definition.nodes import List, Map
from sopflow.definition.reading import compose

TEXT = (Path(__file__).parent / "every_key.yaml").read_text("utf-8")
NAMES = {"actors", "documents", "fields", "fills", "branches", "one_of", "some_of", "list", "when"}
"""Below these, or in each item of their lists, stand names of the file's own, not keys."""


def keys(node, path=()):
    """Every key of the format with its place; those that are names are left out."""
    if isinstance(node, Map):
        for name, value in node.values.items():
            around = next((one for one in reversed(path) if isinstance(one, str)), None)
            if around not in NAMES:
                yield (*path, name), node.keys[name]
            yield from keys(value, (*path, name))
    elif isinstance(node, List):
        for at, item in enumerate(node.items):
            yield from keys(item, (*path, at))


KEYS = [
    (path, span)
    for path, span in keys(compose(TEXT)[0])
    if TEXT.split("\n")[span.line - 1][span.column - 1 :].startswith(path[-1])
]


def errors_with(word, path, span):
    lines = TEXT.split("\n")
    line, at = lines[span.line - 1], span.column - 1
    lines[span.line - 1] = line[:at] + word + line[at + len(path[-1]) :]
    return [one for one in check_bytes("\n".join(lines).encode(), "uji.yaml").findings if one.severity == "error"]


def test_the_file_has_most_keys_and_no_error():
    assert len({path[-1] for path, _ in KEYS}) > 80
    assert not [one for one in check_bytes(TEXT.encode(), "uji.yaml").findings if one.severity == "error"]


@pytest.mark.parametrize(("path", "span"), KEYS, ids=lambda one: ".".join(map(str, one)) if len(one) != 4 else "")
def test_a_key_that_nobody_knows_is_one_error_whose_list_is_of_that_place(path, span):
    (found,) = errors_with("qzx", path, span)
    assert found.span[:2] == span[:2]
    hint = found.hint("en") or ""
    if found.code == "SOP245":
        assert path[-1] in found.message("en")
    else:
        assert found.code == "SOP101"
        known = hint.removeprefix("known: ").split(", ")
        assert path[-1] in known or "…" in known


@pytest.mark.parametrize(
    ("path", "span"),
    [(path, span) for path, span in KEYS if len(path[-1]) > 4 and path[-1][-1] != path[-1][-2]],
    ids=lambda one: ".".join(map(str, one)) if len(one) != 4 else "",
)
def test_two_letters_that_changed_places_are_one_error_that_names_the_key(path, span):
    own = path[-1]
    (found,) = errors_with(own[:-2] + own[-1] + own[-2], path, span)
    assert (found.code, found.span[:2]) == ("SOP101", span[:2])
    assert own in (found.hint("en") or "") or found.values.get("fixed") == own


BESIDE = """sopflow: 1
id: nota
title: Nota
actors: {staf: Staf}
fields: {nilai: Nilai}
steps:
  - {id: putus, activity: Memutuskan, actor: staf, branches: {Y: end, N: end}, decides: {rules: [{WORDS}]}}
"""


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("when: {}, then: Y", "known: take, when"),
        ("wehn: {}, take: Y", 'did you mean "when"?'),
        ("when: {}, takes: Y", 'did you mean "take"?'),
        ("when: {}, When: {}, take: Y", '"when" is here already; if that is what you mean, delete one of the two'),
        ("when: {}, wen: {}, take: Y", '"when" is here already; if that is what you mean, delete one of the two'),
        ("when: {}, ambil: Y, take: Y", "known: when, take"),
    ],
)
def test_a_key_that_stands_there_already_is_not_meant_by_another(words, hint):
    """It is named as such, where nothing that is needed is missing."""
    found = check_bytes(BESIDE.replace("WORDS", words).encode(), "uji.yaml").findings
    assert [one.hint("en") for one in found if one.code == "SOP101"] == [hint]


def test_the_title_of_a_key_that_stands_there_already_is_not_that_key_again():
    text = BESIDE.replace("WORDS", "when: {}, take: Y").replace("steps:", "langkah: []\nsteps:")
    (found,) = (one for one in check_bytes(text.encode(), "uji.yaml").findings if one.code == "SOP101")
    assert found.hint("id") == '"steps" sudah ada di sini; bila itu yang dimaksud, hapus salah satunya'
    assert "meant" not in found.values
