"""BPMN 2.0: an SOP as a diagram that other tools open, and back.

- `model.py`: what a process in BPMN is made of.
- `weaving.py`: from a definition to its elements and flows.
- `dialects.py`: what each engine wants said otherwise; `expressions.py`: rules over data in their languages.
- `drawing.py`: where everything stands.
- `writing.py`: the XML; `exporting.py`: the file.
- `source.py`, `graph.py`, `rows.py`, `folding.py`, `drafting.py`: from a file to a draft; `importing.py`: all of it.
- `merging.py`: what somebody changed in an exported diagram; `answers.py`, `changing.py`, `ruling.py`, `references.py`: its parts.
"""
