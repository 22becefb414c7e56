"""Brings a profile into the form that conditions see: normal values, derived facts, and places in words; pure."""
