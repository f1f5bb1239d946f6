"""The version of the code; the law has its own."""

__version__ = "0.1.0"
