"""What every refusal says in Indonesian: no English word, no value of Python, and titles where there are any."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import sopflow
from sopflow import errors
from sopflow.engine.directory import FixedDirectory
from sopflow.time import AroundTheClock
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
HEAD = """
actors:
  p_loket: Petugas Loket
  p_kasi: Kepala Seksi
  p_camat: {title: Camat Ciledug, substitutes: [p_sekcam]}
  p_sekcam: Sekretaris Kecamatan
  p_pilih: {title: Pejabat Terkait, chosen_by: pilih, among: [p_kasi, p_camat]}
documents: {d_surat: {title: Surat Masuk, external: true}, d_memo: Memo Kasi}
may: {cancel: [p_camat]}
time_limit: 5 hari
"""
SOP = sop(
    """
- {id: awal, activity: Mulai, actor: p_loket}
- {id: putus, activity: Putus, actor: p_kasi, duration: 1 jam, extension: {by: p_kasi, at_most: 1 hari}, branches: {Y: pilih, N: {to: awal, note: required}, entah: unknown}}
- {id: pilih, activity: Pilih, actor: p_camat, separate_from: [putus], optional: true}
- {id: ikut, activity: Ikut, actor: p_pilih, same_as: putus}
- {id: paraf, activity: Paraf, actor: [p_kasi, p_camat], sign_off: all, branches: {Y: tunggu, N: end}}
- {id: tunggu, activity: Tunggu, wait: {until: d_surat}}
- {id: akhir, activity: Akhir, actor: p_loket, inputs: [d_memo], missing_inputs: refuse}
""",
    head=HEAD,
)
TWICE = sop(
    """
- {id: awal, activity: Mulai, actor: p_loket, next: [kiri, kanan]}
- {id: kiri, activity: Kiri, actor: p_loket, next: temu}
- {id: kanan, activity: Kanan, actor: p_loket, next: temu}
- {id: temu, activity: Temu, actor: p_loket}
""",
    head="actors: {p_loket: Petugas Loket}",
    name="ganda",
)
CALLER = sop(
    "- {id: panggil, activity: Panggil, call: anak}", head="actors: {p_loket: Petugas Loket}", name="induk"
)
CHILD = sop("- {id: kerja, activity: Kerja, actor: p_loket}", head="actors: {p_loket: Petugas Loket}", name="anak")
LOOP = sop(
    "- {id: panggil, activity: Panggil, call: putar}", head="actors: {p_loket: Petugas Loket}", name="putar"
)
PEOPLE = FixedDirectory(
    {"ani": ("p_loket",), "budi": ("p_kasi",), "citra": ("p_camat",), "dedi": ("p_kasi", "p_camat"), "evi": ()}
)


class Desk:
    """An engine, and an instance that was led to a row."""

    def __init__(
        self, *sops: sopflow.Definition, directory=None, sop_id: str = "uji", by: str = "p_loket"
    ) -> None:
        self.clock = sopflow.ManualClock(START)
        self.engine = engine_for(*(sops or (SOP,)), clock=self.clock, directory=directory)
        self.run = self.engine.start(sop_id, by).id

    def to(self, *done: tuple[str, str] | tuple[str, str, str]):
        for step, by, *outcome in done:
            choose = {"p_pilih": "p_kasi"} if step == "pilih" else None
            self.engine.complete(self.run, step, by, *outcome, choose=choose)
        return self.engine


def at_putus(**options) -> Desk:
    desk = Desk(**options)
    desk.to(("awal", "ani" if options.get("directory") else "p_loket"))
    return desk


def at_paraf(**options) -> Desk:
    desk = at_putus(**options)
    known = bool(options.get("directory"))
    kasi, camat = ("budi", "citra") if known else ("p_kasi", "p_camat")
    desk.to(("putus", kasi, "Y"), ("pilih", camat), ("ikut", kasi))
    return desk


def at_akhir() -> Desk:
    desk = at_paraf()
    desk.to(("paraf", "p_kasi", "Y"), ("paraf", "p_camat", "Y")).receive(desk.run, "d_surat", by="p_loket")
    return desk


def known(desk_of) -> Desk:
    return desk_of(directory=PEOPLE, by="ani")


def unknown_step():
    desk = Desk()
    desk.engine.complete(desk.run, "tidak_ada", "p_loket")


def not_active():
    desk = Desk()
    desk.engine.complete(desk.run, "putus", "p_kasi", "Y")


def ambiguous():
    desk = Desk(TWICE, sop_id="ganda")
    desk.to(("awal", "p_loket"), ("kiri", "p_loket"), ("kanan", "p_loket"))
    desk.engine.complete(desk.run, "temu", "p_loket")


def not_authorized():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_kasi")


def not_authorized_to_cancel():
    desk = known(Desk)
    desk.engine.cancel(desk.run, "budi")


def nobody():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", " ")


def the_engine_itself():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "system")


def backdated():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", acted_at=START - timedelta(days=1))


def in_the_future():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", acted_at=START + timedelta(days=1))


def claimed():
    desk = known(at_putus)
    desk.engine.claim(desk.run, "putus", "budi")
    desk.engine.complete(desk.run, "putus", "dedi", "Y")


def claimed_by_an_actor():
    desk = at_paraf()
    desk.engine.claim(desk.run, "paraf", "p_camat")
    desk.engine.complete(desk.run, "paraf", "p_sekcam", "Y")


def not_claimed():
    desk = at_paraf()
    desk.engine.claim(desk.run, "paraf", "p_camat")
    desk.engine.release(desk.run, "paraf", "p_kasi")


def claimed_by_nobody():
    desk = Desk()
    desk.engine.release(desk.run, "awal", "p_loket")


def unknown_person():
    desk = known(at_putus)
    desk.engine.reassign(desk.run, "putus", "budi", to="siapa")


def work_of_nobody():
    desk = at_paraf()
    desk.to(("paraf", "p_kasi", "Y"), ("paraf", "p_camat", "Y"))
    desk.engine.complete(desk.run, "tunggu", "p_kasi")


def work_of_a_call():
    desk = Desk(CALLER, CHILD, sop_id="induk")
    desk.engine.complete(desk.run, "panggil", "p_loket")


def already_signed():
    desk = at_paraf()
    desk.to(("paraf", "p_kasi", "Y"), ("paraf", "p_kasi", "Y"))


def not_signed():
    desk = at_paraf()
    desk.to(("paraf", "p_kasi", "Y")).withdraw(desk.run, "paraf", "p_camat", note="keliru")


def signed_otherwise():
    head = "actors: {p_loket: Petugas Loket, p_kasi: Kepala Seksi}\nfields: {d_nilai: {title: Nilai, type: money}}"
    row = "- {id: paraf, activity: Paraf, actor: [p_loket, p_kasi], sign_off: all, fills: [d_nilai]}"
    desk = Desk(sop(row, head=head))
    desk.engine.sign_off(desk.run, "paraf", "p_loket", fields={"d_nilai": 1})
    desk.engine.sign_off(desk.run, "paraf", "p_kasi", fields={"d_nilai": 2})


def signed_by_nobody():
    desk = at_paraf()
    desk.engine.withdraw(desk.run, "paraf", "p_camat", note="keliru")


def not_joint():
    desk = Desk()
    desk.engine.sign_off(desk.run, "awal", "p_loket")


def answers_differ():
    desk = at_paraf()
    desk.to(("paraf", "p_kasi", "Y"), ("paraf", "p_camat", "N"))


def no_outcome():
    desk = at_putus()
    desk.engine.complete(desk.run, "putus", "p_kasi")


def unknown_outcome():
    desk = at_putus()
    desk.engine.complete(desk.run, "putus", "p_kasi", "mungkin")


def no_note():
    desk = at_putus()
    desk.engine.complete(desk.run, "putus", "p_kasi", "N")


def no_note_of_a_skip():
    desk = at_putus()
    desk.to(("putus", "p_kasi", "Y")).skip(desk.run, "pilih", "p_camat", " ")


def no_note_of_an_extension():
    desk = at_putus()
    desk.engine.extend(desk.run, "putus", "p_kasi", " ")


def no_note_of_a_delegation():
    desk = known(at_putus)
    desk.engine.delegate(desk.run, "putus", "budi", to="evi", reason=" ")


def no_note_of_a_note():
    desk = Desk()
    desk.engine.annotate(desk.run, "p_loket", " ")


def no_note_of_an_undo():
    desk = at_putus()
    desk.engine.undo_last(desk.run, "p_loket", " ")


def no_target():
    desk = at_putus()
    desk.engine.complete(desk.run, "putus", "p_kasi", "entah")


def target_not_allowed():
    desk = at_putus()
    desk.engine.complete(desk.run, "putus", "p_kasi", "Y", to="awal")


def no_choice():
    desk = at_putus()
    desk.to(("putus", "p_kasi", "Y"))
    desk.engine.complete(desk.run, "pilih", "p_camat")


def not_optional():
    desk = Desk()
    desk.engine.skip(desk.run, "awal", "p_loket", "tidak perlu")


def same_person():
    desk = known(at_putus)
    desk.to(("putus", "dedi", "Y"))
    desk.engine.complete(desk.run, "pilih", "dedi")


def other_person():
    desk = at_putus()
    desk.to(("putus", "p_kasi", "Y"))
    desk.engine.complete(desk.run, "pilih", "p_camat", choose={"p_pilih": "p_camat"})
    desk.engine.complete(desk.run, "ikut", "p_camat")


def undo_by_another():
    desk = at_putus()
    desk.engine.undo_last(desk.run, "p_camat", "keliru")


def undo_of_nothing():
    desk = Desk()
    desk.engine.undo_last(desk.run, "p_loket", "keliru")


def undo_of_what_is_claimed():
    desk = at_putus()
    desk.engine.claim(desk.run, "putus", "p_kasi")
    desk.engine.undo_last(desk.run, "p_loket", "keliru")


def not_extendable():
    desk = at_putus()
    desk.engine.extend(desk.run, "putus", "p_kasi", "banjir")
    desk.engine.extend(desk.run, "putus", "p_kasi", "banjir lagi")


def extended_too_far():
    desk = at_putus()
    desk.engine.extend(desk.run, "putus", "p_kasi", "banjir", length="9 hari")


def extended_by_no_length():
    desk = at_putus()
    desk.engine.extend(desk.run, "putus", "p_kasi", "banjir", length="lama")


def extended_by_another():
    desk = at_putus()
    desk.engine.extend(desk.run, "putus", "p_loket", "banjir")


def missing_inputs():
    desk = at_akhir()
    desk.engine.complete(desk.run, "akhir", "p_loket")


def fields_refused():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", fields={"nilai": 5})


def files_required():
    head = "actors: {p_loket: Petugas Loket}\ndocuments: {d_ktp: {title: Fotokopi KTP, external: true, file: required}}"
    engine = engine_for(sop("- {id: awal, activity: Mulai, actor: p_loket, inputs: [d_ktp]}", head=head))
    engine.complete(engine.start("uji", "p_loket").id, "awal", "p_loket")


def by_data(**branches):
    """A decision on an amount that the applicant may fill in; branches by their conditions."""
    decided = ", ".join(f"{name}: {{to: end, when: {when}}}" for name, when in branches.items())
    rows = f"- {{id: awal, activity: Mulai, actor: p_loket, fills: [{{d_nilai: optional}}]}}\n- {{id: putus, activity: Putus, actor: p_loket, branches: {{{decided}}}}}"
    head = "actors: {p_loket: Petugas Loket}\nfields: {d_nilai: {title: Nilai, type: money}}"
    engine = engine_for(sop(rows, head=head, name="data"))
    return engine, engine.start("data", "p_loket").id


def decided_otherwise():
    engine, run = by_data(kecil="{d_nilai: {at_most: 5}}", besar="{d_nilai: {above: 5}}")
    engine.complete(run, "awal", "p_loket", fields={"d_nilai": 5})
    engine.complete(run, "putus", "p_loket", "besar")


def decided_by_nothing():
    engine, run = by_data(kecil="{d_nilai: {at_most: 5}}", besar="{d_nilai: {above: 5}}")
    engine.complete(run, "awal", "p_loket")
    engine.complete(run, "putus", "p_loket")


def decided_by_none():
    engine, run = by_data(kecil="{d_nilai: {below: 5}}", besar="{d_nilai: {above: 5}}")
    engine.complete(run, "awal", "p_loket", fields={"d_nilai": 5})
    engine.complete(run, "putus", "p_loket")


def nothing_to_correct():
    desk = Desk()
    desk.engine.correct(desk.run, "p_camat", {}, "keliru")


def nothing_to_redact():
    desk = Desk()
    desk.engine.redact(desk.run, "p_camat", "diminta")


def no_place_for_personal():
    head = "actors: {p_loket: Petugas Loket}\nfields: {d_nik: {title: NIK, personal: true}}"
    rows = "- {id: awal, activity: Mulai, actor: p_loket, fills: [d_nik]}"

    class Elsewhere(sopflow.InMemoryStore):
        private = None

    engine = engine_for(sop(rows, head=head, name="data"), store=Elsewhere())
    engine.start("data", "p_loket", fields={"d_nik": "317"})


def unknown_document():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", documents=["d_memmo"])


def suspended():
    desk = Desk()
    desk.engine.suspend(desk.run, "p_loket")
    desk.engine.complete(desk.run, "awal", "p_loket")


def resumed():
    desk = Desk()
    desk.engine.resume(desk.run, "p_loket")


def over():
    desk = Desk()
    desk.engine.cancel(desk.run, "p_camat")
    desk.engine.suspend(desk.run, "p_loket")


def held():
    desk = Desk(CALLER, CHILD, sop_id="induk")
    child = desk.engine.instance(desk.run).active[0].child
    desk.engine.suspend(desk.run, "p_loket")
    desk.engine.resume(child, "p_loket")


def has_a_parent():
    desk = Desk(CALLER, CHILD, sop_id="induk")
    desk.engine.cancel(desk.engine.instance(desk.run).active[0].child, "p_loket")


def delegated_to_oneself():
    desk = known(at_putus)
    desk.engine.delegate(desk.run, "putus", "budi", to="budi", reason="cuti")


def out_of_range():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", acted_at=datetime(9990, 1, 1, tzinfo=UTC))


def too_deep():
    Desk(LOOP, sop_id="putar")


def conflict():
    desk = at_putus()
    desk.engine.complete(desk.run, "putus", "p_kasi", "Y", expected=1)


def key_reused():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", key="k")
    desk.engine.complete(desk.run, "putus", "p_kasi", "Y", key="k")


def no_text():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", None)


def no_flag():
    Desk().engine.find(overdue="ya")


def no_documents():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", documents=5)


def no_number():
    desk = Desk()
    desk.engine.complete(desk.run, "awal", "p_loket", expected=[desk])


def no_document_that_arrives():
    desk = at_paraf()
    desk.to(("paraf", "p_kasi", "Y"), ("paraf", "p_camat", "Y"))
    desk.engine.receive(desk.run, [], by="p_loket")


def another_unit():
    class Office(FixedDirectory):
        def units(self):
            return ("utara", "selatan")

    desk = Desk(directory=None)
    engine = engine_for(SOP, clock=desk.clock, directory=Office({"ani": ("p_loket",)}))
    engine.start("uji", "ani", unit="timur")


def no_place():
    desk = Desk()
    newer = sop(
        "- {id: lain, activity: Lain, actor: p_loket}", head=HEAD.replace("pilih", "lain") + 'version: "2"'
    )
    desk.engine.register(newer)
    (one,) = desk.engine.migrate("uji", to="2", by="p_camat")
    raise one.refusal


def unknown_unit():
    class Office(FixedDirectory):
        def units(self):
            return ("utara", "selatan")

    Desk(directory=Office({"ani": ("p_loket",)}), by="ani")


COMMANDS = [
    value for value in list(globals().values()) if callable(value) and getattr(value, "__module__", "") == __name__
]
COMMANDS = [
    c for c in COMMANDS if c.__name__ not in ("Desk", "at_putus", "at_paraf", "at_akhir", "known", "by_data")
]
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
