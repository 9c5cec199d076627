"""No text that people read contains a phrase that docs/glossary.md forbids."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GLOSSARY = ROOT / "docs/glossary.md"
TABLES = [line for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("| ")]
PHRASES = [phrase for line in TABLES for phrase in re.findall(r"`([^`]+)`", line.rstrip("|").rpartition("|")[2])]


def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as words; `there is no` and `no longer` are plain."""
    some = re.escape(phrase).replace(r"\[a\-z\]", "[a-z]").replace("…", r"[^.;:]{1,40}").replace(r"\ ", " ")
    if phrase.endswith("[a-z]"):
        some = r"(?<!there )" + some.replace(" no [a-z]", r" no (?!longer\b|more\b)[a-z]")
    return re.compile(rf"(?<![\w/-]){some}(?![\w-])" if not phrase.endswith("[a-z]") else rf"(?<!\w){some}", re.I)


FORBIDDEN = {phrase: pattern(phrase) for phrase in PHRASES}


def texts_of_code(path: Path):
    """Every text of a module: messages, help, docstrings; a name alone is none."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, node.value


def texts_of_schema(path: Path):
    todo: list[object] = [json.loads(path.read_text("utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            yield 0, node
        elif isinstance(node, dict):
            todo += node.values()
        elif isinstance(node, list):
            todo += node


def texts_of_page(path: Path):
    for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
        yield 0, block


WORDS_OF_THE_PAGE = ROOT / "sopflow/studio/page/src/words.ts"
PAIR = re.compile(r'^\s*(\w+): \["((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"\],$', re.M)
PHRASE = re.compile(r'(?:"([^"]+)"|(\w+)): "([^"]+)"[,}]?')


def texts_of_words(path: Path):
    for _, *both in PAIR.findall(path.read_text("utf-8")):
        yield from ((0, one) for one in both)


KINDS = [
    (texts_of_words, [WORDS_OF_THE_PAGE]),
    (texts_of_code, [*sorted((ROOT / "sopflow").rglob("*.py")), *sorted((ROOT / "examples").rglob("*.py"))]),
    (texts_of_schema, sorted((ROOT / "sopflow/schema").glob("*.json"))),
    (
        texts_of_page,
        [
            p
            for p in (*ROOT.glob("*.md"), ROOT / "definitions/README.md", *(ROOT / "docs").glob("*.md"))
            if p != GLOSSARY
        ],
    ),
]


def forbidden(text: str) -> list[str]:
    flat = " ".join(text.split())
    return [flat[max(0, m.start() - 30) : m.end() + 30] for p in FORBIDDEN.values() if (m := p.search(flat))]


@pytest.mark.parametrize(("texts", "paths"), KINDS, ids=["the studio", "code", "schemas", "pages"])
def test_no_text_contains_a_forbidden_phrase(texts, paths):
    assert paths
    found = [
        (str(p.relative_to(ROOT)), at, said) for p in paths for at, text in texts(p) for said in forbidden(text)
    ]
    assert found == []


ENGLISH = re.compile(
    r"\b(the|this|not|and|must|may|who|is|are|of|nothing|nobody|anyone|starter|running|suspended|completed|cancelled|undone|done|"
    r"undo|skip|skipped|passed|failed|started|unknown|file|files|row|step|steps|save|saved|open|error|draft|browser|online|"
    r"offline|reload|click|scenario|match|replace|find|line|code|close|regexp|next|all|go|by|on)\b",
    re.I,
)


def test_the_studio_says_everything_in_both_languages_and_no_english_in_indonesian():
    text = WORDS_OF_THE_PAGE.read_text("utf-8")
    words, _, rest = text.partition("} as const;")
    pairs = PAIR.findall(words)
    assert len(pairs) == words.count("[") >= 90
    for name, indonesian, english in pairs:
        said = re.sub(r"\{\w+\}", "", indonesian)
        assert not ENGLISH.search(said), (name, indonesian)
        assert sorted(re.findall(r"\{(\w+)\}", indonesian)) == sorted(re.findall(r"\{(\w+)\}", english)), name
    phrases = PHRASE.findall(rest[: rest.index("};")])
    assert len(phrases) >= 20
    assert [said for *_, said in phrases if ENGLISH.search(said)] == []


@pytest.mark.parametrize(
    "old",
    [
        "take a dump in",
        "3 thing(s) happened in time",
        "let happen what time has brought by now",
        "take a step in hand",
        "let a step go",
        "hold a log against an SOP",
        "Hold it against the paper",
        '"x" are no hours',
        '"x" is no date',
        "it is not known who asks",
        "the database cannot be used just now",
        "An event that is not there yet will not come before one that is.",
        "where one database server must not be the end of it",
        "Of several inclusive joins that can start at once all do",
        "dokumen di tangan",
        "sopflow instances lists those that there are",
        "write one of the names that there are",
        "due times are worked out with the calendar",
        "at most so many",
        "overwrite a file that is there",
        "up to and with this day",
        "a folder for all SOPs; to the screen without it",
    ],
)
def test_the_old_sentences_are_found(old):
    assert forbidden(old)


@pytest.mark.parametrize(
    "plain", ["there is no step", "it is no longer open", "at_hand", "import a dump", "a committed event"]
)
def test_plain_sentences_are_not_found(plain):
    assert forbidden(plain) == []
