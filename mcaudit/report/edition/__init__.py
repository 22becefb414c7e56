"""The edition for readers: as a list, and one thing of it explained."""
