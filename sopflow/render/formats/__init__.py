"""One file a format; a new one is a file here and a line in `FORMATS` of `rendering`."""
