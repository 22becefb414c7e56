"""The version of mcaudit."""

__version__ = "0.1.0"
