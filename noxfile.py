"""The commands of whoever changes sopflow: `nox -s lint`, `fast`, `full`, `site`, `bench`, in the environment that is active."""

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "fast"]


@nox.session
def lint(session: nox.Session) -> None:
    """Formatting, style, types, layers, spelling, prose, and whether what is generated is up to date."""
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("mypy")
    session.run("lint-imports")
    session.run("codespell")
    session.run("python", "-m", "tests.prose")
    session.run("python", "-m", "tests.generate", "--check")


@nox.session
def fast(session: nox.Session) -> None:
    """The tests of the format, the flow, the engine and the scenarios."""
    folders = [f"tests/{name}" for name in ("definition", "flow", "engine", "scenarios")]
    session.run("python", "-m", "pytest", "-n", "2", *folders, *session.posargs)


@nox.session
def full(session: nox.Session) -> None:
    """Every test that must pass before a change lands, the long ones too."""
    session.run("python", "-m", "pytest", "-n", "2", "-m", "not nightly", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """The figures, beside the bare state machine and the bare database; they need a quiet machine."""
    for name in ("bench", "durable", "service"):
        session.run("python", "-m", f"tests.benchmarks.{name}")


@nox.session
def site(session: nox.Session) -> None:
    """The site of the documentation, in build/site."""
    session.run("mkdocs", "build", "--strict")
