"""A structure-aware fuzzer of everything that mcaudit reads: `python -m tests.fuzz --help`."""
