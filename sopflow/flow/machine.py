"""A `transitions` machine that says at a glance whether anything is hung on a way, so that plain ways cost a lookup."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from transitions import Machine, State, Transition


class Token(Struct, gc=False, eq=False):
    """What moves through a machine: a model with a state, never registered with `add_model`."""

    state: str


class _Hooked:
    """Its lists of callbacks stay the same lists whatever is assigned, so that whoever holds them sees what is in them."""

    def __setattr__(self, name: str, value: Any) -> None:
        there = self.__dict__.get(name)
        if isinstance(there, list):
            there[:] = value if isinstance(value, list | tuple) else [] if value is None else [value]
        else:
            super().__setattr__(name, value)


class _State(_Hooked, State):
    pass


class _Transition(_Hooked, Transition):
    pass


class LeanMachine(_Hooked, Machine):
    """A machine that every instance of a definition shares; safe for threads as long as nobody adds to it."""

    state_cls = _State
    transition_cls = _Transition

    def __init__(self, states: list[str], transitions: list[dict[str, str]], initial: str) -> None:
        self._reworked: list[str] = []
        super().__init__(
            model=None,
            states=states,
            transitions=transitions,
            initial=initial,
            auto_transitions=False,
            send_event=True,
        )
        self._reworked.clear()

    def add_transition(self, trigger: str, *args: Any, **kwargs: Any) -> None:
        self._reworked.append(trigger)
        super().add_transition(trigger, *args, **kwargs)

    def remove_transition(self, trigger: str, *args: Any, **kwargs: Any) -> None:
        self._reworked.append(trigger)
        super().remove_transition(trigger, *args, **kwargs)

    def hooks(self, trigger: str, source: str) -> tuple[list[Any], ...]:
        """Lists that are all empty as long as nothing is attached to the way, its ends or the machine: then a token goes
        where the way leads, and nothing else happens."""
        way = self.events[trigger].transitions[source][0]
        return (
            way.prepare, way.conditions, way.before, way.after, self.states[source].on_exit,
            self.states[str(way.dest)].on_enter, self._reworked, self._prepare_event, self._before_state_change,
            self._after_state_change, self._finalize_event, self._on_exception, self._on_final,
        )  # fmt: skip

    def moved(self, trigger: str, source: str) -> str:
        """The state to which a trigger leads; `MachineError` where it leads nowhere."""
        event = self.events[trigger]
        if source in event.transitions and not any(self.hooks(trigger, source)):
            return str(event.transitions[source][0].dest)
        token = Token(source)
        event.trigger(token)
        return token.state
