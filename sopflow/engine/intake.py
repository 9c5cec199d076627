"""What a host hands in, as the core keeps it."""

from __future__ import annotations

import json
from typing import Any

from sopflow.errors import BadCommand
from sopflow.flow.command import Paper


def papers_of(documents: Any) -> tuple[Paper, ...]:
    """Documents given by name, as a mapping from name to details, or as `Paper`s."""
    if isinstance(documents, str):
        documents = (documents,)
    if not hasattr(documents, "items"):
        return tuple(d if isinstance(d, Paper) else Paper(str(d)) for d in documents)
    try:
        return tuple(Paper(name, **(details or {})) for name, details in documents.items())
    except TypeError as problem:
        fields = ", ".join(Paper._fields[1:])
        raise BadCommand(what=f"a document has only {fields}: {problem}") from None


def json_of(data: Any) -> str | None:
    """The host's data as canonical JSON; `BadCommand` for what is none."""
    if data is None:
        return None
    try:
        return json.dumps(data, ensure_ascii=False, sort_keys=True, allow_nan=False)
    except (TypeError, ValueError) as problem:
        raise BadCommand(what=f"data is no JSON: {problem}") from None
