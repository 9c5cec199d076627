"""Conformance: check the cases of an event log against an SOP, and show where each deviates."""
