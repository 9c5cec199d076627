"""The format of a scenario file: each of its keys, written down once; those of a step follow from the commands."""
