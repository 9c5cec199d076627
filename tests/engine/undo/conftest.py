"""Engines with the SOPs of which rows are undone."""

from __future__ import annotations

import pytest

from sopflow.engine.directory import FixedDirectory
from tests.engine.undo.sops import PEOPLE, SHARED, SOP
from tests.sop import engine_for


@pytest.fixture
def engine(clock):
    return engine_for(SOP, clock=clock)


@pytest.fixture
def office(clock):
    return engine_for(SHARED, clock=clock, directory=FixedDirectory(PEOPLE))
