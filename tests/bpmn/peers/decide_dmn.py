"""Which branch the decision tables of a file in DMN take in pyDMNrules: JSON on standard input and output."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from datetime import date, time

import pyDMNrules

READ = {"date": date.fromisoformat, "time": time.fromisoformat}


def taken(engine, decision, case):
    values = {
        name: None if value is None else READ.get(type_, lambda one: one)(value)
        for name, (type_, value) in case.items()
    }
    problems, said = engine.decide(values)
    said = said[-1] if isinstance(said, list) and said else said
    if problems or not said:
        return None
    return said["Result"].get(f"{decision}.{decision}")


def main():
    found = []
    with contextlib.redirect_stdout(io.StringIO()):
        for one in json.load(sys.stdin):
            engine = pyDMNrules.DMN()
            problems = engine.useXML(one["text"])
            if problems:
                found.append([str(problems)] * len(one["cases"]))
                continue
            found.append([taken(engine, one["decision"], case) for case in one["cases"]])
    json.dump(found, sys.stdout)


main()
