"""sopflow over HTTP: a Starlette application for any engine, to mount into another or to serve alone."""

from .app import service
from .ending import ends_on_signal

__all__ = ["ends_on_signal", "service"]
