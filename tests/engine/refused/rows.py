"""Commands that are refused for the row, its answer, or what is to be said with it."""

from __future__ import annotations

from tests.engine.refused.desk import CALLER, CHILD, TWICE, Desk, at_paraf, at_putus, known


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


def work_of_nobody():
    desk = at_paraf()
    desk.to(("paraf", "p_kasi", "Y"), ("paraf", "p_camat", "Y"))
    desk.engine.complete(desk.run, "tunggu", "p_kasi")


def work_of_a_call():
    desk = Desk(CALLER, CHILD, sop_id="induk")
    desk.engine.complete(desk.run, "panggil", "p_loket")


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
