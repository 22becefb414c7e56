"""Words and short sentences that outputs share."""
