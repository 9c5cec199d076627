"""A lean `transitions` machine: as fast as a lookup until somebody attaches a callback, then the full one."""

from __future__ import annotations

from typing import Any

from transitions import Event, Machine, Transition


class Token:
    """What moves through a machine: a model with a state, never registered with `add_model`."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


class LeanEvent(Event):
    """An event that goes straight to the one transition of a state where nothing is attached to the way.

    Nearly all of a trigger's time is machinery for callbacks; with any callback, condition or second
    transition in reach it falls back to `transitions`' own trigger, whose meaning it has.
    """

    def trigger(self, model: Any, *args: Any, **kwargs: Any) -> bool:
        """Move the model; `MachineError` where its state has no such outcome."""
        found = self.transitions.get(model.state)
        machine = self.machine
        if found is not None and len(found) == 1 and not machine.has_callbacks:
            way: Transition = found[0]
            states = machine.states
            target = states.get(str(way.dest))
            if (
                target is not None
                and not (way.conditions or way.prepare or way.before or way.after)
                and not (target.on_enter or states[model.state].on_exit)
            ):
                model.state = way.dest
                return True
        return bool(super().trigger(model, *args, **kwargs))


class LeanMachine(Machine):
    """A machine that every instance of a definition shares; safe for threads as long as nobody adds to it."""

    event_cls = LeanEvent

    def __init__(self, states: list[str], transitions: list[dict[str, str]], initial: str) -> None:
        super().__init__(
            model=None,
            states=states,
            transitions=transitions,
            initial=initial,
            auto_transitions=False,
            send_event=True,
        )

    @property
    def has_callbacks(self) -> bool:
        """Whether anything is attached to the machine as a whole."""
        return bool(
            self._before_state_change
            or self._after_state_change
            or self._prepare_event
            or self._finalize_event
            or self._on_exception
            or self._on_final
        )
