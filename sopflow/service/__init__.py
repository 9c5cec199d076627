"""sopflow over HTTP: a Starlette application for any engine, to mount into another or to serve alone."""

from .app import service

__all__ = ["service"]
