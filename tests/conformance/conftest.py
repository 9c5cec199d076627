"""What `sopflow conform` says of a log of the letter."""

from __future__ import annotations

import pytest

from sopflow.cli import main
from tests.conformance.letter import HEADS, KALENDER, SOP


@pytest.fixture
def conform(tmp_path, monkeypatch, capsys):
    """Holds a log, given as lines below the usual heads, against the SOP: code, what is said, what is complained of."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "surat.yaml").write_text(SOP)
    (tmp_path / "kantor.calendar.yaml").write_text(KALENDER)

    def run(lines, *more, heads=HEADS, lang="en"):
        data = lines if isinstance(lines, bytes) else (heads + lines).encode()
        (tmp_path / "log.csv").write_bytes(data)
        code = main(["conform", "log.csv", "--against", "surat.yaml", "--lang", lang, *more])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
