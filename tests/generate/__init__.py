"""What follows from the commands in `sopflow/flow/commands/`, written out: types, methods, keys of scenarios, tables of the docs.

`python -m tests.generate` writes it, and with `--check` says what is not as it would be written.
"""
