"""Turns a text into data with the place of every key and value: YAML, read strictly, and JSON."""
