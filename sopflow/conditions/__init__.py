"""Conditions over the fields of a case: reading, deciding, analysis; apart from files and engines."""

from .analysis import Analysis, Fault, analysed, example_of
from .deciding import Hit, Rule, Taken, Undecided, Wanting, decide, lacking, looking, looking_before
from .formula import TODAY, Formula, fields_of, reads_today, verdicts
from .reading import Place, Problem, canonical, read
from .searching import Goal
from .words import Given, Open, said

__all__ = [
    "TODAY", "Analysis", "Fault", "Formula", "Given", "Goal", "Hit", "Open", "Place", "Problem", "Rule", "Taken", "Undecided",
    "Wanting", "analysed", "canonical", "decide", "example_of", "fields_of", "lacking", "looking", "looking_before", "read", "reads_today", "said", "verdicts",
]  # fmt: skip
