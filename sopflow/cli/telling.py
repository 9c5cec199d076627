"""What was refused, told to people and to programs."""

from __future__ import annotations

from argparse import Namespace

from sopflow.errors import SopflowError
from sopflow.language import Language

from .output import say_json, warn
from .usage import WrongUsage


def tell(problem: SopflowError, arguments: Namespace) -> None:
    """Say what was refused, to people, and to a program that asked for JSON in a command line that can be meant."""
    language: Language = arguments.lang
    if getattr(arguments, "format", None) == "json" and not isinstance(problem, WrongUsage):
        from sopflow.app.views import problem_view

        say_json(problem_view(problem.as_written(), language))
    from .hints import hint

    more = hint(problem, arguments)
    told = problem.as_written().message(language) + (f"; {more.within(language)}" if more is not None else "")
    warn(told)
