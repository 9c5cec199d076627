"""The page, opened in a real browser."""

from __future__ import annotations

import pytest

from tests.studio.served import copied, served


@pytest.fixture
def folder(tmp_path):
    return copied(tmp_path / "sop")


@pytest.fixture
def opened(chromium, folder):
    """Opens the page at a file; complains about errors in the console and requests to anywhere else."""
    contexts = []
    problems = []
    servers = []

    def open_at(file="pengawalan.yaml", *, engine=None, locale="id-ID", size=(1280, 800)):
        server = served(folder, engine)
        address = server.__enter__()
        servers.append(server)
        context = chromium.new_context(locale=locale, viewport={"width": size[0], "height": size[1]})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "request",
            lambda r: (
                problems.append(r.url) if "//127.0.0.1:" not in r.url and not r.url.startswith("data:") else None
            ),
        )
        page.goto(address)
        if file:
            page.get_by_role("button", name=file, exact=True).click()
            page.wait_for_selector(".table .sop-page")
        return page

    yield open_at
    for context in contexts:
        context.close()
    for server in servers:
        server.__exit__(None, None, None)
    assert problems == []
