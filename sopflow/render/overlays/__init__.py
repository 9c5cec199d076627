"""Overlays of a running instance, of the coverage of scenarios, and of measured times. One file each."""

from .coverage import coverage_overlay, missed_texts
from .instance import instance_overlay
from .measures import measures_overlay

__all__ = ["coverage_overlay", "instance_overlay", "measures_overlay", "missed_texts"]
