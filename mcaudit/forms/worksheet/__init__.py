"""A reviewer's worksheet: what is to be judged, with room to judge it, for somebody without a terminal."""
