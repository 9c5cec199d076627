"""Which rows `sopflow conform` calls late: by the calendar of the SOP, and only where the opening is known."""

from __future__ import annotations

from tests.conformance.letter import GOOD


def test_lateness_is_told_on_the_calendar_of_the_sop(conform):
    # due a working day after Friday 09:00; a day of the calendar would have been over on Saturday
    assert "was late" not in conform(GOOD)[1]
    code, out, _ = conform(GOOD.replace("2024-03-18 09:00", "2024-03-18 09:01"))
    assert code == 0  # it went the right way
    assert "log.csv:3: verifikasi was late: due 2024-03-18 09:00, done 2024-03-18 09:01" in out
    assert "1 case with a row that was late" in out
    assert "was late" not in conform(GOOD.replace("18 09:00", "18 09:01"), "--ignore-times")[1]


def test_a_day_without_a_time_may_be_any_time_of_the_day(conform):
    # opened on Friday, perhaps at its very end: due when Monday is over, which is when Tuesday begins to count
    for day, is_late in (("2024-03-19", False), ("2024-03-20", True)):
        lines = GOOD.replace("2024-03-15 09:00", "2024-03-15").replace("2024-03-18 09:00", day)
        _, out, _ = conform("".join(lines.splitlines(keepends=True)[:2]), "--running")
        assert ("verifikasi was late" in out) == is_late


def test_rows_whose_opening_is_not_known_are_not_judged(conform):
    lines = [line for line in GOOD.splitlines(keepends=True) if "verifikasi" not in line]
    _, out, _ = conform("".join(lines).replace("2024-03-18", "2024-04-18"))
    assert "was late" not in out
