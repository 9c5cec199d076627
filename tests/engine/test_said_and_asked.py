"""Whatever a caller says in an argument of a command reaches what is decided, alone and with all the others."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from sopflow.engine.commands import Commands
from sopflow.flow.command import Command, More, Paper

SAID = {
    "instance": "i", "step": "baris", "by": "ani", "outcome": "Y", "visit": 7, "note": "catatan",
    "documents": [Paper("surat", number="9")], "choose": {"kasi": "budi"}, "to": "citra", "data": 5,
    "acted_at": datetime(2026, 3, 2, 9, tzinfo=UTC), "fields": {"luas": 4}, "key": "kunci", "expected": 3,
    "reason": "alasan", "length": "2 hari", "people": {"kasi": "dedi"},
}  # fmt: skip
AS = {
    "documents": ("papers", (Paper("surat", number="9"),)), "choose": ("choose", (("kasi", "budi"),)),
    "data": ("data", "5"), "reason": ("note", "alasan"), "people": ("people", (("kasi", ("dedi",)),)),
}  # fmt: skip
"""What the core calls what a caller says in another form."""
OTHERWISE = {
    ("reassign", "to"): ("person", "citra"),
    ("delegate", "to"): ("person", "citra"),
    ("redact", "fields"): ("erased", ("luas",)),
}
METHODS = {name: method for name, method in vars(Commands).items() if not name.startswith("_")}


class Asked(Commands):
    def _execute(self, instance_id, command, expected):
        return SimpleNamespace(instance=instance_id, command=command, expected=expected)


def required(method):
    parameters = list(inspect.signature(method).parameters.values())[1:]
    return {one.name for one in parameters if one.default is one.empty}


def asked_with(name, some):
    """What is asked where these arguments are said: of the core's parts those that are not as they stand by themselves."""
    ids = {"fields": ["luas"]} if name == "redact" else {}
    asked = getattr(Asked(), name)(**{one: (SAID | ids)[one] for one in some})
    command = asked.command
    plain = Command(command.kind, "", more=More())
    names = ("by", "step", "outcome", *(one for one in More.__annotations__ if not one.startswith("_")))
    told = {one: said for one in names if (said := getattr(command, one)) != getattr(plain, one)}
    return (
        told | {"instance": asked.instance} | ({"expected": asked.expected} if asked.expected is not None else {})
    )


def meant(name, some):
    return dict(OTHERWISE.get((name, one)) or AS.get(one) or (one, SAID[one]) for one in some)


@pytest.mark.parametrize(
    ("name", "some"),
    [
        pytest.param(name, some, id=f"{name}-{also}")
        for name, method in METHODS.items()
        for also, some in (
            ("least", required(method)),
            ("all", set(list(inspect.signature(method).parameters)[1:])),
            *((one, required(method) | {one}) for one in list(inspect.signature(method).parameters)[1:]),
        )
    ],
)
def test_each_argument_reaches_what_is_decided(name, some):
    assert asked_with(name, some) == meant(name, some)
