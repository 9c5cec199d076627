"""The one typeface of every picture, shipped, so that a text is as wide on every machine as it was measured."""
