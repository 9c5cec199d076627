"""Times are added up along the ways through an SOP, and compared where ways meet."""

from __future__ import annotations

from pathlib import Path

import pytest

import sopflow
from sopflow.definition.totals import total_text
from sopflow.review import Subject
from sopflow.review.adding import totals_of
from sopflow.review.checking import findings
from tests.sop import sop

PENGAWALAN = Path(__file__).parents[2] / "definitions/pengawalan.yaml"


def test_one_pass_without_a_return_adds_up_as_the_paper_has_it():
    shortest, usual, longest = totals_of(Subject(sopflow.load(PENGAWALAN)))
    assert total_text(shortest) == total_text(usual) == total_text(longest) == "3 hari 9 jam 40 menit"


def test_ways_that_run_at_the_same_time_count_once_and_branches_differ():
    definition = sop(
        """
- {id: p, activity: x, actor: a, duration: 1 jam, next: [q, r]}
- {id: q, activity: x, actor: b, duration: 2 hari, next: s}
- {id: r, activity: x, actor: c, duration: 5 jam, next: s}
- {id: s, activity: x, actor: a, duration: 30 menit, join: [q, r], branches: {Y: t, N: end, U: p}}
- {id: t, activity: x, actor: b, duration: 1 hari}
"""
    )
    shortest, usual, longest = totals_of(Subject(definition))
    assert (total_text(shortest), total_text(longest)) == (
        "2 hari 1 jam 30 menit",
        "3 hari 1 jam 30 menit",
    )
    assert total_text(usual) == "3 hari 1 jam 30 menit"
    ((_, message),) = [(d.code, d.message("en")) for d in findings(definition) if d.code == "SOP344"]
    assert message == 'the way by "3. x" always waits for the way by "2. x" at "4. x"'


@pytest.mark.parametrize(
    ("time", "least", "most"),
    [
        ("1-20 hari", "1 hari 1 jam", "20 hari 1 jam"),
        ("30 menit - 2 hari", "1 jam 30 menit", "2 hari 1 jam"),
        ("maks. 3 hari", "1 jam", "3 hari 1 jam"),
        ("{text: sesuai kebutuhan, at_most: 3 hari}", "1 jam", "3 hari 1 jam"),
        ("2 hari", "2 hari 1 jam", "2 hari 1 jam"),
    ],
)
def test_the_shortest_time_takes_the_lower_end_of_a_range(time, least, most):
    definition = sop(f"""
- {{id: p, activity: x, actor: a, duration: {time}}}
- {{id: q, activity: x, actor: b, duration: 1 jam}}
""")
    shortest, usual, longest = totals_of(Subject(definition))
    assert tuple(map(total_text, (shortest, usual, longest))) == (least, most, most)


def test_the_shortest_of_two_ways_is_told_by_their_lower_ends():
    definition = sop("""
- {id: p, activity: x, actor: a, duration: 1 jam, branches: {Y: q, N: r}}
- {id: q, activity: x, actor: b, duration: 3 hari, next: end}
- {id: r, activity: x, actor: b, duration: 1-20 hari}
""")
    assert total_text(totals_of(Subject(definition)).shortest) == "1 hari 1 jam"


def test_a_way_that_may_be_the_slower_one_does_not_always_wait():
    rows = """
- {id: p, activity: x, actor: a, next: [q, r]}
- {id: q, activity: x, actor: b, duration: 2 jam, next: s}
- {id: r, activity: x, actor: c, duration: 1 jam, branches: {Y: s, N: t}}
- {id: t, activity: x, actor: c, duration: 3 jam, next: s}
- {id: s, activity: x, actor: a, join: started}
"""
    assert "SOP344" not in [d.code for d in findings(sop(rows))]
    joined = rows.replace("join: started", "join: [q, r]")
    assert "SOP344" not in [d.code for d in findings(sop(joined))]


SIDES = """
- {{id: p, activity: mulai, actor: a, next: [q, r]}}
- {{id: q, activity: kiri, actor: b, duration: 2 hari, next: s}}
- {{id: r, activity: kanan, actor: c, duration: 1 jam}}
- {{id: t, activity: lanjut, actor: c, {time}next: s}}
- {{id: s, activity: gabung, actor: a, join: [q, t], next: {then}}}
"""


def always_wait(rows):
    return [d.values["quick"] for d in findings(sop(rows)) if d.code == "SOP344"]


def test_of_a_way_with_a_row_without_a_time_nothing_is_known():
    assert always_wait(SIDES.format(time="duration: 1 jam, ", then="end")) == ["3. kanan"]
    assert always_wait(SIDES.format(time="", then="end")) == []


def test_ways_are_compared_where_they_meet():
    again = """- {id: u, activity: buka, actor: c, next: [v, w]}
- {id: v, activity: atas, actor: b, duration: 1 jam, next: x}
- {id: w, activity: bawah, actor: c, duration: 3 jam, next: x}
- {id: x, activity: tutup, actor: c, join: [v, w]}
"""
    rows = SIDES.format(time="duration: 1 jam, ", then="u") + again
    assert always_wait(rows) == ["3. kanan", "7. atas"]


def test_a_stated_total_may_be_that_of_all_rows_or_of_a_way():
    rows = "- {id: p, activity: x, actor: a, duration: 1 jam, branches: {Y: q, N: end}}\n- {id: q, activity: x, actor: b, duration: 2 hari}"
    for total, fits in (("2 hari 1 jam", True), ("2 hari 60 menit", True), ("1 jam", True), ("3 hari", False)):
        said = [d.code for d in findings(sop(rows, head=f"stated_total: {total}"))]
        assert ("SOP341" not in said) == fits
