"""A length of time in words, as reports and messages say it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sopflow.definition.duration import parse
from sopflow.time import AROUND_THE_CLOCK
from sopflow.time.spoken import spoken

START = datetime(2024, 3, 12, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "indonesian", "english"),
    [
        (timedelta(days=3, hours=9, minutes=40), "3 hari 9 jam 40 menit", "3 days 9 hours 40 minutes"),
        (timedelta(days=1, hours=1, minutes=1, seconds=1), "1 hari 1 jam 1 menit 1 detik", "1 day 1 hour 1 minute 1 second"),
        (timedelta(seconds=59, microseconds=999_999), "59 detik", "59 seconds"),
        (timedelta(microseconds=999_999), "0 menit", "0 minutes"),
        (timedelta(0), "0 menit", "0 minutes"),
        (-timedelta(hours=2), "-2 jam", "-2 hours"),
        (timedelta(days=400), "400 hari", "400 days"),
    ],
)  # fmt: skip
def test_it_is_said_as_people_say_it(length, indonesian, english):
    assert (spoken(length), spoken(length, "en")) == (indonesian, english)


@pytest.mark.parametrize("seconds", [1, 60, 3_599, 3_600, 86_400, 90_061, 40_000_000])
def test_in_indonesian_it_is_a_duration_that_reads_back(seconds):
    length = timedelta(seconds=seconds)
    assert AROUND_THE_CLOCK.add(START, parse(spoken(length))) - START == length
