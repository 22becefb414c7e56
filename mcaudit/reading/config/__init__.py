"""Reads a configuration, and the agency that it names with its logo and its letter."""
