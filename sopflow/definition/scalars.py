"""Texts as YAML scalars that read back to the same text."""

from __future__ import annotations

import json
import re
from typing import Final

_PLAIN: Final = re.compile(r"[A-Za-z0-9_.](?:(?:[\w =/.()@-]|:(?=[\w]))*[\w=/.()])?")
_SPECIAL: Final = ("true", "false", "null")
_UNSEEN: Final = re.compile("[\x7f-\xa0\u2028\u2029\ufeff]")


def scalar(text: str) -> str:
    """A text as it is where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _SPECIAL:
        return text
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
