"""A `transitions` machine that says at a glance whether anything is hung on a way, so that plain ways cost a lookup."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from transitions import Machine, State, Transition


class Token(Struct, gc=False, eq=False):
    """What moves through a machine: a model with a state, never registered with `add_model`."""

    state: str


def _told(name: str) -> Any:
    def change(callbacks: _Callbacks, *args: Any) -> Any:
        callbacks.machine.is_hooked = True
        return getattr(list, name)(callbacks, *args)

    return change


class _Callbacks(list[Any]):
    """Callbacks that tell their machine once there are any, however they come."""

    def __init__(self, machine: LeanMachine) -> None:
        super().__init__()
        self.machine = machine

    append, extend, insert = _told("append"), _told("extend"), _told("insert")
    __iadd__, __setitem__ = _told("__iadd__"), _told("__setitem__")


class _Hooked:
    """Its lists of callbacks stay the same lists whatever is assigned."""

    def __setattr__(self, name: str, value: Any) -> None:
        there = self.__dict__.get(name)
        if isinstance(there, _Callbacks):
            there[:] = value if isinstance(value, list | tuple) else [] if value is None else [value]
        else:
            super().__setattr__(name, value)

    def listen(self, machine: LeanMachine) -> None:
        """Have the machine told of every callback from now on."""
        for name, value in self.__dict__.items():
            if value == []:
                self.__dict__[name] = _Callbacks(machine)


class _State(_Hooked, State):
    pass


class _Transition(_Hooked, Transition):
    pass


class LeanMachine(_Hooked, Machine):
    """A machine that every instance of a definition shares; safe for threads as long as nobody adds to it."""

    state_cls = _State
    transition_cls = _Transition

    def __init__(self, states: list[str], transitions: list[dict[str, str]], initial: str) -> None:
        super().__init__(
            model=None,
            states=states,
            transitions=transitions,
            initial=initial,
            auto_transitions=False,
            send_event=True,
        )
        ways = (way for event in self.events.values() for every in event.transitions.values() for way in every)
        for one in (self, *self.states.values(), *ways):
            assert isinstance(one, _Hooked)
            one.listen(self)
        self.is_hooked = False
        """Whether a host hung anything on it, or changed its ways; else a token goes where its way leads, and nothing else happens."""

    def add_transition(self, trigger: str, *args: Any, **kwargs: Any) -> None:
        self.is_hooked = True
        super().add_transition(trigger, *args, **kwargs)

    def remove_transition(self, trigger: str, *args: Any, **kwargs: Any) -> None:
        self.is_hooked = True
        super().remove_transition(trigger, *args, **kwargs)

    def moved(self, trigger: str, source: str) -> str:
        """The state to which a trigger leads; `MachineError` where it leads nowhere."""
        event = self.events[trigger]
        if source in event.transitions and not self.is_hooked:
            return str(event.transitions[source][0].dest)
        token = Token(source)
        event.trigger(token)
        return token.state
