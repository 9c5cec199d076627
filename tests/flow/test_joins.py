"""AND-splits and joins: together, again from a loop, and inclusive."""

from __future__ import annotations

from tests.sop import engine_for, sop

AND = sop(
    """
- {id: s0, activity: x, actor: a, next: [s1, s2]}
- {id: s1, activity: x, actor: a, next: s3}
- {id: s2, activity: x, actor: b, next: s3}
- {id: s3, activity: x, actor: c, join: [s1, s2]}
- {id: s4, activity: x, actor: a, branches: {Y: end, N: s3}}
"""
)
INCLUSIVE = sop(
    """
- {id: s0, activity: x, actor: a, branches: {satu: s1, dua: [s1, s2], tiga: [s1, s2, s3]}}
- {id: s1, activity: x, actor: a, next: s4}
- {id: s2, activity: x, actor: b, next: s4}
- {id: s3, activity: x, actor: c, next: s4}
- {id: s4, activity: x, actor: a, join: started}
"""
)


def open_rows(run):
    return [row.step for row in run.active]


def test_a_join_waits_for_all_its_rows():
    engine = engine_for(AND)
    run = engine.start("uji", "a")
    run = engine.complete(run.id, "s0", "a")
    assert open_rows(run) == ["s1", "s2"]
    run = engine.complete(run.id, "s1", "a")
    assert open_rows(run) == ["s2"]
    assert run.waiting == ((("s1", "s3"), 1),)
    run = engine.complete(run.id, "s2", "b")
    assert open_rows(run) == ["s3"]
    assert run.waiting == ()


def test_a_return_to_a_join_row_starts_it_alone():
    engine = engine_for(AND)
    run = engine.start("uji", "a")
    for step, by in (("s0", "a"), ("s2", "b"), ("s1", "a"), ("s3", "c")):
        run = engine.complete(run.id, step, by)
    run = engine.complete(run.id, "s4", "a", "N")
    assert open_rows(run) == ["s3"]
    assert run.active[0].visit == 2


def test_an_inclusive_join_waits_for_what_was_started_and_no_more():
    for answer, parts in (("satu", ["s1"]), ("dua", ["s2", "s1"]), ("tiga", ["s3", "s1", "s2"])):
        engine = engine_for(INCLUSIVE)
        run = engine.complete(engine.start("uji", "a").id, "s0", "a", answer)
        for at, step in enumerate(parts):
            assert "s4" not in open_rows(run), (answer, at)
            run = engine.complete(run.id, step, run.open_row(step).actors[0])
        assert open_rows(run) == ["s4"]
        assert run.waiting == ()


def test_an_inclusive_join_does_not_wait_for_a_token_that_can_still_come_where_one_has_arrived():
    """BPMN 2.0.2, 13.4.3: whoever can reach an arc that is filled holds up none, also if an empty one is in reach."""
    rows = """
- {id: s0, activity: x, actor: a, next: [s1, s2]}
- {id: s1, activity: x, actor: a, next: s4}
- {id: s2, activity: x, actor: b, branches: {lagi: s1, lain: s3}}
- {id: s3, activity: x, actor: c, next: s4}
- {id: s4, activity: x, actor: a, join: started}
"""
    engine = engine_for(sop(rows))
    run = engine.complete(engine.start("uji", "a").id, "s0", "a")
    assert open_rows(engine.complete(run.id, "s1", "a")) == ["s2", "s4"]
    run = engine.complete(engine.start("uji", "a").id, "s0", "a")
    run = engine.complete(run.id, "s2", "b", "lain")  # s1 can only reach the arc of its own, which is empty
    assert open_rows(engine.complete(run.id, "s3", "c")) == ["s1"]


def test_two_inclusive_joins_that_wait_on_each_other_go_on_from_the_upper_row():
    circle = sop(
        """
- {id: s0, activity: x, actor: a, next: [s1, s2]}
- {id: s1, activity: x, actor: a, next: j1}
- {id: s2, activity: x, actor: b, next: j2}
- {id: j1, activity: x, actor: a, join: started, branches: {lanjut: j2, selesai: end}}
- {id: j2, activity: x, actor: b, join: started, branches: {kembali: j1, selesai: end}}
"""
    )
    engine = engine_for(circle)
    run = engine.complete(engine.start("uji", "a").id, "s0", "a")
    run = engine.complete(run.id, "s1", "a")
    run = engine.complete(run.id, "s2", "b")
    assert open_rows(run) == ["j1"]
    run = engine.complete(run.id, "j1", "a", "selesai")
    assert open_rows(run) == ["j2"]
    assert engine.complete(run.id, "j2", "b", "selesai").status == "completed"


def test_all_inclusive_joins_that_can_start_do_so_at_once():
    engine = engine_for(
        sop(
            """
- {id: ulang, activity: x, actor: a, join: started, next: [ulang, teruskan]}
- {id: kembali, activity: x, actor: a, branches: {Y: ulang, N: teruskan}}
- {id: teruskan, activity: x, actor: a, join: started}
""",
        )
    )
    run = engine.complete(engine.start("uji", "a").id, "ulang", "a")
    assert open_rows(run) == ["ulang", "teruskan"]
    assert not run.waiting


def test_tokens_that_nothing_can_free_are_said_to_be_stuck():
    unsound = sop(
        """
- {id: s0, activity: x, actor: a, branches: {Y: s1, N: s2}}
- {id: s1, activity: x, actor: a, next: s3}
- {id: s2, activity: x, actor: a, next: s3}
- {id: s3, activity: x, actor: a, join: [s1, s2]}
"""
    )
    engine = engine_for(unsound)
    run = engine.complete(engine.start("uji", "a").id, "s0", "a", "Y")
    run = engine.complete(run.id, "s1", "a")
    assert run.is_stuck
    assert list(engine.history(run.id))[-1].effects.stuck


def test_closes_all_withdraws_what_is_open_and_names_the_end():
    closing = sop(
        """
- {id: s0, activity: x, actor: a, next: [s1, s2]}
- {id: s1, activity: x, actor: a, branches: {Y: end, N: {end: ditolak, closes: all, hand_over: keberatan}}}
- {id: s2, activity: x, actor: b}
"""
    )
    engine = engine_for(closing)
    run = engine.complete(engine.start("uji", "a").id, "s0", "a")
    run = engine.complete(run.id, "s1", "a", "N")
    assert (run.status, run.end, run.hand_over, run.active) == ("completed", "ditolak", "keberatan", ())
    assert list(engine.history(run.id))[-1].effects.closed == (("s2", 1),)


def test_terminators_pass_by_themselves():
    framed = sop(
        """
- {id: mulai, activity: Mulai, terminator: true}
- {id: s1, activity: x, actor: a}
- {id: selesai, activity: Selesai, terminator: true}
"""
    )
    engine = engine_for(framed)
    run = engine.start("uji", "a")
    assert open_rows(run) == ["s1"]
    assert engine.complete(run.id, "s1", "a").status == "completed"


def test_callbacks_of_transitions_can_be_hung_on_the_machine():
    engine = engine_for(AND)
    seen = []
    flow = engine.flow("uji")
    flow.machine.get_state("s3").add_callback("enter", lambda data: seen.append(data.event.name))
    run = engine.complete(engine.start("uji", "a").id, "s0", "a")
    engine.complete(run.id, "s1", "a")
    assert seen == ["done"]


def test_an_inclusive_join_waits_for_a_token_behind_a_join_that_work_can_still_open():
    gated = sop(
        """
- {id: s0, activity: x, actor: a, next: [s1, s2, s3]}
- {id: s1, activity: x, actor: a, next: g}
- {id: s2, activity: x, actor: b, next: g}
- {id: g, activity: x, actor: b, join: [s1, s2], next: j}
- {id: s3, activity: x, actor: c, next: j}
- {id: j, activity: x, actor: c, join: started}
"""
    )
    engine = engine_for(gated)
    run = engine.complete(engine.start("uji", "a").id, "s0", "a")
    run = engine.complete(run.id, "s3", "c")
    run = engine.complete(run.id, "s1", "a")
    assert open_rows(run) == ["s2"]
    run = engine.complete(run.id, "s2", "b")
    run = engine.complete(run.id, "g", "b")
    assert open_rows(run) == ["j"]


def test_an_inclusive_join_does_not_wait_for_a_token_that_is_lost_behind_another_join():
    lost = sop(
        """
- {id: s0, activity: x, actor: a, next: [s1, s3]}
- {id: s1, activity: x, actor: a, branches: {Y: g, N: end}}
- {id: s2, activity: x, actor: b, next: g}
- {id: g, activity: x, actor: b, join: [s1, s2], next: j}
- {id: s3, activity: x, actor: c, next: j}
- {id: j, activity: x, actor: c, join: started, branches: {Y: end, N: s2}}
"""
    )
    engine = engine_for(lost)
    run = engine.complete(engine.start("uji", "a").id, "s0", "a")
    run = engine.complete(run.id, "s1", "a", "Y")
    run = engine.complete(run.id, "s3", "c")
    assert open_rows(run) == ["j"]
    run = engine.complete(run.id, "j", "c", "N")
    run = engine.complete(run.id, "s2", "b")
    run = engine.complete(run.id, "g", "b")
    assert open_rows(run) == ["j"]


def test_an_inclusive_join_nested_in_another_inside_a_loop_ends():
    nested = sop(
        """
- {id: s0, activity: x, actor: a, next: [luar, s1]}
- {id: s1, activity: x, actor: a, next: [s2, s3]}
- {id: s2, activity: x, actor: a, next: dalam}
- {id: s3, activity: x, actor: a, next: dalam}
- {id: dalam, activity: x, actor: a, join: started, branches: {ulang: s1, terus: gabung}}
- {id: luar, activity: x, actor: b, next: gabung}
- {id: gabung, activity: x, actor: c, join: started, branches: {ulang: s0, terus: end}}
"""
    )
    engine = engine_for(nested)
    run = engine.start("uji", "a")
    order = ["s0", "s1", "s2", "s3", "dalam:ulang", "s1", "luar", "s3", "s2", "dalam:terus", "gabung:ulang"]
    order += ["s0", "luar", "s1", "s2", "s3", "dalam:terus", "gabung:terus"]
    for act in order:
        step, _, outcome = act.partition(":")
        run = engine.complete(run.id, step, run.open_row(step).actors[0], outcome or None)
    assert run.status == "completed"
