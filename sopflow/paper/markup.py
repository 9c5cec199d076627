"""Texts in Markdown that stay texts: no links, no pictures, no markup."""

from __future__ import annotations

import re
from typing import Final

_ACTIVE: Final = re.compile(r"[\\`*_\[\]~$|]|:(?=//)|(?<=www)\.|@", re.IGNORECASE)
_LEADING: Final = re.compile(r"\d{0,9}[.)]|[#>+=:-]")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


def escaped(text: str) -> str:
    """A text on one line, that Markdown shows as it is."""
    flat = _ACTIVE.sub(r"\\\g<0>", " ".join(text.split()))
    leading = _LEADING.match(flat)
    if leading is not None:
        at = leading.end() - 1
        flat = f"{flat[:at]}\\{flat[at:]}"
    return flat.replace("&", "&amp;").replace("<", "&lt;")


def unescaped(text: str) -> str:
    """The text that is meant."""
    return _ESCAPED.sub(r"\1", text).replace("&lt;", "<").replace("&amp;", "&")
