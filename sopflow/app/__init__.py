"""What the terminal, the service and the studio have in common: instances, work items, events and definitions as JSON."""
