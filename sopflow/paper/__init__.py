"""The way in from paper: an official table, in a file as offices exchange it, becomes a draft of a definition."""
