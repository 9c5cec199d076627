"""Which keys each kind of step in a scenario uses: the one table that the schema, the reading and the docs follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from sopflow.definition.format.key import keys_of
from sopflow.flow.commands import CommandType
from sopflow.flow.commands.fields import FIELDS

from .format.act import Act
from .names import ActKind, Form
from .verbs import BY_PERSON, COMMAND_OF, VERBS

KEYS: Final = tuple(name for _, name, _ in keys_of(Act))
"""Every key beside the commands themselves."""
ACT_KEYS: Final = (*VERBS, *KEYS)
"""Every key that a step of a scenario may have, besides actors."""
_FORMS_OF: Final = {
    "step": ("actor", "step"), "wait": ("wait", "wait-for"), "extend": ("extend", "extend-all"),
}  # fmt: skip
"""Of verbs that are written in two ways."""
FORMS: Final[tuple[Form, ...]] = (
    *(cast("Form", form) for verb in VERBS for form in _FORMS_OF.get(verb, (verb,))), "expect",
)  # fmt: skip

OF_COMMANDS: Final = {name: one.argument for name, one in FIELDS.items()} | {"reason": "note", "erased": "only"}
"""What commands take, under the names of a scenario."""
_OF_SOME: Final = ("by", "subject", "answers")
_FOR_EVERY: Final = tuple(key for key in KEYS if key not in {*OF_COMMANDS.values(), *_OF_SOME})
"""What belongs to no command: when a step happens, in which SOP, and what comes of it."""
_WITHIN_THE_VERB: Final = {"receive": "documents", "annotate": "note"}
"""What a verb's own value says."""
_WITH_THE_OUTCOME: Final = "to"
"""Where a branch leads is written with the outcome: `LANGKAH=JAWABAN@LANGKAH`."""


def _keys(verb: ActKind, command: CommandType) -> tuple[str, ...]:
    """The keys of the verb of a command: what the command takes, under the names of a scenario."""
    named = (OF_COMMANDS[name] for name in command.fields if name != _WITH_THE_OUTCOME)
    own = tuple(key for key in named if key in KEYS and key != _WITHIN_THE_VERB.get(verb))
    return (*_FOR_EVERY, *own, *(() if verb in BY_PERSON else ("by",)))


def _without(*keys: str) -> tuple[str, ...]:
    return tuple(key for key in _FOR_EVERY if key not in keys)


_OF_VERBS: Final[Mapping[str, tuple[str, ...]]] = {
    **{verb: _keys(verb, command) for verb, command in COMMAND_OF.items()},
    "start": (*_without("in"), "acted_at", "documents", "subject", "people", "fields"),
    "wait": _without("refused"),
    "auto": (*_FOR_EVERY, "answers", "fields"),
    "expect": _without("refused"),
}
_DIFFERENT: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "actor": (frozenset(), frozenset({"by"})),
    "wait-for": (frozenset({"visit"}), frozenset()),
    "extend-all": (frozenset(), frozenset({"visit"})),
}
"""What a second form has besides, and what it does not have."""
_VERB_OF_FORM: Final = {form: verb for verb, forms in _FORMS_OF.items() for form in forms}


def _used(form: str) -> frozenset[str]:
    more, less = _DIFFERENT.get(form, (frozenset(), frozenset()))
    return (frozenset(_OF_VERBS[_VERB_OF_FORM.get(form, form)]) | more) - less


USES: Final[Mapping[Form, frozenset[str]]] = {form: _used(form) for form in FORMS}


def used(form: Form) -> tuple[str, ...]:
    """The keys that a form uses, in the order of the table."""
    return tuple(key for key in KEYS if key in USES[form])
