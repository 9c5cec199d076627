"""A reader between transactions by chance, against a model of what PostgreSQL shows of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopflow.sql.gaps import Gaps
from tests.share import share


class Server:
    """Numbers of transactions and positions, both taken at once and never given back; what is committed is seen."""

    def __init__(self) -> None:
        self.next_transaction, self.next_position = 1, 1
        self.last_ended = 0
        self.running: dict[int, list[int]] = {}
        self.committed: list[int] = []

    def begin(self) -> int:
        number = self.next_transaction
        self.next_transaction += 1
        self.running[number] = []
        return number

    def take(self, number: int) -> None:
        self.running[number].append(self.next_position)
        self.next_position += 1

    def end(self, number: int, commits: bool) -> None:
        taken = self.running.pop(number)
        self.committed += taken if commits else []
        self.last_ended = max(self.last_ended, number)

    def mark(self) -> int:
        number = self.begin()
        self.end(number, False)
        return number

    def look(self, after: int, limit: int) -> list[tuple[int, str, int]]:
        """As `pg_snapshot_xmin` has it: of those that run up to the last that ended, the first; else the one after it."""
        seen = [number for number in self.running if number <= self.last_ended]
        oldest = min(seen, default=self.last_ended + 1)
        return [(at, "", oldest) for at in sorted(self.committed) if at > after][:limit]


ACTS = st.lists(
    st.tuples(st.sampled_from(["begin", "take", "commit", "roll back"]), st.integers(0, 2)),
    min_size=30,
    max_size=60,
)


@given(ACTS, st.integers(1, 5), st.integers(1, 4))
@settings(max_examples=share(1000), deadline=None)
@pytest.mark.long
def test_nothing_is_missed_and_nothing_waits_for_ever(acts, limit, every):
    server, gaps, seen = Server(), Gaps(), []

    def read() -> int:
        rows = gaps.closed(seen[-1] if seen else 0, lambda position: server.look(position, limit), server.mark)
        seen.extend(position for position, _, _ in rows)
        return len(rows)

    for at, (act, which) in enumerate(acts):
        some = list(server.running)
        if act == "begin":
            server.begin()
        elif some and act == "take":
            server.take(some[which % len(some)])
        elif some:
            server.end(some[which % len(some)], act == "commit")
        assert seen == [one for one in sorted(server.committed) if seen and one <= seen[-1]]
        if at % every == 0:
            read()
    for number in list(server.running):
        server.end(number, number % 2 == 0)
    while read():
        pass
    assert seen == sorted(server.committed)
