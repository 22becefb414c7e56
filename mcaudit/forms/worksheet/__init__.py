"""A reviewer's worksheet: what is to review, with room for the answers, for somebody without a terminal."""
