"""An engine with the office of the example."""

from __future__ import annotations

import pytest

import sopflow
from tests.people.tangerang import DIRECTORY, SOP, at
from tests.sop import engine_for


@pytest.fixture
def clock():
    return sopflow.ManualClock(at("2024-08-13"))


@pytest.fixture
def engine(clock):
    return engine_for(SOP, clock=clock, directory=DIRECTORY)
