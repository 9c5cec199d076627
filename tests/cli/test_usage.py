"""A wrong command line is told so in the reader's language."""

from __future__ import annotations

import pytest

from sopflow.cli import main
from sopflow.sql import SQLStore


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["complete", "--lang", "id"], "yang harus disebut: INSTANCE, STEP, --by"),
        (["worklist", "--lang=id", "--actor"], "--actor: perlu satu nilai"),
        (["worklist", "--lang", "id", "--actor", "a", "--person", "b"], "--person: tidak dapat bersama --actor"),
        (["instances", "--lang", "id", "--limit", "x"], "--limit: nilai 'x' tidak dapat dipakai"),
        (["instances", "--lang", "id", "--status", "x"], "tidak ada; pilih dari"),
        (["instances", "--lang", "id", "--nix"], "tidak dikenal: --nix"),
    ],
)
def test_a_wrong_command_line_is_told_in_indonesian(words, said, capsys):
    assert main(words) == 2
    err = capsys.readouterr().err
    assert said in err
    assert not [word for word in ("usage:", "error:", "argument") if word in err]
    assert main([word.replace("id", "en") if "lang" in word or word == "id" else word for word in words]) == 2
    assert "usage:" in capsys.readouterr().err


def test_how_far_back_is_checked_and_said_as_it_was_given(tmp_path, capsys):
    SQLStore(tmp_path / "p.db").close()
    words = ["complete", "x", "s", "--by", "a", "--db", str(tmp_path / "p.db"), "--lang", "id", "--backdating"]
    assert main([*words, "tiga hari"]) == 1
    assert '"tiga hari" bukan lama waktu' in capsys.readouterr().err
    assert main([*words, "5 menit", "--acted-at", "2020-01-01 09:00 WIB"]) == 1
    assert "paling lama 5 menit yang lalu" in capsys.readouterr().err
