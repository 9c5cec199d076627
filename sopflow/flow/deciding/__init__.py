"""What several commands have in common when they are decided."""
