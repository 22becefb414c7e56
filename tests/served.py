"""Runs the command for tests, each time in a process of its own that is a copy of one that has loaded everything.

To start Python and to load mcaudit takes longer than most commands do, and the tests run more than a thousand. A copy
has the arguments, environment, folder, streams, and umask that it is given, and shares nothing with the test.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import get_ident
from typing import NoReturn

import mcaudit
from mcaudit.app import loading

ROOT = Path(__file__).resolve().parent.parent
_READ_AT_START = ("PYTHONCOERCECLOCALE", "PYTHONHASHSEED", "PYTHONOPTIMIZE", "PYTHONUTF8", "LC_", "LANG")
"""Variables that Python reads while it starts, so that a copy cannot be given others."""
_ENCODING = "PYTHONIOENCODING"
_TIMEOUT = 120
Done = tuple[int, bytes, bytes]
"""The exit code of a command, and what it wrote to its two streams."""


def run(args: Sequence[str], *, cwd: Path, env: Mapping[str, str], stdin: bytes = b"") -> Done:
    """Run `mcaudit` in a process of its own, which is a copy where the system and the environment allow one."""
    elsewhere = cwd != ROOT and (cwd / "mcaudit").is_dir()  # Python looks for modules in the current folder first
    if hasattr(os, "fork") and not elsewhere and _same_start(env):
        return _server(get_ident()).run(args, cwd, env, stdin)
    command = [sys.executable, "-m", "mcaudit", *args]
    env = {**env, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=cwd, env=env, input=stdin, capture_output=True, check=False, timeout=_TIMEOUT)
    return done.returncode, done.stdout, done.stderr


def _same_start(env: Mapping[str, str]) -> bool:
    names = (name for name in {*env, *os.environ} if name.startswith(_READ_AT_START))
    return all(env.get(name) == os.environ.get(name) for name in names)


class Server:
    """A process that runs commands in copies of itself."""

    def __init__(self) -> None:
        self.connection, theirs = socket.socketpair()
        self.connection.settimeout(_TIMEOUT)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.served", str(theirs.fileno())],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def run(self, args: Sequence[str], cwd: Path, env: Mapping[str, str], stdin: bytes) -> Done:
        """Return what a copy came to."""
        umask = os.umask(0)
        os.umask(umask)
        request = {"args": args, "cwd": str(cwd.absolute()), "env": dict(env), "umask": umask}
        (taken, given), (out, printed), (err, shown) = os.pipe(), os.pipe(), os.pipe()
        with tempfile.TemporaryFile() as file, ThreadPoolExecutor(3) as threads:
            file.write(json.dumps(request).encode())
            file.seek(0)
            socket.send_fds(self.connection, [b"."], [file.fileno(), taken, printed, shown])
            for each in (taken, printed, shown):
                os.close(each)
            threads.submit(_write, given, stdin)
            streams = threads.submit(_read, out), threads.submit(_read, err)
            try:
                code = int(self.connection.recv(16))
            except TimeoutError:  # the copies hold the streams open
                _server.cache_clear()
                os.killpg(self.process.pid, signal.SIGKILL)
                raise
            return code, streams[0].result(), streams[1].result()

    def close(self) -> None:
        """End the process."""
        self.connection.close()
        self.process.wait()


@cache
def _server(thread: int) -> Server:
    """Return the server of a thread, which ends with the process."""
    started = Server()
    atexit.register(started.close)
    return started


def _write(to: int, content: bytes) -> None:
    with suppress(BrokenPipeError), os.fdopen(to, "wb") as stream:
        stream.write(content)


def _read(of: int) -> bytes:
    with os.fdopen(of, "rb") as stream:
        return stream.read()


# --- the process that is copied --------------------------------------------------------------------


def serve(connection: socket.socket) -> None:
    """Load mcaudit, and run what is asked for until the connection is closed."""
    _load()
    while True:
        message, descriptors, *_ = socket.recv_fds(connection, 1, 4)
        if not message:
            return
        process = os.fork()
        if not process:
            connection.close()
            _become(*descriptors)
            _run()
        for each in descriptors:
            os.close(each)
        _, status = os.waitpid(process, 0)
        connection.sendall(str(os.waitstatus_to_exitcode(status)).encode())


def _load() -> None:
    """Load every module, and the shipped edition with all that is compiled from it."""
    for module in pkgutil.walk_packages(mcaudit.__path__, "mcaudit."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    loading.edition_of(None)  # which keeps what it compiles, so that the next line does not remember that nothing was
    loading.compiled_edition = cache(loading.compiled_edition)  # type: ignore[attr-defined]
    mcaudit.audit_file(ROOT / "profiles" / "fictional" / "leading-restorative-circles.yaml", date="2026-01-01")
    gc.collect()
    gc.freeze()


def _run() -> NoReturn:
    """Run the command, and leave without taking apart what is only a copy."""
    code: object = 1
    try:
        import_module("mcaudit.cli.entry").run()
        code = 0
    except SystemExit as left:
        code = left.code
    except BaseException:  # noqa: BLE001  as Python does at the top
        traceback.print_exc()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code if isinstance(code, int) else bool(code))


def _become(asked: int, *streams: int) -> None:
    """Take over what the command is given."""
    with os.fdopen(asked, encoding="utf-8") as file:
        request = json.load(file)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(request["cwd"])
    os.umask(request["umask"])
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    encoding, _, errors = os.environ.get(_ENCODING, "utf-8").partition(":")
    sys.stdin = open(0, encoding=encoding, errors=errors or "strict", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding=encoding, errors=errors or "strict", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding=encoding, errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.argv = ["mcaudit", *request["args"]]


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as _connection:
        serve(_connection)
