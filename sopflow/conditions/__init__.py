"""Conditions over the fields of a case: reading, deciding, analysis; apart from files and engines."""

from .analysis import Analysis, Fault, analysed
from .deciding import Hit, Rule, Taken, Undecided, Wanting, decide, looking
from .formula import TODAY, Formula, fields_of, reads_today, verdicts
from .reading import ALL_WORDS, Problem, read
from .words import Given, Open, said

__all__ = [
    "ALL_WORDS", "TODAY", "Analysis", "Fault", "Formula", "Given", "Hit", "Open", "Problem", "Rule", "Taken", "Undecided",
    "Wanting", "analysed", "decide", "fields_of", "looking", "read", "reads_today", "said", "verdicts",
]  # fmt: skip
