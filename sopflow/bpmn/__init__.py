"""BPMN 2.0: an SOP as a diagram that other tools open, and back.

- `model.py`: what a process in BPMN is made of.
- `weaving.py`: from a definition to its elements and flows.
- `dialects.py`: what each engine wants said otherwise; `expressions.py`: rules over data in their languages.
- `forms.py`: forms of Camunda 8.
- `drawing.py`: where everything stands; `objects.py`: documents.
- `writing.py`: the XML; `exporting.py`: the file.
- `source.py`, `graph.py`, `rows.py`, `folding.py`, `papers.py`, `drafting.py`: from a file to a draft; `importing.py`: all of it.
- `merging.py`: what somebody changed in an exported diagram; `answers.py`, `changing.py`, `ruling.py`, `references.py`, `documents.py`: its parts.
"""
