"""Who gets at a service that knows no people."""

from __future__ import annotations

import socket
import subprocess

import httpx2
import pytest

from sopflow.service import service
from sopflow.service.operations import OPERATIONS
from sopflow.service.problems import AuthenticationMissing
from sopflow.studio.app import studio_app
from sopflow.studio.folder import Folder

from .. import services
from .conftest import TOKEN, as_soon_as_it_answers, client_of, running


def test_a_service_that_nobody_said_who_may_use_is_none(engine):
    for given in ({}, {"token": ""}):
        with pytest.raises(AuthenticationMissing, match="open_to_this_machine"):
            service(engine, **given)


@pytest.mark.parametrize(
    "operation", [*OPERATIONS, None], ids=lambda one: one.name if one is not None else "openapi"
)
def test_nothing_is_answered_without_the_token(engine, operation):
    client = client_of(service(engine, token="kunci"))
    method, path = (operation.method, operation.path) if operation is not None else ("GET", "/openapi.json")
    for headers in (
        {},
        {"authorization": "Bearer salah"},
        {"authorization": "Basic kunci"},
        {"cookie": "sopflow-8000=kunci"},
    ):
        answer = client.request(method, f"{path}?token=kunci", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "no-token")
        assert answer.headers["www-authenticate"] == "Bearer"
    with client.stream(method, f"{path}?follow=false", headers=TOKEN) as answer:
        assert answer.status_code != 401


STRANGERS = [
    {"client": ("192.0.2.7", 1)}, {"base_url": "http://evil.example"}, {"base_url": "http://evil.example:8000"},
    {"base_url": "http://localhost.evil.example"}, {"client": None}, *({"headers": {"host": one}} for one in ("[", "[::1", "[localhost]", "")),
    *({"headers": {"origin": one}} for one in (
        "https://evil.example", "null", "http://localhost:3000", "http://127.0.0.1:8000", "https://localhost:8000", "http://localhost",
    )),
    *({"headers": {"sec-fetch-site": one}} for one in ("cross-site", "same-site")),
    *({"headers": {one: "x"}} for one in (
        "forwarded", "via", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "cf-connecting-ip", "true-client-ip",
    )),
]  # fmt: skip


@pytest.mark.parametrize("stranger", STRANGERS, ids=str)
def test_the_same_guard_keeps_strangers_from_the_service_and_from_the_page(engine, tmp_path, stranger):
    headers = stranger.get("headers", {})
    ports = {name: value for name, value in stranger.items() if name != "headers"}
    for app in (service(engine, open_to_this_machine=True), service(engine, token="kunci")):
        answer = client_of(app, **ports).get("/definitions", headers=TOKEN | headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "no-authentication")
    page = studio_app(Folder(tmp_path), token="kunci", hosts=frozenset({"localhost:8000"}))
    assert client_of(page, **ports).get("/", headers=TOKEN | headers).status_code == 403


def test_this_machine_is_answered_under_each_of_its_names(engine):
    closed, opened = service(engine, token="kunci"), service(engine, open_to_this_machine=True)
    for address, name in (
        ("127.0.0.1", "localhost:8000"),
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", "[::1]:9"),
        ("::1", "[::1]:8000"),
    ):
        named = {"host": name}
        headers = TOKEN | named | {"origin": f"http://{name}", "sec-fetch-site": "same-origin"}
        client = {"client": (address, 1)}
        assert client_of(closed, **client).get("/definitions", headers=headers).status_code == 200
        assert client_of(opened, **client).get("/definitions", headers=named).status_code == 200


def test_the_token_is_printed_or_comes_from_the_environment(tmp_path, monkeypatch):
    with running("--db", str(tmp_path / "p.db"), is_open=False) as process:
        token = process.said.partition("Bearer ")[2].removesuffix("\n")
        assert len(token) >= 32
        assert httpx2.get(f"{process.address}/definitions").status_code == 401
        assert httpx2.get(
            f"{process.address}/definitions", headers={"authorization": f"Bearer {token}"}
        ).is_success
    monkeypatch.setenv("SOPFLOW_TOKEN", "dari-lingkungan")
    with running("--db", str(tmp_path / "p.db"), is_open=False) as process:
        headers = {"authorization": "Bearer dari-lingkungan"}
        assert httpx2.get(f"{process.address}/definitions", headers=headers).is_success


def test_a_proxy_as_it_is_set_up_by_default_lets_nobody_in(tmp_path):
    """nginx adds no header and names the service itself as the host."""
    nginx = services.program("nginx", command="apt-get install nginx-light")
    with running("--db", str(tmp_path / "p.db"), is_open=False) as process:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (tmp_path / "nginx.conf").write_text(
            f"daemon off; pid {tmp_path}/pid; error_log stderr; events {{}}\n"
            f"http {{ access_log off; client_body_temp_path {tmp_path}; proxy_temp_path {tmp_path}; fastcgi_temp_path {tmp_path}; "
            f"uwsgi_temp_path {tmp_path}; scgi_temp_path {tmp_path};\n"
            f"server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass {process.address}; }} }} }}\n"
        )
        proxy = subprocess.Popen([nginx, "-c", str(tmp_path / "nginx.conf")], stderr=subprocess.DEVNULL)
        try:
            answer = as_soon_as_it_answers(f"http://127.0.0.1:{port}/definitions")
            assert (answer.status_code, answer.json()["code"]) == (401, "no-token")
        finally:
            proxy.terminate()
            proxy.wait(60)
