"""Where micro-credentials count, as a report."""
