"""Where a micro-credential counts, and what would change that."""
