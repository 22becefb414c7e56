"""The use cases: finds files, audits one or many, takes decisions in, and writes outputs whole; prints nothing."""
