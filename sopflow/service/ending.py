"""When streams of events end: a host's server waits for them, and tells nobody that it is to end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from starlette.applications import Starlette

_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def ends_on_signal(app: Starlette) -> Iterator[None]:
    """End the streams of a mounted service when the process receives a stop signal, and then call the server's own
    handler.

    Use it in the lifespan of the host's application: then the server's handlers are installed already. Outside of the
    main thread, where no signals arrive, it does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: dict[int, Any] = {}

    def handle(number: int, frame: Any) -> None:
        app.state.is_ending = lambda: True
        was = before[number]
        if was == signal.SIG_DFL:  # nobody waits for requests: the process ends as it would have
            signal.signal(number, was)
            signal.raise_signal(number)
        elif callable(was):
            was(number, frame)

    before.update({number: signal.getsignal(number) for number in _SIGNALS})
    for number in _SIGNALS:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for one in _SIGNALS:
            if signal.getsignal(one) is handle:
                signal.signal(one, before[one] or signal.SIG_DFL)
