"""`python -m mcaudit` does what `mcaudit` does."""

from mcaudit.cli.entry import run

if __name__ == "__main__":
    run()
