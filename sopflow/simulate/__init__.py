"""What if: many cases of an SOP at once, with as many people as an office has, on the engine that runs real ones."""
