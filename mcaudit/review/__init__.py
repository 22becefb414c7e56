"""Decisions, agreement and adjudication; pure."""
