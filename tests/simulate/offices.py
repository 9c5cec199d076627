"""Short ways to say what is simulated."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sopflow.definition.duration import parse
from sopflow.flow.flow import Flow
from sopflow.simulate.draws import Spread
from sopflow.simulate.office import Arrivals, Office, Staff
from sopflow.simulate.simulation import Simulation
from tests.sop import sop

START = datetime(2026, 3, 2, tzinfo=UTC)
MINUTE = 60.0


def exponential(minutes):
    return Spread("exponential", (minutes * MINUTE,))


def fixed(minutes):
    return parse(f"{minutes} menit")


def row_after_row(*rows):
    """An SOP of rows one after the other, each an id and its actor."""
    lines = "\n".join(f"- {{id: {name}, activity: Langkah {name}, actor: {actor}}}" for name, actor in rows)
    return sop(lines, name="antre")


def simulated(definition, every, people=None, durations=None, *, cases=1000, seed=1, calendars=None, **office):
    """One experiment; `every` is a length, or arrivals."""
    arrivals = every if isinstance(every, Arrivals) else Arrivals(every)
    given = Office(
        {str(definition.id): arrivals},
        {name: one if isinstance(one, Staff) else Staff(one) for name, one in (people or {}).items()},
        durations or {},
        **{"start": START, **office},
    )
    return Simulation([Flow(definition)], calendars or {}, given, cases=cases, seed=seed).run()


def minutes(spans):
    return [round(seconds / MINUTE, 6) for seconds in spans.seconds]


def at(day, hour, minute=0, zone=None):
    return datetime(2026, 3, day, hour, minute, tzinfo=zone if zone is not None else UTC)


HOUR = timedelta(hours=1)
