"""Conformance: cases from elsewhere held against an SOP, and where each leaves it."""
