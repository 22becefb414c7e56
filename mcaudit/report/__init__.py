"""Builds what each report says, as blocks: every sentence of a report stands here, once for all media.

A report is a folder; what several reports say or have in common is a module beside the folders.
"""
