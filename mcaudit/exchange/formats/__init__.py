"""The formats of `mcaudit check` for other programs, one module each; to drop a module in is to register it."""
