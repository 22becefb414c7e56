"""mcaudit audits educator micro-credentials against the Micro-Credential Quality Criteria, Version 1.0."""

__version__ = "0.1.0"
