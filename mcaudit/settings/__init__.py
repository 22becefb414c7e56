"""What a profile comes to by what a state's policy sets; pure."""
