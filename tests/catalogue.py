"""The words that only one of the two languages has, from every bilingual text of the program and from docs/glossary.md."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORD = re.compile(r"(?<![\w-])[a-z]{2,}(?![\w-])")
PLAIN = re.compile(r"\{[^{}]*\}|`[^`]*`|--[\w-]+|\b[A-Z]{2,}\b|https?://\S+|sopflow[ .][\w.-]+")


@cache
def only() -> tuple[frozenset[str], frozenset[str]]:
    """What Indonesian texts alone say, and what English texts alone say."""
    indonesian, english = set(), set()
    for ours, theirs in (*pairs_of_code(), *pairs_of_glossary()):
        indonesian |= words_of(ours)
        english |= words_of(theirs)
    return frozenset(indonesian - english), frozenset(english - indonesian)


def words_of(text: str) -> set[str]:
    return set(WORD.findall(PLAIN.sub(" ", text).lower()))


def pairs_of_code():
    for path in sorted((ROOT / "sopflow").rglob("*.py")):
        if "Words(" not in (text := path.read_text("utf-8")):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Words" and len(node.args) == 2:
                texts = [text_of(argument) for argument in node.args]
                if all(texts):
                    yield tuple(texts)


def text_of(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return " ".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def pairs_of_glossary():
    for line in (ROOT / "docs/glossary.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and len(cells) >= 3 and cells[1] not in ("Indonesia", "Do not write"):
            yield cells[1], cells[0]
