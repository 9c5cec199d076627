"""Where each field of a command must stand by hand before anything follows from it: what lacks one is told by its place."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterator
from typing import NamedTuple

from sopflow.flow.command import Command, CommandValues, More
from sopflow.flow.commands.fields import FIELDS, FieldName
from sopflow.flow.wire import shapes

from .methods import MEANT
from .names import modules

UNSAID: tuple[FieldName, ...] = ("data",)
"""What scenarios do not say: it changes nothing in a run."""
ITS_OWN: tuple[FieldName, ...] = ("step", "outcome")
"""What stands in `Command` itself, and in a scenario in the value of the verb."""


class Place(NamedTuple):
    """A table in which every field of a command stands, under a name that it has there."""

    file: str
    what: str
    known: Collection[str]
    names: dict[FieldName, str]
    """What it calls fields otherwise."""
    without: tuple[FieldName, ...] = ()
    """What needs none there."""


def places() -> Iterator[Place]:
    stored = {field: MEANT.get(field, field) for field in FIELDS}
    yield Place("sopflow/flow/command.py", "a member of More", More.__struct_fields__, stored, ITS_OWN)
    yield Place("sopflow/flow/command.py", "a key of CommandValues", CommandValues.__annotations__, stored)
    yield Place("sopflow/flow/command.py", "an attribute of Command", dir(Command), stored)
    yield Place("sopflow/flow/wire/shapes.py", "a stored Field", shapes.COMMAND.attributes, stored)
    from sopflow.app import requests
    from sopflow.cli import giving
    from sopflow.engine import intake
    from sopflow.scenarios import uses
    from sopflow.scenarios.rehearsal import SAID
    from sopflow.testing.acts import act_of

    from . import chains

    said = {field: uses.OF_COMMANDS[field] for field in FIELDS}
    unsaid = (*ITS_OWN, *UNSAID)
    yield Place("sopflow/engine/intake.py", "a rule in RULES", intake.RULES, stored)
    yield Place("sopflow/app/requests.py", "a JSON Schema in OF_FIELDS", requests.OF_FIELDS, {})
    yield Place("sopflow/cli/giving.py", "an option in OPTIONS", giving.OPTIONS, {}, ("step", "acted_at"))
    yield Place("sopflow/scenarios/format/act.py", "a key of Act", uses.KEYS, said, unsaid)
    yield Place("sopflow/scenarios/rehearsal.py", "a value in SAID", SAID, {}, UNSAID)
    given = inspect.signature(act_of).parameters
    yield Place("sopflow/testing/acts.py", "a parameter of act_of", given, said, unsaid)
    yield Place("tests/generate/chains.py", "a type in TYPES", chains.TYPES, said, unsaid)
    yield Place("tests/generate/chains.py", "a place in ORDER", chains.ORDER, said, (*unsaid, "to", "person"))


def lacking() -> Iterator[str]:
    """What is missing where, for the fields that commands name."""
    named: dict[FieldName, str] = {}
    for one in modules().values():
        for field in one.fields:
            named.setdefault(field, one.kind)
    unknown = [field for field in named if field not in FIELDS]
    for field in unknown:
        yield f"sopflow/flow/commands/fields.py: no field `{field}`, which the command `{named[field]}` takes"
    for place in () if unknown else places():
        for field, command in named.items():
            if field not in place.without and (name := place.names.get(field, field)) not in place.known:
                yield f"{place.file}: {place.what} is missing for `{name}`, which the command `{command}` takes"
