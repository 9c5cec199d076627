"""What an embedder does: start, complete, be refused, suspend, cancel, ask what is possible."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow import errors
from tests.sop import engine_for, sop

START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
LETTER = sop(
    """
- {id: tulis, activity: Menulis, actor: a, duration: 2 jam, inputs: [permohonan], outputs: [draf]}
- id: periksa
  activity: Memeriksa
  actor: b
  duration: 1 hari
  inputs: [draf]
  outputs: [surat]
  branches:
    Y: kirim
    N: {to: tulis, note: required}
    tolak: {end: ditolak}
    lain: unknown
- {id: kirim, activity: Mengirim, actor: [c, a], optional: true, outputs: [terkirim], next: {end: terkirim}}
""",
    head="time_limit: 3 hari\nmay_start: [a, b]\ndocuments:\n  permohonan: {title: P, external: true}\n  draf: {title: D, draft_of: surat}\n  surat: S\n  terkirim: {title: T, kind: state}",
)


@pytest.fixture
def engine(clock):
    return engine_for(LETTER, clock=clock)


@pytest.fixture
def run(engine):
    return engine.start("uji", "a", subject="Surat 1", data={"id": 7}, documents=["permohonan"])


def test_a_start_opens_the_first_row_with_its_due_time(run):
    assert run.revision == 1
    assert run.subject == "Surat 1"
    assert run.data == {"id": 7}
    assert run.active[0].due == START + timedelta(hours=2)
    assert run.due == START + timedelta(days=3)
    assert run.documents["permohonan"].version == 1


def test_only_those_named_may_start(engine):
    with pytest.raises(errors.NotAuthorized) as refused:
        engine.start("uji", "c")
    assert refused.value.actors == ("a", "b")


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda e, r: e.complete(r, "tulisan", "a"), errors.UnknownStep, '"1. Menulis" (tulis)'),
        (lambda e, r: e.complete(r, "periksa", "b", "Y"), errors.NotActive, 'open now: "1. Menulis"'),
        (lambda e, r: e.complete(r, "tulis", "b"), errors.NotAuthorized, '"A"'),
        (lambda e, r: e.complete(r, "tulis", "a", "Y"), errors.UnknownOutcome, "done"),
        (lambda e, r: e.complete(r, "tulis", "a", expected=7), errors.Conflict, "revision 1"),
        (lambda e, r: e.complete(r, "tulis", "a", documents=["drf"]), errors.UnknownDocument, "draf"),
        (
            lambda e, r: e.complete(r, "tulis", "a", documents={"draf": {"nomor": "1"}}),
            errors.BadCommand,
            "number",
        ),
        (
            lambda e, r: e.complete(r, "tulis", "a", to="kirim", note="x"),
            errors.TargetNotAllowed,
            '"2. Memeriksa"',
        ),
        (lambda e, r: e.complete(r, "tulis", "a", data="x" * 70_000), errors.BadCommand, "65536"),
        (lambda e, r: e.complete(r, "tulis", "a", data=object()), errors.BadCommand, "JSON"),
        (lambda e, r: e.complete(r, "tulis", "a", acted_at=datetime(2024, 1, 1)), errors.BadCommand, "zone"),
        (lambda e, r: e.complete(r, "tulis", "a", acted_at=START + timedelta(1)), errors.BadCommand, "future"),
        (lambda e, r: e.complete(r, "tulis", "a", choose={"b": "c"}), errors.ChoiceRequired, "b"),
        (lambda e, r: e.skip(r, "tulis", "a", "malas"), errors.NotOptional, "optional"),
        (lambda e, r: e.sign_off(r, "tulis", "a"), errors.NotJoint, "complete"),
        (lambda e, r: e.withdraw(r, "tulis", "a"), errors.NotJoint, "no signature"),
        (lambda e, r: e.resume(r, "a"), errors.NotRunning, "suspend"),
        (lambda e, r: e.annotate(r, "a", " "), errors.NoteRequired, "note"),
        (lambda e, r: e.annotate(r, "a", "x", step="entah"), errors.UnknownStep, "tulis"),
        (lambda e, r: e.receive(r, [], "a"), errors.UnknownDocument, "none"),
        (lambda e, r: e.complete("entah", "tulis", "a"), errors.UnknownInstance, "entah"),
        (lambda e, r: e.start("lain", "a"), errors.UnknownDefinition, "uji"),
    ],
)
def test_a_refusal_is_typed_says_what_is_possible_and_changes_nothing(engine, run, call, error, says):
    with pytest.raises(error) as refused:
        call(engine, run.id)
    assert says in str(refused.value)
    assert refused.value.message("id")
    assert engine.instance(run.id) == run
    assert len(list(engine.history(run.id))) == 1
    assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value)


def test_a_decision_needs_its_outcome_and_its_note(engine, run):
    engine.complete(run.id, "tulis", "a")
    with pytest.raises(errors.MissingOutcome, match='"Y", "N", "tolak", "lain"'):
        engine.complete(run.id, "periksa", "b")
    with pytest.raises(errors.NoteRequired):
        engine.complete(run.id, "periksa", "b", "N")
    after = engine.complete(run.id, "periksa", "b", "N", note="Salah nama")
    assert [(r.step, r.visit) for r in after.active] == [("tulis", 2)]


def test_a_branch_to_nowhere_needs_a_target_and_a_reason(engine, run):
    engine.complete(run.id, "tulis", "a")
    for options in ({}, {"to": "kirim"}, {"to": "entah", "note": "x"}, {"note": "x"}):
        with pytest.raises(errors.TargetRequired, match="kirim"):
            engine.complete(run.id, "periksa", "b", "lain", **options)
    after = engine.complete(run.id, "periksa", "b", "lain", to="end:ditolak", note="perintah Camat")
    assert (after.status, after.end) == ("completed", "ditolak")
    event = list(engine.history(run.id))[-1]
    assert (event.effects.deviation, event.note, event.by) == ("end:ditolak", "perintah Camat", "b")


def test_an_optional_row_is_skipped_with_a_reason_and_makes_nothing(engine, run):
    engine.complete(run.id, "tulis", "a")
    engine.complete(run.id, "periksa", "b", "Y")
    with pytest.raises(errors.NoteRequired):
        engine.skip(run.id, "kirim", "c", "")
    with pytest.raises(errors.NotAuthorized):
        engine.skip(run.id, "kirim", "b", "x")
    after = engine.skip(run.id, "kirim", "c", "diambil sendiri")
    assert after.end == "terkirim"
    assert "terkirim" not in after.documents


def test_documents_get_versions_and_keep_what_identifies_them(engine, run):
    engine.complete(run.id, "tulis", "a", documents={"draf": {"number": "1", "sha256": "0" * 64}})
    engine.complete(run.id, "periksa", "b", "N", note="x")
    after = engine.complete(run.id, "tulis", "a")
    assert after.documents["draf"].version == 2
    assert after.documents["draf"].paper is None
    assert engine.history(run.id).__next__().documents == ("permohonan",)


def test_missing_inputs_are_recorded_or_refused(clock):
    rows = "- {{id: s0, activity: x, actor: a, inputs: [surat, {{document: lain, when: bila perlu}}, boleh]{more}}}\n- {{id: s1, activity: x, actor: a}}"
    head = "documents: {surat: S, lain: L, boleh: {title: B, optional: true}}"
    engine = engine_for(sop(rows.format(more=""), head=head), clock=clock)
    run = engine.start("uji", "a")
    assert [m.document for m in engine.possible(run.id)[0].missing] == ["surat"]
    engine.complete(run.id, "s0", "a")
    assert list(engine.history(run.id))[-1].effects.missing == ("surat",)
    strict = engine_for(sop(rows.format(more=", missing_inputs: refuse"), head=head), clock=clock)
    run = strict.start("uji", "a")
    with pytest.raises(errors.MissingInputs, match='"S"'):
        strict.complete(run.id, "s0", "a")
    assert strict.complete(run.id, "s0", "a", documents=["surat"]).active[0].step == "s1"


def test_suspension_stops_the_clock(engine, clock, run):
    engine.suspend(run.id, "a", note="libur")
    with pytest.raises(errors.NotRunning, match="resume"):
        engine.complete(run.id, "tulis", "a")
    assert engine.possible(run.id) == ()
    clock.advance(timedelta(hours=5))
    after = engine.resume(run.id, "a")
    assert after.active[0].due == START + timedelta(hours=7)
    assert after.due == START + timedelta(days=3, hours=5)
    engine.complete(run.id, "tulis", "a")
    assert not any(entry.late for entry in engine.timeline(run.id))


def test_cancelling_ends_it_for_good(engine, run):
    after = engine.cancel(run.id, "a", note="batal")
    assert (after.status, after.active, after.end) == ("cancelled", (), None)
    with pytest.raises(errors.NotRunning):
        engine.annotate(run.id, "a", "x")
    with pytest.raises(errors.NotRunning):
        engine.cancel(run.id, "a")


def test_late_is_judged_by_when_it_happened(engine, clock, run):
    clock.advance(timedelta(hours=3))
    engine.complete(run.id, "tulis", "a", acted_at=START + timedelta(hours=1))
    entry = engine.timeline(run.id)[-1]
    assert not entry.late
    assert engine.instance(run.id).active[0].since == START + timedelta(hours=1)
    clock.advance(timedelta(days=2))
    engine.complete(run.id, "periksa", "b", "Y")
    assert engine.timeline(run.id)[-1].late


def test_time_in_the_history_never_goes_back():
    class Broken:
        times = iter([START, START, START - timedelta(hours=1), START])  # registering reads the clock too

        def now(self):
            return next(self.times)

    engine = engine_for(LETTER, clock=Broken())
    run = engine.start("uji", "a")
    engine.complete(run.id, "tulis", "a")
    assert [e.at for e in engine.history(run.id)] == [START, START]


def test_the_worklist_of_an_actor_goes_over_instances(engine, run):
    other = engine.start("uji", "b", subject="Surat 2")
    assert [item.subject for item in engine.worklist("a")] == ["Surat 1", "Surat 2"]
    engine.complete(run.id, "tulis", "a")
    assert [item.instance for item in engine.worklist("a")] == [other.id]
    (item,) = engine.worklist("b")
    assert (item.outcomes, item.needs_note, item.needs_target) == (("Y", "N", "tolak", "lain"), ("N",), ("lain",))
    assert [m.document for m in item.missing] == []
    assert list(engine.worklist("nobody")) == []
    assert [i.id for i in engine.instances()] == [run.id, other.id]


def test_the_same_key_returns_what_it_returned_and_other_content_is_refused(engine):
    first = engine.start("uji", "a", key="k")
    engine.complete(first.id, "tulis", "a", key="c1")
    assert engine.start("uji", "a", key="k") == first
    assert engine.complete(first.id, "tulis", "a", key="c1").revision == 2
    with pytest.raises(errors.KeyReused):
        engine.start("uji", "b", key="k")
    with pytest.raises(errors.KeyReused):
        engine.complete(first.id, "tulis", "a", key="c1", note="lain")
    assert len(list(engine.instances())) == 1


def test_a_key_that_somebody_took_in_between_is_honoured(engine, run, monkeypatch):
    engine.complete(run.id, "tulis", "a", key="c1")
    answers = iter([None])
    known = engine.store.keyed
    monkeypatch.setattr(engine.store, "keyed", lambda scope, key: next(answers, known(scope, key)))
    first = engine.start("uji", "a", key="k")
    answers = iter([None])
    assert engine.start("uji", "a", key="k") == first


def test_versions_stand_side_by_side(engine, run):
    newer = sop("- {id: s0, activity: x, actor: a}\n- {id: s1, activity: x, actor: b}", head="version: 2")
    engine.register(newer)
    assert engine.start("uji", "a").version == "2"
    assert engine.start("uji", "a", version="1").version == "1"
    assert engine.complete(run.id, "tulis", "a").active[0].step == "periksa"
    changed = sop("- {id: s0, activity: y, actor: a}\n- {id: s1, activity: x, actor: b}", head="version: 2")
    with pytest.raises(errors.DefinitionChanged):
        engine.register(changed)
    assert run.digest == LETTER.digest != newer.digest


def test_a_calendar_that_the_engine_lacks_is_refused(clock):
    definition = sop("- {id: s0, activity: x, actor: a, duration: 1 hari}", head="calendar: kantor")
    with pytest.raises(errors.UnknownCalendar, match="kantor"):
        engine_for(definition)

    class Slow:
        def add(self, start, duration):
            return start + 2 * duration.span

        def shifted(self, due, suspended, resumed, duration=None):
            return due + 2 * (resumed - suspended)

        def is_provisional(self, start, due):
            return True

    engine = engine_for(definition, clock=clock, calendars={"kantor": Slow()})
    run = engine.start("uji", "a")
    assert run.active[0].due == START + timedelta(days=2)
    assert engine.possible(run.id)[0].is_provisional
    engine.suspend(run.id, "a")
    clock.advance(timedelta(hours=1))
    assert engine.resume(run.id, "a").active[0].due == START + timedelta(days=2, hours=2)


def test_a_directory_says_who_acts_and_in_what_capacity(clock):
    class Office:
        def roles(self, person, at, unit):
            people = {"Budi": {"b": sopflow.Role()}, "Sari": {"c": sopflow.Role("Plh.")}, "Tamu": {}}
            return people.get(person)

        def units(self):
            return ()

    definition = sop(
        """
- {id: s0, activity: x, actor: a}
- {id: s1, activity: x, actor: c, substitutes: [b]}
- {id: s2, activity: x, actor: unknown}
""",
        head="actors: {a: {title: A, substitutes: [b]}, b: B, c: C}",
    )
    engine = engine_for(definition, clock=clock, directory=Office())
    run = engine.start("uji", "Budi")
    with pytest.raises(errors.NotAuthorized, match='"A", "B"'):
        engine.complete(run.id, "s0", "a")
    engine.complete(run.id, "s0", "Budi")
    event = list(engine.history(run.id))[-1]
    assert (event.by, event.actor, event.effects.capacity, event.effects.acting_as) == (
        "Budi",
        "a",
        "substitute",
        "b",
    )
    engine.complete(run.id, "s1", "Sari")
    assert list(engine.history(run.id))[-1].effects.capacity == "Plh."
    with pytest.raises(errors.NotAuthorized):
        engine.complete(run.id, "s2", "tak dikenal")
    engine.complete(run.id, "s2", "Tamu")
    assert list(engine.history(run.id))[-1].effects.capacity == "unknown"
    assert sopflow.FixedDirectory({"Budi": ("b",)}).roles("Budi", START, None) == {"b": sopflow.Role("definitif")}


def test_an_actor_can_be_chosen_on_the_way(clock):
    definition = sop(
        """
- {id: disposisi, activity: x, actor: a, branches: {teruskan: kerja, tolak: end}}
- {id: kerja, activity: x, actor: terkait}
""",
        head="actors: {a: A, b: B, c: C, terkait: {title: Terkait, chosen_by: disposisi, among: [b, c]}}",
    )
    engine = engine_for(definition, clock=clock)
    run = engine.start("uji", "a")
    assert engine.possible(run.id)[0].chooses == ("terkait",)
    for choose in ({}, {"terkait": "a"}):
        with pytest.raises(
            errors.ChoiceRequired, match=r'"Terkait" \(terkait\); possible: "B" \(b\), "C" \(c\)'
        ) as no:
            engine.complete(run.id, "disposisi", "a", "teruskan", choose=choose)
        assert (no.value.values["actors"], "possible" in no.value.values) == (("b", "c"), False)
    after = engine.complete(run.id, "disposisi", "a", "teruskan", choose={"terkait": "c"})
    assert after.active[0].actors == ("c",)
    assert engine.complete(run.id, "kerja", "c").status == "completed"
    refused = engine.start("uji", "a")
    assert engine.complete(refused.id, "disposisi", "a", "tolak").status == "completed"


def test_a_person_whom_the_directory_knows_can_be_chosen(clock):
    definition = sop(
        "- {id: s0, activity: x, actor: a}\n- {id: s1, activity: x, actor: terkait}",
        head="actors: {a: A, terkait: {title: T, chosen_by: s0}}",
    )
    people = sopflow.FixedDirectory({"Budi": ("a",), "Sari": ()})
    engine = engine_for(definition, clock=clock, directory=people)
    run = engine.start("uji", "Budi")
    with pytest.raises(errors.ChoiceRequired):
        engine.complete(run.id, "s0", "Budi", choose={"terkait": "Tono"})
    engine.complete(run.id, "s0", "Budi", choose={"terkait": "Sari"})
    with pytest.raises(errors.NotAuthorized):
        engine.complete(run.id, "s1", "Budi")
    assert engine.complete(run.id, "s1", "Sari").status == "completed"


def test_a_row_open_twice_must_be_named_by_its_visit(clock):
    definition = sop(
        """
- {id: s0, activity: x, actor: a, next: [s1, s2]}
- {id: s1, activity: x, actor: a, next: s3}
- {id: s2, activity: x, actor: a, next: s3}
- {id: s3, activity: x, actor: b}
"""
    )
    engine = engine_for(definition, clock=clock)
    run = engine.start("uji", "a")
    for step in ("s0", "s1", "s2"):
        engine.complete(run.id, step, "a")
    with pytest.raises(errors.AmbiguousVisit, match='"1", "2"'):
        engine.complete(run.id, "s3", "b")
    assert engine.complete(run.id, "s3", "b", visit=2).active[0].visit == 1
    assert engine.complete(run.id, "s3", "b").status == "completed"


def test_a_clock_does_not_go_back_and_needs_a_zone():
    with pytest.raises(ValueError, match="aware"):
        sopflow.ManualClock(datetime(2024, 1, 1))
    with pytest.raises(ValueError, match="back"):
        sopflow.ManualClock(START).set(START - timedelta(1))
    assert sopflow.SystemClock().now().tzinfo is not None
