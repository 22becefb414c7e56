"""Reads a state's policy: its settings, its rules for purposes, and what it adopts from other states."""
