"""Where reviews stand, and how far reviewers agree."""
