"""An audit on a screen of characters: one profile in full, or many in a line each."""
