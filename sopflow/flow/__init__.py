"""The functional core: a definition compiled onto `transitions`, `decide` and `evolve`."""
