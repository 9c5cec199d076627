"""The identity page of an SOP: its labels with their values, whoever signed, and the agency at its head."""

from .page import IdentityPage, begins_identity, identity_of
from .writing import identity_lines

__all__ = ["IdentityPage", "begins_identity", "identity_lines", "identity_of"]
