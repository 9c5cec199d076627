"""An answer in JSON."""

from __future__ import annotations

import json
from typing import Any, Final

from starlette.responses import JSONResponse

HEADERS: Final = {"x-content-type-options": "nosniff", "cache-control": "no-cache"}
"""What every answer says, a refusal too."""
_ENCODE: Final = json.JSONEncoder(allow_nan=False, separators=(",", ":")).encode


class Answer(JSONResponse):
    """In ASCII, so that any text which a host has put into an instance can be sent, half of a character too."""

    def render(self, content: Any) -> bytes:
        return _ENCODE(content).encode("ascii")
