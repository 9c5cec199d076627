"""The identity of a draft as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from sopflow.definition.model import Approval
from sopflow.definition.scalars import scalar

from ..draft import UNKNOWN
from .page import IdentityPage
from .signing import Signer

_TEXTS: Final = ("agency", "unit", "number", "created", "revised", "effective")
_SIGNED: Final = tuple(field.name for field in fields(Approval) if field.name in Signer._fields)
_LISTS: Final = ("legal_basis", "qualifications", "related_sops", "equipment", "warnings", "records")


def identity_lines(page: IdentityPage | None) -> Iterator[str]:
    """The lines of `identity`, none for a page that says nothing."""
    if page is None or not (page.texts or page.lists or page.signer):
        return
    yield "identity:"
    for key in _TEXTS:
        if key in page.texts:
            yield f"  {key}: {page.texts[key] if page.texts[key] == UNKNOWN else scalar(page.texts[key])}"
    if page.signer is not None:
        yield "  approved_by:"
        yield from (f"    {line}" for line in _signer(page.signer))
    for key in _LISTS:
        if key in page.lists:
            yield f"  {key}:"
            yield from (f"    - {scalar(item)}" for item in page.lists[key])


def _signer(signer: Signer) -> Iterator[str]:
    for key in _SIGNED:
        text = getattr(signer, key)
        if text:
            yield f"{key}: {scalar(text)}"
