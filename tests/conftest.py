"""Databases for tests, and the order and the rules of a run: what is skipped here for want of something fails in CI."""

from __future__ import annotations

import gc
import os
from inspect import isfunction
from itertools import count

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres, services

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
NUMBERS = count(1)


def pytest_collection_modifyitems(items):
    """Long tests begin first, so that none runs on alone at the end. What is covered is held to a floor without them, and
    without what is drawn by chance: to trace these takes longer than to run them. What needs a cluster has only long ones."""
    os.environ.pop("PYTEST_ADDOPTS", None)  # has been read, and is not meant for runs that tests start
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        is_long = item.get_closest_marker("long") is not None and "restate" not in item.path.parts
        if is_long or by_chance(getattr(item, "function", None)):
            item.add_marker("no_cover")


def by_chance(test):
    """Whether Hypothesis draws what it takes, or it asks how much of it there is (`tests/share.py`)."""
    return getattr(test, "is_hypothesis_test", False) or (isfunction(test) and "share" in test.__code__.co_names)


def in_ci(report):
    """In CI everything that tests need is there: a test or a module that is skipped, in whatever way, fails; but for those
    that say that they do not apply."""
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and os.environ.get("CI") == "true":
        _, _, reason = report.longrepr
        reason = reason.removeprefix("Skipped: ")
        if not reason.startswith(services.DOES_NOT_APPLY):
            report.outcome, report.longrepr = "failed", f"Skipped in CI: {reason}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport():
    return in_ci((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report():
    return in_ci((yield))


@pytest.fixture(scope="session")
def cluster():
    """A PostgreSQL server."""
    found = postgres.binaries()
    try:
        import psycopg  # noqa: F401
    except ImportError:
        found = None
    if found is None:
        services.lacking("PostgreSQL", postgres.COMMAND)
    server = postgres.Cluster(found, waits=False)
    yield server
    server.remove()


@pytest.fixture
def postgres_url(cluster):
    """An empty place in the server: a schema of its own."""
    import sqlalchemy

    name = f"t{next(NUMBERS)}"
    engine = sqlalchemy.create_engine(cluster.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        clients = connection.exec_driver_sql(
            "SELECT count(*) FROM pg_stat_activity WHERE datname IS NOT NULL"
        ).scalar()
    engine.dispose()
    if clients > 20:
        gc.collect()  # stores that tests have let go of still hold connections, and when they lose them is chance
    return f"{cluster.url}?options=-csearch_path%3D{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    """A path or a URL of an empty database, of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "proses.db")
    return request.getfixturevalue("postgres_url")


@pytest.fixture(scope="module")
def chromium():
    """A real browser. It ends with its module: while it runs this thread counts as one with a running loop."""
    command = "apt-get install chromium && pip install -e '.[dev]'"
    path = services.program(*services.BROWSERS, command=command)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        services.lacking("playwright", command)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
