"""DMN 1.3: the rules of an SOP as decision tables that other tools open and run.

- `cases.py`: from rules to lists of tests that hold together.
- `table.py`: a decision table; `writing.py`: the XML; `exporting.py`: the file.
"""
