"""The commands: read arguments, call one function, choose an exit code."""
