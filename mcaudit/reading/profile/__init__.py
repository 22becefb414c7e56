"""Reads a profile: what it may hold, what nearly fits, and the documents of its dossier."""
