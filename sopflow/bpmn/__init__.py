"""BPMN 2.0: an SOP as a diagram that other tools open, and back.

- `model.py`: what a process in BPMN is made of.
- `weaving.py`: from a definition to its elements and flows.
- `dialects.py`: what each engine wants said otherwise.
- `drawing.py`: where everything stands.
- `writing.py`: the XML; `exporting.py`: the file.
"""
