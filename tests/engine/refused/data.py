"""Commands that are refused for documents and fields, and for what a decision finds in them."""

from __future__ import annotations

import sopflow
from tests.engine.refused.desk import Desk, at_akhir, at_paraf, by_data
from tests.sop import engine_for, sop


def signed_otherwise():
    head = "actors: {p_loket: Petugas Loket, p_kasi: Kepala Seksi}\nfields: {d_nilai: {title: Nilai, type: money}}"
    row = "- {id: paraf, activity: Paraf, actor: [p_loket, p_kasi], sign_off: all, fills: [d_nilai]}"
    desk = Desk(sop(row, head=head))
    desk.engine.sign_off(desk.run, "paraf", "p_loket", fields={"d_nilai": 1})
    desk.engine.sign_off(desk.run, "paraf", "p_kasi", fields={"d_nilai": 2})


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


def no_document_that_arrives():
    desk = at_paraf()
    desk.to(("paraf", "p_kasi", "Y"), ("paraf", "p_camat", "Y"))
    desk.engine.receive(desk.run, [], by="p_loket")
