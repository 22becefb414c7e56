"""Bytes to data with positions to model; every limit and every input error lives here."""
