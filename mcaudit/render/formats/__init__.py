"""The formats of `mcaudit check` for people, one module each; to drop a module in is to register it."""
