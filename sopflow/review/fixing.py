"""Fixes that are safe: each is tried on the text, and kept only if it takes findings away and brings none."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from sopflow.definition import duration
from sopflow.definition.digest import digest
from sopflow.definition.loading import Checked, check_bytes
from sopflow.diagnostics import Diagnostic, Span
from sopflow.language import Suggestion

_CERTAIN: Final = 0.8
"""From which likeness a name is taken for a slip of another."""
_MOST: Final = 200
_CONTENT: Final = "SOP100"
"""Codes below it are about YAML itself."""
_VALUE: Final = re.compile(r"(\s*(?:- )?[\w-]+:\s+)(\S.*)")
_ITEM: Final = re.compile(r"(\s*- )(\S.*)")
_DURATION: Final = re.compile(
    r"(\s*(?:- )?(?:duration|time_limit|stated_total|wait):\s+)([^\s#{\[\"'][^#{}\[\]]*(?:(?<=\s)#.*)?)"
)
_COMMENT: Final = re.compile(r"(?<=\s)#(?=\s)")
_WORD: Final = re.compile(r"\w+")
_NUMBER: Final = re.compile(r"\d+")
_END: Final = 10**9
_NO_SPACE: Final = re.compile(r"([{,]\s*[\w-]+):(?=[^\s,}])")


class Mended(NamedTuple):
    """A text, and what was fixed in it: the code of the finding, and the line."""

    text: str
    mends: tuple[tuple[str, int], ...]


def mended(text: str, name: str = "<text>") -> Mended:
    """The text with everything that can be fixed safely: slips in names, lists and quotes that YAML needs, how durations
    are written, and a `next: end` that the last row leaves unsaid. Comments and layout stay; what the SOP means does not
    change, other than that it can be read."""
    mends: list[tuple[str, int]] = []
    for _ in range(_MOST):
        step = _one(text, name)
        if step is None:
            break
        text, code, line = step
        mends.append((code, line))
    return _said_plainly(text, name, mends)


def _one(text: str, name: str) -> tuple[str, str, int] | None:
    """The text after the first finding that can be fixed."""
    before = _errors(text, name)
    for found in before:
        for tried in _tries(found, text):
            if tried != text and _is_better(found, before, _errors(tried, name)):
                return tried, found.code, found.span.line
    return None


def _errors(text: str, name: str) -> list[Diagnostic]:
    return [found for found in _checked(text, name).findings if found.fails]


def _checked(text: str, name: str) -> Checked:
    return check_bytes(text.encode("utf-8", "surrogatepass"), name)


def _is_better(found: Diagnostic, before: list[Diagnostic], after: list[Diagnostic]) -> bool:
    """Whether a fix took a finding away and brought none. What YAML cannot read hides what comes after it: there only
    what stands no further down counts, and a text that could be read stays one."""
    if found.code < _CONTENT:
        return not any(one.span.line <= found.span.line and one.code < _CONTENT for one in after)
    return len(after) < len(before) and not any(one.code < _CONTENT for one in after)


def _tries(found: Diagnostic, text: str) -> Iterator[str]:
    """The text as it may have been meant: with another name in a place, or the same words in other signs."""
    written, meant = _at(text, found.span), found.values.get("meant")
    if isinstance(found.own_hint, Suggestion) and _is_meant(written, found.own_hint):
        yield _put(text, found.span, found.own_hint.word)
    elif isinstance(meant, str):
        yield _put(text, found.span, meant)
    else:
        yield from (tried for tried in _rewritten(found, text) if _says_the_same(text, tried))


def _rewritten(found: Diagnostic, text: str) -> Iterator[str]:
    fixed, span = found.values.get("fixed"), found.span
    if found.code in _LINES:
        yield _in_line(text, span.line, _LINES[found.code])
    if isinstance(fixed, str):
        for end in (span.end_column, _END):  # what it stands for may begin there and be the rest of the line
            yield _put(text, span._replace(end_column=end), fixed)
            yield _put(text, span._replace(end_column=end), fixed[1:-1])


def _says_the_same(was: str, now: str) -> bool:
    """Whether no word came, and none went but what numbers the items of a list."""
    before, after = Counter(_WORD.findall(was)), Counter(_WORD.findall(now))
    return not after - before and all(len(word) <= 2 for word in before - after)


def _is_meant(written: str, hint: Suggestion) -> bool:
    """Whether a name is another with a slip in it; names with other numbers in them are others."""
    one, other = written.casefold(), hint.word.casefold()
    is_slip = _NUMBER.findall(one) == _NUMBER.findall(other) and _likeness(one, other) >= _CERTAIN
    return bool(one) and (hint.is_certain or is_slip)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _quoted(line: str) -> str:
    match = _VALUE.fullmatch(line) or _ITEM.fullmatch(line)
    value, comment = _parted(match[2]) if match is not None else ("", "")
    if match is None or (value.startswith(('"', "{", "[")) and value.endswith(('"', "}", "]"))):
        return line
    if value[0] in "\"'" and value[0] in value[1:]:
        value = value.replace('"', "'")  # quotes inside of a text
    return f"{match[1]}{json.dumps(value, ensure_ascii=False)}{comment}"


def _parted(text: str) -> tuple[str, str]:
    """A value, and the comment behind it with the spaces between them."""
    comment = _COMMENT.search(text)
    value = text[: comment.start()].rstrip() if comment is not None else text
    return value, text[len(value) :]


def _spaced(line: str) -> str:
    return _NO_SPACE.sub(r"\1: ", line)


_LINES: Final[dict[str, Callable[[str], str]]] = {
    "SOP012": _quoted,
    "SOP013": _quoted,
    "SOP015": _quoted,
    "SOP017": _quoted,
    "SOP019": _spaced,
}


def _in_line(text: str, number: int, change: Callable[[str], str]) -> str:
    lines = text.split("\n")
    if 1 <= number <= len(lines):
        lines[number - 1] = change(lines[number - 1])
    return "\n".join(lines)


def _at(text: str, span: Span) -> str:
    """What stands at a place of one line."""
    lines = text.split("\n")
    if span.line != span.end_line or span.line > len(lines):
        return ""
    return lines[span.line - 1][span.column - 1 : span.end_column - 1]


def _put(text: str, span: Span, instead: str) -> str:
    lines = text.split("\n")
    if span.line != span.end_line or span.line > len(lines):
        return text
    line = lines[span.line - 1]
    lines[span.line - 1] = line[: span.column - 1] + instead + line[span.end_column - 1 :]
    return "\n".join(lines)


def _said_plainly(text: str, name: str, mends: list[tuple[str, int]]) -> Mended:
    """What can be read already, written as everybody writes it; only where the SOP means the same afterwards."""
    definition = _checked(text, name).definition
    if definition is None:
        return Mended(text, tuple(mends))
    lines = text.split("\n")
    found: list[tuple[str, int]] = []
    for at, line in enumerate(lines):
        match = _DURATION.fullmatch(line)
        value, comment = _parted(match[2]) if match is not None else ("", "")
        if match is not None and _plain_duration(value) not in (None, value):
            lines[at] = f"{match[1]}{_plain_duration(value)}{comment}"
            found.append(("duration", at + 1))
    last = definition.steps[-1]
    own = lines[last.span.line - 1 : last.body.end_line]
    is_block = own and re.fullmatch(r"\s*- id:\s.*", own[0]) is not None
    says = any(re.match(r"\s*(?:next|branches):", line) for line in own)
    if is_block and not says and last.next:
        indent = " " * (len(own[0]) - len(own[0].lstrip()) + 2)
        end = last.span.line - 1 + max(n for n, line in enumerate(own) if line.strip()) + 1
        lines.insert(end, f"{indent}next: end")
        found.append(("next", end + 1))
    plain = "\n".join(lines)
    after = _checked(plain, name).definition
    if after is None or digest(after) != digest(definition):
        return Mended(text, tuple(mends))
    return Mended(plain, (*mends, *found))


def _plain_duration(text: str) -> str | None:
    lasts = duration.parsed(text)
    return str(lasts) if lasts is not None else None
