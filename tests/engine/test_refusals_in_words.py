"""What a refusal says of persons and times: names of the directory, and times as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow.errors import (
    Backdated,
    BadCommand,
    ClaimedByOther,
    NoPerson,
    NotActive,
    NotAuthorized,
    NotClaimed,
    NotJoint,
    NotSigned,
    NotUndoable,
    SamePerson,
    UnknownOutcome,
    UnknownPerson,
)
from sopflow.language import Words
from sopflow.people.loading import load_directory
from tests.sop import engine_for, sop

START = datetime(2026, 3, 12, 1, 30, 15, 144405, tzinfo=UTC)
DIRECTORY = """
sopflow: 1
directory: dinas
title: Dinas
time_zone: Asia/Jakarta
positions: {a: A, b: B, c: C}
people:
  eko: {name: Eko Prasetyo, holds: {position: a, from: 2020-01-01}}
  ani: {name: Ani Suryani, holds: {position: a, from: 2020-01-01}}
  hadi: {name: Hadi Wijaya, holds: [{position: b, from: 2020-01-01}, {position: a, from: 2020-01-01}]}
"""
SOP = sop("- {id: p, activity: Menulis, actor: a}\n- {id: q, activity: Menilai, actor: b, separate_from: [p]}")


@pytest.fixture
def desk(tmp_path):
    path = tmp_path / "dinas.directory.yaml"
    path.write_text(DIRECTORY, "utf-8")
    clock = sopflow.ManualClock(START)
    engine = engine_for(SOP, clock=clock, directory=load_directory(path))
    return engine, engine.start("uji", "eko").id, clock


def test_persons_are_said_by_their_names_and_kept_by_their_ids(desk):
    engine, run, _ = desk
    engine.claim(run, "p", "eko")
    with pytest.raises(ClaimedByOther) as caught:
        engine.complete(run, "p", "ani")
    assert (caught.value.by, caught.value.person) == ("ani", "eko")
    for language in ("id", "en"):
        told = caught.value.message(language)
        assert '"Eko Prasetyo"' in told
        assert '"Ani Suryani"' in told
        assert not [name for name in ("eko", "ani") if f'"{name}"' in told]
    engine.reassign(run, "p", "hadi", "hadi")
    engine.complete(run, "p", "hadi")
    with pytest.raises(SamePerson, match=r'^"Hadi Wijaya" did "1\. Menulis"'):
        engine.complete(run, "q", "hadi")
    with pytest.raises(NotAuthorized, match=r'^"Eko Prasetyo" may not do'):
        engine.complete(run, "q", "eko")


def test_somebody_unknown_is_told_so_with_who_was_perhaps_meant(desk):
    engine, run, _ = desk
    for typed, meant in (("Ani Suryani", "ani"), ("Hadi", "hadi"), ("ekoo", "eko")):
        with pytest.raises(NotAuthorized) as caught:
            engine.complete(run, "p", typed)
        assert f'tidak ada orang "{typed}" dalam direktori; maksud Anda {meant} (' in caught.value.message("id")
        assert f"did you mean {meant} " in caught.value.message("en")
        with pytest.raises(UnknownPerson, match=f"did you mean {meant} "):
            engine.worklist_page(person=typed)
        with pytest.raises(UnknownPerson, match=f"did you mean {meant} "):
            engine.reassign(run, "p", "eko", typed)
    with pytest.raises(UnknownPerson, match="write the id of a person as the directory has it"):
        engine.worklist_page(person="zzzz")


def test_without_a_directory_there_is_no_talk_of_one():
    engine = engine_for(SOP)
    run = engine.start("uji", "a").id
    with pytest.raises(UnknownPerson) as caught:
        engine.delegate(run, "p", "a", "orang", "cuti")
    assert caught.value.message("id") == 'SOP ini tidak punya pelaksana "orang"; yang ada: a, b, c'
    assert caught.value.message("en") == 'this SOP has no actor "orang"; known: a, b, c'


def test_a_visit_that_is_not_open_is_told_with_those_that_are():
    engine = engine_for(sop("- {id: p, no: '1', activity: Menulis., actor: a, branches: {Y: end, N: p}}"))
    run = engine.start("uji", "a").id
    engine.complete(run, "p", "a", "N")
    with pytest.raises(NotActive) as caught:
        engine.complete(run, "p", "a", "Y", visit=4)
    assert caught.value.message("id") == (
        'langkah "1. Menulis" tidak sedang terbuka pada kunjungan ke-4; yang terbuka: kunjungan ke-2'
    )
    assert caught.value.message("en") == 'the step "1. Menulis" is not open in visit 4; open now: visit 2'


def test_who_delegates_to_themselves_is_refused_in_words(desk):
    engine, run, _ = desk
    with pytest.raises(BadCommand) as caught:
        engine.delegate(run, "p", "eko", "eko", "cuti")
    assert caught.value.message("id") == (
        '"Eko Prasetyo" tidak dapat mendelegasikan kepada dirinya sendiri; sebutkan orang lain'
    )


def test_times_are_said_to_the_minute_in_the_zone_of_the_directory(desk):
    engine, run, clock = desk
    clock.advance(timedelta(hours=2))
    with pytest.raises(Backdated) as caught:
        engine.complete(run, "p", "eko", acted_at=START - timedelta(hours=1))
    assert caught.value.message("id") == (
        "waktu kejadian 2026-03-12 07:30 WIB ditolak: proses ini baru dimulai 2026-03-12 08:30 WIB"
    )
    with pytest.raises(BadCommand) as later:
        engine.complete(run, "p", "eko", acted_at=START + timedelta(hours=3))
    assert later.value.message("id") == (
        "waktu kejadian 2026-03-12 11:30 WIB di masa depan: sekarang 2026-03-12 10:30 WIB"
    )


def test_times_within_one_minute_are_said_to_the_second(desk):
    engine, run, clock = desk
    clock.advance(timedelta(hours=2))
    with pytest.raises(Backdated) as caught:
        engine.complete(run, "p", "eko", acted_at=START - timedelta(seconds=5))
    assert caught.value.message("en") == (
        "acted_at 2026-03-12 08:30:10 WIB is refused: the instance started at 2026-03-12 08:30:15 WIB"
    )


@pytest.mark.parametrize(
    ("words", "count", "said"),
    [
        ("{count} time(s)", 1, "1 time"),
        ("{count} time(s)", 2, "2 times"),
        ("{count} time(s)", 0, "0 times"),
        ("at {path}: {count} noted head(s), {other} line(s)", 1, "at x: 1 noted head, 3 lines"),
        ("a word(s) without a number", 1, "a word(s) without a number"),
    ],
)
def test_what_is_counted_has_the_number_of_its_count(words, count, said):
    assert Words("-", words).within("en", count=count, other=3, path="x") == said


TITLED = """
sopflow: 1
id: izin
title: Izin
may: {migrate: [kasi]}
actors:
  petugas: Petugas Loket
  kasi: {title: Kepala Seksi, also: Kasi}
  camat: Camat
steps:
  - {id: terima, no: "1", activity: Menerima, actor: petugas}
  - {id: paraf, no: "2", activity: Memaraf, actor: [kasi, camat], sign_off: all}
"""


def by_title(engine: sopflow.Engine, run: str):
    """Every way in which a title is written for an actor, with the ids that would do."""
    yield lambda: engine.complete(run, "terima", "Petugas Loket"), "petugas"
    yield lambda: engine.claim(run, "terima", "Budi"), "petugas"
    yield lambda: engine.activate("izin", "1", "Kepala Seksi"), "kasi"
    engine.claim(run, "terima", "petugas")
    yield lambda: engine.release(run, "terima", "Petugas Loket"), "petugas"
    engine.complete(run, "terima", "petugas")
    engine.complete(run, "paraf", "kasi")
    yield lambda: engine.complete(run, "paraf", "Camat"), "camat"
    yield lambda: engine.withdraw(run, "paraf", "Kepala Seksi"), "kasi"


def test_without_a_directory_a_title_for_an_actor_is_refused_with_the_id_that_would_do():
    engine = engine_for(sopflow.loads(TITLED))
    run = engine.start("izin", "petugas").id
    for call, ids in by_title(engine, run):
        with pytest.raises((NotAuthorized, NotClaimed, NotSigned)) as caught:
            call()
        assert caught.value.message("id").endswith(f"; tulis id pelaksana: {ids}")
        assert caught.value.message("en").endswith(f"; write the id of an actor: {ids}")
    with pytest.raises(NotAuthorized) as one_who_may_not:
        engine.complete(run, "paraf", "petugas")
    assert "tulis id" not in one_who_may_not.value.message("id")
    for title in ("Kepala Seksi", "kasi "):
        with pytest.raises(UnknownPerson) as receiver:
            engine.reassign(run, "paraf", "camat", title)
        assert receiver.value.message("id").endswith('maksud Anda "kasi"?')


def test_with_a_directory_nobody_is_told_to_write_the_id_of_an_actor(desk):
    engine, run, _ = desk
    with pytest.raises(NotAuthorized) as caught:
        engine.complete(run, "p", "A")
    assert "tulis id pelaksana" not in caught.value.message("id")


def test_a_delegated_row_is_said_to_be_delegated_and_who_may_take_it_back(desk):
    engine, run, _ = desk
    engine.delegate(run, "p", "eko", "hadi", "cuti")
    with pytest.raises(ClaimedByOther) as another:
        engine.complete(run, "p", "ani")
    assert another.value.message("id") == (
        '"1. Menulis" sedang didelegasikan kepada "Hadi Wijaya"; '
        '"Ani Suryani" dapat meminta agar dilepas (release) atau dialihkan (reassign)'
    )
    with pytest.raises(ClaimedByOther) as principal:
        engine.claim(run, "p", "eko")
    assert principal.value.message("id") == (
        '"1. Menulis" sedang didelegasikan kepada "Hadi Wijaya"; '
        '"Eko Prasetyo" dapat melepasnya (release), lalu mengerjakannya sendiri'
    )
    with pytest.raises(NotClaimed) as released:
        engine.release(run, "p", "ani")
    assert (
        released.value.message("en")
        == '"Ani Suryani" cannot release "1. Menulis"; who can: "Hadi Wijaya", "Eko Prasetyo"'
    )
    engine.release(run, "p", "eko")
    with pytest.raises(NotClaimed) as nobody:
        engine.release(run, "p", "eko")
    assert nobody.value.message("id").endswith(
        "yang dapat: tidak seorang pun, karena belum diklaim atau didelegasikan"
    )


def test_an_undo_over_a_delegated_row_says_that_it_is_delegated():
    engine = engine_for(sopflow.loads(TITLED.replace("actor: [kasi, camat], sign_off: all", "actor: kasi")))
    run = engine.start("izin", "petugas").id
    engine.complete(run, "terima", "petugas")
    engine.delegate(run, "paraf", "kasi", "camat", "cuti")
    with pytest.raises(NotUndoable, match="is delegated to"):
        engine.undo_last(run, "petugas", "keliru")


def test_withdrawing_where_nobody_signs_says_so_and_does_not_hint_at_completing():
    engine = engine_for(SOP)
    run = engine.start("uji", "a").id
    with pytest.raises(NotJoint) as caught:
        engine.withdraw(run, "p", "a")
    for language in ("id", "en"):
        assert "complete" not in caught.value.message(language)
    assert "tidak ada tanda tangan yang dapat ditarik" in caught.value.message("id")
    with pytest.raises(NotJoint, match="use complete"):
        engine.sign_off(run, "p", "a")


def test_an_answer_where_none_is_asked_for_is_refused_without_a_word_of_programs():
    engine = engine_for(SOP)
    run = engine.start("uji", "a").id
    with pytest.raises(UnknownOutcome) as caught:
        engine.complete(run, "p", "a", "Y")
    assert (
        caught.value.message("id")
        == '"Y" bukan jawaban untuk "1. Menulis"; yang ada: "selesai", yang tidak perlu ditulis'
    )
    assert caught.value.outcomes == ("done",)
    with pytest.raises(NoPerson) as nobody:
        engine.complete(run, "p", " ")
    assert "isi by" not in nobody.value.message("id")
