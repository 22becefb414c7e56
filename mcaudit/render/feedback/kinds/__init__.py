"""What feedback is written as for programs."""
