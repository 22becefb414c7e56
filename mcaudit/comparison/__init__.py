"""Holds audits against one another; pure."""
