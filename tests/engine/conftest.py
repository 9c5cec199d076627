from __future__ import annotations

from datetime import UTC, datetime

import pytest

import sopflow


@pytest.fixture
def clock():
    return sopflow.ManualClock(datetime(2024, 3, 12, 8, tzinfo=UTC))
