"""The service as a process of its own, on a real database."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SOPS = [ROOT / "definitions/pengawalan.yaml", Path(__file__).parent / "surat.yaml"]


class Process:
    """`sopflow serve` on a free port."""

    def __init__(self, *words: str, cwd: Path = ROOT, is_open: bool = True) -> None:
        if is_open and "--who" not in words:
            words = (*words, "--open-to-this-machine")
        if "--port" not in words:
            words = (*words, "--port", "0")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sopflow", "serve", *map(str, SOPS), *words],
            stdout=subprocess.PIPE, text=True, cwd=cwd, env=os.environ | {"LC_ALL": "en_US.UTF-8"},
        )  # fmt: skip
        self.said = self._process.stdout.readline() + ("" if "--who" in words else self._process.stdout.readline())
        self.address = re.search(r"http://\S+?:\d+", self.said)[0]

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate(timeout=20)

    def stop(self) -> int:
        self._process.terminate()
        self._process.communicate(timeout=20)
        return self._process.returncode


@pytest.fixture
def process(tmp_path):
    one = Process("--db", str(tmp_path / "proses.db"))
    yield one
    one.stop()
