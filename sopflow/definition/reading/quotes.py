"""Where quotes close on a line."""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 2000


def closing(line: str, start: int, sign: str | None = None) -> int | None:
    """Where the quote opened at `start` closes on this line (`sign` given: already open before it)."""
    sign = sign or line[start]
    at = start + 1
    while at < len(line):
        if line[at] == "\\" and sign == '"':
            at += 2
        elif line[at] == sign:
            if sign == "'" and line[at + 1 : at + 2] == "'":
                at += 2
                continue
            return at
        else:
            at += 1
    return None


def without_quoted(line: str) -> str:
    """A line with an `x` for every character inside of quotes. Of a quote that nothing closes no further one is looked
    for, so that the line is read once."""
    parts: list[str] = []
    open_signs = set("\"'")
    at = 0
    while at < len(line):
        close = closing(line, at) if line[at] in open_signs else None
        if close is None:
            open_signs.discard(line[at])
            close = at
            parts.append(line[at])
        else:
            parts.append("x" * (close + 1 - at))
        at = close + 1
    return "".join(parts)


def in_quotes(text: str) -> str:
    """A text as it could have been written, for a hint."""
    text = text.rstrip()
    if len(text) > _LONGEST:
        return '"…"'  # a text cut short would be copied as it stands
    return '"' + text.replace("\\", "\\\\").replace('"', "'") + '"'
