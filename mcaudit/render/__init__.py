"""An audit or an edition as something to read."""
