"""Event logs: what happened in the instances of a store, for tools that analyse processes."""
