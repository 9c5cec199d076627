"""Which keys each kind of step in a scenario uses: the one table that the schema, the reading and the docs follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, cast, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Form = Literal[
    "actor", "step", "skip", "withdraw", "receive", "annotate", "suspend", "resume", "cancel", "undo", "start", "wait",
    "wait-for", "auto", "extend", "extend-all", "claim", "release", "delegate", "reassign", "expect",
]  # fmt: skip
"""A kind as it is written: `actor` is `PELAKSANA: LANGKAH`, `wait-for` waits for a step, `wait` for a duration."""
FORMS: Final[tuple[Form, ...]] = get_args(Form)
KEYS: Final = (
    "by", "after", "at", "acted_at", "note", "documents", "choose", "visit", "in", "answers", "subject", "length", "to",
    "refused", "expect",
)  # fmt: skip
"""Every key beside the commands themselves."""

_TIMES: Final = ("after", "at", "expect")
_COMMAND: Final = (*_TIMES, "in", "refused")
_DONE: Final = (*_COMMAND, "acted_at", "note", "documents", "choose", "visit")
_HELD: Final = (*_COMMAND, "by", "note", "visit")
_EXTENDED: Final = (*_COMMAND, "by", "acted_at", "note", "length")
USES: Final[Mapping[Form, frozenset[str]]] = {
    cast("Form", form): frozenset(keys)
    for form, keys in {
        "actor": _DONE,
        "step": (*_DONE, "by"),
        "skip": (*_COMMAND, "by", "acted_at", "note", "choose", "visit"),
        "withdraw": (*_COMMAND, "by", "note", "visit"),
        "receive": (*_COMMAND, "by", "acted_at", "note"),
        "annotate": (*_COMMAND, "by"),
        "suspend": (*_COMMAND, "note"),
        "resume": (*_COMMAND, "note"),
        "cancel": (*_COMMAND, "note"),
        "undo": (*_COMMAND, "note"),
        "start": (*_TIMES, "refused", "acted_at", "documents", "subject"),
        "wait": (*_TIMES, "in"),
        "wait-for": (*_TIMES, "in", "visit"),
        "auto": (*_COMMAND, "answers"),
        "extend": (*_EXTENDED, "visit"),
        "extend-all": _EXTENDED,
        "claim": _HELD,
        "release": _HELD,
        "delegate": (*_HELD, "to"),
        "reassign": (*_HELD, "to"),
        "expect": (*_TIMES, "in"),
    }.items()
}


def used(form: Form) -> tuple[str, ...]:
    """The keys that a form uses, in the order of the table."""
    return tuple(key for key in KEYS if key in USES[form])
