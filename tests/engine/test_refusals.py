"""What every refusal says in Indonesian: no English word, no value of Python, and titles where there are any."""

from __future__ import annotations

import ast
import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import sopflow
from sopflow import errors
from sopflow.time import AroundTheClock
from tests.engine.refused import COMMANDS
from tests.engine.refused.desk import START
from tests.engine.refused.people import undo_by_another
from tests.engine.refused.rows import no_note_of_an_undo, undo_of_nothing, undo_of_what_is_claimed
from tests.sop import engine_for, sop

EXEMPT = {
    "refused": "only the root of the others",
    "nothing-due": "the engine itself catches it",
    "up-to-date": "the engine itself catches it",
}
ENGLISH = re.compile(
    r"\b(running|suspended|completed|cancelled|undone|done|undo|skip|skipped|started|annotate|delegate|substitute|unknown|"
    r"the|this|not|and|must|may|who|is|of|nothing|nobody|anyone|starter)\b"
)
PYTHON = re.compile(r"\b(None|True|False|NoneType|datetime\.|<[a-z]+ |object at)\b|\(\)|\[\]|\{\}|'[a-z_]+'")
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d|\d\d:\d\d(:\d\d)?[+-]\d\d:\d\d")
IDS = re.compile(
    r'(?<![(\w])[pd]_[a-z]+|"(awal|putus|pilih|ikut|paraf|tunggu|akhir|kiri|kanan|temu|panggil|kerja|putar)"'
)


def refusal_of(command) -> errors.Refusal:
    with pytest.raises(errors.Refusal) as caught:
        command()
    return caught.value


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.__name__)
def test_a_refusal_in_indonesian_is_indonesian_and_says_titles(command):
    refusal = refusal_of(command)
    said = refusal.message("id")
    said = said.replace("d_memmo", "memmo").replace('maksud Anda "d_memo"', "")
    assert not ENGLISH.search(said), said
    assert not PYTHON.search(said), said
    assert not IDS.search(said), said
    assert '""' not in said
    assert not ISO.search(said), said
    listed = re.findall(r'"[^"]+"', said.rpartition(": ")[2])
    assert len(set(listed)) == len(listed), said
    assert refusal.message("en") != refusal.message("id")


def test_every_refusal_of_the_engine_is_looked_at():
    seen = {refusal_of(command).code for command in COMMANDS}
    every = {
        kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.Refusal)
    }
    assert every == seen | set(EXEMPT)


@pytest.mark.parametrize(
    "command", [undo_by_another, undo_of_nothing, undo_of_what_is_claimed, no_note_of_an_undo]
)
def test_an_undo_refused_speaks_of_undoing(command):
    refusal = refusal_of(command)
    assert "menarik kembali" in refusal.message("id") or "ditarik kembali" in refusal.message("id")
    assert "undo" in refusal.message("en")


def test_somebody_is_named_once_by_their_title():
    assert refusal_of(undo_by_another).message("id") == (
        '"Camat Ciledug" tidak boleh menarik kembali "1. Mulai"; yang boleh: "Petugas Loket"'
    )


class Clocked(AroundTheClock):
    zone = ZoneInfo("Asia/Makassar")


@pytest.mark.parametrize(("head", "shown"), [("calendar: kantor", "WITA"), ("", "UTC")])
def test_times_are_those_of_the_calendar_of_the_sop_else_those_of_the_act(head, shown):
    clock = sopflow.ManualClock(START)
    engine = engine_for(
        sop("- {id: s, activity: Kerja, actor: a}", head=head), clock=clock, calendars={"kantor": Clocked()}
    )
    run = engine.start("uji", "a").id
    early, begun = (
        ("2024-03-11 16:00 WITA", "2024-03-12 16:00 WITA")
        if head
        else ("2024-03-11 08:00 UTC", "2024-03-12 08:00 UTC")
    )
    with pytest.raises(errors.Backdated) as refused:
        engine.complete(run, "s", "a", acted_at=START - timedelta(days=1))
    assert refused.value.message("id") == f"waktu kejadian {early} ditolak: proses ini baru dimulai {begun}"
    with pytest.raises(errors.BadCommand, match=f"it is 2024-03-12 .* {shown}"):
        engine.complete(run, "s", "a", acted_at=START + timedelta(days=1))


def test_refusals_of_commands_are_said_in_both_languages():
    for path in Path(sopflow.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("BadCommand", "Backdated"):
                said = [word.value for word in call.keywords if word.arg in ("what", "why")]
                assert not [one for one in said if isinstance(one, ast.Constant | ast.JoinedStr)], path
