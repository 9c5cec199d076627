"""What was meant where a length of time belongs and something else stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sopflow.language import Suggestion, Words

from .cures import alternatives
from .duration import meant
from .reading import Map, Node, Text


def instead_of_duration(text: str, schema: Mapping[str, Any], root: Node) -> Words | None:
    """The length that was meant, the document that a row waits for, or the words of a cell, where the place may hold them."""
    lasts = meant(text)
    if lasts is not None:
        return Suggestion(f'maksud Anda "{lasts}"?', f'did you mean "{lasts}"?', str(lasts))
    keys = {key for kind in alternatives(schema) for key in kind.get("properties", ())}
    if "until" in keys:
        document = _document(text, root)
        if document is not None:
            until = f"{{until: {document}}}"
            return Suggestion(
                f"untuk menunggu dokumen tulis {until}", f"to wait for a document write {until}", until
            )
        return Words(
            "tulis misalnya 7 hari; untuk menunggu dokumen tulis {until: id dokumennya}",
            "write, for example, 7 hari; to wait for a document write {until: the id of the document}",
        )
    if "text" in keys:
        return Words(
            "tulis misalnya 30 menit, 1,5 jam, 2 hari, 1-2 hari; {text: …} bila sel berisi kalimat; unknown bila tidak disebutkan",
            "write, for example, 30 menit, 1,5 jam, 2 hari, 1-2 hari; {text: …} where the cell holds words; unknown where it does "
            "not say",
        )
    return None


def _document(text: str, root: Node) -> str | None:
    """The document of a file that a text names, by its id or its title."""
    documents = root.values.get("documents") if isinstance(root, Map) else None
    wanted = " ".join(text.casefold().split())
    for name, node in documents.values.items() if isinstance(documents, Map) else ():
        title = node.values.get("title") if isinstance(node, Map) else node
        said = str(title.value) if isinstance(title, Text) else ""
        if wanted in (name.casefold(), " ".join(said.casefold().split())):
            return name
    return None
