"""A `transitions` machine that says at a glance whether anything is hung on a way, so that plain ways cost a lookup."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from transitions import Machine, State, Transition


class Token(Struct, gc=False, eq=False):
    """What moves through a machine: a model with a state, never registered with `add_model`."""

    state: str


class Hooks:
    """Whether a host hung anything on a machine, or changed its ways; else a token goes where its way leads, and nothing else
    happens. It stands apart because a machine of `transitions` answers slowly for its attributes."""

    __slots__ = ("are_there",)

    def __init__(self) -> None:
        self.are_there = False

    def told(self) -> None:
        """Something was hung on it."""
        self.are_there = True


def _told(name: str) -> Any:
    def change(callbacks: _Callbacks, *args: Any) -> Any:
        callbacks.hooks.told()
        return getattr(list, name)(callbacks, *args)

    return change


class _Callbacks(list[Any]):
    """Callbacks that tell once there are any, however they come."""

    def __init__(self, hooks: Hooks) -> None:
        super().__init__()
        self.hooks = hooks

    def __reduce__(self) -> tuple[object, ...]:
        return (
            type(self),
            (self.hooks,),
            None,
            iter(self),
        )  # by itself a list would be filled before it has hooks

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

    def listen(self, hooks: Hooks) -> None:
        """Tell of every callback from now on."""
        for name, value in self.__dict__.items():
            if value == []:
                self.__dict__[name] = _Callbacks(hooks)


class _State(_Hooked, State):
    pass


class _Transition(_Hooked, Transition):
    pass


class LeanMachine(_Hooked, Machine):
    """A machine that every instance of a definition shares; safe for threads as long as nobody adds to it."""

    state_cls = _State
    transition_cls = _Transition

    def __init__(self, states: list[str], transitions: list[dict[str, str]], initial: str) -> None:
        self.hooks = Hooks()
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
            one.listen(self.hooks)
        self.hooks.are_there = False  # what this class itself added does not count

    def add_transition(self, trigger: str, *args: Any, **kwargs: Any) -> None:
        self.hooks.told()
        super().add_transition(trigger, *args, **kwargs)

    def remove_transition(self, trigger: str, *args: Any, **kwargs: Any) -> None:
        self.hooks.told()
        super().remove_transition(trigger, *args, **kwargs)

    def moved(self, trigger: str, source: str) -> str:
        """The state to which a trigger leads; `MachineError` where it leads nowhere."""
        event = self.events[trigger]
        if source in event.transitions and not self.hooks.are_there:
            return str(event.transitions[source][0].dest)
        token = Token(source)
        event.trigger(token)
        return token.state
