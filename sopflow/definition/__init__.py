"""What an SOP is, and how it is read from YAML and checked."""
