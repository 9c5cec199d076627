"""An activity is one act, said without its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sopflow.definition.model import Step
from sopflow.diagnostics import Diagnostic, info, warning
from sopflow.language import Words

from ..subject import Subject

SUBJECT_FIRST = warning(
    "SOP321",
    "begins-with-its-actor",
    id='uraian kegiatan diawali pelaksananya ("{word}"), bukan kata kerja',
    en='the activity begins with its actor ("{word}"), not with a verb',
    hint_id='tulis "Menyusun …" saja; pelaksananya sudah ada di kolomnya',
    hint_en='write "Menyusun …" alone; the actor has a column',
    page=Words(
        'Permenpan RB 35/2012: pelaksana dipisahkan dari kegiatannya. Uraian ditulis aktif tanpa subjek: "Menyusun surat '
        'tugas", bukan "Danru menyusun surat tugas".',
        "Permenpan RB 35/2012 keeps the actor apart from the activity. The text is active and without a subject: "
        '"Menyusun surat tugas", not "Danru menyusun surat tugas".',
    ),
)
ANOTHERS_WORK = info(
    "SOP323",
    "anothers-work",
    id='menurut uraiannya {other} yang bekerja ("{words}"), sedangkan pelaksana langkah ini {own}',
    en='according to its text {other} does the work ("{words}"), while the row is that of {own}',
    hint_id="pisahkan menjadi langkah sendiri, atau perbaiki pelaksananya",
    hint_en="make it a row of its own, or correct the actor",
    page=Words(
        "Uraian menyebut jabatan lain sebagai yang mengerjakan. Mungkin pelaksananya salah kolom, atau satu baris memuat "
        "pekerjaan dua orang. Penyerahan (dari, kepada, oleh) tidak dihitung.",
        "The text names another position as the one who acts. Perhaps the actor stands in the wrong column, or one row holds "
        "two people's work. Handing over (from, to, by) does not count.",
    ),
)
SEVERAL = info(
    "SOP329",
    "several-activities",
    id='baris ini memuat beberapa kegiatan ("{word}"); waktunya ({time}) untuk semuanya',
    en='this row holds several activities ("{word}"); its time ({time}) is for all of them',
    hint_id="satu baris satu kegiatan: pisahkan, masing-masing dengan waktu dan outputnya",
    hint_en="one row, one activity: separate them, each with its time and output",
    page=Words(
        'Satu baris memuat satu kegiatan. Bila uraiannya berlanjut dengan "selanjutnya", "kemudian" atau "setelah selesai", '
        "waktu dan outputnya tidak lagi jelas milik kegiatan yang mana.",
        'A row holds one activity. Where its text goes on with "then" or "afterwards", it is no longer clear to which activity '
        "the time and the output belong.",
    ),
)
_VERB: Final = re.compile(r"\s*(?:[\w/&,-]+\s+){0,6}?(me\w{3,}|di\w{4,}|ber\w{3,})")
_ACT: Final = re.compile(r"(me|di|ber)\w{3,}")
_SHOWN: Final = 80
_PURPOSE: Final = re.compile(r"\b(?:untuk|yang|agar|supaya)\b")
_HANDING: Final = frozenset(
    {"dari", "kepada", "oleh", "ke", "untuk", "dengan", "pada", "atas", "bersama", "dan/atau", "anggota"}
)
_GOES_ON: Final = re.compile(r"\b(setelah selesai|selanjutnya|kemudian|setelah itu|lalu)\b")


def _without_subject(rest: str) -> Words | None:
    """The activity as it is without its subject, where a verb comes first then."""
    if _ACT.match(rest.casefold()) is None:
        return None
    plain = rest[0].upper() + rest[1:]
    shown = plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN].rstrip()} …"
    return Words(
        f'tulis "{shown}"; pelaksananya sudah ada di kolomnya', f'write "{shown}"; the actor has a column'
    )


def check(subject: Subject) -> Iterator[Diagnostic]:
    for step in subject.sop.steps:
        if step.terminator:
            continue
        first = next(subject.names.mentions(step.activity), None)
        if first is not None and not step.activity[: first.start].strip():
            word = step.activity[first.start : first.end]
            hint = _without_subject(step.activity[first.end :].strip())
            yield SUBJECT_FIRST.at(step.place_of("activity"), step=step.id, word=word, hint=hint)
        yield from _others(subject, step)
        goes_on = _GOES_ON.search(step.activity.casefold())
        if goes_on is not None:
            yield SEVERAL.at(step.place_of("activity"), step=step.id, word=goes_on[1], time=step.duration or "-")


def _others(subject: Subject, step: Step) -> Iterator[Diagnostic]:
    actors = subject.flow.rows[str(step.id)].actors
    own = ", ".join(subject.sop.actors[a].title for a in actors if a in subject.sop.actors)
    told = set()
    for mention in subject.names.mentions(step.activity):
        rest = step.activity[mention.end :]
        verb = _VERB.match(rest.casefold())
        if mention.actor in actors or mention.before in _HANDING or not own or mention.actor in told:
            continue
        if verb is None or _PURPOSE.search(verb[0]):
            continue
        told.add(mention.actor)
        words = " ".join(step.activity[mention.start : mention.end + verb.end()].split())
        other = subject.sop.actors[mention.actor].title
        yield ANOTHERS_WORK.at(step.place_of("activity"), step=step.id, other=other, own=own, words=words[:60])
