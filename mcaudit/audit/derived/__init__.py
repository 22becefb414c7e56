"""Facts that JSON Schema cannot compute, each a function of the cleaned profile."""
