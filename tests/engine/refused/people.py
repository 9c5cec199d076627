"""Commands that are refused for who gives them, or to whom they give a row."""

from __future__ import annotations

from tests.engine.refused.desk import Desk, at_paraf, at_putus, known


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


def already_signed():
    desk = at_paraf()
    desk.to(("paraf", "p_kasi", "Y"), ("paraf", "p_kasi", "Y"))


def not_signed():
    desk = at_paraf()
    desk.to(("paraf", "p_kasi", "Y")).withdraw(desk.run, "paraf", "p_camat", note="keliru")


def signed_by_nobody():
    desk = at_paraf()
    desk.engine.withdraw(desk.run, "paraf", "p_camat", note="keliru")


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


def extended_by_another():
    desk = at_putus()
    desk.engine.extend(desk.run, "putus", "p_loket", "banjir")


def delegated_to_oneself():
    desk = known(at_putus)
    desk.engine.delegate(desk.run, "putus", "budi", to="budi", reason="cuti")
