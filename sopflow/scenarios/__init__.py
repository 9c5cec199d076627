"""Scenarios: what should happen in a run of an SOP, read from YAML, played, measured, written and generated."""
