"""What `mcaudit check` says to people, as blocks: one audit on a screen, many in a few lines each, or a table."""
