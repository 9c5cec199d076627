"""Files of event logs, each read as a table: CSV, XES and OCEL 2.0."""
