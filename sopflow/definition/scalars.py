"""Texts as YAML scalars that read back to the same text, and whole values on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

_PLAIN: Final = re.compile(r"[A-Za-z0-9_.](?:(?:[\w =/.()@-]|:(?=[\w]))*[\w=/.()])?")
_SPECIAL: Final = ("true", "false", "null")
_UNSEEN: Final = re.compile("[\x7f-\xa0\u2028\u2029\ufeff]")


def scalar(text: str) -> str:
    """A text as it is where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _SPECIAL:
        return text
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def inline(value: Any, text: Callable[[str], str] = scalar) -> str:
    """A value on one line: texts, which `text` writes, `true`, `false`, nothing, lists and mappings."""
    if isinstance(value, Mapping):
        return inlined({str(name): inline(one, text) for name, one in value.items()})
    if isinstance(value, list | tuple):
        return f"[{', '.join(inline(one, text) for one in value)}]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return text(str(value))


def inlined(items: Mapping[str, str]) -> str:
    """A mapping on one line, whose values are YAML already."""
    return f"{{{', '.join(f'{scalar(str(key))}: {value}' for key, value in items.items())}}}"
