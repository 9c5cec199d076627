"""People: who holds which position, in which unit, from when to when, and in what capacity."""
