"""A time of ISO 8601 is read alike wherever it is given, and under every Python: 3.14 reads `24:00` as the next day, and 3.11 reads
an offset of `+07.30` as one of seven hours."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, timezone

import pytest

from sopflow import dates
from sopflow.app.requests import instant_of
from sopflow.cli import main
from sopflow.conformance.instants import parse as of_log
from sopflow.definition.instants import NotAnInstant
from sopflow.definition.instants import parse as of_file
from sopflow.language import Words
from sopflow.sql.seals import BadSealKey, SealKeys

WIB = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024-03-12", datetime(2024, 3, 12)),
        ("20240312", datetime(2024, 3, 12)),
        ("2024-W11-2", datetime(2024, 3, 12)),
        ("2024-03-12 08:30", datetime(2024, 3, 12, 8, 30)),
        ("2024-03-12T08+07", datetime(2024, 3, 12, 8, tzinfo=WIB)),
        ("20240312T083015Z", datetime(2024, 3, 12, 8, 30, 15, tzinfo=UTC)),
        ("2024-03-12T23:59:59,1234567+0700", datetime(2024, 3, 12, 23, 59, 59, 123456, tzinfo=WIB)),
        ("2024-03-12T08:30:15.5+07:00:00", datetime(2024, 3, 12, 8, 30, 15, 500000, tzinfo=WIB)),
    ],
)
def test_what_iso_8601_says_is_read(text, at):
    assert dates.instant(text) == at


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-12T24:00:00+07:00",
        "2024-03-12T24:00+07:00",
        "2024-03-12T08:00:00+07.30",
        "2024-03-12T08:00:00+07:00.5",
        "2024-03-12T08:00:00:123456+07:00",
        "2024-03-12T08:00:00,Z",
        "2024-03-12T08:60Z",
        "2024-02-30T08:00Z",
        "２024-03-12T08:00Z",
        "2024-03-12T08:00Z\n",
    ],
)
def test_what_pythons_read_each_in_their_own_way_is_refused_everywhere(text, tmp_path, capsys):
    with pytest.raises(ValueError):
        dates.instant(text)
    assert isinstance(instant_of(text), Words)
    if text == text.strip():
        with pytest.raises(NotAnInstant):
            of_file(text)
        with pytest.raises(ValueError):
            of_log(text, UTC)
        assert main(["due", "1 jam", "--from", text]) != 0
        keys = tmp_path / "keys"
        keys.write_text(f"satu {'x' * 64}\nsince {text}\n", "utf-8")
        with pytest.raises(BadSealKey):
            SealKeys.read(keys)
    (tmp_path / "sop.yaml").write_text(SOP, "utf-8")
    assert main(["run", os.fspath(tmp_path / "sop.yaml"), "--start-at", text, "--auto"]) != 0
    assert "Traceback" not in capsys.readouterr().err


SOP = "sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A}\nsteps:\n  - {id: p, activity: Menyusun, actor: a}\n"
