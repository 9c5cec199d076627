"""A check of an office's own: in its package, named by an entry point, and run by `sopflow check` from then on.

[project.entry-points."sopflow.checks"]
kota = "kota_tangerang.own_check"
"""

from collections.abc import Iterator

from sopflow import Diagnostic
from sopflow.review import Subject, check, warning

NO_REMARKS = warning(
    "KOTA001",
    "outside-without-remarks",
    id='"{step}" dikerjakan pihak luar; sebutkan di keterangan bagaimana mereka dihubungi',
    en='"{step}" is done by somebody outside; say in the remarks how they are reached',
)
TOO_LONG = warning("KOTA002", "too-long", id="lebih dari {most} langkah", en="more than {most} rows")
MOST = 25


@check
def outside_parties_are_reached(subject: Subject) -> Iterator[Diagnostic]:
    for step in subject.sop.steps:
        row = subject.flow.rows[str(step.id)]
        if any(subject.sop.actors[a].external for a in row.actors if a in subject.sop.actors) and not step.remarks:
            yield NO_REMARKS.at(step.span, step=step.id)


@check
def a_page_is_enough(subject: Subject) -> Iterator[Diagnostic]:
    if len(subject.sop.steps) > MOST:
        yield TOO_LONG.at(subject.sop.span, most=MOST)
