"""The digest of a definition: it covers the meaning, not comments, layout, or notes about the paper.

A digest begins with the mark of the canonical form that it was made of, and is verified by that form.
"""

from __future__ import annotations

from . import canonical_1, canonical_2
from .model import Definition

__all__ = ["digest", "is_digest_of", "mean_the_same"]

digest = canonical_2.digest
"""The digest that a definition gets."""


def is_digest_of(known: str, definition: Definition) -> bool:
    """Whether a digest, of whatever form, is this definition's."""
    if known.startswith(canonical_2.MARK):
        return known == canonical_2.digest(definition)
    return known == canonical_1.digest(definition)


def mean_the_same(one: Definition, other: Definition) -> bool:
    """Whether two definitions have the same meaning, whatever forms their digests are of."""
    return digest(one) == digest(other)
