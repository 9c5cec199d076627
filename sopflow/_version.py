"""The version, apart, so that `sopflow --version` reads it without importing the library."""

__version__ = "0.1.0"
