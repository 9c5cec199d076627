"""What there is, the documentation names."""

from __future__ import annotations

import inspect
import re

import sopflow
from sopflow.app.requests import START
from sopflow.diagnostics import RULES
from sopflow.errors import Refusal, StoreError
from tests.pages import ROOT


def test_the_guide_names_every_construct_and_covers_every_code():
    guide = (ROOT / "definitions/README.md").read_text("utf-8")
    for key in (
        "join: started",
        "wait:",
        "call:",
        "optional",
        "sign_off",
        "closes: all",
        "hand_over",
        "chosen_by",
        "source",
        "accept",
        "on_late",
        "calendar:",
        "extension",
        "may:",
        "separate_from",
        "same_as",
        "is: starter",
        "recorded_by",
        "also:",
        "unknown",
    ):
        assert key in guide
    spans = [(int(a), int(b or a)) for a, b in re.findall(r"SOP(\d{3})(?:-SOP(\d{3}))?", guide)]
    for code in RULES:
        assert any(low <= int(code[3:]) <= high for low, high in spans), code


def test_what_a_start_takes_is_in_every_table_of_starts():
    taken = {*inspect.signature(sopflow.Engine.start).parameters} - {"self", "sop", "by"}
    assert {*START["properties"]} == (taken | {"sop"}) - {"key"}  # which is a header, and `by` is everybody's
    for page, line in (("docs/engine.md", "| `start(sop, by)`"), ("docs/service.md", "| `POST /instances` |")):
        (row,) = [one for one in (ROOT / page).read_text("utf-8").splitlines() if one.startswith(line)]
        told = taken if page == "docs/engine.md" else taken - {"key"}
        assert told <= {*re.findall(r"`(\w+)=?`", row)}, page


def test_every_refusal_is_documented():
    text = (ROOT / "docs/engine.md").read_text("utf-8")
    for refusal in Refusal.__subclasses__():
        assert f"`{refusal.code}`" in text


def test_every_error_of_a_store_is_documented():
    text = (ROOT / "docs/stores.md").read_text("utf-8")
    for error in StoreError.__subclasses__():
        assert error.__name__ in text or error.code == "cannot-back-up"
