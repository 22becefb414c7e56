"""Is `mcaudit` in lines of shell that tests run: a copy of tests.served runs it, with all that the shell gave this one.

It starts in a fraction of the time that mcaudit takes, since it loads nothing of it.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

MOST = 100
"""Descriptors of higher numbers are not passed on; a shell opens none of its own accord."""


def main(address: str, *args: str) -> int:
    """Have the command run, and return its exit code."""
    descriptors = [number for number in range(MOST) if _is_open(number)]
    umask = os.umask(0)
    request = {
        "args": args,
        "cwd": str(Path.cwd()),
        "env": dict(os.environ),
        "umask": umask,
        "descriptors": descriptors,
    }
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(address)
        socket.send_fds(server, [b"."], descriptors)
        server.sendall(json.dumps(request).encode())
        server.shutdown(socket.SHUT_WR)
        code = int(server.recv(16))
        return code if code >= 0 else 128 - code  # as a shell has it for what a signal ended


def _is_open(number: int) -> bool:
    try:
        return os.get_inheritable(number)
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
