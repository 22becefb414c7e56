"""Drafts a profile from a credential that was published in another format, and invents nothing."""
