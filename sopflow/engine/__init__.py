"""The shell around the core: `Engine`, and the ports for store, clock and directory."""
