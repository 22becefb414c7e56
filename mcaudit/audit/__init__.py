"""Facts to findings to counts to verdict; pure, without I/O and without a clock."""
