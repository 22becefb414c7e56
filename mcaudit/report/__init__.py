"""Builds what each report says, as blocks: every sentence of a report stands here, once for all media."""
