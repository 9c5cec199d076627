"""Canonical form 1, frozen: the JSON that digests were made of until 2026. It is never changed.

It has names of its own, which do not follow those of the code. It leaves out what is `None`, empty or false, so it cannot
tell a branch that makes nothing from one that makes what its row makes: new digests are of form 2.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from . import model
from .duration import Duration
from .model import Definition
from .stored import KEPT, default_of

_MARK: Final = "sha256:"
_NAMES: Final[dict[type[Any], tuple[str, str]]] = {
    model.Acceptance: ("Acceptance", "code reason step"),
    model.Actor: ("Actor", "id title external substitutes calendar chosen_by among"),
    model.Approval: ("Approval", "title name capacity"),
    model.Branch: ("Branch", "name targets note_required label outputs"),
    model.Definition: (
        "Definition",
        (
            "id title version actors documents steps identity calendar time_limit stated_total may_start missing_inputs"
            " extension"
        ),
    ),
    model.Document: ("Document", "id title kind external at_hand optional draft_of"),
    model.End: ("End", "name closes_all hand_over"),
    model.Extension: ("Extension", "by at_most times"),
    model.FreeDuration: ("FreeDuration", "text at_most"),
    model.Identity: (
        "Identity",
        (
            "agency unit number created revised effective approved_by legal_basis qualifications related_sops equipment"
            " warnings records"
        ),
    ),
    model.Input: ("Input", "document when"),
    model.OnLate: ("OnLate", "act after actor branch"),
    model.Step: (
        "Step",
        (
            "id number activity actors sign_off inputs outputs duration next branches question join optional phase terminator"
            " substitutes call wait missing_inputs remarks on_late extension separate_from same_as"
        ),
    ),
    model.Wait: ("Wait", "lasts until late"),
    Duration: ("Duration", "parts at_least at_most"),
}
"""The name of each part, and those of its fields; a field that the code has renamed is written `new=stored`."""
_NOTES: Final = {"accept", "source", "digest"}
_LEFT_OUT: Final[tuple[object, ...]] = (None, [], {}, False)


def digest(definition: Definition) -> str | None:
    """The digest of form 1; `None` for a definition that says what this form has no name for."""
    try:
        whole = {"sopflow": 1, **_meaning(definition)}
    except LookupError:
        return None
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return _MARK + hashlib.sha256(text.encode()).hexdigest()


def _meaning(part: Any) -> dict[str, object]:
    kind, listed = _NAMES[type(part)]
    names = {new: stored or new for new, _, stored in (entry.partition("=") for entry in listed.split())}
    for name, field in KEPT[type(part)]:
        if field.name not in names and name not in _NOTES and getattr(part, field.name) != default_of(field):
            raise LookupError(name)
    values = {stored: _plain(getattr(part, new)) for new, stored in names.items()}
    values["kind"] = [kind, values.get("kind")]
    return {name: value for name, value in values.items() if value not in _LEFT_OUT}


def _plain(value: object) -> object:
    if is_dataclass(value):
        return _meaning(value)
    if isinstance(value, dict):
        return [[key, _plain(item)] for key, item in value.items()]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return {"unknown": True}
    if isinstance(value, date | Decimal):
        return str(value)
    return value
